"""The worker: tasks as they come, and every half minute whatever has become due."""

import logging
import threading
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from gangmaker.actors.duplicates import look_for_duplicates
from gangmaker.actors.operations.merges import forget_what_was_merged
from gangmaker.brokerage.operations.follow_ups import ask_follow_ups
from gangmaker.brokerage.operations.introduction_steps import find_silent_introductions
from gangmaker.brokerage.operations.suggesting import suggest_what_fits
from gangmaker.brokerage.queries.profiles import look_for_worth_making
from gangmaker.concepts.item_vectors import make_vectors_of_items
from gangmaker.concepts.reading import read_what_was_written
from gangmaker.concepts.suggesting import make_vectors_of_names
from gangmaker.projects.files import sweep_orphans
from gangmaker.projects.operations import find_weak_spots
from gangmaker.projects.operations.grant_deadlines import remind_of_deadlines
from gangmaker.projects.operations.life import ask_whether_alive
from gangmaker.projects.operations.silence import find_silent
from gangmaker.trail.notice_mails import owe_notice_mails
from gangmaker.trail.notices import write_notices
from gangmaker.trail.operations.objections import lift_what_is_over
from gangmaker.trail.outbox import deliver_due
from gangmaker.trail.reminders import remind_of_promises
from gangmaker.upkeep.backing_up import back_up_when_due
from gangmaker.upkeep.rights.retention import retain_daily
from gangmaker.upkeep.sheets.taking_in import forget_sheets
from gangmaker.upkeep.standing import why_read_only
from gangmaker.upkeep.state import heartbeat
from gangmaker.web.figures.counting import renew as renew_region_figures
from gangmaker.web.fitting.bridging import renew_bridges
from gangmaker.web.items.figures import renew_figures

__all__ = ["Command", "heartbeat", "tick"]

logger = logging.getLogger(__name__)

TICK_SECONDS = 30
LOOK_EVERY_SECONDS = 1.0

DUTIES: tuple[Callable[..., object], ...] = (
    deliver_due,
    write_notices,
    owe_notice_mails,
    remind_of_promises,
    find_weak_spots,
    remind_of_deadlines,
    ask_whether_alive,
    find_silent,
    find_silent_introductions,
    ask_follow_ups,
    suggest_what_fits,
    look_for_worth_making,
    lift_what_is_over,
    sweep_orphans,
    look_for_duplicates,
    make_vectors_of_names,
    read_what_was_written,
    make_vectors_of_items,
    forget_what_was_merged,
    forget_sheets,
    retain_daily,
    renew_figures,
    renew_region_figures,
    renew_bridges,
)
"""What is done at every tick, given ``now``. Each looks for what is due, so a tick that was
missed is caught up by the next, and two workers at once do no harm."""

ALSO_WHEN_READ_ONLY: tuple[Callable[..., object], ...] = (back_up_when_due,)
"""These change no row; while nothing may be changed, they alone are done."""


class Command(BaseCommand):
    help = "Do background tasks as they come, and what has become due."

    def handle(self, *args: Any, **options: Any) -> None:
        threading.Thread(target=_keep_ticking, daemon=True).start()
        worker = Worker(
            queue_names=["*"],
            interval=LOOK_EVERY_SECONDS,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=get_random_string(32),
            excluded_queue_names=[],
        )
        worker.configure_signals()
        do_tasks(worker)


def do_tasks(worker: Worker) -> None:
    """Whatever waits, again and again; while nothing may be changed, it goes on waiting."""
    while worker.running:
        if why_read_only() is None:
            worker.run()
        time.sleep(LOOK_EVERY_SECONDS)


def tick(*, now: datetime) -> None:
    """One failing duty must not keep the others from being done."""
    close_old_connections()
    duties = ALSO_WHEN_READ_ONLY if why_read_only() else (*DUTIES, *ALSO_WHEN_READ_ONLY)
    for duty in duties:
        try:
            duty(now=now)
        except Exception:
            logger.exception("A duty of the worker failed; it is tried again in half a minute.")
    close_old_connections()
    heartbeat().parent.mkdir(parents=True, exist_ok=True)
    heartbeat().touch()


def _keep_ticking() -> None:
    pause = threading.Event()
    while True:
        tick(now=timezone.now())
        pause.wait(TICK_SECONDS)
