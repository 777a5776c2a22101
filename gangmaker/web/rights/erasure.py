"""Erasing oneself: what goes and what stays is told first, then a word is typed and a code."""

import time
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from gangmaker.actors.codes import CODE_LIVES, new_nonce, sign_in_code
from gangmaker.actors.models import Actor
from gangmaker.actors.personal import Fate
from gangmaker.core.refusals import Refused
from gangmaker.trail.operations import owe_mail
from gangmaker.upkeep.rights.erasing import erase_person
from gangmaker.upkeep.rights.gathering import counts_of
from gangmaker.upkeep.rights.holding import Hold, Why, what_holds
from gangmaker.upkeep.rights.mails import ERASE_CODE
from gangmaker.upkeep.rights.tables import TABLES
from gangmaker.web.guards import ActorRequest
from gangmaker.web.people.fields import LineField
from gangmaker.web.people.limits import HOUR, may_send_code, may_try, too_many
from gangmaker.web.people.profile import me
from gangmaker.web.people.signing import CodeForm

ASKED: Final = "erasure"
ATTEMPTS: Final = 3
WORD: Final = _("erase me")
STAY, GO = "stay", "go"


class ErasureForm(forms.Form):
    words = forms.ChoiceField(
        label=_("What you wrote: ideas, offers, questions, comments"),
        choices=[
            (STAY, _("May stay, without my name")),
            (GO, _("Goes too")),
        ],
        widget=forms.RadioSelect,
        help_text=_("Others may have answered it. Where it goes, they read that you took it away."),
    )
    typed = LineField(label=_("Type these words to be sure"), max_length=40)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["typed"].help_text = WORD
        self.fields["typed"].widget.attrs = {"autocomplete": "off"}

    def clean_typed(self) -> str:
        typed: str = self.cleaned_data["typed"]
        if typed.casefold() != str(WORD).casefold():
            raise forms.ValidationError(
                _("Type exactly: %(word)s") % {"word": WORD}, code="other_word"
            )
        return typed


@dataclass(frozen=True)
class Held:
    """Why somebody cannot go yet, and what to do about it."""

    text: str
    url: str
    link: str


@dataclass(frozen=True)
class Rows:
    """How many rows of what."""

    what: str
    count: int


@dataclass(frozen=True)
class Reason:
    """Why some rows stay, without a name."""

    because: str
    rows: tuple[Rows, ...]


def erasure(request: ActorRequest) -> HttpResponse:
    actor = me(request)
    holds = what_holds(actor, at=timezone.now())
    form = ErasureForm(request.POST or None)
    if not holds and form.is_valid():
        if not may_send_code(request, actor.email):
            return too_many(request, wait=HOUR)
        _owe_code(request, actor, words=form.cleaned_data["words"] == GO)
        return redirect("web:erasure-code")
    context = {"form": form, "holds": [_told(hold, actor) for hold in holds], **becomes(actor)}
    status = 422 if form.errors else 200
    return render(request, "web/rights/erasure.html", context, status=status)


def becomes(*people: Actor) -> dict[str, object]:
    """What goes, and what stays without a name and why; only of what there is."""
    goes: list[Rows] = []
    stays: dict[str, list[Rows]] = {}
    counts = counts_of(*people)
    for table in TABLES:
        if not (count := counts.get(table.label, 0)):
            continue
        rows = Rows(str(table.what), count)
        if Fate.GOES in {fate for _name, fate in table.tagged()}:
            goes.append(rows)
        else:
            stays.setdefault(str(table.because), []).append(rows)
    reasons = [Reason(because, tuple(rows)) for because, rows in stays.items()]
    return {"goes": goes, "stays": reasons}


def _told(hold: Hold, actor: Actor) -> Held:
    handover = reverse("web:hand-over", args=[actor.slug])
    match hold.why:
        case Why.PROMISES:
            text = ngettext(
                "You promised %(count)s answer or next step.",
                "You promised %(count)s answers or next steps.",
                hold.count,
            )
            return Held(text % {"count": hold.count}, handover, str(_("Hand everything over")))
        case Why.PROJECTS:
            text = ngettext(
                "You answer for %(count)s project that goes on.",
                "You answer for %(count)s projects that go on.",
                hold.count,
            )
            return Held(text % {"count": hold.count}, handover, str(_("Hand everything over")))
        case Why.ORGANISATION if hold.organisation is not None:
            text = str(_("You are the only administrator of %(name)s."))
            members = reverse("web:organisation-members", args=[hold.organisation.slug])
            return Held(
                text % {"name": hold.organisation.name},
                members,
                str(_("Make somebody else administrator")),
            )
        case _:
            text = str(_("You are the only region administrator. Let in another one first."))
            return Held(text, reverse("web:region"), str(_("The region")))


def _owe_code(request: ActorRequest, actor: Actor, *, words: bool) -> None:
    nonce = new_nonce()
    request.session[ASKED] = {"nonce": nonce, "at": time.time(), "failed": 0, "words": words}
    owe_mail(
        ERASE_CODE,
        dedupe_key=f"{ERASE_CODE}:{nonce}",
        address=_address_of(actor),
        language=translation.get_language() or "nl",
        to=actor,
        at=timezone.now(),
        payload={"nonce": nonce},
    )


def _address_of(actor: Actor) -> str:
    return actor.account.email if actor.account else actor.email


def enter_code(request: ActorRequest) -> HttpResponse:
    """The second proof; then nothing brings her back."""
    actor = me(request)
    asked: dict[str, Any] | None = request.session.get(ASKED)
    if asked is None or time.time() > asked["at"] + CODE_LIVES.total_seconds():
        return redirect("web:erasure")
    form = CodeForm(request.POST or None)
    if not form.is_valid():
        return _ask_code(request, form, actor)
    if not may_try(request, "login_failed", key=_address_of(actor)):
        return too_many(request)
    code = sign_in_code(nonce=asked["nonce"], email=_address_of(actor))
    if not constant_time_compare(form.cleaned_data["code"], code):
        return _wrong_code(request, form, actor, asked)
    return _erase(request, form, actor, words=asked["words"])


def _wrong_code(
    request: ActorRequest, form: CodeForm, actor: Actor, asked: dict[str, Any]
) -> HttpResponse:
    """After the third wrong one the code is worth nothing any more."""
    asked["failed"] += 1
    if asked["failed"] >= ATTEMPTS:
        del request.session[ASKED]
        return redirect("web:erasure")
    request.session[ASKED] = asked
    form.add_error("code", _("This is not the right code."))
    return _ask_code(request, form, actor)


def _erase(request: ActorRequest, form: CodeForm, actor: Actor, *, words: bool) -> HttpResponse:
    try:
        erase_person(person=actor, words=words, now=timezone.now())
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _ask_code(request, form, actor)
    logout(request)
    return redirect("web:erased")


def _ask_code(request: ActorRequest, form: CodeForm, actor: Actor) -> HttpResponse:
    context = {
        "form": form,
        "email": _address_of(actor),
        "minutes": int(CODE_LIVES.total_seconds() // 60),
    }
    return render(
        request, "web/rights/erasure_code.html", context, status=422 if form.errors else 200
    )


def erased(request: ActorRequest) -> HttpResponse:
    return render(request, "web/rights/erased.html")
