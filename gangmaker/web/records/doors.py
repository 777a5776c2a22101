"""The guards of this area: what an address names, among what the visitor may know of."""

from collections.abc import Mapping
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from gangmaker.actors import record_rules
from gangmaker.actors.models import Actor, Claim, Merge
from gangmaker.actors.sides import PARTS
from gangmaker.actors.tokens import CLAIM, nonce_from
from gangmaker.trail.models import Sheet, SheetOf
from gangmaker.web.guards import ActorRequest, Found, Guard
from gangmaker.web.policies import actor

keeper = Guard("keeps records", lambda viewer, found: record_rules.can_keep_records(viewer))
actor_claimed = actor("may claim", record_rules.can_claim)
actor_kept = actor("keeps records", lambda viewer, actor: record_rules.can_keep_records(viewer))


def _find_claim(request: ActorRequest, named: Mapping[str, str]) -> Found:
    """One's own claim, or for who keeps records any."""
    viewer = request.actor
    rows = Claim.objects.select_related("actor__area", "by__account", "by__area", "decision__by")
    claim = get_object_or_404(rows, public_id=named["claim"])
    if viewer is None or not (viewer.pk == claim.by_id or record_rules.can_keep_records(viewer)):
        raise Http404
    return {"claim": claim}


def _find_claim_of_link(request: ActorRequest, named: Mapping[str, str]) -> Found:
    nonce = nonce_from(named["token"], purpose=CLAIM)
    rows = Claim.objects.select_related("actor", "by__account", "decision")
    return {"claim": get_object_or_404(rows, nonce=nonce or "")}


def _find_pair(request: ActorRequest, named: Mapping[str, str]) -> Found:
    """Two records, for who keeps records only: to others not even their existence is said."""
    if not record_rules.can_keep_records(request.actor):
        raise Http404
    wanted = [UUID(str(named[side])) for side in ("stands", "other")]
    rows = Actor.objects.select_related("area", "suspension").prefetch_related(*PARTS)
    found = {actor.public_id: actor for actor in rows.filter(public_id__in=wanted)}
    if not found.keys() >= set(wanted):
        raise Http404
    stands, other = (found[public_id] for public_id in wanted)
    return {"stands": stands, "other": other}


def _find_sheets(request: ActorRequest, named: Mapping[str, str]) -> Found:
    if named["of"] not in SheetOf.values:
        raise Http404
    return dict(named)


def _find_sheet(request: ActorRequest, named: Mapping[str, str]) -> Found:
    if not record_rules.can_keep_records(request.actor):
        raise Http404
    return {
        "sheet": get_object_or_404(Sheet.objects.select_related("by"), public_id=named["sheet"])
    }


def _find_merge(request: ActorRequest, named: Mapping[str, str]) -> Found:
    if not record_rules.can_keep_records(request.actor):
        raise Http404
    rows = Merge.objects.select_related("stands", "other", "by", "undone_by")
    return {"merge": get_object_or_404(rows, public_id=named["merge"])}


claim_seen = Guard("claim: one's own, or keeps records", lambda viewer, found: True, _find_claim)
claim_made = Guard(
    "claim: one's own",
    lambda viewer, found: viewer is not None and found["claim"].by_id == viewer.pk,
    _find_claim,
)
claim_decided = Guard(
    "claim: may decide",
    lambda viewer, found: (
        record_rules.can_keep_records(viewer)
        and viewer is not None
        and found["claim"].by_id != viewer.pk
    ),
    _find_claim,
)
claim_answered = Guard("holds the link", lambda viewer, found: True, _find_claim_of_link)
pair_kept = Guard(
    "two records: keeps records",
    lambda viewer, found: record_rules.can_keep_records(viewer),
    _find_pair,
)
merge_kept = Guard(
    "merge: keeps records",
    lambda viewer, found: record_rules.can_keep_records(viewer),
    _find_merge,
)
sheets_kept = Guard(
    "sheets: keeps records",
    lambda viewer, found: record_rules.can_keep_records(viewer),
    _find_sheets,
)
sheet_kept = Guard(
    "sheet: keeps records",
    lambda viewer, found: record_rules.can_keep_records(viewer),
    _find_sheet,
)
