"""My data: what is kept, what one agreed to, and a file with all of it."""

from dataclasses import dataclass
from datetime import datetime
from tempfile import SpooledTemporaryFile

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from gangmaker.actors import terms
from gangmaker.actors.consents import (
    give_consent,
    newest,
    standing,
    text_of,
    withdraw_consent,
)
from gangmaker.actors.models import Actor, Consent, ConsentPurpose, ConsentWhere
from gangmaker.actors.personal import Purpose
from gangmaker.core.refusals import Refused
from gangmaker.trail.operations import record
from gangmaker.upkeep.rights.erasing import download_of
from gangmaker.upkeep.rights.gathering import counts_of, size_of, write_everything
from gangmaker.upkeep.rights.tables import TABLES
from gangmaker.upkeep.rights.tasks import make_download
from gangmaker.web.guards import ActorRequest
from gangmaker.web.people.profile import me

IN_MEMORY = 2 * 1024 * 1024


@dataclass(frozen=True)
class Held:
    """What is kept for one purpose: how many rows of what."""

    purpose: Purpose
    tables: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Asked:
    """One thing that is done only with consent, and how it stands."""

    purpose: ConsentPurpose
    text: str
    given: Consent | None
    earlier: tuple[Consent, ...]


def my_data(request: ActorRequest) -> HttpResponse:
    actor = me(request)
    path = download_of(actor)
    context = {
        "actor": actor,
        "held": held_of(actor),
        "asked": [_asked(actor, purpose) for purpose in ConsentPurpose],
        "ready_until": _until(path.stat().st_mtime) if path.is_file() else None,
    }
    return render(request, "web/rights/my_data.html", context)


def held_of(*people: Actor) -> list[Held]:
    """By purpose, only what there is."""
    counts = counts_of(*people)
    found: dict[Purpose, list[tuple[str, int]]] = {}
    for table in TABLES:
        if count := counts.get(table.label, 0):
            found.setdefault(table.purpose, []).append((str(table.what), count))
    return [Held(purpose, tuple(tables)) for purpose, tables in found.items()]


def _asked(actor: Actor, purpose: ConsentPurpose) -> Asked:
    rows = list(Consent.objects.filter(actor=actor, purpose=purpose).order_by("-given_at", "-pk"))
    given = next((row for row in rows if row.withdrawn_at is None), None)
    version = given.version if given else newest(purpose)
    text = str(text_of(purpose, version))
    return Asked(purpose, text, given, tuple(row for row in rows if row.withdrawn_at))


def _until(made: float) -> datetime:
    return datetime.fromtimestamp(made, tz=timezone.get_current_timezone()) + terms.DOWNLOADS


def download(request: ActorRequest) -> HttpResponseBase:
    """At once when it is little; else the worker makes it and a mail says that it is there."""
    actor, now = me(request), timezone.now()
    record("actor.data_downloaded", by=actor, subject=actor, at=now)
    if size_of(actor).is_large:
        make_download.enqueue(actor.pk)
        messages.success(
            request, _("There is a lot. We make the file and mail you when it is ready.")
        )
        return redirect("web:my-data")
    return given_as_file(actor, now=now)


def given_as_file(actor: Actor, *, now: datetime) -> FileResponse:
    """Everything about her, for her eyes only."""
    file = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 (the response closes it)
    write_everything(actor, file, now=now)
    file.seek(0)
    name = f"my-data-{timezone.localtime(now):%Y%m%d}.zip"
    return _private(FileResponse(file, as_attachment=True, filename=name))


def fetch(request: ActorRequest, path: object) -> FileResponse:
    """The file that the worker made."""
    found = download_of(me(request))
    return _private(FileResponse(found.open("rb"), as_attachment=True, filename="my-data.zip"))


def _private(response: FileResponse) -> FileResponse:
    response["Content-Type"] = "application/zip"
    response["Cache-Control"] = "private, no-store"
    return response


def consent(request: ActorRequest, purpose: ConsentPurpose) -> HttpResponse:
    """Agree, or take it back: one button each, with effect in this request."""
    actor, now = me(request), timezone.now()
    try:
        if "withdraw" in request.POST:
            withdraw_consent(actor=actor, purpose=purpose, by=actor, now=now)
            messages.success(request, _("Taken back. From now on it does not hold any more."))
        elif standing(actor, purpose) is None:
            give_consent(
                actor=actor, purpose=purpose, where=ConsentWhere.MY_DATA, by=actor, now=now
            )
            messages.success(request, _("Thank you. You can take it back here at any time."))
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect("web:my-data")
