from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField


class AreaKind(models.TextChoices):
    MUNICIPALITY = "municipality", _("municipality")
    DISTRICT = "district", _("district")


class Area(models.Model):
    """A municipality of the region, or a district inside one."""

    kind = models.CharField(_("kind"), max_length=12, choices=AreaKind.choices)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="districts"
    )
    key = models.SlugField(_("key"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=80)
    code = models.CharField(_("NIS code"), max_length=8, blank=True)
    latitude = models.FloatField(_("latitude"))
    longitude = models.FloatField(_("longitude"))
    inhabitants = models.PositiveIntegerField(_("inhabitants"), null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(kind="municipality") & Q(parent=None))
                | (Q(kind="district") & ~Q(parent=None)),
                name="area_district_has_a_municipality",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Region(models.Model):
    """The settings of the one region that this installation serves: a single row, pk 1.

    ``controller`` is the name and address of who answers for personal data by law, with a contact.
    """

    ACT_COLOUR = "#2f4aa8"
    WAITING_COLOUR = "#a67a2b"

    name = I18nCharField(_("name"), max_length=200)
    slogan = I18nCharField(_("slogan"), max_length=200)
    welcome = I18nTextField(_("welcome"))
    contact_email = models.EmailField(_("contact address"))
    controller = models.CharField(_("who is responsible"), max_length=300, blank=True)
    privacy_contact = models.EmailField(_("data protection officer"), blank=True)
    accessibility_tested_on = models.DateField(_("last tested on"), null=True, blank=True)
    accessibility_tested_by = models.CharField(_("tested how"), max_length=300, blank=True)
    accessibility_limits = I18nTextField(_("what does not work yet"), blank=True)
    act_colour = models.CharField(
        _("colour of the thread and of what to do"), max_length=7, default=ACT_COLOUR
    )
    waiting_colour = models.CharField(
        _("colour of what waits"), max_length=7, default=WAITING_COLOUR
    )
    logo = models.CharField(max_length=100, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="region_is_one_row")]

    def __str__(self) -> str:
        return str(self.name)
