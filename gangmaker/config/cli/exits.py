"""What the program tells the script that called it."""

DONE = 0
FAILED = 1
WRONG_USE = 2  # typer's own
WRONG_SETTINGS = 3


class Stopped(Exception):
    """The command cannot go on; the first sentence says why, the next what to do."""

    def __init__(self, *sentences: str, exit_code: int = FAILED) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = sentences
        self.exit_code = exit_code
