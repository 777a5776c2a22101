"""The longlist and the shortlist of a brief, as they are shown."""

from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gangmaker.actors.models import Actor, ActorKind
from gangmaker.brokerage.models import Brief, Candidate, CandidateState
from gangmaker.brokerage.queries.available import proposable, records_of
from gangmaker.brokerage.queries.longlist import Longlist, Proposed
from gangmaker.concepts.queries import Named, named
from gangmaker.web.dates import short_day
from gangmaker.web.items.rows import current_language

from .reasons import concepts_of, missing_of, sectors_called, whys_of
from .shapes import Considered, FoundByName, Page, Row, Typed

FIRST, MOST = 50, 200
MOST_FOUND = 12


def page_of(brief: Brief, found: Longlist, *, limit: int, typed: Typed | None = None) -> Page:
    """Two queries: what the concepts are called, and who was considered."""
    everybody = (*found.rows, *found.also.values())
    names = named(concepts_of(each.fit for each in everybody), current_language())
    considered = _considered(brief, found, names, typed)
    shortlisted = [each for each, state in considered if state == CandidateState.SHORTLISTED]
    return Page(
        shortlist=_with_ends(shortlisted),
        longlist=[_row(each, names) for each in found.rows],
        dropped=[each for each, state in considered if state == CandidateState.DROPPED],
        considered=found.considered,
        available=found.available,
        has_concepts=bool(found.ask.concepts),
        more_url="?all=1#longlist" if limit < MOST and found.considered > limit else "",
    )


def _row(proposed: Proposed, names: Mapping[int, Named]) -> Row:
    member = proposed.fit.member
    who = [proposed.place, sectors_called(member.sectors)]
    if proposed.kind == ActorKind.ORGANISATION:
        who.insert(0, str(ActorKind.ORGANISATION.label).capitalize())
    return Row(
        key=member.public_id,
        url=reverse("web:actor", args=[proposed.slug]),
        name=proposed.name,
        who=" · ".join(filter(None, who)),
        points=proposed.points,
        whys=whys_of(proposed.fit.reasons, names, proposed.words),
        missing=missing_of(proposed.fit.missing, names),
        last=short_day(member.last_introduced) if member.last_introduced else _("never"),
        load=_("%(open)s of %(wanted)s") % {"open": member.open, "wanted": member.at_once},
    )


def _considered(
    brief: Brief, found: Longlist, names: Mapping[int, Named], typed: Typed | None
) -> list[tuple[Considered, str]]:
    people = Actor.objects.in_bulk({each.actor_id for each in found.candidates})
    rows = []
    for each in found.candidates:
        one = _one(brief, each, people[each.actor_id], found, names)
        if typed is not None and typed.key == one.key:
            one = replace(one, why=typed.why, error=typed.error)
        rows.append((one, each.state))
    return rows


def _one(
    brief: Brief,
    candidate: Candidate,
    actor: Actor,
    found: Longlist,
    names: Mapping[int, Named],
) -> Considered:
    proposed = found.also.get(actor.pk)
    asked = urlencode({"brief": brief.slug, "candidate": actor.slug})
    return Considered(
        key=str(actor.public_id),
        url=reverse("web:actor", args=[actor.slug]),
        name=actor.name,
        said=_said(candidate),
        why=candidate.why,
        row=_row(proposed, names) if proposed else None,
        introduce_url=f"{reverse('web:introduction-new')}?{asked}",
        introduced=actor.pk in found.introduced,
    )


def _said(candidate: Candidate) -> str:
    day = {"day": short_day(candidate.at)}
    if candidate.points is None:
        return _("by hand, on %(day)s") % day
    points = ngettext(
        "%(points)s point on %(day)s", "%(points)s points on %(day)s", candidate.points
    )
    return points % {"points": candidate.points, **day}


def _with_ends(rows: list[Considered]) -> list[Considered]:
    """The first cannot go up, the last not down."""
    ends = (0, len(rows) - 1)
    return [replace(row, first=at == ends[0], last=at == ends[1]) for at, row in enumerate(rows)]


def found_by_name(words: str, brief: Brief) -> list[FoundByName]:
    """Who wants to be proposed and is called so, without who is a candidate already."""
    people = _addable(brief).filter(name__icontains=words)
    return [_by_name(row) for row in people.order_by(Lower("name"), "pk")[:MOST_FOUND]]


def found_again(actor: Actor, typed: Typed, brief: Brief) -> list[FoundByName]:
    """Who could not be added by hand because of the note, with that note."""
    rows = _addable(brief).filter(pk=actor.pk)
    return [replace(_by_name(row), why=typed.why, error=typed.error) for row in rows]


def _addable(brief: Brief) -> QuerySet[Actor]:
    people = proposable().exclude(candidacies__brief=brief).select_related("area")
    asks = records_of([brief.by_id, brief.on_behalf_of_id or brief.by_id])
    return people.exclude(pk__in=asks.values("pk"))


def _by_name(actor: Actor) -> FoundByName:
    return FoundByName(str(actor.public_id), actor.name, actor.area.name if actor.area else "")
