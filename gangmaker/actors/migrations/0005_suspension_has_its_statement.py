import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """The reason of a suspension is in its statement, without which it cannot be."""

    dependencies = [("actors", "0004_statements_of_suspensions")]
    operations = [
        migrations.AlterField(
            model_name="suspension",
            name="statement",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="suspension",
                to="actors.statement",
            ),
        ),
        migrations.RemoveField(model_name="suspension", name="reason"),
    ]
