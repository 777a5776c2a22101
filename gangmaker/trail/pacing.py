"""How many mails one address gets: at most five in any hour, over all kinds.

Three of them are kept for codes that somebody waits for, to sign in or to be erased: of those the
door lets no more be asked for (``ACCOUNT_RATE_LIMITS``, without looking who has the address).
All others share two and wait for their turn; notices meanwhile gather in one mail.
"""

from datetime import datetime, timedelta
from typing import Final

from django.db.models import Q

from .models import Message
from .models.messages import CODES

HOUR: Final = timedelta(hours=1)
MAILS_AN_HOUR: Final = 5
FOR_CODES: Final = 3
FOR_ALL_OTHERS: Final = MAILS_AN_HOUR - FOR_CODES


def free_at(message: Message, *, now: datetime) -> datetime | None:
    """When the address may get this message; None: now. Counts what another worker holds."""
    if message.kind in CODES:
        return None
    others = Message.objects.filter(address=message.address).exclude(kind__in=CODES)
    taken = others.filter(Q(sent_at__gt=now - HOUR) | Q(sent_at=None, lease_until__gte=now))
    rows = taken.exclude(pk=message.pk).values_list("sent_at", "lease_until")
    ends = sorted(sent_at + HOUR if sent_at else held or now for sent_at, held in rows)
    return ends[-FOR_ALL_OTHERS] if len(ends) >= FOR_ALL_OTHERS else None
