"""What who keeps a grant reads by mail when a funder expects something."""

from django.conf import settings
from django.template import Context
from django.urls import reverse
from django.utils import timezone, translation

from gangmaker.actors.models import Actor
from gangmaker.actors.queries import current_region, name_for
from gangmaker.contributions.mails import language_for, quoted
from gangmaker.core.text import normalise_line, unlinked
from gangmaker.trail.mails import Mail, renders
from gangmaker.trail.models import Message

from .mails import PLAIN
from .models import Deadline, Grant
from .rules import sees_grant


@renders("grant_deadline")
def deadline_mail(message: Message) -> Mail | None:
    """While it is not done, and only to who keeps the grant and may read it at this moment."""
    waiting = Deadline.objects.filter(pk=message.payload["deadline"], met_on=None)
    deadline = waiting.select_related(
        "grant__funder__area", "grant__owner", "grant__deputy"
    ).first()
    to = message.to
    if deadline is None or to is None or to.email != message.address:
        return None
    if hasattr(to, "suspension") or not _keeps(to, deadline.grant):
        return None
    if not sees_grant(to, deadline.grant):
        return None
    return _written(deadline, message, to)


def _keeps(to: Actor, grant: Grant) -> bool:
    keepers = [actor for actor in (grant.owner, grant.deputy) if actor is not None]
    return any(to.pk in (actor.pk, actor.reader_id) for actor in keepers)


def _written(deadline: Deadline, message: Message, to: Actor) -> Mail:
    grant = deadline.grant
    with translation.override(language_for(message.language)):
        region = current_region()
        page = reverse("web:grant", args=[grant.pk])
        context = {
            "name": unlinked(to.name) if to.is_confirmed() else "",
            "what": quoted(deadline.what),
            "grant": quoted(grant.title),
            "funder": unlinked(name_for(grant.funder, to)),
            "due_on": deadline.due_on,
            "days": (deadline.due_on - timezone.localdate()).days,
            "url": f"{settings.BASE_URL}{reverse('web:sign-in')}?next={page}",
            "region": region.name,
            "contact": region.contact_email,
        }
        template = PLAIN.get_template("projects/mail/deadline.txt")
        text = template.render(Context(context, autoescape=False))
    subject, _blank, body = text.strip().partition("\n")
    parts = [part.strip("\n") for part in body.split("\n\n")]
    paragraphs = "\n\n".join(part for part in parts if part.strip())
    return Mail(subject=normalise_line(subject), body=paragraphs + "\n")
