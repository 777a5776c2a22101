"""What fell asleep in the demo region: the worker asked, and nobody answered."""

from datetime import datetime

from gangmaker.config.demo.past import Past
from gangmaker.projects.operations.life import ask_what_is_due

LOOKED = (44, 30, 16)
"""So many days ago the worker looked; the silent colleague is found by the first look of today."""


def fall_asleep(past: Past) -> None:
    for days in LOOKED:
        past.happen(past.days.ago(days, "alive"), _ask)


def _ask(now: datetime) -> None:
    ask_what_is_due(now=now)
