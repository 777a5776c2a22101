"""Many people doing the same thing at the same moment, for real: threads or processes."""

import multiprocessing
from collections import Counter
from collections.abc import Callable
from threading import Barrier, Thread

from django.db import connection, connections

from gangmaker.core.refusals import Refused


def all_at_once(count: int, act: Callable[[int], object]) -> Counter[str]:
    """Run ``act(0) … act(count - 1)`` in threads that start together; counts what came of each.

    "done", the code of a refusal, or the name of a defect.
    """
    outcomes: Counter[str] = Counter()
    barrier = Barrier(count)

    def one(number: int) -> None:
        try:
            barrier.wait()
            act(number)
            outcomes["done"] += 1
        except Refused as refusal:
            outcomes[refusal.code] += 1
        except Exception as defect:
            outcomes[f"{type(defect).__name__}: {defect}"] += 1
        finally:
            connection.close()

    threads = [Thread(target=one, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def in_processes(count: int, act: Callable[[int], object]) -> list[int]:
    """Run ``act`` in forked processes with connections of their own; returns their exit codes."""
    connections.close_all()
    fork = multiprocessing.get_context("fork")
    processes = [fork.Process(target=act, args=(number,)) for number in range(count)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return [process.exitcode or 0 for process in processes]
