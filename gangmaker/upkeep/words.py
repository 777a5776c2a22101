"""Why something of the upkeep did not happen, in sentences for whoever runs the platform."""


class CannotKeep(Exception):
    """What was asked was not done, and nothing was changed; the first sentence says why."""

    def __init__(self, *sentences: str) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = sentences
