"""Typed makers of real rows, through the operations that the product itself uses."""

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from gangmaker.actors.models import (
    Account,
    Actor,
    ActorKind,
    AgeGroup,
    Area,
    AreaKind,
    Audience,
    Ground,
    Measure,
    Membership,
    MembershipRole,
    Statement,
    Suspension,
    TeamRole,
    TeamRoleName,
)
from gangmaker.actors.operations import welcome_guest
from gangmaker.concepts.models import Concept, ConceptName, ConceptSource, Facet
from gangmaker.contributions.models import Form, Level, Need, Question
from gangmaker.contributions.operations import Brought, Contribution, ask_question, contribute
from gangmaker.projects.models import Goal, Project, Result, ResultType, Stage
from gangmaker.projects.operations import set_goal
from gangmaker.trail.models import (
    Item,
    ItemAudience,
    ItemKind,
    LinkVerb,
    Withdrawal,
    WithdrawalKind,
)
from gangmaker.trail.operations import NewItem, item_fields, link_items

NOON = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)
"""A Wednesday without holidays near it."""

_numbers = count(1)


def make_area(name: str = "Kortrijk") -> Area:
    area, _created = Area.objects.get_or_create(
        key=name.lower(),
        defaults={
            "kind": AreaKind.MUNICIPALITY,
            "name": name,
            "latitude": 50.83,
            "longitude": 3.26,
            "inhabitants": 80_000,
        },
    )
    return area


def make_person(
    name: str = "Illustrator, Kortrijk",
    *,
    email: str = "",
    audience: str = Audience.MEMBERS,
    area: Area | None = None,
    age_group: str = AgeGroup.ADULT,
) -> Actor:
    """A member with an account."""
    number = next(_numbers)
    address = email or f"person{number}@example.org"
    return Actor.objects.create(
        kind=ActorKind.PERSON,
        slug=f"person-{number}",
        name=name,
        account=Account.objects.create_user(address),
        email=address,
        email_confirmed_at=NOON,
        audience=audience,
        area=area,
        age_group=age_group,
        created_at=NOON,
    )


def make_team(role: str = TeamRoleName.BROKER, name: str = "Broker, Kortrijk") -> Actor:
    person = make_person(name, audience=Audience.PUBLIC)
    TeamRole.objects.create(actor=person, role=role)
    return person


def make_guest(name: str = "Resident, Menen", *, email: str = "guest@example.org") -> Actor:
    return welcome_guest(name=name, email=email, reads="nl", now=NOON)


def make_organisation(
    name: str = "Buurthuis, Menen",
    *,
    admin: Actor | None = None,
    audience: str = Audience.PUBLIC,
) -> Actor:
    number = next(_numbers)
    organisation = Actor.objects.create(
        kind=ActorKind.ORGANISATION,
        slug=f"organisation-{number}",
        name=name,
        audience=audience,
        created_at=NOON,
    )
    if admin is not None:
        make_membership(admin, organisation, MembershipRole.ADMIN)
    return organisation


def make_membership(person: Actor, organisation: Actor, role: str) -> Membership:
    person.__dict__.pop("belongs_to", None)  # read anew after this
    return Membership.objects.create(person=person, organisation=organisation, role=role)


def make_statement(
    to: Actor,
    *,
    by: Actor,
    measure: Measure = Measure.SUSPENDED,
    facts: str = "Test",
    until: datetime | None = None,
) -> Statement:
    """A statement of reasons by the law, as a row; without what it is about."""
    return Statement.objects.create(
        to=to,
        measure=measure,
        ground=Ground.LEGAL,
        law="Test",
        facts=facts,
        language="nl",
        until=until,
        by=by,
        at=NOON,
    )


def suspend(actor: Actor, *, by: Actor, until: datetime | None = None) -> Suspension:
    statement = make_statement(actor, by=by, until=until)
    return Suspension.objects.create(actor=actor, by=by, statement=statement, at=NOON)


