from django.db import migrations

from gangmaker.trail.triggers import append_only


class Migration(migrations.Migration):
    """An act is written once and never changed: the database refuses it, whoever asks."""

    dependencies = [("trail", "0001_initial")]
    operations = [append_only("trail_act")]
