"""For what things about people are kept here: each with its ground, who sees it, and how long."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from . import terms
from .personal import Basis, Kept, Purpose

UNTIL_YOU_LEAVE: Final = Kept(_("until you change it or have yourself erased"))
WITH_THE_REGION: Final = Kept(
    _("as long as the region keeps its memory; without your name once you had yourself erased")
)

PROFILE: Final = Purpose(
    key="profile",
    title=_("Knowing who takes part"),
    why=_("So that the team and others know with whom they work, and can find you."),
    basis=Basis.PUBLIC_TASK,
    of_whom=_("members, guests, and people whom the team met"),
    seen_by=_("whom you choose for each part: only the team, members, or everybody"),
    kept=UNTIL_YOU_LEAVE,
)
DIRECTORY: Final = Purpose(
    key="directory",
    title=_("Being found by everybody"),
    why=_("So that anybody finds you here, also who is no member, and by search engines."),
    basis=Basis.CONSENT,
    of_whom=_("members of 18 or older who agreed"),
    seen_by=_("everybody"),
    kept=Kept(_("until you take your consent back; that you gave it, until you leave")),
)
GUESTS: Final = Purpose(
    key="guests",
    title=_("Answering who has no account"),
    why=_("So that our answer reaches you, and others see what you bring once you confirmed."),
    basis=Basis.PUBLIC_TASK,
    of_whom=_("guests, and who was invited"),
    seen_by=_("the team"),
    kept=Kept(
        _("links that we mail: %(days)s days after they were used or ran out"),
        terms.USED_LINKS.days,
    ),
)
SIGNING_IN: Final = Purpose(
    key="signing-in",
    title=_("Signing in"),
    why=_("So that nobody but you acts in your name."),
    basis=Basis.PUBLIC_TASK,
    of_whom=_("members"),
    seen_by=_("nobody; the platform compares it"),
    kept=Kept(
        _("as long as you have an account; one that is not used for %(days)s days is asked"),
        terms.INACTIVE.days,
    ),
)
MAIL: Final = Purpose(
    key="mail",
    title=_("Writing to you"),
    why=_("So that you get answers, and what you asked to hear."),
    basis=Basis.PUBLIC_TASK,
    of_whom=_("whoever gave an address"),
    seen_by=_("nobody; the team sees that a mail could not be sent"),
    kept=Kept(_("%(days)s days after it was sent; its words are not kept"), terms.SENT_MAIL.days),
)
TAKING_PART: Final = Purpose(
    key="taking-part",
    title=_("What you bring, and the answer"),
    why=_("So that everybody gets an answer, and can see what came of it."),
    basis=Basis.PUBLIC_TASK,
    of_whom=_("whoever brings, asks, supports or answers something"),
    seen_by=_("as each page says: everybody, members, those involved, or the team"),
    kept=WITH_THE_REGION,
)
ORGANISATIONS: Final = Purpose(
    key="organisations",
    title=_("Acting for an organisation"),
    why=_("So that it is clear who may speak for which organisation."),
    basis=Basis.PUBLIC_TASK,
    of_whom=_("members of organisations"),
    seen_by=_("members of the organisation; others as you chose in your profile"),
    kept=Kept(_("as long as you belong to it")),
)
TEAM: Final = Purpose(
    key="team",
    title=_("Keeping the platform"),
    why=_("So that it is clear who decided what, and somebody else can take over."),
    basis=Basis.PUBLIC_TASK,
    of_whom=_("the team of the region"),
    seen_by=_("as each page says: everybody, members, or the team"),
    kept=WITH_THE_REGION,
)
DECENCY: Final = Purpose(
    key="decency",
    title=_("Keeping it decent"),
    why=_("So that what breaks a rule is reported, decided with reasons, and can be objected to."),
    basis=Basis.LEGAL_DUTY,
    of_whom=_("who reported something, and about whom it was decided"),
    seen_by=_("moderators, and whom the decision is about"),
    kept=Kept(
        _("who reported: %(days)s days after the decision; decisions stay, without a name"),
        terms.REPORTS.days,
    ),
)
RUNNING: Final = Purpose(
    key="running",
    title=_("Running it"),
    why=_("So that the platform works, is safe, and nothing gets lost."),
    basis=Basis.PUBLIC_TASK,
    of_whom=_("whoever signs in or takes part"),
    seen_by=_("who looks after the machine"),
    kept=Kept(_("days; backups up to twelve months")),
)
