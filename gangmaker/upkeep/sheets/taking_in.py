"""Taking in a sheet: all of it in one transaction, or nothing; the same file only once."""

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import Actor, ActorLanguage, ActorSector, WebLink
from gangmaker.actors.operations import enter_actor
from gangmaker.actors.record_rules import can_keep_records
from gangmaker.actors.rules import NotYours
from gangmaker.contributions.models import Form, Level
from gangmaker.contributions.operations import Contribution, ask_question, contribute
from gangmaker.core.refusals import Refused
from gangmaker.core.text import fold, normalise_line
from gangmaker.trail.models import Item, Sheet, SheetOf, SheetRow
from gangmaker.trail.operations import NewItem, record

from .checking import Checked, Ready, check
from .known import look_up
from .reading import MOST_BYTES, SheetTooLarge, read_table

WAITS = timedelta(days=1)
DEFAULT_LANGUAGE = "nl"
IN_ONE_WRITE = 500


class SheetHasProblems(Refused):
    code = "sheet_has_problems"
    message = _("There are problems in this file. Put them right, and send it again.")


class TakenInAlready(Refused):
    code = "taken_in_already"
    message = _("This very file was imported already. Nothing was done twice.")


class SheetIsGone(Refused):
    code = "sheet_is_gone"
    message = _("This file waited longer than a day, so we threw it away. Send it again.")


@dataclass(frozen=True)
class TakenIn:
    made: int
    here: int


def keep_sheet(*, of: str, name: str, data: bytes, by: Actor, now: datetime) -> Sheet:
    """Keep a file that somebody sent, to look at it before it is taken in; a day at most.

    The very file that was taken in before leads to what came of it.
    """
    if not can_keep_records(by):
        raise NotYours
    if len(data) > MOST_BYTES:
        raise SheetTooLarge
    digest = hashlib.sha256(data).hexdigest()
    before = Sheet.objects.taken_in().filter(of=of, digest=digest).first()
    if before is not None:
        return before
    read_table(data)  # refuses what nobody can read
    return Sheet.objects.create(
        of=of,
        name=normalise_line(name)[-120:] or of,
        digest=digest,
        content=base64.b64encode(data).decode("ascii"),
        by=by,
        at=now,
    )


def look_at(sheet: Sheet, *, viewer: Actor, now: datetime) -> Checked:
    """What would happen, and every problem. Nothing is written."""
    if not sheet.content:
        raise SheetIsGone
    table = read_table(base64.b64decode(sheet.content))
    return check(table, of=sheet.of, viewer=viewer, today=timezone.localdate(now))


@transaction.atomic
def take_in(*, sheet: Sheet, by: Actor, now: datetime) -> TakenIn:
    """Make what the sheet says, all of it or nothing. It is looked at again within the transaction.

    Rows that mean what is here already make nothing and change nothing.
    """
    if not can_keep_records(by):
        raise NotYours
    locked = Sheet.objects.select_for_update().get(pk=sheet.pk)
    if locked.taken_in_at is not None:
        raise TakenInAlready
    checked = look_at(locked, viewer=by, now=now)
    if checked.problems:
        raise SheetHasProblems
    _close(locked, now=now)
    maker = _make_actor if locked.of == SheetOf.ACTORS else _make_item
    known = look_up([row.values for row in checked.to_make], of=locked.of, viewer=by)
    rows = [_row(locked, row, row.here, made=False) for row in checked.here_already]
    for row in checked.to_make:
        values = dict(row.values)
        values["area"] = known.areas.get(fold(values.get("area", "")))
        values["by"] = known.bringer(values["by"]) if values.get("by") else None
        rows.append(_row(locked, row, maker(values, by=by, now=now), made=True))
    SheetRow.objects.bulk_create(rows, batch_size=IN_ONE_WRITE)
    done = TakenIn(made=len(checked.to_make), here=len(checked.here_already))
    record(
        "sheet.taken_in",
        by=by,
        at=now,
        data={"sheet": locked.pk, "of": locked.of, "made": done.made, "here": done.here},
    )
    return done


def _close(sheet: Sheet, *, now: datetime) -> None:
    """Of two who take in the same file at once, the second is refused by the database."""
    sheet.taken_in_at, sheet.content = now, ""
    try:
        with transaction.atomic():
            sheet.save(update_fields=["taken_in_at", "content"])
    except IntegrityError as error:
        raise TakenInAlready from error


def _row(sheet: Sheet, row: Ready, came: Actor | Item | None, *, made: bool) -> SheetRow:
    actor = came if isinstance(came, Actor) else None
    item = came.pk if isinstance(came, Item) else None
    return SheetRow(sheet=sheet, number=row.row, key=row.key, made=made, actor=actor, item_id=item)


def _make_actor(values: Mapping[str, Any], *, by: Actor, now: datetime) -> Actor:
    actor = enter_actor(
        by=by,
        kind=values["kind"],
        name=values["name"],
        source=values["source"],
        email=values.get("email", ""),
        phone=values.get("phone", ""),
        area=values["area"],
        reads=values.get("reads", DEFAULT_LANGUAGE),
        now=now,
    )
    actor.about = values.get("about", "")
    actor.enterprise_number = values.get("enterprise_number", "")
    if values.get("since"):
        noon = datetime.combine(values["since"], time(12))
        actor.created_at = min(timezone.make_aware(noon), now)
    actor.save(update_fields=["about", "enterprise_number", "created_at"])
    ActorSector.objects.bulk_create(
        ActorSector(actor=actor, sector=sector) for sector in values.get("sectors", ())
    )
    ActorLanguage.objects.bulk_create(
        ActorLanguage(actor=actor, language=code) for code in values.get("languages", ())
    )
    if values.get("website"):
        WebLink.objects.create(actor=actor, url=values["website"])
    return actor


def _make_item(values: Mapping[str, Any], *, by: Actor, now: datetime) -> Item:
    """A question is asked, an idea or offer is received: with the promise that it is answered."""
    bringer: Actor = values["by"] or by
    entered_by = by if values["by"] else None
    if values["kind"] == "question":
        new = NewItem(
            title=values["title"],
            summary=values.get("summary", ""),
            language=values.get("language", DEFAULT_LANGUAGE),
            by=bringer,
            owner=by,
            audience=values.get("audience", "public"),
            area=values["area"],
            source=values["source"],
            entered_by=entered_by,
            published_at=now,
        )
        return ask_question(new=new, needs=[], closes_on=values.get("closes_on"), now=now)
    what = Contribution(
        form=values["form"] if values["kind"] == "offer" else Form.IDEA,
        level=values.get("level", Level.OPERATIONAL),
        title=values["title"],
        summary=values.get("summary", ""),
        language=values.get("language", DEFAULT_LANGUAGE),
        area=values["area"],
    )
    return contribute(
        what=what, by=bringer, entered_by=entered_by, source=values["source"], now=now
    ).item


def forget_sheets(*, now: datetime) -> int:
    """Throw away files that waited longer than a day. A duty of the worker."""
    waiting = Sheet.objects.filter(taken_in_at=None, at__lt=now - WAITS)
    deleted, _tables = waiting.delete()
    return deleted
