"""The house rules: a new version replaces the former one, which stays readable."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _
from i18nfield.strings import LazyI18nString

from gangmaker.actors.models import Actor, HouseRule, HouseRules
from gangmaker.actors.ports import plugs
from gangmaker.actors.rules import NotYours, is_region_admin
from gangmaker.core.refusals import Refused

MOST_RULES = 20
OFFICIAL = "nl"

Texts = Mapping[str, str]


class DutchMissing(Refused):
    code = "dutch_missing"
    message = _("Every rule, and what changed, has to be there in Dutch. Others are translations.")


class RulesMissing(Refused):
    code = "rules_missing"
    message = _("There is at least one rule, and there are at most twenty.")


class NotFromThePast(Refused):
    code = "not_from_the_past"
    message = _("Rules hold from now on, or from a later day: never for what was before.")


@dataclass(frozen=True)
class Rule:
    """One rule by language: in one sentence, and in other words."""

    title: Texts
    text: Texts


@transaction.atomic
def set_house_rules(
    *,
    rules: Sequence[Rule],
    change: Texts,
    by: Actor | None,
    in_force_from: datetime,
    now: datetime,
) -> HouseRules:
    """Write a new version with all its rules. ``by`` is None only when the region is set up."""
    if by is not None and not is_region_admin(by):
        raise NotYours
    _check(rules, change, in_force_from=in_force_from, now=now)
    list(HouseRules.objects.select_for_update().values_list("pk"))  # one version at a time
    latest = HouseRules.objects.aggregate(latest=Max("version"))["latest"] or 0
    version = HouseRules.objects.create(
        version=latest + 1,
        in_force_from=in_force_from,
        change=LazyI18nString(dict(change)),
        by=by,
        at=now,
    )
    HouseRule.objects.bulk_create(
        HouseRule(
            rules=version,
            number=number,
            title=LazyI18nString(dict(rule.title)),
            text=LazyI18nString(dict(rule.text)),
        )
        for number, rule in enumerate(rules, start=1)
    )
    plugs.write_act("house_rules.changed", by=by, at=now, data={"version": version.version})
    return version


def _check(rules: Sequence[Rule], change: Texts, *, in_force_from: datetime, now: datetime) -> None:
    if not 1 <= len(rules) <= MOST_RULES:
        raise RulesMissing
    needed = [change, *(texts for rule in rules for texts in (rule.title, rule.text))]
    if not all(texts.get(OFFICIAL, "").strip() for texts in needed):
        raise DutchMissing
    if in_force_from < now:
        raise NotFromThePast


def set_up_house_rules(now: datetime) -> None:
    """The rules that an installation starts with, where there are none yet."""
    if HouseRules.objects.exists():
        return
    text = files("gangmaker.actors").joinpath("data/house_rules.toml").read_text(encoding="utf-8")
    said = tomllib.loads(text)
    rules = [Rule(title=row["title"], text=row["text"]) for row in said["rule"]]
    set_house_rules(rules=rules, change=said["change"], by=None, in_force_from=now, now=now)
