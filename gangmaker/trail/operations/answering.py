"""How the region answers: its terms, and the reasons it often gives."""

from collections.abc import Mapping
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _
from i18nfield.strings import LazyI18nString

from gangmaker.actors.models import Actor
from gangmaker.actors.rules import NotYours, is_region_admin, is_team
from gangmaker.core.refusals import Refused
from gangmaker.trail.models import AnswerTemplate, PromiseTerm

from .journal import record


class NameIsTaken(Refused):
    code = "name_is_taken"
    message = _("There is a text with this name already. Choose another name.")


@transaction.atomic
def set_term(*, kind: str, working_days: int, by: Actor | None, now: datetime) -> PromiseTerm:
    """Promise answers about ``kind`` within so many working days from now on.

    What was promised before keeps its date. ``by`` is None only when the region is set up.
    """
    if by is not None and not is_region_admin(by):
        raise NotYours
    term, _created = PromiseTerm.objects.update_or_create(
        kind=kind, defaults={"working_days": working_days}
    )
    record("promise.term_set", by=by, at=now, data={"kind": kind, "working_days": working_days})
    return term


@transaction.atomic
def save_template(
    *,
    template: AnswerTemplate | None,
    kind: str,
    outcome: str,
    name: str,
    text: Mapping[str, str],
    by: Actor | None,
    now: datetime,
) -> AnswerTemplate:
    """Keep a reason that the team often gives, in each language; new without ``template``."""
    if by is not None and not is_team(by):
        raise NotYours
    kept = template or AnswerTemplate()
    kept.kind, kept.outcome, kept.name = kind, outcome, name
    kept.text = LazyI18nString(dict(text))
    try:
        with transaction.atomic():
            kept.save()
    except IntegrityError as error:
        raise NameIsTaken from error
    record("answer.template_saved", by=by, at=now, data={"template": kept.pk})
    return kept
