import django.db.models.deletion
import i18nfield.fields
from django.db import migrations, models

LANGUAGES = [
    ("nl", "Dutch"),
    ("en", "English"),
    ("fr", "French"),
    ("de", "German"),
    ("other", "other language"),
]


class Migration(migrations.Migration):
    dependencies = [("actors", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="actor",
            name="age_group",
            field=models.CharField(
                blank=True,
                choices=[("adult", "18 or older"), ("minor", "13 to 17")],
                default="",
                max_length=5,
                verbose_name="age",
            ),
        ),
        migrations.AddConstraint(
            model_name="actor",
            constraint=models.CheckConstraint(
                condition=models.Q(("age_group", "minor"), ("audience", "public"), _negated=True),
                name="actor_minor_is_not_public",
            ),
        ),
        migrations.AddConstraint(
            model_name="actor",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind", "person"), ("age_group", ""), _connector="OR"),
                name="actor_age_is_of_a_person",
            ),
        ),
        migrations.AddField(
            model_name="region",
            name="controller",
            field=models.CharField(
                blank=True, default="", max_length=300, verbose_name="who is responsible"
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="region",
            name="privacy_contact",
            field=models.EmailField(
                blank=True, default="", max_length=254, verbose_name="data protection officer"
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="region",
            name="accessibility_tested_on",
            field=models.DateField(blank=True, null=True, verbose_name="last tested on"),
        ),
        migrations.AddField(
            model_name="region",
            name="accessibility_tested_by",
            field=models.CharField(
                blank=True, default="", max_length=300, verbose_name="tested how"
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="region",
            name="accessibility_limits",
            field=i18nfield.fields.I18nTextField(
                blank=True, default="", verbose_name="what does not work yet"
            ),
            preserve_default=False,
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[("directory", "being found by everybody")],
                        max_length=12,
                        verbose_name="for what",
                    ),
                ),
                ("version", models.PositiveSmallIntegerField(verbose_name="version of the text")),
                (
                    "language",
                    models.CharField(choices=LANGUAGES, max_length=5, verbose_name="language"),
                ),
                (
                    "given_in",
                    models.CharField(
                        choices=[
                            ("profile", "in the profile"),
                            ("my_data", "on the page My data"),
                            ("told", "told to the team in person"),
                        ],
                        max_length=8,
                        verbose_name="where",
                    ),
                ),
                ("given_at", models.DateTimeField(verbose_name="given")),
                (
                    "withdrawn_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="withdrawn"),
                ),
                (
                    "actor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="consents",
                        to="actors.actor",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at", None)),
                        fields=("actor", "purpose"),
                        name="consent_once_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn_at", None),
                            ("withdrawn_at__gte", models.F("given_at")),
                            _connector="OR",
                        ),
                        name="consent_withdrawn_after_it_was_given",
                    ),
                ],
            },
        ),
    ]
