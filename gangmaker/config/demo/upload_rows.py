"""What people show of ideas and questions in the demo region: a drawing, a document."""

from dataclasses import dataclass

from gangmaker.config.demo.project_rows import Paper


@dataclass(frozen=True, kw_only=True)
class ItemPicture:
    """A drawing that we make ourselves (``drawings``), with an item; whose it is adds it."""

    item: str
    drawing: str
    alt: str
    days_ago: int
    parties_only: bool = False


@dataclass(frozen=True, kw_only=True)
class ItemPaper:
    """A small document with an item."""

    item: str
    paper: Paper
