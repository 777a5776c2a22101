"""For how long things are kept. The pages say it, and the worker keeps to it, from here."""

from datetime import timedelta
from typing import Final

UNCONFIRMED: Final = timedelta(days=60)
"""The address and phone of a guest who never confirmed, counted from her last answer."""

USED_LINKS: Final = timedelta(days=90)
"""Links to confirm or to join an organisation, after they were used or ran out."""

SENT_MAIL: Final = timedelta(days=90)
"""To whom a mail went and what it was about, after it was sent or given up."""

DOWNLOADS: Final = timedelta(days=7)
"""A file with somebody's data that waits to be fetched."""

REPORTS: Final = timedelta(days=184)
"""Who reported something, after it was decided: as long as somebody may object."""

FINISHED_WORK: Final = timedelta(days=7)
"""What the worker notes of a task that is done."""

INACTIVE: Final = timedelta(days=730)
"""An account that nobody signed in to is asked whether it may go."""

ASKED_BEFORE: Final = timedelta(days=60)
"""How long we wait for the answer to that."""

ACCOUNTS: Final = timedelta(days=3653)
"""What was given, paid and granted: ten years, as for the accounts of public bodies."""
