"""The house rules: what holds now, earlier versions with what changed, and changing them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import HouseRule, HouseRules
from gangmaker.actors.operations.house_rules import MOST_RULES, OFFICIAL, Rule, set_house_rules
from gangmaker.actors.rules import is_region_admin
from gangmaker.core.differences import Part, pairs, words_changed
from gangmaker.web.guards import ActorRequest
from gangmaker.web.keeping.requests import typed, who
from gangmaker.web.plan.work import work
from gangmaker.web.region.forms import TranslatedForm, TranslatedText, in_each_language

EMPTY_RULES = 2
LONGEST_TITLE, LONGEST_TEXT, LONGEST_CHANGE = 160, 1200, 1200


@dataclass(frozen=True)
class RuleShown:
    """One rule in the reader's language, or in Dutch where there is no translation."""

    number: int
    title: str
    text: str
    lang: str


@dataclass(frozen=True)
class RuleChanged:
    """What became of one rule: ``number`` is the new one, or the old one of what went."""

    number: int
    kind: str
    title: tuple[Part, ...]
    text: tuple[Part, ...]


def house_rules(request: ActorRequest) -> HttpResponse:
    now = timezone.now()
    rules = HouseRules.objects.in_force(at=now).prefetch_related("rules").first()
    return render(
        request,
        "web/moderation/house_rules.html",
        {
            "rules": rules,
            "shown": _shown(rules.rules.all()) if rules is not None else [],
            "versions": _versions(),
            "translated": get_language() != OFFICIAL,
            "may_change": is_region_admin(request.actor),
        },
    )


def _versions() -> list[dict[str, object]]:
    return [
        {"version": each.version, "from": each.in_force_from, "change": str(each.change)}
        for each in HouseRules.objects.order_by("-version")
    ]


def _shown(rules: Iterable[HouseRule]) -> list[RuleShown]:
    return [_rule_shown(rule) for rule in sorted(rules, key=lambda rule: rule.number)]


def _rule_shown(rule: HouseRule) -> RuleShown:
    language = get_language() or OFFICIAL
    titles, texts = in_each_language(rule.title), in_each_language(rule.text)
    lang = language if titles.get(language) and texts.get(language) else OFFICIAL
    return RuleShown(number=rule.number, title=titles[lang], text=texts[lang], lang=lang)


def house_rules_version(request: ActorRequest, rules: HouseRules) -> HttpResponse:
    """One version, and how it differs from the one before."""
    before = (
        HouseRules.objects.filter(version__lt=rules.version)
        .order_by("-version")
        .prefetch_related("rules")
        .first()
    )
    shown = _shown(rules.rules.all())
    return render(
        request,
        "web/moderation/house_rules_version.html",
        {
            "rules": rules,
            "shown": shown,
            "before": before,
            "changes": _changes(_shown(before.rules.all()), shown) if before is not None else [],
        },
    )


def _changes(before: list[RuleShown], after: list[RuleShown]) -> list[RuleChanged]:
    """Only what is different; a rule that only got another number is not."""
    found = pairs([_whole(rule) for rule in before], [_whole(rule) for rule in after])
    changes = [
        _change(before[old] if old is not None else None, after[new] if new is not None else None)
        for old, new in found
    ]
    return [change for change in changes if change.kind != "same"]


def _whole(rule: RuleShown) -> str:
    return f"{rule.title}\n{rule.text}"


def _change(old: RuleShown | None, new: RuleShown | None) -> RuleChanged:
    number = new.number if new is not None else old.number if old is not None else 0
    title = words_changed(old.title if old else "", new.title if new else "")
    text = words_changed(old.text if old else "", new.text if new else "")
    same = all(part.kind == "same" for part in (*title, *text))
    kind = "gone" if new is None else "new" if old is None else "same" if same else "changed"
    return RuleChanged(number=number, kind=kind, title=title, text=text)


class HouseRulesForm(TranslatedForm):
    """All rules of the next version. A rule of which nothing is left is dropped."""

    long_texts = frozenset(
        {"change", *(f"text_{number}" for number in range(1, MOST_RULES + EMPTY_RULES + 1))}
    )

    from_day = forms.DateField(
        label=_("In force from"),
        help_text=_("Empty: from now on."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def __init__(self, data: Any = None, *, rules: list[HouseRule]) -> None:
        self.count = min(len(rules) + EMPTY_RULES, MOST_RULES)
        stored: dict[str, object] = {}
        for rule in rules:
            stored[f"title_{rule.number}"] = rule.title
            stored[f"text_{rule.number}"] = rule.text
        self.texts = {"change": (_("What changes, and why"), LONGEST_CHANGE)}
        for number in range(1, self.count + 1):
            self.texts[f"title_{number}"] = (_("Rule"), LONGEST_TITLE)
            self.texts[f"text_{number}"] = (_("In other words"), LONGEST_TEXT)
        super().__init__(data, stored=stored)
        for name, field in self.fields.items():
            field.required = name == f"change_{OFFICIAL}"

    def clean_from_day(self) -> date | None:
        day: date | None = self.cleaned_data["from_day"]
        if day is not None and day <= timezone.localdate():
            raise forms.ValidationError(_("Choose a day after today, or leave it empty."))
        return day

    def clean(self) -> None:
        for number in range(1, self.count + 1):
            if not self._is_there(number):
                continue
            for name in ("title", "text"):
                field = f"{name}_{number}_{OFFICIAL}"
                if not self.cleaned_data.get(field) and field not in self.errors:
                    self.add_error(field, _("The rule has to be there in Dutch."))

    def _is_there(self, number: int) -> bool:
        names = (f"title_{number}", f"text_{number}")
        typed = self.cleaned_data.items()
        return any(text for name, text in typed if name.rsplit("_", 1)[0] in names)

    def rules_typed(self) -> list[Rule]:
        return [
            Rule(title=self.said(f"title_{number}"), text=self.said(f"text_{number}"))
            for number in range(1, self.count + 1)
            if self._is_there(number)
        ]

    def in_force_from(self, *, now: datetime) -> datetime:
        day: date | None = self.cleaned_data["from_day"]
        return timezone.make_aware(datetime.combine(day, time())) if day else now

    @property
    def change_texts(self) -> TranslatedText:
        return self.translated()[0]

    @property
    def rule_texts(self) -> list[tuple[int, TranslatedText, TranslatedText]]:
        """The number of each rule with its title and its text."""
        texts = self.translated()[1:]
        return [
            (number, texts[2 * (number - 1)], texts[2 * number - 1])
            for number in range(1, self.count + 1)
        ]


def house_rules_new(request: ActorRequest) -> HttpResponse:
    """The next version, written from the latest one."""
    latest = HouseRules.objects.order_by("-version").prefetch_related("rules").first()
    rules = sorted(latest.rules.all(), key=lambda rule: rule.number) if latest is not None else []
    form = HouseRulesForm(typed(request), rules=rules)

    def write() -> HttpResponse:
        now = timezone.now()
        set_house_rules(
            rules=form.rules_typed(),
            change=form.said("change"),
            by=who(request),
            in_force_from=form.in_force_from(now=now),
            now=now,
        )
        return redirect("web:house-rules")

    return work(
        request,
        "web/moderation/house_rules_new.html",
        form,
        do=write,
        done=_("Saved as a new version. The earlier one stays readable."),
        version=latest.version + 1 if latest is not None else 1,
    )
