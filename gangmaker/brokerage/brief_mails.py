"""What people read by mail about briefs.

A brief can be confidential: to who asks its title is quoted, to others never.
"""

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from gangmaker.actors.queries import name_for
from gangmaker.contributions.mails import farewell, greeting, language_for, paragraphs, quoted
from gangmaker.core.text import unlinked
from gangmaker.trail.mails import Mail, renders
from gangmaker.trail.models import Message

from .brief_rules import can_be_asked, can_promise
from .models import Brief, Candidate
from .operations.approving import link_token
from .rules import can_broker


@renders("brief_to_read")
def to_read(message: Message) -> Mail | None:
    """For who asks, while it waits for her approval: the link that opens it now."""
    brief = _brief(message, approved_at=None)
    to = message.to
    if brief is None or to is None or brief.by.reader_id != to.pk:
        return None
    with translation.override(language_for(message.language)):
        broker = unlinked(name_for(brief.owner, to))
        page = reverse("web:brief-link", args=[link_token(brief)])
        return Mail(
            subject=_("Your question on one page: please read it"),
            body=paragraphs(
                greeting(to),
                _("%(broker)s wrote down what you asked, on one page:") % {"broker": broker},
                quoted(brief.title),
                _("Read it, change what is not right, and say that it is right. No account needed:")
                + f"\n{settings.BASE_URL}{page}",
                _("Until then only the brokers of the region read it."),
                _("Whoever has this link can do the same. Keep it to yourself."),
                farewell(),
            ),
        )


@renders("brief_approved")
def approved(message: Message) -> Mail | None:
    brief = _brief(message, approved_at__isnull=False)
    to = message.to
    if brief is None or to is None or not can_broker(to):
        return None
    with translation.override(language_for(message.language)):
        page = reverse("web:item", args=[brief.slug])
        return Mail(
            subject=_("A brief is approved"),
            body=paragraphs(
                greeting(to),
                _("Who asks agrees with a brief that you keep. Now you can look for candidates:")
                + f"\n{settings.BASE_URL}{page}",
                farewell(),
            ),
        )


@renders("secrecy_asked")
def secrecy_asked(message: Message) -> Mail | None:
    """For a candidate, while she can still promise: not a word of what it is about."""
    rows = Candidate.objects.filter(pk=message.payload["candidate"])
    candidate = rows.select_related("actor", "brief__owner__area", "brief__withdrawal").first()
    to = message.to
    if candidate is None or to is None or not _may_go(message):
        return None
    if not can_be_asked(candidate) or not can_promise(to, candidate):
        return None
    with translation.override(language_for(message.language)):
        page = reverse("web:brief-secrecy", args=[candidate.brief.slug])
        broker = unlinked(name_for(candidate.brief.owner, to))
        return Mail(
            subject=_("A confidential question that may suit you"),
            body=paragraphs(
                greeting(to),
                _("%(broker)s thinks of you for a question that is confidential.")
                % {"broker": broker},
                _("Sign in and promise secrecy; then you can read it:")
                + f"\n{settings.BASE_URL}{reverse('web:sign-in')}?next={page}",
                _("You decide afterwards whether it suits you. Only the team hears of it."),
                farewell(),
            ),
        )


def _brief(message: Message, **where: object) -> Brief | None:
    """The brief, while it goes on and the address is still the reader's."""
    if not _may_go(message):
        return None
    rows = Brief.objects.filter(pk=message.payload["brief"], ended_at=None, withdrawal=None)
    return rows.filter(**where).select_related("owner__area", "by").first()


def _may_go(message: Message) -> bool:
    to = message.to
    return to is not None and not hasattr(to, "suspension") and to.email == message.address
