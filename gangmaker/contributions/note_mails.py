"""What volunteers read by mail when their organisation wrote its information note anew."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from gangmaker.actors.models import Actor
from gangmaker.actors.queries import name_for
from gangmaker.core.text import unlinked
from gangmaker.trail.mails import Mail, renders
from gangmaker.trail.models import Message

from .mails import farewell, greeting, language_for, paragraphs
from .models import Acknowledgement, InformationNote


@renders("volunteer_note")
def note_mail(message: Message) -> Mail | None:
    """While it is the newest, and only to who read an earlier one and not this one yet."""
    to = message.to
    notes = InformationNote.objects.filter(pk=message.payload["note"])
    note = notes.select_related("organisation__area").first()
    if note is None or to is None or hasattr(to, "suspension") or to.email != message.address:
        return None
    if not _is_newest(note) or _has_read(to, note) or not _may_see(to, note.organisation):
        return None
    with translation.override(language_for(message.language)):
        return _written(note, to)


def _is_newest(note: InformationNote) -> bool:
    later = InformationNote.objects.filter(
        organisation=note.organisation_id, version__gt=note.version
    )
    return not later.exists()


def _has_read(to: Actor, note: InformationNote) -> bool:
    read = Acknowledgement.objects.filter(note=note)
    return read.filter(volunteer__in=[to.pk, *_claimed(to)]).exists()


def _claimed(to: Actor) -> list[int]:
    return list(Actor.objects.proved_hers(to).values_list("pk", flat=True))


def _may_see(to: Actor, organisation: Actor) -> bool:
    return Actor.objects.visible_to(to).filter(pk=organisation.pk).exists()


def _written(note: InformationNote, to: Actor) -> Mail:
    names = {
        "organisation": unlinked(name_for(note.organisation, to)),
        "version": note.version,
        "date": date_format(timezone.localdate(note.at), "j F Y"),
    }
    page = reverse("web:volunteer-note", args=[note.organisation.slug])
    sign_in = f"{settings.BASE_URL}{reverse('web:sign-in')}?next={page}"
    return Mail(
        subject=_("%(organisation)s tells its volunteers something new") % names,
        body=paragraphs(
            greeting(to),
            _(
                "%(organisation)s has written its information note for volunteers anew: version "
                "%(version)s, of %(date)s. It says what the organisation is for, how volunteers "
                "are insured, and what is paid back."
            )
            % names,
            _("You read an earlier version. Sign in to read this one, and say that you did:")
            + f"\n{sign_in}",
            farewell(),
        ),
    )
