"""How many notices somebody did not see yet, as part of the query that finds her."""

from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce

from gangmaker.trail.models import Notice


def unread_count() -> Coalesce:
    """For rows of accounts. What was withdrawn since is not counted."""
    hers = Notice.objects.unseen().filter(person__account=OuterRef("pk"), item__withdrawal=None)
    counted = hers.order_by().values("person").annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted), 0, output_field=IntegerField())
