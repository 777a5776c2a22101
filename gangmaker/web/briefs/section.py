"""What the page of a brief shows of it."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from gangmaker.actors.models import Actor
from gangmaker.brokerage.brief_rules import asks_secrecy, can_approve
from gangmaker.brokerage.models import Brief
from gangmaker.brokerage.operations.approving import link_token
from gangmaker.brokerage.queries.briefs import SILENT_AFTER, corrections_of
from gangmaker.brokerage.rules import can_broker
from gangmaker.projects.queries.hanging import Hanging
from gangmaker.trail.models import ItemKind
from gangmaker.web.items.shapes import Doing, Section

from .shapes import BriefShown
from .shown import corrected, readers_of, sheet_of, silent_days, state_shown


def brief_section(on: Hanging) -> Section | None:
    if on.item.kind != ItemKind.BRIEF:
        return None
    brief: Brief = on.item.brief
    return Section("web/briefs/section.html", _shown(brief, on.reader.viewer))


def _shown(brief: Brief, viewer: Actor | None) -> BriefShown:
    brokers = can_broker(viewer)
    goes_on = brief.ended_at is None and not hasattr(brief, "withdrawal")
    silent = silent_days(brief)
    may_approve = goes_on and can_approve(viewer, brief)
    return BriefShown(
        sheet=sheet_of(brief, viewer=viewer),
        readers=readers_of(brief),
        state=state_shown(brief),
        may_broker=brokers,
        doings=_doings(brief) if brokers and not hasattr(brief, "withdrawal") else [],
        link=_link(brief) if brokers and goes_on else "",
        renew_url=_to("brief-renewed", brief) if brokers and goes_on else "",
        sent_on=timezone.localdate(brief.sent_at) if brief.sent_at else None,
        silent_days=silent if brokers and silent >= SILENT_AFTER else 0,
        approve_url=_to("brief-approval", brief) if may_approve else "",
        approve_label=_approve_label(brief, viewer),
        corrected=tuple(corrected(corrections_of(brief), viewer=viewer)) if brokers else (),
    )


def _to(name: str, brief: Brief) -> str:
    return reverse(f"web:{name}", args=[brief.slug])


def _link(brief: Brief) -> str:
    return settings.BASE_URL + reverse("web:brief-link", args=[link_token(brief)])


def _approve_label(brief: Brief, viewer: Actor | None) -> str:
    if brief.approved_at is not None:
        return _("Who may read it")
    hers = viewer is not None and brief.by_id == viewer.pk
    return _("Read and approve it") if hers else _("Approved on the phone")


def _doings(brief: Brief) -> list[Doing]:
    """What a broker may do with it."""
    ended = brief.ended_at is not None
    wanted = [
        (not ended, _("Write on"), "brief-edit"),
        (not ended, _("Candidates"), "brief-candidates"),
        (asks_secrecy(brief), _("Secrecy"), "brief-silence"),
        (True, _("Open it again") if ended else _("Close it"), "brief-end"),
    ]
    return [Doing(label, _to(name, brief)) for may, label, name in wanted if may]
