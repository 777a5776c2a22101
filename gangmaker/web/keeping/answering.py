"""Answering: the one who waits, an outcome with a reason, and the mail before it goes."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from gangmaker.actors.queries import name_for
from gangmaker.actors.rules import can_see_field
from gangmaker.contributions.mails import answered_mail, language_for
from gangmaker.core.refusals import Refused
from gangmaker.projects.operations import SOURCES, answer_item
from gangmaker.trail.mails import Mail
from gangmaker.trail.models import Answer, AnswerTemplate, Item, Promise, PromiseKind
from gangmaker.trail.operations import AlreadyAnswered, takes_on
from gangmaker.trail.rules import speaks_for
from gangmaker.web.guards import ActorRequest

from .forms import AnswerForm
from .requests import typed, who

UNFIT = 422
CONFLICT = 409


def item_answer(request: ActorRequest, item: Item) -> HttpResponse:
    promise = _waiting(item)
    sent = typed(request)
    if promise is None or (sent is not None and sent.get("promise", "") != str(promise.pk)):
        return _answered_by_another(request, item)
    if sent is None:
        return _page(request, promise, _blank(request, promise))
    if "template" in sent:
        return _page(request, promise, _with_template(request, promise))
    form = AnswerForm(sent, item=item, viewer=request.actor)
    if not form.is_valid():
        return _page(request, promise, form, status=UNFIT)
    if "preview" in sent:
        return _page(request, promise, form, preview=_preview(request, promise, form))
    return _send(request, promise, form)


def _waiting(item: Item) -> Promise | None:
    """The answer that is owed, if one is."""
    return (
        Promise.objects.filter(item=item, kind=PromiseKind.ANSWER, kept_by=None)
        .select_related("item", "to__area", "owner__area")
        .first()
    )


def _send(request: ActorRequest, promise: Promise, form: AnswerForm) -> HttpResponse:
    reply = form.reply()
    try:
        answer_item(promise=promise, by=who(request), reply=reply, now=timezone.now())
    except AlreadyAnswered:
        return _answered_by_another(request, promise.item)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _page(request, promise, form, status=UNFIT)
    if promise.to.email:
        messages.success(request, _("Answered. It is on the trail, and on its way by mail."))
    else:
        messages.warning(request, _("Answered. There is no address for mail: tell it in person."))
    if reply.redirected_to and not takes_on(reply.redirected_to):
        said = _("%(name)s has nobody here yet: tell them yourself. An answer is promised anew.")
        messages.warning(request, said % {"name": name_for(reply.redirected_to, request.actor)})
    return redirect("web:today")


def _blank(request: ActorRequest, promise: Promise) -> AnswerForm:
    """An empty answer, or one that starts from the template that the address names."""
    initial = {"promise": promise.pk, "language": promise.to.reads}
    template = _template(request.GET.get("template", ""), promise)
    return AnswerForm(
        initial={**initial, **_from_template(template, language=promise.to.reads)},
        item=promise.item,
        viewer=request.actor,
    )


def _with_template(request: ActorRequest, promise: Promise) -> AnswerForm:
    """The form as it was typed, with the reason of a template."""
    template = _template(request.POST["template"], promise)
    language = request.POST.get("language") or promise.to.reads
    return AnswerForm(
        initial={**request.POST.dict(), **_from_template(template, language=language)},
        item=promise.item,
        viewer=request.actor,
    )


def _template(pk: str, promise: Promise) -> AnswerTemplate | None:
    if not (pk.isascii() and pk.isdigit() and len(pk) < 10):
        return None
    return AnswerTemplate.objects.filter(pk=pk, kind=promise.item.kind).first()


def _from_template(template: AnswerTemplate | None, *, language: str) -> dict[str, str]:
    if template is None:
        return {}
    reason = str(template.text.localize(language_for(language)))
    return {"reason": reason, "outcome": template.outcome}


def _preview(request: ActorRequest, promise: Promise, form: AnswerForm) -> Mail:
    reply = form.reply()
    draft = Answer(
        promise=promise,
        item=promise.item,
        outcome=reply.outcome,
        reason=reply.reason,
        next_step=reply.next_step,
        next_step_on=reply.next_step_on,
        redirected_to=reply.redirected_to,
        language=reply.language,
        by=who(request),
        at=timezone.now(),
    )
    with translation.override(language_for(promise.to.reads)):
        return answered_mail(draft)


def _page(
    request: ActorRequest,
    promise: Promise,
    form: AnswerForm,
    *,
    preview: Mail | None = None,
    status: int = 200,
) -> HttpResponse:
    item = promise.item
    return render(
        request,
        "web/keeping/answer.html",
        {
            "item": item,
            "promise": promise,
            "overdue": promise.is_overdue(on=timezone.localdate()),
            "waits": _who_waits(request, promise),
            "on_behalf_of": _on_behalf_of(request, item),
            "form": form,
            "templates": AnswerTemplate.objects.filter(kind=item.kind).order_by("outcome", "name"),
            "preview": preview,
            "is_source": item.kind in SOURCES,
        },
        status=status,
    )


def _on_behalf_of(request: ActorRequest, item: Item) -> str:
    """The name of the organisation for which the reader answers, whichever she acts for now."""
    organisation = speaks_for(who(request), item)
    return name_for(organisation, request.actor) if organisation else ""


def _who_waits(request: ActorRequest, promise: Promise) -> dict[str, object]:
    """Her name, how to reach her as far as the reader may know, and what she reads."""
    to = promise.to
    phone = to.phone if can_see_field(request.actor, to, "phone") else ""
    return {
        "name": name_for(to, request.actor),
        "phone": phone,
        "by_mail": bool(to.email),
        "reads": to.get_reads_display(),
        "unconfirmed": bool(to.email) and not to.is_confirmed(),
    }


def _answered_by_another(request: ActorRequest, item: Item) -> HttpResponse:
    """The answer that came first. What was typed is shown below it, so that it is not lost."""
    given = (
        Answer.objects.filter(item=item)
        .select_related("by__area", "redirected_to__area", "promise__kept_by__on_behalf_of__area")
        .order_by("-at", "-pk")
        .first()
    )
    return render(
        request,
        "web/keeping/answered.html",
        {
            "item": item,
            "answer": given and _for_reading(given, request),
            "typed": request.POST.get("reason", ""),
            "still_waits": _waiting(item) is not None,
        },
        status=CONFLICT if request.method == "POST" else 200,
    )


def _for_reading(given: Answer, request: ActorRequest) -> dict[str, object]:
    """An answer as the component shows it."""
    receiver, behalf = given.redirected_to, given.on_behalf_of
    return {
        "outcome_label": given.get_outcome_display().capitalize(),
        "reason": given.reason,
        "lang": given.language,
        "by": name_for(given.by, request.actor),
        "on_behalf_of": name_for(behalf, request.actor) if behalf else "",
        "on": timezone.localdate(given.at),
        "next_step": given.next_step,
        "next_step_on": given.next_step_on,
        "redirected_to_name": name_for(receiver, request.actor) if receiver else "",
        "redirected_to_url": "",
        "late": timezone.localdate(given.at) > given.promise.due_on,
    }
