"""What can be reported: an item, a comment or an actor; asked of each in the same way."""

from collections.abc import Mapping

from gangmaker.actors.models import Actor, Measure

from .models import Comment, Item, Report, ReportDecision

Thing = Item | Comment | Actor


def thing_of(row: Report | ReportDecision) -> Thing:
    """What a report or a decision is about; its column has to be loaded, or this is a query."""
    thing = row.item or row.comment or row.actor
    if thing is None:
        raise ValueError("The database refuses a row that is about nothing.")
    return thing


def columns_of(thing: Thing) -> Mapping[str, Thing]:
    """The column of a report or a decision that names it, with what it holds."""
    if isinstance(thing, Actor):
        return {"actor": thing}
    return {"comment": thing} if isinstance(thing, Comment) else {"item": plain(thing)}


def plain(item: Item) -> Item:
    """The row of all items, also of one that was found by its kind."""
    return item if type(item) is Item else Item.objects.get(pk=item.pk)


def author_of(thing: Thing) -> Actor:
    return thing if isinstance(thing, Actor) else thing.by


def answers_for(thing: Thing) -> Actor:
    """Who is told and restricted: the author, or who showed that the author's record is hers."""
    author = author_of(thing)
    return author if author.reader_id == author.pk else author.standing


def words_of(thing: Thing) -> str:
    """The text of it as it is now."""
    if isinstance(thing, Comment):
        return thing.text
    parts = (thing.name, thing.about) if isinstance(thing, Actor) else (thing.title, thing.summary)
    return "\n\n".join(part for part in parts if part)


def language_of(thing: Thing) -> str:
    return thing.about_language if isinstance(thing, Actor) else thing.language


def measures_for(thing: Thing) -> tuple[Measure, ...]:
    """What can be decided about it, from least to most."""
    if isinstance(thing, Actor):
        return (Measure.REMINDED, Measure.SUSPENDED)
    taken = Measure.HIDDEN if isinstance(thing, Comment) else Measure.WITHDRAWN
    return (Measure.REMINDED, taken, Measure.SUSPENDED)
