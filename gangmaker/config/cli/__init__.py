"""``gangmaker``: the one command-line program of the house."""

import sys
from typing import NoReturn

from gangmaker.config.cli.console import complain
from gangmaker.config.cli.exits import FAILED, WRONG_SETTINGS, Stopped
from gangmaker.config.env import WrongSettings


def main() -> NoReturn:
    """Run the program, and turn what a person can mend into a sentence and an exit code."""
    from gangmaker.config.cli.commands import app  # late, so that a broken import is reported too

    try:
        app(prog_name="gangmaker")
    except WrongSettings as wrong:
        complain("Gangmaker cannot start with these settings:", *wrong.sentences)
        sys.exit(WRONG_SETTINGS)
    except Stopped as stopped:
        complain(*stopped.sentences)
        sys.exit(stopped.exit_code)
    except KeyboardInterrupt:
        sys.exit(FAILED)
    sys.exit(0)
