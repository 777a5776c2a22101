"""The pictures and documents of ideas, questions and offers in the demo region."""

from datetime import datetime
from functools import partial

from gangmaker.actors.models import ActorKind
from gangmaker.config.demo.past import Past
from gangmaker.config.demo.upload_rows import ItemPaper, ItemPicture
from gangmaker.projects.operations.papers import attach


def show_uploads(past: Past) -> None:
    for picture in past.content.item_pictures:
        after = past.moments[picture.item]
        at = past.days.ago(picture.days_ago, picture.drawing, after=after)
        past.happen(at, partial(_show, past, picture))
    for row in past.content.item_papers:
        after = past.moments[row.item]
        at = past.days.ago(row.paper.days_ago, row.paper.key, after=after)
        past.happen(at, partial(_attach, past, row), name=row.paper.key)


def _show(past: Past, row: ItemPicture, now: datetime) -> None:
    """By the person whose item it is; what an organisation asked is shown by who answers for it."""
    item = past.items[row.item]
    attach(
        item=item,
        kept=past.kept[row.drawing],
        alt=row.alt,
        parties_only=row.parties_only,
        by=item.by if item.by.kind == ActorKind.PERSON else item.owner,
        now=now,
    )


def _attach(past: Past, row: ItemPaper, now: datetime) -> None:
    attach(
        item=past.items[row.item],
        kept=past.kept[row.paper.key],
        parties_only=row.paper.parties_only,
        by=past.actors[row.paper.by],
        now=now,
    )
