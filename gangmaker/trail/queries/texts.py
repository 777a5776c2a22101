"""What an item says in the reader's language, when somebody translated it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from gangmaker.actors.together import Found, Lists
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
    return told_by(items, translations_into(language).filter(item__in=foreign))


def translations_into(language: str) -> QuerySet[ItemTranslation]:
    """Everything in ``language`` of what was written in another."""
    return ItemTranslation.objects.filter(language=language).exclude(item__language=language)


def told_by(items: Iterable[Item], translations: Iterable[ItemTranslation]) -> dict[int, Told]:
    """Each item's words as they are among ``translations``, else its own."""
    texts = {text.item_id: text for text in translations}
    return {item.pk: _told(item, texts.get(item.pk)) for item in items}


def words_of_all(lists: Lists, language: str) -> Lists:
    """For every list of items among ``lists`` one with their translations."""
    items = {name: rows for name, rows in lists.items() if issubclass(rows.model, Item)}
    words = translations_into(language)
    return {
        f"words of {name}": words.filter(item__in=rows.values("pk")) for name, rows in items.items()
    }


def told_of_all(rows: Found) -> dict[int, Told]:
    """The words of all items among ``rows``, by the translations that are there too."""
    every = [row for found in rows.values() for row in found]
    return told_by(
        [row for row in every if isinstance(row, Item)],
        [row for row in every if isinstance(row, ItemTranslation)],
    )


def _told(item: Item, translation: ItemTranslation | None) -> Told:
    if translation is None:
        return Told(item.title, item.summary, item.language, is_translation=False)
    return Told(translation.title, translation.summary, translation.language, is_translation=True)
