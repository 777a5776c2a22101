"""The words that both read when they are asked: put right as long as nobody read them."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import Actor
from gangmaker.actors.rules import NotYours
from gangmaker.brokerage import introduction_rules as rules
from gangmaker.brokerage.models import Introduction
from gangmaker.brokerage.rules import can_broker
from gangmaker.core.refusals import Refused
from gangmaker.trail.operations import record

from .introductions import held


class WordsStay(Refused):
    code = "words_stay"
    message = _("Somebody was asked in these words already: they stay as they are.")


@transaction.atomic
def reword(
    *, introduction: Introduction, title: str, why: str, language: str, by: Actor, now: datetime
) -> None:
    """Say in other words why the two should meet; its address stays."""
    if not can_broker(by):
        raise NotYours
    intro = held(introduction)
    if not rules.may_reword(intro, intro.sides.all()):
        raise WordsStay
    intro.title, intro.summary, intro.language, intro.updated_at = title, why, language, now
    intro.save(update_fields=["title", "summary", "language", "updated_at"])
    record("item.edited", by=by, item=intro, at=now)
