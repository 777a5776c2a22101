"""Processes that write as fast as they can, and what was acknowledged to them."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

from tests.faults.houses import House


class Writers:
    """Processes that write until they are stopped; ``acknowledged`` grows meanwhile."""

    def __init__(self, house: House, count: int) -> None:
        self.acknowledged: list[str] = []
        self.refused = 0
        command = [sys.executable, "-m", "tests.faults.writing"]
        self.processes = [
            subprocess.Popen(
                command,
                env=house.environment,
                text=True,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
            for _number in range(count)
        ]
        self.threads = [Thread(target=self._listen, args=(each,)) for each in self.processes]
        for thread in self.threads:
            thread.start()

    def _listen(self, process: "subprocess.Popen[str]") -> None:
        assert process.stdout is not None
        for line in process.stdout:
            if not line.endswith("\n"):
                continue
            if line == "-\n":
                self.refused += 1
            else:
                self.acknowledged.append(line.strip())

    def wait_for(self, more: int, *, seconds: float = 60) -> None:
        wanted, deadline = len(self.acknowledged) + more, time.monotonic() + seconds
        while len(self.acknowledged) < wanted:
            assert time.monotonic() < deadline, "the writers are too slow"
            time.sleep(0.02)

    def wait_for_refusals(self, more: int) -> None:
        wanted, deadline = self.refused + more, time.monotonic() + 60
        while self.refused < wanted and time.monotonic() < deadline:
            time.sleep(0.02)

    def stop(self) -> None:
        for process in self.processes:
            process.kill()
        for process, thread in zip(self.processes, self.threads, strict=True):
            process.wait()
            thread.join()


@contextmanager
def writing(house: House, *, by: int = 2) -> Iterator[Writers]:
    writers = Writers(house, by)
    try:
        yield writers
    finally:
        writers.stop()
