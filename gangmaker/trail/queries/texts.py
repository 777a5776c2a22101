"""What an item says in the reader's language, when somebody translated it."""

from collections.abc import Iterable
from dataclasses import dataclass

from gangmaker.trail.models import Item, ItemTranslation


@dataclass(frozen=True)
class Told:
    """The title and summary to show, and in which language they are."""

    title: str
    summary: str
    language: str
    is_translation: bool


def told_in(items: Iterable[Item], language: str) -> dict[int, Told]:
    """Each item's words in ``language``, else in its own. One query, however many items."""
    items = list(items)
    foreign = [item.pk for item in items if item.language != language]
    translations = {
        text.item_id: text
        for text in ItemTranslation.objects.filter(item__in=foreign, language=language)
    }
    return {item.pk: _told(item, translations.get(item.pk)) for item in items}


def _told(item: Item, translation: ItemTranslation | None) -> Told:
    if translation is None:
        return Told(item.title, item.summary, item.language, is_translation=False)
    return Told(translation.title, translation.summary, translation.language, is_translation=True)
