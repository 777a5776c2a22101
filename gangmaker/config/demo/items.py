"""What was asked, thought and offered in the demo region, and how it hangs together."""

from datetime import datetime, timedelta
from functools import partial

from gangmaker.config.demo.past import Past
from gangmaker.config.demo.rows import Goal as GoalRow
from gangmaker.config.demo.rows import Idea as IdeaRow
from gangmaker.config.demo.rows import Link as LinkRow
from gangmaker.config.demo.rows import Offer as OfferRow
from gangmaker.config.demo.rows import Question as QuestionRow
from gangmaker.config.demo.rows import Withdrawn
from gangmaker.contributions.models import Need, Offer
from gangmaker.contributions.operations import Contribution, ask_question, contribute, support
from gangmaker.projects.operations import set_goal
from gangmaker.trail.models import Item, ItemKind, Promise
from gangmaker.trail.operations import (
    NewItem,
    item_fields,
    link_items,
    translate_item,
    withdraw,
)

AnyItem = QuestionRow | IdeaRow | OfferRow


def set_goals(past: Past) -> None:
    """In the order of the rows: a goal comes after the one above it."""
    at: datetime | None = None
    for position, row in enumerate(past.content.goals):
        at = past.days.ago(row.days_ago, "goals", after=at)
        past.happen(at, partial(_set_goal, past, row, position), name=row.key)


def collect(past: Past) -> None:
    """Questions, then ideas and offers, which may be about them; then who supports them."""
    for row in past.content.items:
        after = past.moments[row.by]
        if isinstance(row, OfferRow) and row.question:
            after = max(after, past.moments[row.question])
        at = past.days.ago(row.days_ago, row.key, after=after)
        past.happen(at, partial(_bring, past, row), name=row.key)
        _around(past, row, at)
    for supports in past.content.supports:
        for person, days_ago in supports.by.items():
            after = max(past.moments[person], past.moments[supports.item])
            at = past.days.ago(days_ago, person + supports.item, after=after)
            past.happen(at, partial(_support, past, supports.item, person))


def join_up(past: Past) -> None:
    """The links between all these items, also those of projects and results."""
    for link in past.content.all_links():
        after = max(past.moments[link.source], past.moments[link.target])
        at = past.days.ago(link.days_ago, link.source, after=after)
        past.happen(at, partial(_link, past, link))


def _around(past: Past, row: AnyItem, at: datetime) -> None:
    for number, text in enumerate(row.translations):
        when = past.days.ago(row.days_ago - 1 - number, text.language, after=at)
        past.happen(when, partial(_translate, past, row, number))
    if row.withdrawn:
        when = past.days.ago(row.withdrawn.days_ago, row.key, after=at)
        past.happen(when, partial(_withdraw, past, row, row.withdrawn))


def _set_goal(past: Past, row: GoalRow, position: int, now: datetime) -> None:
    owner = past.actors[row.owner]
    new = NewItem(
        title=row.title.nl,
        summary=row.summary.nl,
        language="nl",
        by=owner,
        owner=owner,
        deputy=past.actors[row.deputy],
        published_at=now,
    )
    parent = past.items[row.parent] if row.parent else None
    goal = set_goal(
        new=new,
        year=row.year,
        parent=parent,
        position=position,
        now=now,
    )
    for language in ("en", "fr"):
        title, summary = getattr(row.title, language), getattr(row.summary, language)
        translate_item(
            item=goal, by=owner, language=language, title=title, summary=summary, now=now
        )
    past.items[row.key] = goal


def _bring(past: Past, row: AnyItem, now: datetime) -> None:
    if isinstance(row, QuestionRow):
        item: Item = _ask(past, row, now)
    elif isinstance(row, OfferRow) and row.state == "draft":
        item = _draft_offer(past, row, now)
    else:
        item = _contribute(past, row, now)
    for party in row.parties:
        item.parties.create(actor=past.actors[party])
    past.items[row.key] = item


def _ask(past: Past, row: QuestionRow, now: datetime) -> Item:
    needs = [
        Need(form=need.form, level=need.level, quantity=need.quantity, label=need.label)
        for need in row.needs
    ]
    closes_on = None if row.closes_in_days is None else past.days.day(row.closes_in_days)
    question = ask_question(new=_new(past, row, now), needs=needs, closes_on=closes_on, now=now)
    for need, saved in zip(row.needs, needs, strict=True):
        past.needs[row.key, need.key] = saved
    return question


def _contribute(past: Past, row: IdeaRow | OfferRow, now: datetime) -> Item:
    """Received as from the form; then the team divides the work as the rows say."""
    brought = contribute(
        what=_contribution(past, row),
        by=past.actors[row.by],
        on_behalf_of=past.actor(row.on_behalf_of),
        entered_by=past.actor(row.entered_by),
        source=row.source or "",
        now=now,
    )
    owner, deputy = past.actors[row.owner], past.actors[row.deputy]
    item = brought.item
    item.owner, item.deputy, item.audience = owner, deputy, row.audience
    item.save(update_fields=["owner", "deputy", "audience"])
    Promise.objects.filter(item=item).update(owner=owner)
    return item


def _contribution(past: Past, row: IdeaRow | OfferRow) -> Contribution:
    area = past.area(row.municipality, row.district)
    if isinstance(row, IdeaRow):
        return Contribution("idea", "strategic", row.title, row.summary, row.language, area=area)
    return Contribution(
        form=row.form,
        level=row.level,
        title=row.title,
        summary=row.summary,
        language=row.language,
        target=past.items[row.question] if row.question else None,
        need=past.needs[row.question, row.need] if row.question and row.need else None,
        quantity=row.quantity,
        area=area,
    )


def _draft_offer(past: Past, row: OfferRow, now: datetime) -> Item:
    """Written and not sent yet: nobody received it, so nothing is promised."""
    fields = item_fields(_new(past, row, now), kind=ItemKind.OFFER, now=now)
    return Offer.objects.create(
        **fields, form=row.form, level=row.level, unit=row.unit, quantity=row.quantity
    )


def _new(past: Past, row: AnyItem, now: datetime) -> NewItem:
    return NewItem(
        title=row.title,
        summary=row.summary,
        language=row.language,
        by=past.actors[row.by],
        owner=past.actors[row.owner],
        deputy=past.actors[row.deputy],
        on_behalf_of=past.actor(row.on_behalf_of),
        audience=row.audience,
        area=past.area(row.municipality, row.district),
        source=row.source or "",
        entered_by=past.actor(row.entered_by),
        published_at=_published_at(past, row, now),
    )


def _published_at(past: Past, row: AnyItem, now: datetime) -> datetime | None:
    if row.state == "draft":
        return None
    if row.publishes_in_days is not None:
        return past.days.now + timedelta(days=row.publishes_in_days)
    return now


def _translate(past: Past, row: AnyItem, number: int, now: datetime) -> None:
    text = row.translations[number]
    translate_item(
        item=past.items[row.key],
        by=past.actors[row.owner],
        language=text.language,
        title=text.title,
        summary=text.summary,
        now=now,
    )


def _withdraw(past: Past, row: AnyItem, withdrawn: Withdrawn, now: datetime) -> None:
    withdraw(item=past.items[row.key], by=past.actors[row.by], reason=withdrawn.reason, now=now)


def _link(past: Past, link: LinkRow, now: datetime) -> None:
    source, target = past.items[link.source], past.items[link.target]
    link_items(source=source, verb=link.verb, target=target, by=past.actors[link.by], now=now)


def _support(past: Past, item: str, person: str, now: datetime) -> None:
    support(item=past.items[item], actor=past.actors[person], now=now)
