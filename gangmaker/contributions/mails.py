"""What people read by mail about what they brought: that it came in, the answer, what came of it.

Plain text. What somebody else typed stands in a quoted block and is never made a link.
"""

from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gangmaker.actors.models import Actor
from gangmaker.actors.queries import current_region, name_for
from gangmaker.actors.rules import can_act_for
from gangmaker.core.text import unlinked
from gangmaker.core.workdays import add_working_days
from gangmaker.trail.mails import Mail, renders
from gangmaker.trail.models import (
    Answer,
    Item,
    ItemAudience,
    ItemKind,
    Message,
    Outcome,
    Promise,
    PromiseKind,
)
from gangmaker.trail.operations import takes_on, working_days_for
from gangmaker.trail.rules import speaks_for

YOURS = {
    ItemKind.IDEA: gettext_lazy("your idea"),
    ItemKind.OFFER: gettext_lazy("your offer"),
    ItemKind.QUESTION: gettext_lazy("your question"),
    ItemKind.GOAL: gettext_lazy("your goal"),
    ItemKind.PROJECT: gettext_lazy("your project"),
    ItemKind.RESULT: gettext_lazy("your result"),
    ItemKind.ACTION: gettext_lazy("your action"),
    ItemKind.BRIEF: gettext_lazy("your brief"),
    ItemKind.INTRODUCTION: gettext_lazy("your introduction"),
}


@renders("received")
def received(message: Message) -> Mail | None:
    promise = (
        Promise.objects.filter(pk=message.payload["promise"], kept_by=None)
        .select_related("item__deputy", "to__suspension", "owner")
        .first()
    )
    if promise is None or not _may_go(message, promise):
        return None
    with translation.override(language_for(message.language)):
        return received_mail(promise)


@renders("answered")
def answered(message: Message) -> Mail | None:
    given = (
        Answer.objects.filter(pk=message.payload["answer"])
        .select_related(
            "promise__to__suspension",
            "promise__kept_by__on_behalf_of__area",
            "item",
            "by",
            "redirected_to",
        )
        .first()
    )
    if given is None or not _may_go(message, given.promise):
        return None
    with translation.override(language_for(message.language)):
        return answered_mail(given)


@renders("step_done")
def step_done(message: Message) -> Mail | None:
    step = (
        Promise.objects.filter(pk=message.payload["promise"], kept_on__isnull=False)
        .select_related("to__suspension", "item", "kept_by__by", "kept_by__on_behalf_of__area")
        .first()
    )
    if step is None or not _may_go(message, step):
        return None
    with translation.override(language_for(message.language)):
        return step_done_mail(step)


@renders("passed_on")
def passed_on(message: Message) -> Mail | None:
    """For who acts for an organisation that an item was passed on to, while it waits there."""
    promise = (
        Promise.objects.filter(pk=message.payload["promise"], kept_by=None, item__withdrawal=None)
        .select_related("item", "to__area", "owner__area")
        .first()
    )
    given = Answer.objects.filter(pk=message.payload["answer"]).select_related("by__area").first()
    reader = message.to
    if promise is None or given is None or reader is None:
        return None
    if reader.email != message.address or not _may_take_on(reader, promise):
        return None
    with translation.override(language_for(message.language)):
        return passed_on_mail(promise, given, reader)


def _may_take_on(reader: Actor, promise: Promise) -> bool:
    """Only while it is the organisation's, and to who acts for it at this moment."""
    return not hasattr(reader, "suspension") and can_act_for(reader, promise.owner)


def _may_go(message: Message, promise: Promise) -> bool:
    """Only to the person who waits, at the address that is still hers, about what is not gone."""
    to = promise.to
    return (
        not hasattr(to, "suspension")
        and not hasattr(promise.item, "withdrawal")
        and to.email == message.address
    )


def language_for(reads: str) -> str:
    """The interface language for somebody who reads ``reads``: the region's own when we lack it."""
    return reads if reads in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def received_mail(promise: Promise) -> Mail:
    item = promise.item
    what = _yours(item)
    return Mail(
        subject=_("We received %(what)s") % {"what": what},
        body=paragraphs(
            greeting(promise.to),
            _("We received %(what)s:") % {"what": what},
            quoted(item.title),
            _("%(owner)s answers you by %(date)s.")
            % {"owner": _known_as(promise.owner, promise.to), "date": _day(promise.due_on)},
            _replaced_by(item.deputy, promise.to),
            _where_to_read(item, promise.to),
            farewell(),
        ),
    )


def answered_mail(given: Answer) -> Mail:
    """Also for an answer that is not saved yet, to show beforehand what will be sent."""
    item, to = given.item, given.promise.to
    reason = quoted(given.reason) if not given.by.is_team else _quote(given.reason)
    return Mail(
        subject=_("An answer to %(what)s") % {"what": _yours(item)},
        body=paragraphs(
            greeting(to),
            _("On %(date)s you left this with us:") % {"date": _day(given.promise.made_on)},
            quoted(item.title),
            _said(given),
            reason,
            _next_step(given),
            _next_answer(given),
            _where_to_read(item, to),
            farewell(),
        ),
    )


def passed_on_mail(promise: Promise, given: Answer, reader: Actor) -> Mail:
    item = promise.item
    names = {
        "name": _known_as(given.by, reader),
        "organisation": _known_as(promise.owner, reader),
        "date": _day(promise.due_on),
    }
    page = reverse("web:item-answer", kwargs={"slug": item.slug})
    sign_in = f"{settings.BASE_URL}{reverse('web:sign-in')}?next={page}"
    return Mail(
        subject=_("%(organisation)s is asked for an answer") % names,
        body=paragraphs(
            greeting(reader),
            _("%(name)s passed this on to %(organisation)s:") % names,
            quoted(item.title),
            _("The reason:") + f"\n\n{quoted(given.reason)}",
            _("Who waits hears from %(organisation)s by %(date)s: that is promised.") % names,
            _("Sign in to answer on its behalf:") + f"\n{sign_in}",
            farewell(),
        ),
    )


