from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("trail", "0011_briefs_and_introductions")]
    operations = [
        migrations.AlterField(
            model_name="item",
            name="audience",
            field=models.CharField(
                choices=[
                    ("public", "everybody"),
                    ("members", "members"),
                    ("parties", "those involved"),
                    ("team", "the team"),
                    ("brokers", "brokers only"),
                ],
                default="public",
                max_length=8,
                verbose_name="who may see this",
            ),
        ),
    ]
