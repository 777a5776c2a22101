"""Items that were here before: alive on the day on which somebody last did something with them."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce, TruncDate

BY_ANYBODY = ("item.supported", "item.linked", "item.unlinked", "item.handed_over")
"""These say nothing about whether the item itself is alive."""


def look_back(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    items, acts = apps.get_model("trail", "Item").objects, apps.get_model("trail", "Act").objects
    done = acts.filter(item=OuterRef("pk"), by__isnull=False).exclude(verb__in=BY_ANYBODY)
    last = done.order_by("-at").annotate(day=TruncDate("at")).values("day")[:1]
    items.update(alive_on=Coalesce(Subquery(last), TruncDate("created_at")))


class Migration(migrations.Migration):
    dependencies = [("trail", "0007_life_and_handovers")]
    operations = [migrations.RunPython(look_back, migrations.RunPython.noop)]
