"""Who may be proposed at all, before anybody looks whether she fits; and under which records."""

from collections.abc import Iterable
from typing import Final

from django.db.models.functions import Coalesce

from gangmaker.actors.models import Actor, ActorQuerySet, AgeGroup
from gangmaker.actors.models.names import MARK

STANDS: Final = Coalesce("actor__claimed_by", "actor")
"""Who stands for the record that a row names: what was done under it is hers."""


def could_be_proposed() -> ActorQuerySet:
    """Everybody who may say that she is available: no minors, nobody who is suspended or left,
    and of several records of one the one that stands for them."""
    here = Actor.objects.filter(claimed_by=None, suspension=None)
    return here.exclude(age_group=AgeGroup.MINOR).exclude(name=MARK)


def proposable() -> ActorQuerySet:
    """Those of them who said so: nobody else is ever proposed."""
    return could_be_proposed().filter(availability__isnull=False)


def records_of(pks: Iterable[int]) -> ActorQuerySet:
    """All records of these, whichever of them is named: they may have been claimed or merged."""
    named = Actor.objects.filter(pk__in=list(pks))
    stands = named.values_list(Coalesce("claimed_by", "pk"))
    claimed = Actor.objects.filter(claimed_by__in=stands).values_list("pk")
    return Actor.objects.filter(pk__in=stands.union(claimed, all=True))
