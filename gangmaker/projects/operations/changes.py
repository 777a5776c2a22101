"""Every change of the plan: one act, and the reason beside it."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import Actor
from gangmaker.core.refusals import Refused
from gangmaker.projects.models import Action, Goal, Indicator, PlanChange
from gangmaker.trail.operations import record


class WhyMissing(Refused):
    code = "why_missing"
    message = _("Say why the plan changes. Everybody can read this.")


class NothingChanged(Refused):
    code = "nothing_changed"
    message = _("You changed nothing yet.")


def record_change(
    verb: str,
    *,
    goal: Goal,
    by: Actor,
    reason: str,
    before: Mapping[str, object],
    after: Mapping[str, object],
    action: Action | None = None,
    indicator: Indicator | None = None,
    now: datetime,
) -> PlanChange:
    """Write the act and what the plan said before and after it.

    Refused without a reason, and when nothing is different.
    """
    if not reason.strip():
        raise WhyMissing
    if before == after:
        raise NothingChanged
    act = record(
        verb,
        by=by,
        item=action or goal,
        at=now,
        data={"goal": goal.pk} | ({"indicator": indicator.pk} if indicator else {}),
    )
    return PlanChange.objects.create(
        act=act,
        goal=goal,
        action=action,
        indicator=indicator,
        before=dict(before),
        after=dict(after),
        reason=reason.strip(),
        at=now,
    )