def step_done_mail(step: Promise) -> Mail:
    """For who was promised a next step: it is done, and what came of it."""
    item, to = step.item, step.to
    by = step.kept_by.by if step.kept_by else None
    behalf = step.kept_by.on_behalf_of if step.kept_by else None
    said = _("%(name)s did what was promised:") % {"name": _said_by(by or step.owner, behalf, to)}
    return Mail(
        subject=_("News about %(what)s") % {"what": _yours(item)},
        body=paragraphs(
            greeting(to),
            _("This is about %(what)s:") % {"what": _yours(item)},
            quoted(item.title),
            said,
            quoted(step.what),
            _what_came_of_it(step, by),
            _where_to_read(item, to),
            farewell(),
        ),
    )


def _what_came_of_it(step: Promise, by: Actor | None) -> str:
    if not step.kept_note:
        return ""
    note = _quote(step.kept_note) if by and by.is_team else quoted(step.kept_note)
    return _("What came of it:") + f"\n\n{note}"


def _said(given: Answer) -> str:
    to = given.promise.to
    names = {"name": _said_by(given.by, _behalf(given), to), "what": _yours(given.item)}
    if given.outcome == Outcome.ACCEPTED:
        return _("%(name)s says yes to %(what)s:") % names
    if given.outcome == Outcome.REDIRECTED and given.redirected_to is not None:
        receiver = _known_as(given.redirected_to, to)
        return _("%(name)s passes %(what)s on to %(receiver)s:") % {**names, "receiver": receiver}
    return _("%(name)s does not go on with %(what)s:") % names


def _next_step(given: Answer) -> str:
    if not given.next_step_on:
        return ""
    when = _("What happens next, by %(date)s:") % {"date": _day(given.next_step_on)}
    return f"{when}\n\n{quoted(given.next_step)}"


def _next_answer(given: Answer) -> str:
    """Who answers what was passed on, and by when: it goes on with the owner if nobody else can."""
    to, receiver = given.promise.to, given.redirected_to
    anew = _promised_anew(given) if receiver else None
    if receiver is None or anew is None:
        return ""
    owner, due_on = anew
    names = {"owner": _known_as(owner, to), "date": _day(due_on)}
    answers = _("%(owner)s answers you by %(date)s.") % names
    if owner == receiver:
        return answers
    told = _("%(receiver)s has nobody here yet: we tell them ourselves, and you hear from us.")
    return f"{told % {'receiver': _known_as(receiver, to)}} {answers}"


def _promised_anew(given: Answer) -> tuple[Actor, date] | None:
    """Who owes an answer from now on, and by when; None when it was given meanwhile."""
    if not given.pk and given.redirected_to:  # read beforehand: what is promised if it is sent
        due_on = add_working_days(timezone.localdate(given.at), working_days_for(given.item.kind))
        owner = given.redirected_to if takes_on(given.redirected_to) else given.item.owner
        return owner, due_on
    waits = Promise.objects.filter(item=given.item, kind=PromiseKind.ANSWER, kept_on=None)
    promise = waits.select_related("owner__area").first()
    return (promise.owner, promise.due_on) if promise else None


def _behalf(given: Answer) -> Actor | None:
    """For which organisation it is said; for an answer read beforehand, for which it would be."""
    return given.on_behalf_of if given.pk else speaks_for(given.by, given.item)


def _said_by(by: Actor, behalf: Actor | None, to: Actor) -> str:
    if behalf is None:
        return _known_as(by, to)
    names = {"name": _known_as(by, to), "organisation": _known_as(behalf, to)}
    return _("%(name)s, on behalf of %(organisation)s,") % names


def greeting(to: Actor) -> str:
    """By name only at an address that was proved: else anybody could put words in our mouth."""
    if not to.is_confirmed():
        return _("Hello,")
    return _("Hello %(name)s,") % {"name": unlinked(to.name)}


def _replaced_by(deputy: Actor | None, to: Actor) -> str:
    if deputy is None:
        return ""
    return _("%(name)s steps in when needed.") % {"name": _known_as(deputy, to)}


def _where_to_read(item: Item, to: Actor) -> str:
    page = reverse("web:item", kwargs={"slug": item.slug})
    if item.audience == ItemAudience.PUBLIC and item.is_published(at=timezone.now()):
        return _("Follow it here:") + f"\n{settings.BASE_URL}{page}"
    if not to.is_confirmed():
        return _("Confirm your address with the link in our first mail to see it on the site.")
    sign_in = reverse("web:sign-in")
    explained = _("Sign in with this address to follow it; only those involved can see it:")
    return f"{explained}\n{settings.BASE_URL}{sign_in}?next={page}"


def farewell() -> str:
    region = current_region()
    contact = _("Something not right? Write to %(address)s.") % {"address": region.contact_email}
    return f"{region.name}\n{contact}" if region.contact_email else str(region.name)


def _yours(item: Item) -> str:
    return str(YOURS[ItemKind(item.kind)])


def _day(day: date) -> str:
    return date_format(day, "l j F Y")


def paragraphs(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part) + "\n"


def quoted(text: str) -> str:
    """Somebody's own words, each line behind a mark, nothing in it a link."""
    return _quote(unlinked(text))


def _quote(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.splitlines())


def _known_as(actor: Actor, to: Actor) -> str:
    """The name by which the reader knows somebody, in which there is nothing to follow."""
    return unlinked(name_for(actor, to))
