"""The mail with what fits somebody. Everything is asked again when it is written."""

from collections.abc import Sequence

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gangmaker.actors.models import Actor
from gangmaker.actors.queries import current_region
from gangmaker.actors.tokens import token_for
from gangmaker.brokerage.models import Availability
from gangmaker.brokerage.operations.suggesting import WHAT_FITS
from gangmaker.brokerage.queries.available import proposable
from gangmaker.brokerage.queries.fitting import Fitting, what_fits
from gangmaker.brokerage.rules import stands_for
from gangmaker.concepts.queries import Named, named
from gangmaker.contributions.mails import farewell, greeting, language_for, paragraphs, quoted
from gangmaker.core.brokerage.fit import BESIDE
from gangmaker.core.text import unlinked
from gangmaker.trail.mails import Mail, renders
from gangmaker.trail.models import ItemAudience, Message
from gangmaker.trail.queries import told_in
from gangmaker.web.items.rows import item_url, kind_of, with_facts
from gangmaker.web.notices.mails import is_reached

from .doors import STOP_SUGGESTIONS


@renders(WHAT_FITS)
def what_fits_mail(message: Message) -> Mail | None:
    """While she wants it, is proposed and may read it; of what still fits."""
    reader = message.to
    if reader is None or not is_reached(reader, message.address):
        return None
    wanted = Availability.objects.filter(digest=True, actor__in=proposable())
    here = wanted.filter(actor=message.payload["actor"])
    said = here.select_related("actor__area").first()
    if said is None or not stands_for(reader, said.actor):
        return None
    among = message.payload["items"]
    found = what_fits(said.actor, viewer=reader, at=timezone.now(), among=among, limit=len(among))
    if not found.rows:
        return None
    language = language_for(message.language)
    with translation.override(language):
        return _written(found.rows, reader, said.actor, language=language)


def _written(rows: Sequence[Fitting], reader: Actor, actor: Actor, *, language: str) -> Mail:
    token = token_for(str(actor.public_id), purpose=STOP_SUGGESTIONS)
    stop = f"{settings.BASE_URL}{reverse('web:stop-suggestions', args=[token])}"
    subject = ngettext(
        "%(region)s: %(count)s thing that asks for what you offer",
        "%(region)s: %(count)s things that ask for what you offer",
        len(rows),
    )
    return Mail(
        subject=subject % {"region": current_region().name, "count": len(rows)},
        body=paragraphs(
            greeting(reader),
            _for_whom(reader, actor),
            *_told(rows, language),
            _("Everything that fits, with every reason:"),
            _after_signing_in(reverse("web:what-fits")),
            _how_to_stop(actor, stop),
            farewell(),
        ),
        headers={
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    )


def _for_whom(reader: Actor, actor: Actor) -> str:
    if reader.pk == actor.pk:
        return _("This asks for what you confirmed that you offer, and is new:")
    said = _("This asks for what %(name)s confirmed that it offers, and is new:")
    return said % {"name": unlinked(actor.name)}


def _told(rows: Sequence[Fitting], language: str) -> list[str]:
    """Each with its kind, its title and the concepts by which it fits."""
    items = with_facts([row.item for row in rows])
    texts = told_in(items, language)
    names = named((pk for row in rows for pk in _concepts(row)), language)
    parts = []
    for item, row in zip(items, rows, strict=True):
        public = item.audience == ItemAudience.PUBLIC
        page = (
            f"{settings.BASE_URL}{item_url(item)}" if public else _after_signing_in(item_url(item))
        )
        parts += [f"{kind_of(item.kind)}\n{quoted(texts[item.pk].title)}", _why(row, names), page]
    return parts


def _concepts(row: Fitting) -> list[int]:
    reasons = [why.concept for why in row.fit.reasons if why.kind in BESIDE]
    return [concept for concept in reasons if concept is not None]


def _why(row: Fitting, names: dict[int, Named]) -> str:
    called = [unlinked(names[pk].name) for pk in _concepts(row) if pk in names]
    return _("It asks for: %(concepts)s") % {"concepts": ", ".join(called)}


def _after_signing_in(page: str) -> str:
    return f"{settings.BASE_URL}{reverse('web:sign-in')}?next={page}"


def _how_to_stop(actor: Actor, stop: str) -> str:
    said = reverse("web:availability", args=[actor.slug])
    return "\n".join(
        [
            _("What you want to be asked for:"),
            _after_signing_in(said),
            _("No more mails like this, without signing in:"),
            stop,
        ]
    )
