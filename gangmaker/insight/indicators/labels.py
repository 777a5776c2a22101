"""The groups of figures in words."""

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gangmaker.actors.models import Area, Sector
from gangmaker.contributions.models import Form, Level
from gangmaker.trail.models import ItemKind

UNKNOWN = "unknown"

OTHERS: dict[str, str | Promise] = {
    UNKNOWN: gettext_lazy("unknown"),
    "became_project": gettext_lazy("a project came of it"),
    "no_project": gettext_lazy("no project yet"),
    "across": gettext_lazy("two sectors or more"),
    "one_sector": gettext_lazy("one sector"),
    "first_time": gettext_lazy("together for the first time"),
    "again": gettext_lazy("together before"),
    "granted": gettext_lazy("granted"),
    "cash": gettext_lazy("money from third parties"),
    "in_kind": gettext_lazy("gifts in kind, valued"),
    "hours": gettext_lazy("hours, valued"),
    "asleep": gettext_lazy("asleep"),
    "awake": gettext_lazy("awake"),
    "from_brief": gettext_lazy("for a brief"),
    "from_broker": gettext_lazy("an idea of the broker"),
    "from_encounter": gettext_lazy("met by themselves"),
    "together": gettext_lazy("a collaboration came of it"),
    "not_together": gettext_lazy("no collaboration yet"),
    "by_themselves": gettext_lazy("began another project by themselves"),
    "once": gettext_lazy("no other project yet"),
    "person_sector": gettext_lazy("people with an account: their sector"),
    "person_place": gettext_lazy("people with an account: their municipality"),
    "organisation_sector": gettext_lazy("organisations: their sector"),
    "organisation_place": gettext_lazy("organisations: their municipality"),
    "question_place": gettext_lazy("questions: the municipality"),
    "question_form": gettext_lazy("questions: the forms they ask for"),
    "idea_place": gettext_lazy("ideas: the municipality"),
    "offer_place": gettext_lazy("offers: the municipality"),
    "project_place": gettext_lazy("projects: the municipality"),
}


def label_of(key: str) -> str:
    """One key of a row, such as ``time`` or ``business``, as people read it."""
    for choices in (Form, Level, Sector, ItemKind):
        if key in choices.values:
            return str(capfirst(choices(key).label))
    return capfirst(str(OTHERS.get(key, key)))


def pair_of(key: str) -> str:
    """Two sectors: ``education>business`` who gave to whom, ``business+education`` together."""
    one, sign, other = key.partition(">" if ">" in key else "+")
    words = {"one": label_of(one).lower(), "other": label_of(other).lower()}
    told = _("%(one)s for %(other)s") if sign == ">" else _("%(one)s and %(other)s")
    return str(capfirst(told % words))


def area_name(key: str) -> str:
    """A municipality by its key, or “unknown”. One query each: for pages, ask ``area_names``."""
    if key == UNKNOWN:
        return str(capfirst(_("unknown")))
    return area_names().get(key, key)


def area_names() -> dict[str, str]:
    return dict(Area.objects.filter(parent=None).values_list("key", "name"))
