"""What those involved in a project read by mail when something is told of it."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from gangmaker.actors.models import Actor
from gangmaker.actors.queries import current_region, name_for
from gangmaker.contributions.mails import language_for, quoted
from gangmaker.core.markdown import to_plain
from gangmaker.core.text import unlinked
from gangmaker.trail.mails import Mail, renders
from gangmaker.trail.models import Item, ItemAudience, Message

from .models import Update
from .operations.papers import readers_of


@renders("project_update")
def project_update(message: Message) -> Mail | None:
    """Only to who is still involved, at the address that is still hers."""
    update = (
        Update.objects.filter(pk=message.payload["update"], project__withdrawal=None)
        .select_related("project", "by__area", "on_behalf_of__area")
        .first()
    )
    if update is None or message.to is None:
        return None
    to = next((one for one in readers_of(update.project) if one.pk == message.to_id), None)
    if to is None or to.email != message.address:
        return None
    with translation.override(language_for(message.language)):
        return project_update_mail(update, to)


def project_update_mail(update: Update, to: Actor) -> Mail:
    project = update.project
    author = unlinked(name_for(update.on_behalf_of or update.by, to))
    return Mail(
        subject=_("News of a project that you take part in"),
        body="\n\n".join(
            [
                _greeting(to),
                _("This is about the project:"),
                quoted(project.title),
                _("%(name)s tells:") % {"name": author},
                quoted(to_plain(update.text, addresses=True)),
                _only_for_you(update),
                _where_to_read(project, to),
                _farewell(),
            ]
        ).replace("\n\n\n\n", "\n\n")
        + "\n",
    )


def _greeting(to: Actor) -> str:
    """By name only at an address that was proved: else anybody could put words in our mouth."""
    if not to.is_confirmed():
        return _("Hello,")
    return _("Hello %(name)s,") % {"name": unlinked(to.name)}


def _only_for_you(update: Update) -> str:
    return _("This is only for those involved.") if update.parties_only else ""


def _where_to_read(project: Item, to: Actor) -> str:
    page = reverse("web:item", kwargs={"slug": project.slug})
    if project.audience == ItemAudience.PUBLIC and project.is_published(at=timezone.now()):
        return _("Follow it here:") + f"\n{settings.BASE_URL}{page}"
    sign_in = reverse("web:sign-in")
    explained = _("Sign in with this address to follow it; only those involved can see it:")
    return f"{explained}\n{settings.BASE_URL}{sign_in}?next={page}"


def _farewell() -> str:
    region = current_region()
    contact = _("Something not right? Write to %(address)s.") % {"address": region.contact_email}
    return f"{region.name}\n{contact}" if region.contact_email else str(region.name)
