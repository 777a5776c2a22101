"""By which words people agree to what, in versions: a consent names the one that was read.

A text that changes gets a new entry at the end; what was said before stays, for those who agreed
to it.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from gangmaker.core.refusals import Refused

from .models import Actor, AgeGroup, Audience, Consent, ConsentPurpose, Language
from .ports import plugs
from .rules import NotYours, can_edit

if TYPE_CHECKING:
    from django.utils.functional import Promise

TEXTS: Final[Mapping[str, "tuple[Promise, ...]"]] = {
    ConsentPurpose.DIRECTORY: (
        _(
            "Everybody may find me here, also who is no member, and so may search engines: my "
            "name, and the parts of my profile that I leave open to everybody."
        ),
    ),
}


class AgeNotSaid(Refused):
    code = "age_not_said"
    message = _("First say how old you are, on the page “My data”. Who is 18 or older can do this.")


class TooYoung(Refused):
    code = "too_young"
    message = _("Who is 13 to 17 is found by members, not by everybody.")


def newest(purpose: str) -> int:
    """The version that is asked now."""
    return len(TEXTS[purpose])


def text_of(purpose: str, version: int) -> "Promise":
    return TEXTS[purpose][version - 1]


def standing(actor: Actor, purpose: str) -> Consent | None:
    """What she agreed to and did not take back."""
    return Consent.objects.filter(actor=actor, purpose=purpose, withdrawn_at=None).first()


@transaction.atomic
def give_consent(*, actor: Actor, purpose: str, where: str, by: Actor, now: datetime) -> Consent:
    """Agree to the text of today; from this moment it holds. Agreeing twice is agreeing once."""
    if not can_edit(by, actor):
        raise NotYours
    Actor.objects.select_for_update().get(pk=actor.pk)  # one answer at a time
    _refuse_the_young(actor, told=by.pk != actor.pk)
    if (earlier := standing(actor, purpose)) and earlier.version == newest(purpose):
        _show(actor, Audience.PUBLIC)
        return earlier
    _take_back(actor, purpose, now)
    consent = Consent.objects.create(
        actor=actor,
        purpose=purpose,
        version=newest(purpose),
        language=_language(),
        given_in=where,
        given_at=now,
    )
    _show(actor, Audience.PUBLIC)
    plugs.write_act(
        "consent.given",
        by=by,
        subject=actor,
        at=now,
        data={"purpose": purpose, "version": consent.version},
    )
    return consent


@transaction.atomic
def withdraw_consent(*, actor: Actor, purpose: str, by: Actor, now: datetime) -> None:
    """Take it back: in the same moment nobody but members finds her. That it was given stays."""
    if not can_edit(by, actor):
        raise NotYours
    withdrawn = _take_back(actor, purpose, now)
    if actor.audience == Audience.PUBLIC:
        _show(actor, Audience.MEMBERS)
    if withdrawn:
        plugs.write_act(
            "consent.withdrawn", by=by, subject=actor, at=now, data={"purpose": purpose}
        )


@transaction.atomic
def say_age(*, actor: Actor, group: str, by: Actor, now: datetime) -> None:
    """Who says that she is 13 to 17 is found by members at most, from this moment."""
    if by.pk != actor.pk:
        raise NotYours
    if group == AgeGroup.MINOR:
        withdraw_consent(actor=actor, purpose=ConsentPurpose.DIRECTORY, by=by, now=now)
    actor.age_group = AgeGroup(group)
    actor.save(update_fields=["age_group"])
    plugs.write_act("actor.age_said", by=by, subject=actor, at=now)


def _refuse_the_young(actor: Actor, *, told: bool) -> None:
    """Somebody without an account was met in person by the team, which saw how old she is."""
    if actor.age_group == AgeGroup.MINOR:
        raise TooYoung
    if not actor.age_group and not told:
        raise AgeNotSaid


def _take_back(actor: Actor, purpose: str, now: datetime) -> int:
    return Consent.objects.filter(actor=actor, purpose=purpose, withdrawn_at=None).update(
        withdrawn_at=now
    )


def _show(actor: Actor, audience: str) -> None:
    actor.audience = Audience(audience)
    actor.save(update_fields=["audience"])


def _language() -> str:
    code = (get_language() or "nl")[:2]
    return code if code in Language.values else Language.OTHER
