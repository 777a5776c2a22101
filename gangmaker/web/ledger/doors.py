"""Guards of the ledger: a grant and what hangs on it, an organisation's volunteers, a statement."""

from collections.abc import Mapping

from django.http import Http404

from gangmaker.actors import rules as actor_rules
from gangmaker.actors.models import Actor
from gangmaker.contributions import rules as contribution_rules
from gangmaker.contributions.models import Allowance, Rate, ValuationMethod
from gangmaker.contributions.queries import latest_note
from gangmaker.projects import rules
from gangmaker.projects.models import AssignmentLetter, Award, Deadline, Grant, GrantLine
from gangmaker.projects.queries.grants import grants_for
from gangmaker.web.guards import ActorRequest, Found, Guard
from gangmaker.web.people.organisations import find_organisation
from gangmaker.web.policies import find_actor

FIRST_YEAR, LAST_YEAR = 2000, 2199
LARGEST = 2**62


def number(text: str) -> int:
    """A key from an address; one that no database could hold is nothing that is there."""
    found = int(text)
    if found > LARGEST:
        raise Http404
    return found


def find_grant(request: ActorRequest, named: Mapping[str, str]) -> Found:
    grant = (
        Grant.objects.filter(pk=number(named["grant"]))
        .select_related("funder__area", "method", "owner__area", "deputy__area")
        .first()
    )
    if grant is None or not rules.sees_grant(request.actor, grant):
        raise Http404
    return {"grant": grant}


def _reads_grants(viewer: Actor | None) -> bool:
    return viewer is not None and (viewer.is_team or grants_for(viewer).exists())


grants_read = Guard("grants: reads some", lambda viewer, found: _reads_grants(viewer))
grants_kept = Guard("grants: may keep", lambda viewer, found: rules.can_keep_grants(viewer))
grant_seen = Guard("grant: seen", lambda viewer, found: True, find_grant)
grant_kept = Guard(
    "grant: may keep", lambda viewer, found: rules.can_keep_grants(viewer), find_grant
)


def _find_line(request: ActorRequest, named: Mapping[str, str]) -> Found:
    grant = find_grant(request, named)["grant"]
    lines = GrantLine.objects.filter(grant=grant, pk=number(named["line"]), withdrawn_at=None)
    line = lines.select_related("grant", "entry", "cost").first()
    if line is None:
        raise Http404
    return {"line": line}


def _find_award(request: ActorRequest, named: Mapping[str, str]) -> Found:
    grant = find_grant(request, named)["grant"]
    award = Award.objects.filter(grant=grant, pk=number(named["award"]))
    found = award.select_related("project", "grant").first()
    if found is None:
        raise Http404
    return {"award": found}


def _find_deadline(request: ActorRequest, named: Mapping[str, str]) -> Found:
    grant = find_grant(request, named)["grant"]
    deadline = Deadline.objects.filter(grant=grant, pk=number(named["deadline"])).first()
    if deadline is None:
        raise Http404
    return {"deadline": deadline}


line_kept = Guard("grant line: may keep", grant_kept.may, _find_line)
award_kept = Guard("award: may keep", grant_kept.may, _find_award)
deadline_kept = Guard("deadline: may keep", grant_kept.may, _find_deadline)


def _find_letter(request: ActorRequest, named: Mapping[str, str]) -> Found:
    """A letter for a project of the grant, also one that was corrected."""
    grant = find_grant(request, named)["grant"]
    projects = [award.project_id for award in grant.awards.all()]
    letter = (
        AssignmentLetter.objects.with_end()
        .filter(project__in=projects, pk=number(named["letter"]))
        .select_related("person__area", "project", "by__area", "document", "end", "corrected_by")
        .first()
    )
    if letter is None:
        raise Http404
    return {"grant": grant, "letter": letter}


