"""Who takes part in a project, as what, and whether they agree to show it."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import Actor
from gangmaker.actors.rules import NotYours
from gangmaker.core.refusals import Refused
from gangmaker.projects import rules
from gangmaker.projects.models import PartyRole, Project, Result, ShowingConsent
from gangmaker.trail.models import Item, ItemAudience, LinkVerb, Party
from gangmaker.trail.operations import record

from .telling import people_behind, people_of, tell, tell_contributors


class TakesPartAlready(Refused):
    code = "takes_part_already"
    message = _("They take part already. Change their role in the list instead.")


class NoLongerAParty(Refused):
    code = "no_longer_a_party"
    message = _("They take no part any more. Look again.")


class MayNotTakePart(Refused):
    code = "may_not_take_part"
    message = _("They may not take part for now.")


class NothingToAgreeTo(Refused):
    code = "nothing_to_agree_to"
    message = _("This project was never kept among its parties.")


def locked(project: Project) -> Project:
    """The project as it is now, held until the end of the transaction.

    Whoever comes or leaves and whoever agrees to show it have to be seen one after the other.
    """
    return Project.objects.select_for_update(of=("self",)).get(pk=project.pk)


@transaction.atomic
def add_party(*, project: Project, actor: Actor, role: str, by: Actor, now: datetime) -> Party:
    """Let somebody take part; she is told. A hidden project stays so until she agrees too."""
    if not rules.can_run(by, project):
        raise NotYours
    if hasattr(actor, "suspension"):
        raise MayNotTakePart
    held = locked(project)
    if Party.objects.filter(item=held, actor=actor).exists():
        raise TakesPartAlready
    last = Party.objects.filter(item=held).aggregate(last=Max("position"))["last"]
    party = Party.objects.create(
        item=held,
        actor=actor,
        role=PartyRole(role),
        position=0 if last is None else last + 1,
        since=timezone.localdate(now),
    )
    act = record(
        "project.party_joined", by=by, item=held, subject=actor, at=now, data={"role": role}
    )
    spread_audience(held)
    payload = {"project": held.pk}
    about = f"{held.pk}:{act.pk}"
    tell("project_party", people_behind([actor]), about=about, payload=payload, now=now, but=by)
    return party


@transaction.atomic
def remove_party(*, project: Project, actor: Actor, by: Actor, now: datetime) -> None:
    """Somebody takes no part any more: she left, or who runs the project says so.

    That alone never shows a hidden project, even when everybody who stays has agreed: one of
    those has to say so again.
    """
    if not (rules.stands_for(by, actor) or rules.can_run(by, project)):
        raise NotYours
    held = locked(project)
    gone, _each = Party.objects.filter(item=held, actor=actor).delete()
    if not gone:
        raise NoLongerAParty
    record("project.party_left", by=by, item=held, subject=actor, at=now)
    Party.objects.filter(item__in=_results(held), actor=actor).delete()


@transaction.atomic
def set_role(*, project: Project, actor: Actor, role: str, by: Actor, now: datetime) -> None:
    """Say what a party is in the project; nothing happens when she is that already."""
    if not rules.can_run(by, project):
        raise NotYours
    party = Party.objects.filter(item=project, actor=actor).first()
    if party is None:
        raise NoLongerAParty
    if party.role == role:
        return
    party.role = PartyRole(role)
    party.save(update_fields=["role"])
    record("project.party_changed", by=by, item=project, subject=actor, at=now, data={"role": role})


@transaction.atomic
def order_parties(*, project: Project, actors: Sequence[int], by: Actor, now: datetime) -> None:
    """Name the parties in this order (ids of actors); those not in it come after, as they were."""
    if not rules.can_run(by, project):
        raise NotYours
    rank = {pk: number for number, pk in enumerate(actors)}
    parties = list(Party.objects.filter(item=project).order_by("position", "pk"))
    ordered = sorted(parties, key=lambda party: rank.get(party.actor_id, len(rank)))
    if ordered == parties:
        return
    for position, party in enumerate(ordered):
        party.position = position
    Party.objects.bulk_update(ordered, ["position"])
    record("project.parties_ordered", by=by, item=project, at=now)


@transaction.atomic
def agree_to_show(
    *, project: Project, party: Actor, agrees: bool, by: Actor, now: datetime
) -> ShowingConsent:
    """Say that a party agrees, or no longer agrees, to show a project that is for its parties.

    When the last one agrees, everybody may see it from then on. When one takes her agreement
    back, it is for the parties again; what others read, copied or got by mail stays with them.
    Saying the same again changes nothing, unless only that was waited for.
    """
    if not rules.can_agree_for(by, party):
        raise NotYours
    held = locked(project)
    if not Party.objects.filter(item=held, actor=party).exists():
        raise NoLongerAParty
    if not was_hidden(held):
        raise NothingToAgreeTo
    said = _said(held, party)
    waits = agrees and held.audience == ItemAudience.PARTIES and everybody_agrees(held)
    if said is not None and said.agrees == agrees and not waits:
        return said
    consent = ShowingConsent.objects.create(project=held, party=party, agrees=agrees, by=by, at=now)
    record(
        "project.showing_agreed" if agrees else "project.showing_refused",
        by=by,
        on_behalf_of=party if party != by else None,
        item=held,
        subject=party,
        at=now,
    )
    if agrees and held.audience == ItemAudience.PARTIES and everybody_agrees(held):
        _show(held, by=by, now=now)
    elif not agrees and held.audience == ItemAudience.PUBLIC:
        _hide(held, by=by, now=now)
    project.audience = held.audience
    return consent


def _said(project: Project, party: Actor) -> ShowingConsent | None:
    """What a party said last."""
    said = ShowingConsent.objects.filter(project=project.pk, party=party)
    return said.order_by("-at", "-pk").first()


def was_hidden(project: Project) -> bool:
    """Whether showing it is for its parties to decide: it is hidden, or was until they agreed."""
    return (
        project.audience == ItemAudience.PARTIES
        or ShowingConsent.objects.filter(project=project.pk).exists()
    )


def consents_of(project: Project) -> dict[int, bool]:
    """What each party said last (by actor); who said nothing is not in it. One query."""
    said = ShowingConsent.objects.filter(project=project.pk).order_by("at", "pk")
    return dict(said.values_list("party", "agrees"))


def everybody_agrees(project: Project) -> bool:
    said = consents_of(project)
    parties = Party.objects.filter(item=project.pk).values_list("actor", flat=True)
    return bool(parties) and all(said.get(party, False) for party in parties)


def _show(project: Project, *, by: Actor, now: datetime) -> None:
    _set_audience(project, ItemAudience.PUBLIC)
    act = record("project.shown", by=by, item=project, at=now)
    _tell_showing(project, about=act.pk, by=by, now=now)
    sources = Item.objects.filter(links_in__source=project, links_in__verb=LinkVerb.CAME_FROM)
    tell_contributors(project, sources, kind="project_from", by=None, now=now)
    joined = Item.objects.filter(links_out__target=project, links_out__verb=LinkVerb.IS_PART_OF)
    tell_contributors(project, joined, kind="project_joined", by=None, now=now)


def _hide(project: Project, *, by: Actor, now: datetime) -> None:
    _set_audience(project, ItemAudience.PARTIES)
    act = record("project.hidden", by=by, item=project, at=now)
    _tell_showing(project, about=act.pk, by=by, now=now)


def _tell_showing(project: Project, *, about: int, by: Actor, now: datetime) -> None:
    payload = {"project": project.pk, "audience": project.audience}
    people = people_of(project)
    tell("project_showing", people, about=f"{about}", payload=payload, now=now, but=by)


def _set_audience(project: Project, audience: str) -> None:
    project.audience = audience
    project.save(update_fields=["audience"])  # also tells the search index
    spread_audience(project)


def spread_audience(project: Project) -> None:
    """Results are for whoever may see their project: hidden with it, and shown with it.

    While it is for its parties, each of those is a party to the results too.
    """
    if project.audience == ItemAudience.PARTIES:
        parties = list(Party.objects.filter(item=project.pk))
        for result in _results(project).exclude(audience=ItemAudience.TEAM):
            _set_result(result, ItemAudience.PARTIES)
            for party in parties:
                Party.objects.get_or_create(
                    item=result,
                    actor_id=party.actor_id,
                    defaults={"position": party.position, "since": party.since},
                )
    else:
        for result in _results(project).filter(audience=ItemAudience.PARTIES):
            _set_result(result, project.audience)


def _results(project: Project) -> "QuerySet[Result]":
    return Result.objects.filter(from_project=project.pk)


def _set_result(result: Result, audience: str) -> None:
    if result.audience != audience:
        result.audience = audience
        result.save(update_fields=["audience"])
