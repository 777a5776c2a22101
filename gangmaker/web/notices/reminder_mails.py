"""What who owes an answer reads by mail before and after its day. One mail for all of a day."""

from collections.abc import Sequence
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gangmaker.actors.models import Actor, TeamRoleName
from gangmaker.contributions.mails import farewell, greeting, language_for, paragraphs, quoted
from gangmaker.trail import rules
from gangmaker.trail.mails import Mail, renders
from gangmaker.trail.models import Message, Promise, PromiseKind, Reminder, ReminderStep
from gangmaker.trail.reminders import REMINDERS

from .mails import and_more, is_reached

MOST = 20


@renders(REMINDERS)
def reminders_mail(message: Message) -> Mail | None:
    """While it is owed, and only to who keeps it now, or administers the region when it is late."""
    reader = message.to
    if reader is None or not is_reached(reader, message.address):
        return None
    rows = Reminder.objects.filter(
        message=message, promise__kept_on=None, promise__item__withdrawal=None
    )
    found = rows.select_related("promise__item__owner", "promise__item__deputy")
    due = [
        reminder.promise
        for reminder in found.order_by("promise__due_on", "promise")
        if _is_hers(reader, reminder)
    ]
    if not due:
        return None
    with translation.override(language_for(message.language)):
        return _written(due, reader)


def _is_hers(reader: Actor, reminder: Reminder) -> bool:
    if rules.keeps(reader, reminder.promise.item):
        return True
    administers = TeamRoleName.REGION_ADMIN in reader.roles
    return administers and reminder.step == ReminderStep.VERY_LATE


def _written(due: Sequence[Promise], reader: Actor) -> Mail:
    today = timezone.localdate()
    late = [promise for promise in due if promise.due_on < today]
    if late:
        subject = ngettext(
            "%(count)s person waits longer than we promised",
            "%(count)s people wait longer than we promised",
            len(late),
        ) % {"count": len(late)}
    else:
        subject = ngettext(
            "%(count)s person waits for you", "%(count)s people wait for you", len(due)
        ) % {"count": len(due)}
    page = reverse("web:today")
    return Mail(
        subject=subject,
        body=paragraphs(
            greeting(reader),
            *[_told(promise, today=today) for promise in due[:MOST]],
            and_more(len(due) - MOST),
            _("All that needs you today:")
            + f"\n{settings.BASE_URL}{reverse('web:sign-in')}?next={page}",
            farewell(),
        ),
    )


def _told(promise: Promise, *, today: date) -> str:
    day = date_format(promise.due_on, "l j F")
    what = {
        (PromiseKind.ANSWER, False): _("An answer is promised by %(date)s:"),
        (PromiseKind.ANSWER, True): _("An answer was promised by %(date)s and was not given:"),
        (PromiseKind.NEXT_STEP, False): _("A next step is promised by %(date)s:"),
        (PromiseKind.NEXT_STEP, True): _("A next step was promised by %(date)s and is not done:"),
    }[PromiseKind(promise.kind), promise.due_on < today]
    words = [quoted(promise.item.title), quoted(promise.what)]
    return what % {"date": day} + "\n\n" + "\n".join(word for word in words if word)
