"""Somebody who goes on asking questions and writes down each that was accepted.

    python -m tests.faults.writing

Prints the code of a question once its transaction ended; ``-`` when it was refused for now.
"""

import os
import time
from itertools import count

import django

PAUSE_SECONDS = 0.02  # others on this machine want to do something too


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gangmaker.config.settings")
    django.setup()
    from django.db import DatabaseError, connection

    from gangmaker.upkeep.standing import Frozen
    from tests import world

    world._numbers = count(os.getpid() * 1_000_000)  # names of its own
    while True:
        try:
            print(world.make_question().code, flush=True)  # noqa: T201 (this is a program)
            time.sleep(PAUSE_SECONDS)
        except (DatabaseError, Frozen):
            connection.close()
            print("-", flush=True)  # noqa: T201
            time.sleep(0.05)


if __name__ == "__main__":
    main()