def take_down(item: Item, *, by: Actor, facts: str = "Test") -> Withdrawal:
    """An item that a moderator withdrew, as rows."""
    return Withdrawal.objects.create(
        item=item,
        kind=WithdrawalKind.MODERATION,
        statement=make_statement(item.by, by=by, measure=Measure.WITHDRAWN, facts=facts),
        by=by,
        at=NOON,
    )


def make_new_item(
    *,
    by: Actor,
    owner: Actor | None = None,
    title: str = "Wat kan er nog met korte vlasvezels?",
    summary: str = "Bij het zwingelen blijft een derde van de vezel over.",
    deputy: Actor | None = None,
    on_behalf_of: Actor | None = None,
    audience: str = ItemAudience.PUBLIC,
    published_at: datetime | None = NOON,
) -> NewItem:
    return NewItem(
        title=title,
        summary=summary,
        language="nl",
        by=by,
        owner=owner or by,
        deputy=deputy,
        on_behalf_of=on_behalf_of,
        audience=audience,
        published_at=published_at,
    )


def make_question(
    *,
    by: Actor | None = None,
    owner: Actor | None = None,
    needs: list[Need] | None = None,
    **new: object,
) -> Question:
    owner = owner or make_team()
    item = make_new_item(by=by or owner, owner=owner, **new)  # type: ignore[arg-type]
    return ask_question(new=item, needs=needs or [], closes_on=None, now=NOON)


def make_need(*, form: str = Form.TIME, quantity: int = 1200, label: str = "") -> Need:
    """Unsaved: ``make_question`` saves it. Twenty hours of time unless said otherwise."""
    return Need(form=form, level=Level.OPERATIONAL, quantity=quantity, label=label)


def make_contribution(
    *,
    by: Actor,
    form: str = Form.IDEA,
    target: Item | None = None,
    need: Need | None = None,
    quantity: int | None = None,
    title: str = "Een lamp uit vlasafval",
) -> Brought:
    what = Contribution(
        form=form,
        level=Level.OPERATIONAL,
        title=title,
        summary="Wat overblijft kan licht geven.",
        language="nl",
        target=target,
        need=need,
        quantity=quantity,
    )
    return contribute(what=what, by=by, now=NOON)


def make_concept(
    key: str = "weaving",
    *,
    facet: str = Facet.TECHNIQUES,
    source: str = ConceptSource.OWN,
    **new: Any,
) -> Concept:
    """A concept whose preferred name is its key, in three languages."""
    concept = Concept.objects.create(key=key, facet=facet, source=source, **new)
    ConceptName.objects.bulk_create(
        ConceptName(concept=concept, language=code, text=key, preferred=True)
        for code in ("nl", "en", "fr")
    )
    return concept


def make_goal(*, by: Actor | None = None, title: str = "Vlas blijft in de streek") -> Goal:
    return set_goal(new=make_new_item(by=by or make_team(), title=title), year=2030, now=NOON)


def make_project(
    *, by: Actor | None = None, stage: str = Stage.RUNNING, ended_on: date | None = None, **new: Any
) -> Project:
    """A project of the team in ``stage``, as a row; operations are tested by their own makers."""
    fields = item_fields(
        make_new_item(by=by or make_team(), **({"title": "Lampen uit vlas"} | new)),
        kind=ItemKind.PROJECT,
        now=NOON,
    )
    return Project.objects.create(**fields, stage=stage, ended_on=ended_on, news_on=NOON.date())


def make_result(project: Project, **new: Any) -> Result:
    """A product that ``project`` produced, with the link and without evidence."""
    fields = item_fields(
        make_new_item(by=project.by, **({"title": "Een lamp van korte vezels"} | new)),
        kind=ItemKind.RESULT,
        now=NOON,
    )
    result = Result.objects.create(
        **fields,
        from_project=project,
        type=ResultType.PRODUCT,
        for_whom="Scholen in Kortrijk",
        made_on=NOON.date(),
    )
    link_items(source=project, verb=LinkVerb.PRODUCED, target=result, by=None, now=NOON)
    return result
