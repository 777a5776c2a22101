"""Doors for the worker."""

from django.utils import timezone
from django_tasks import task

from gangmaker.actors.models import Actor
from gangmaker.actors.models.names import MARK
from gangmaker.trail.operations import owe_mail
from gangmaker.upkeep.digests import written_whole

from .erasing import download_of
from .gathering import write_everything
from .mails import READY


@task()
def make_download(actor: int) -> bool:
    """Everything about somebody as a file that waits for her; she is told by mail."""
    person = Actor.objects.filter(pk=actor).exclude(name=MARK).first()
    if person is None or hasattr(person, "suspension"):
        return False
    now = timezone.now()
    path = download_of(person)
    path.parent.mkdir(mode=0o700, exist_ok=True)
    with written_whole(path) as file:
        write_everything(person, file, now=now)
    path.chmod(0o600)
    owe_mail(
        READY,
        dedupe_key=f"{READY}:{person.pk}:{now:%Y%m%d%H%M}",
        address=person.email,
        language=person.reads,
        to=person,
        at=now,
    )
    return True
