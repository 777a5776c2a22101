"""The register of processing, made from what the rooms say of their tables."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db import models
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.personal import Fate, Purpose, Table, Words

from .tables import TABLES, can_be_personal, model_of

PLAIN_WORDS: Final[Mapping[str, Words]] = {
    "about": _("about whom"),
    "about_language": _("language of the text"),
    "account": _("account"),
    "actor": _("who"),
    "address": _("address"),
    "after": _("what it said after"),
    "alt": _("what the picture shows"),
    "approved_by": _("who approved it"),
    "args_kwargs": _("what it works on"),
    "autocomplete": _("beginnings of words"),
    "before": _("what it said before"),
    "body": _("words"),
    "borne_by": _("who bears it"),
    "by": _("by whom"),
    "claimed_by": _("whose record it is now"),
    "code": _("code"),
    "content": _("text"),
    "data": _("keys, sealed"),
    "decided_by": _("who decided"),
    "dedupe_key": _("which mail it is"),
    "deputy": _("deputy"),
    "digest": _("by which it is recognised"),
    "done_by": _("who did it"),
    "email": _("e-mail address"),
    "entered_by": _("who entered it"),
    "field_audiences": _("who may see which part"),
    "file": _("file"),
    "first_by": _("who decided first"),
    "funder": _("who pays"),
    "giver": _("who gave"),
    "invited_by": _("who invited"),
    "key": _("what the sheet calls it"),
    "looked_by": _("who looked"),
    "met_by": _("who did it"),
    "nonce": _("key of the link"),
    "object_id": _("number of the record"),
    "on_behalf_of": _("on behalf of whom"),
    "one": _("one record"),
    "organisation": _("organisation"),
    "other": _("other record"),
    "owner": _("who answers for it"),
    "paid_by": _("who pays"),
    "party": _("which party"),
    "password": _("key of the account"),
    "payload": _("numbers of what it is about"),
    "people": _("numbers of records"),
    "person": _("who"),
    "picture": _("picture"),
    "reasons": _("reasons"),
    "redirected_to": _("passed on to"),
    "return_value": _("what came of it"),
    "seen": _("the text as it was"),
    "session_data": _("who is signed in, and what is being filled in"),
    "session_key": _("key of the session"),
    "slug": _("address of the page"),
    "staff": _("whose work it is"),
    "stands": _("record that stands"),
    "subject": _("about whom"),
    "taken": _("what was taken over"),
    "taken_back_by": _("who took it back"),
    "title": _("title"),
    "to": _("to whom"),
    "traceback": _("what went wrong"),
    "undone_by": _("who undid it"),
    "used_by": _("who used it"),
    "user": _("account"),
    "values": _("numbers"),
    "volunteer": _("volunteer"),
    "was": _("what it said before"),
    "withdrawn_by": _("who withdrew it"),
}
"""Fields that no form shows have no name of their own."""


@dataclass(frozen=True)
class FieldSaid:
    """One field: its name for people and for programs, and what becomes of it."""

    words: str
    name: str
    fate: Fate


@dataclass(frozen=True)
class TableSaid:
    """What one table holds of people."""

    label: str
    what: str
    fields: tuple[FieldSaid, ...]
    because: str

    @property
    def by_fate(self) -> list[tuple[Fate, str]]:
        """What becomes of which fields, in a few lines."""
        fates = dict.fromkeys(one.fate for one in self.fields)
        return [
            (fate, ", ".join(dict.fromkeys(one.words for one in self.fields if one.fate is fate)))
            for fate in fates
        ]


@dataclass(frozen=True)
class Processing:
    """Everything that is kept for one purpose."""

    purpose: Purpose
    tables: tuple[TableSaid, ...]


def register() -> list[Processing]:
    """By purpose, in the order in which the rooms name them."""
    purposes = dict.fromkeys(table.purpose for table in TABLES)
    return [
        Processing(purpose, tuple(_said(table) for table in TABLES if table.purpose == purpose))
        for purpose in purposes
    ]


def _said(table: Table) -> TableSaid:
    fates = dict(table.tagged())
    by_name = {one.name: one for one in model_of(table)._meta.local_concrete_fields}
    fields = tuple(FieldSaid(words_of(by_name[name]), name, fate) for name, fate in fates.items())
    return TableSaid(table.label, str(table.what), fields, str(table.because))


def words_of(field: "models.Field[Any, Any]") -> str:
    """Its name in the language of the reader."""
    said = field.verbose_name
    if isinstance(said, Promise):
        return str(capfirst(str(said)))
    return str(capfirst(str(PLAIN_WORDS.get(field.name, said))))


def without_words() -> list[str]:
    """Tagged fields that no reader would understand."""
    return sorted(_without_words())


def _without_words() -> Iterator[str]:
    for table in TABLES:
        tagged = {name for name, _fate in table.tagged()}
        for one in model_of(table)._meta.local_concrete_fields:
            named = isinstance(one.verbose_name, Promise) or one.name in PLAIN_WORDS
            if one.name in tagged and can_be_personal(one) and not named:
                yield f"{table.label}.{one.name}"


def purposes_of(*labels: str) -> list[Purpose]:
    """The purposes for which these tables are kept, each once: for the notice at a form."""
    return list(dict.fromkeys(table.purpose for table in TABLES if table.label in labels))
