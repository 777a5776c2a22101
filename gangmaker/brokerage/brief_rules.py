"""Who may do what with one brief. One-line predicates."""

from gangmaker.actors.models import Actor
from gangmaker.trail.models import ItemAudience
from gangmaker.trail.rules import made

from .models import Brief, Candidate, CandidateState, Confidentiality, SecrecyAgreement
from .queries.available import proposable
from .rules import can_broker, stands_for

OPEN_CIRCLES = (ItemAudience.PUBLIC, ItemAudience.MEMBERS)


def can_approve(viewer: Actor | None, brief: Brief) -> bool:
    """Agree with what a brief says: who asks; a broker enters it for who says so on the phone."""
    return made(viewer, brief) or can_broker(viewer)


def is_open(brief: Brief) -> bool:
    """Approved, and neither ended nor withdrawn."""
    gone = brief.ended_at is not None or hasattr(brief, "withdrawal")
    return brief.approved_at is not None and not gone


def takes_offers(brief: Brief) -> bool:
    """Whether whoever reads it may offer something: not where the candidates are chosen by name."""
    goes_on = brief.approved_at is not None and brief.ended_at is None
    return goes_on and brief.audience in OPEN_CIRCLES


def asks_secrecy(brief: Brief) -> bool:
    return is_open(brief) and brief.confidentiality == Confidentiality.NAMED


def can_be_asked(candidate: Candidate) -> bool:
    """Be asked for secrecy: who is on the shortlist, wants to be proposed and did not promise."""
    listed = candidate.state == CandidateState.SHORTLISTED and asks_secrecy(candidate.brief)
    if not listed or not proposable().filter(pk=candidate.actor_id).exists():
        return False
    promised = SecrecyAgreement.objects.filter(brief=candidate.brief, actor=candidate.actor)
    return not promised.exists()


def can_promise(viewer: Actor | None, candidate: Candidate) -> bool:
    """Promise secrecy before reading: who is on the shortlist, also by a record that she showed to
    be hers, or whoever acts for it."""
    listed = candidate.state == CandidateState.SHORTLISTED and asks_secrecy(candidate.brief)
    hers = viewer is not None and viewer.pk == candidate.actor.reader_id
    return listed and (hers or stands_for(viewer, candidate.actor))