def _find_letter_in_force(request: ActorRequest, named: Mapping[str, str]) -> Found:
    found = _find_letter(request, named)
    if hasattr(found["letter"], "corrected_by") or hasattr(found["letter"], "end"):
        raise Http404
    return found


def _of_team(viewer: Actor | None, found: Found) -> bool:
    return actor_rules.is_team(viewer)


letters_read = Guard("letters: the team", _of_team, find_grant)
letter_read = Guard("letters: the team", _of_team, _find_letter)
letter_kept = Guard("letter: may keep", grant_kept.may, _find_letter_in_force)


def _find_method(request: ActorRequest, named: Mapping[str, str]) -> Found:
    method = ValuationMethod.objects.filter(key=named["method"]).first()
    if method is None:
        raise Http404
    return {"method": method}


def _find_rate(request: ActorRequest, named: Mapping[str, str]) -> Found:
    method = _find_method(request, named)["method"]
    rates = Rate.objects.in_force().filter(method=method, pk=number(named["rate"]))
    rate = rates.select_related("method").first()
    if rate is None:
        raise Http404
    return {"rate": rate}


tables_kept = Guard(
    "tables: may keep", lambda viewer, found: contribution_rules.can_keep_tables(viewer)
)
method_kept = Guard("valuation method: may keep", tables_kept.may, _find_method)
rate_kept = Guard("rate: may keep", tables_kept.may, _find_rate)


def _year(named: Mapping[str, str]) -> int:
    year = number(named["year"])
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    return year


def _find_organisation_year(request: ActorRequest, named: Mapping[str, str]) -> Found:
    return {**find_organisation(request, named), "year": _year(named)}


def _keeps_volunteers(viewer: Actor | None, found: Found) -> bool:
    return contribution_rules.keeps_volunteers(viewer, found["organisation"])


volunteers_kept = Guard("volunteers: may keep", _keeps_volunteers, find_organisation)
volunteers_of_year_kept = Guard("volunteers: may keep", _keeps_volunteers, _find_organisation_year)


def _find_allowance(request: ActorRequest, named: Mapping[str, str]) -> Found:
    """An allowance that the organisation paid; others may not even know that it is there."""
    organisation = find_organisation(request, named)["organisation"]
    allowance = (
        Allowance.objects.filter(
            organisation=organisation, pk=number(named["allowance"]), taken_back_at=None
        )
        .select_related("organisation", "in_year__volunteer")
        .first()
    )
    if allowance is None or not contribution_rules.keeps_volunteers(request.actor, organisation):
        raise Http404
    return {"allowance": allowance}


allowance_kept = Guard(
    "allowance: may keep",
    lambda viewer, found: contribution_rules.keeps_volunteers(
        viewer, found["allowance"].organisation
    ),
    _find_allowance,
)


def _find_note(request: ActorRequest, named: Mapping[str, str]) -> Found:
    """The information note of an organisation, when there is one."""
    organisation = find_organisation(request, named)["organisation"]
    note = latest_note(organisation)
    if note is None:
        raise Http404
    return {"organisation": organisation, "note": note}


note_read = Guard(
    "information note: signed in", lambda viewer, found: viewer is not None, _find_note
)


def _find_own_year(request: ActorRequest, named: Mapping[str, str]) -> Found:
    return {"actor": request.acting or request.actor, "year": _year(named)}


def _find_actor_year(request: ActorRequest, named: Mapping[str, str]) -> Found:
    return {**find_actor(request, named), "year": _year(named)}


def _states(viewer: Actor | None, actor: Actor) -> bool:
    """Read what somebody gave in a year: oneself, one's organisation, and the team."""
    return viewer is not None and (
        viewer.pk == actor.pk or actor_rules.can_act_for(viewer, actor) or viewer.is_team
    )


statement_own = Guard(
    "statement: one's own", lambda viewer, found: viewer is not None, _find_own_year
)
statement_read = Guard(
    "statement: may read",
    lambda viewer, found: _states(viewer, found["actor"]),
    _find_actor_year,
)
