"""The state of the platform in plain words: what is seen, and what to do about it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.template.defaultfilters import date, filesizeformat
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gangmaker.upkeep.state import State

from .reading import sentence

REHEARSE_EVERY = timedelta(days=100)
DONE, WAITING, OVERDUE = "done", "waiting", "overdue"


@dataclass(frozen=True)
class Line:
    """One thing that was looked at. ``kind``: how it stands; ``step`` only where it is not well."""

    name: str
    kind: str
    seen: str
    step: str = ""
    url: str = ""
    """Where the step is done, when that is a page."""

    @property
    def standing(self) -> str:
        return {DONE: _("in order"), WAITING: _("look at this"), OVERDUE: _("mend this")}[self.kind]


def told(state: State, *, now: datetime) -> list[Line]:
    return list(_lines(state, now))


def _lines(state: State, now: datetime) -> Iterator[Line]:
    yield _changing(state)
    yield _backup(state, now)
    yield _rehearsal(state, now)
    yield _mail(state, now)
    yield _worker(state)
    yield _disk(state)
    version = _("Gangmaker %(version)s on %(database)s.")
    seen = version % {"version": state.version, "database": state.database}
    yield Line(_("Version"), DONE, seen)


def _changing(state: State) -> Line:
    if state.why_read_only is None:
        return Line(_("Changing things"), DONE, _("Everybody can read and change what they may."))
    step = _("Whoever runs the platform ends this with: gangmaker thaw")
    return Line(_("Changing things"), OVERDUE, sentence(state.why_read_only), step)


def _backup(state: State, now: datetime) -> Line:
    name = _("Last backup")
    if state.backup is None:
        late = OVERDUE if settings.BACKUP_HOURS else WAITING
        return Line(name, late, _("There is none."), _("Ask for: gangmaker backup"))
    seen = ngettext(
        "%(when)s, %(rows)s rows, read back and found good. %(count)s backup is kept.",
        "%(when)s, %(rows)s rows, read back and found good. %(count)s backups are kept.",
        state.backups,
    )
    seen %= {
        "when": _moment(state.backup.made_at),
        "rows": state.backup_rows,
        "count": state.backups,
    }
    if state.backup_is_late:
        return Line(name, OVERDUE, seen, _("It is too old. Look at the worker and at the disk."))
    return Line(name, DONE, seen)


def _rehearsal(state: State, now: datetime) -> Line:
    name = _("Last time a backup was put back for a try")
    ask = _("Ask for: gangmaker restore --rehearse")
    if state.rehearsal is None:
        return Line(name, WAITING, _("Never. Only a backup that was put back is one."), ask)
    at = parse_datetime(state.rehearsal.at) or now
    facts = {"when": _moment(at), "seconds": round(state.rehearsal.seconds)}
    if not state.rehearsal.went_well:
        return Line(name, OVERDUE, _("%(when)s: it failed.") % facts, ask)
    seen = _("%(when)s: it went well, in %(seconds)s seconds.") % facts
    return Line(name, WAITING if now - at > REHEARSE_EVERY else DONE, seen)


def _mail(state: State, now: datetime) -> Line:
    name = _("Mail")
    if not settings.EMAIL_BACKEND.endswith("smtp.EmailBackend"):
        step = _("Whoever runs the platform sets GANGMAKER_MAIL_URL.")
        return Line(name, WAITING, _("No mail leaves: no mail server is set."), step)
    seen = ngettext("%(count)s mail waits.", "%(count)s mails wait.", state.mail_waiting)
    seen %= {"count": state.mail_waiting}
    if state.mail_sent_at:
        sent = _("The last one left %(when)s.") % {"when": _moment(state.mail_sent_at)}
        seen = f"{seen} {sent}"
    if state.mail_given_up:
        gave_up = ngettext(
            "%(count)s was given up.",
            "%(count)s were given up.",
            state.mail_given_up,
        )
        seen = f"{seen} {gave_up % {'count': state.mail_given_up}}"
        step, url = _("Decide what becomes of them"), reverse("web:given-up-mails")
        if not state.mail_is_late:
            return Line(name, WAITING, seen, step, url)
    if state.mail_is_late:
        return Line(name, OVERDUE, seen, _("They wait too long. Look at the mail server."))
    return Line(name, DONE, seen)


def _worker(state: State) -> Line:
    name = _("Work in the background")
    tasks = ngettext("%(count)s task waits.", "%(count)s tasks wait.", state.tasks_waiting)
    tasks %= {"count": state.tasks_waiting}
    if state.worker_age_seconds is None:
        return Line(name, OVERDUE, _("Nobody does it."), _("Ask for: gangmaker run"))
    if state.worker_is_away:
        since = timezone.now() - timedelta(seconds=state.worker_age_seconds)
        seen = _("Nobody has done it for %(time)s.") % {"time": timesince(since)}
        return Line(name, OVERDUE, f"{seen} {tasks}", _("Ask for: gangmaker run"))
    return Line(name, DONE, _("It is being done. %(tasks)s") % {"tasks": tasks})


def _disk(state: State) -> Line:
    facts = {"free": filesizeformat(state.disk_free), "share": f"{state.disk_free_share:.0%}"}
    seen = _("%(free)s free (%(share)s).") % facts
    if state.disk_is_low:
        return Line(_("Disk"), OVERDUE, seen, _("Make room, or move to a larger disk."))
    return Line(_("Disk"), DONE, seen)


def _moment(at: datetime) -> str:
    return date(timezone.localtime(at), "j F Y, H:i")
