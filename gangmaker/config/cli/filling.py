"""A large invented region, for measuring."""

from gangmaker.config.cli import preparing
from gangmaker.config.cli.exits import Stopped
from gangmaker.config.progress import Report


def fill(*, actors: int, items: int, acts: int, report: Report) -> None:
    preparing.refuse_wrong_settings()
    preparing.migrate(set_up=False)
    from django.utils import timezone

    from gangmaker.actors.models import Actor
    from gangmaker.config.seed import seed_region

    if Actor.objects.exists():
        raise Stopped(
            "This database already holds people; an invented region would be mixed with them.",
            "Give an empty place: GANGMAKER_DATA_DIR=var/large gangmaker seed",
        )
    seed_region(actors=actors, items=items, acts=acts, progress=report, now=timezone.now())
