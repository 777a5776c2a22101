"""Who may be proposed at all, before anybody looks whether she fits."""

from gangmaker.actors.models import Actor, ActorQuerySet, AgeGroup
from gangmaker.actors.models.names import MARK


def could_be_proposed() -> ActorQuerySet:
    """Everybody who may say that she is available: no minors, nobody who is suspended or left,
    and of several records of one the one that stands for them."""
    here = Actor.objects.filter(claimed_by=None, suspension=None)
    return here.exclude(age_group=AgeGroup.MINOR).exclude(name=MARK)


def proposable() -> ActorQuerySet:
    """Those of them who said so: nobody else is ever proposed."""
    return could_be_proposed().filter(availability__isnull=False)
