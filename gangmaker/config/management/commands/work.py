"""The worker: tasks as they come, and every half minute whatever has become due."""

import logging
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from gangmaker.projects.files import sweep_orphans
from gangmaker.projects.operations import find_weak_spots
from gangmaker.trail.outbox import deliver_due
from gangmaker.web.figures.counting import renew as renew_region_figures
from gangmaker.web.items.figures import renew_figures

logger = logging.getLogger(__name__)

TICK_SECONDS = 30
LOOK_EVERY_SECONDS = 1.0

DUTIES: tuple[Callable[..., object], ...] = (
    deliver_due,
    find_weak_spots,
    sweep_orphans,
    renew_figures,
    renew_region_figures,
)
"""What is done at every tick, given ``now``. Each looks for what is due, so a tick that was
missed is caught up by the next, and two workers at once do no harm."""


class Command(BaseCommand):
    help = "Do background tasks as they come, and what has become due."

    def handle(self, *args: Any, **options: Any) -> None:
        threading.Thread(target=_keep_ticking, daemon=True).start()
        worker = Worker(
            queue_names=["*"],
            interval=LOOK_EVERY_SECONDS,
            batch=False,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=get_random_string(32),
            excluded_queue_names=[],
        )
        worker.configure_signals()
        worker.run()


def tick(*, now: datetime) -> None:
    """One failing duty must not keep the others from being done."""
    close_old_connections()
    for duty in DUTIES:
        try:
            duty(now=now)
        except Exception:
            logger.exception("A duty of the worker failed; it is tried again in half a minute.")
    close_old_connections()
    heartbeat().parent.mkdir(parents=True, exist_ok=True)
    heartbeat().touch()


def heartbeat() -> Path:
    """The file whose age says when a worker on this machine was last seen."""
    return Path(settings.DATA_DIR) / "worker.alive"


def _keep_ticking() -> None:
    pause = threading.Event()
    while True:
        tick(now=timezone.now())
        pause.wait(TICK_SECONDS)
