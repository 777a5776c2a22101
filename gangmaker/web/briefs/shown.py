"""A brief in words: on its page, behind its link, on paper."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gangmaker.actors.models import Actor, Language, Sector
from gangmaker.actors.queries import name_for
from gangmaker.brokerage.models import Brief, BriefEnd, Confidentiality
from gangmaker.brokerage.queries.briefs import BriefState, Correction, state_of
from gangmaker.contributions.models import Form
from gangmaker.web.items.shapes import State

from .forms import BriefForm
from .shapes import Corrected, Said, Sheet

SAID = ("behind", "for_whom", "tried", "must_not")
THERE = ("hours", "money", "data", "people", "machines")
CHOICES: Mapping[str, type[TextChoices]] = {
    "forms": Form,
    "languages": Language,
    "sectors": Sector,
    "language": Language,
    "confidentiality": Confidentiality,
}
STATES = {
    BriefState.DRAFT: ("waiting", gettext_lazy("draft")),
    BriefState.WAITING: ("waiting", gettext_lazy("waits for approval")),
    BriefState.OPEN: ("open", gettext_lazy("open")),
}


def label_of(name: str) -> str:
    return str(BriefForm.base_fields[name].label)


def sheet_of(brief: Brief, *, viewer: Actor | None) -> Sheet:
    return Sheet(
        title=brief.title,
        summary=brief.summary,
        lang=brief.language,
        who=name_for(brief.on_behalf_of or brief.by, viewer),
        said=_answered(brief, SAID),
        there=_answered(brief, THERE),
        facts=facts_of(brief),
    )


def _answered(brief: Brief, names: Iterable[str]) -> list[Said]:
    return [Said(label_of(name), text) for name in names if (text := getattr(brief, name))]


def facts_of(brief: Brief) -> list[Said]:
    """What is asked, by when and in which languages."""
    facts = [
        Said(label_of("by_when"), _day(brief.by_when)),
        Said(label_of("forms"), _named(brief.forms, Form)),
        Said(label_of("languages"), _named(brief.languages, Language)),
        Said(label_of("sectors"), _named(brief.sectors, Sector)),
    ]
    return [fact for fact in facts if fact.text]


def _named(values: Iterable[str], choices: type[TextChoices]) -> str:
    return capfirst(", ".join(str(choices(one).label) for one in values if one in choices.values))


def _day(day: date | None) -> str:
    return date_format(day, "j F Y") if day else ""


def readers_of(brief: Brief) -> str:
    """Who may read it, in words; before the approval who will."""
    who = str(Confidentiality(brief.confidentiality).label)
    if brief.approved_at is None:
        return _("Only brokers read it now. Once approved: %(who)s.") % {"who": who}
    return _("Who may read this: %(who)s.") % {"who": who}


def state_shown(brief: Brief) -> State:
    state = state_of(brief)
    if state == BriefState.ENDED:
        return State("done", str(BriefEnd(brief.end).label))
    kind, label = STATES[state]
    return State(kind, str(label))


def corrected(corrections: Iterable[Correction], *, viewer: Actor | None) -> list[Corrected]:
    return [
        Corrected(label_of(one.field), _in_words(one), name_for(one.by, viewer), one.on)
        for one in corrections
    ]


def _in_words(one: Correction) -> str:
    """What stood there before, as the page said it: choices by their names, days as days."""
    if one.field == "by_when":
        return _day(parse_date(one.was))
    choices = CHOICES.get(one.field)
    return _named(one.was.split(", "), choices) if choices else one.was


def silent_days(brief: Brief) -> int:
    return max((timezone.localdate() - brief.words_on).days, 0) if brief.ended_at is None else 0
