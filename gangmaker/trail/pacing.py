"""How many mails one address gets: at most five in any hour, over all kinds.

Three of them are kept for codes that somebody waits for, to sign in or to be erased: of those the
door lets no more be asked for (``ACCOUNT_RATE_LIMITS``, without looking who has the address).
All others share two and wait for their turn; notices meanwhile gather in one mail. Of digests
one leaves on a day, also when the team sends one again that was given up on another day.
"""

from datetime import datetime, timedelta
from typing import Final

from django.db.models import Q
from django.utils import timezone

from gangmaker.core.workdays import ONE_DAY

from .models import Message
from .models.messages import CODES, MessageQuerySet
from .notice_mails import eight_on
from .operations.notices import DIGEST

HOUR: Final = timedelta(hours=1)
MAILS_AN_HOUR: Final = 5
FOR_CODES: Final = 3
FOR_ALL_OTHERS: Final = MAILS_AN_HOUR - FOR_CODES


def free_at(message: Message, *, now: datetime) -> datetime | None:
    """When the address may get this message; None: now. Counts what another worker holds."""
    if message.kind in CODES:
        return None
    to_it = Message.objects.filter(address=message.address).exclude(pk=message.pk)
    if message.kind == DIGEST and _had_a_digest(to_it, now=now):
        return eight_on(timezone.localdate(now) + ONE_DAY)
    others = to_it.exclude(kind__in=CODES)
    taken = others.filter(Q(sent_at__gt=now - HOUR) | Q(sent_at=None, lease_until__gte=now))
    rows = taken.values_list("sent_at", "lease_until")
    ends = sorted(sent_at + HOUR if sent_at else held or now for sent_at, held in rows)
    return ends[-FOR_ALL_OTHERS] if len(ends) >= FOR_ALL_OTHERS else None


def _had_a_digest(to_it: MessageQuerySet, *, now: datetime) -> bool:
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    left = Q(sent_at__gte=midnight) | Q(sent_at=None, lease_until__gte=now)
    return to_it.filter(left, kind=DIGEST).exists()
