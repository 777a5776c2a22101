"""“Is this you?”: claims of records that the team entered, and how they are decided."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from gangmaker.actors import record_rules
from gangmaker.actors.models import Actor, ActorKind, Claim
from gangmaker.actors.operations import claims as operations
from gangmaker.actors.operations import send_confirmation
from gangmaker.actors.queries import name_for
from gangmaker.core.duplicates import site_key
from gangmaker.core.refusals import Refused
from gangmaker.web.guards import ActorRequest
from gangmaker.web.keeping.requests import typed, who
from gangmaker.web.people.limits import HOUR, may_mail, may_try, too_many

from .forms import GRANTED, ClaimForm, DecisionForm

PER_PAGE = 30
GONE = 410


def claim_record(request: ActorRequest, actor: Actor) -> HttpResponse:
    """Say that a record is one's own. What the same address proves is given at once."""
    form = ClaimForm(typed(request))
    if form.is_valid() and not may_try(request, "invite"):
        return too_many(request, wait=HOUR)
    if form.is_valid():
        try:
            claim = operations.claim(
                actor=actor, by=who(request), words=form.cleaned_data["words"], now=timezone.now()
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("web:claim", claim.public_id)
    context = {
        "form": form,
        "actor": actor,
        "is_organisation": actor.kind == ActorKind.ORGANISATION,
    }
    return render(
        request, "web/records/claim_new.html", context, status=422 if form.errors else 200
    )


def claim(request: ActorRequest, claim: Claim) -> HttpResponse:
    return _page(request, claim, DecisionForm())


def _page(
    request: ActorRequest, claim: Claim, form: DecisionForm, *, status: int = 200
) -> HttpResponse:
    viewer = who(request)
    mine = viewer.pk == claim.by_id
    decision = getattr(claim, "decision", None)
    context = {
        "claim": claim,
        "record": name_for(claim.actor, viewer),
        "is_organisation": claim.actor.kind == ActorKind.ORGANISATION,
        "mine": mine,
        "decision": decision,
        "form": form if decision is None and not mine else None,
        "has_address": bool(claim.actor.email),
        "asked": claim.asked_address_at,
        "hints": [] if mine else _hints(claim),
        "still_open": record_rules.can_be_claimed(claim.actor),
    }
    return render(request, "web/records/claim.html", context, status=status)


def _hints(claim: Claim) -> list[str]:
    """What the team can see at once: no proof, but a help to decide."""
    host = (claim.by.account.email if claim.by.account else "").rpartition("@")[2]
    sites = {site_key(link.url) for link in claim.actor.links.all()}
    on_record = claim.actor.email.rpartition("@")[2]
    hints = []
    if host and host in sites:
        hints.append(
            _("The address of who asks is at the website of this record: %(host)s.")
            % {"host": host}
        )
    if host and host == on_record:
        hints.append(_("The address of who asks is at the same place as the one on record."))
    return hints or [_("Nothing shows by itself that they belong together.")]


def ask_address(request: ActorRequest, claim: Claim) -> HttpResponse:
    """Send the address on record a mail; how often is limited for each address."""
    if claim.actor.email and not may_mail(request, claim.actor.email):
        return too_many(request, wait=HOUR)
    try:
        operations.ask_address(claim=claim, by=who(request), now=timezone.now())
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("We sent a mail to the address on record."))
    return redirect("web:claim", claim.public_id)


def decide(request: ActorRequest, claim: Claim) -> HttpResponse:
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _page(request, claim, form, status=422)
    try:
        operations.decide_claim(
            claim=claim,
            by=who(request),
            granted=form.cleaned_data["outcome"] == GRANTED,
            reason=form.cleaned_data["reason"],
            now=timezone.now(),
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _page(request, claim, form, status=422)
    messages.success(request, _("Decided. Who asked gets a mail with your reason."))
    return redirect("web:claims")


def answer(request: ActorRequest, claim: Claim) -> HttpResponse:
    """The link in the mail to the address on record: a page, and a button that says yes."""
    usable = claim.link_is_usable(at=timezone.now()) and record_rules.can_be_claimed(claim.actor)
    context = {
        "record": claim.actor.name,
        "is_organisation": claim.actor.kind == ActorKind.ORGANISATION,
        "person": claim.by.name,
        "address": claim.by.account.email if claim.by.account else "",
        "usable": usable,
        "done": False,
    }
    if request.method == "POST" and usable:
        try:
            operations.say_yes(claim=claim, now=timezone.now())
            context["done"] = True
        except Refused:
            context["usable"] = usable = False
    return render(request, "web/records/claim_answer.html", context, status=200 if usable else GONE)


def claims(request: ActorRequest) -> HttpResponse:
    """What waits for a decision, the oldest first."""
    rows = Claim.objects.open().select_related("actor__area", "by__account").order_by("at", "pk")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "web/records/claims.html", {"page": page})


def send_proof(request: ActorRequest, actor: Actor) -> HttpResponse:
    """Send somebody whom the team entered a link that proves her address: then it is hers as soon
    as she signs in with that address."""
    if actor.kind != ActorKind.PERSON or not actor.email or not record_rules.can_be_claimed(actor):
        messages.warning(request, str(operations.NoAddress()))
    elif not may_mail(request, actor.email):
        return too_many(request, wait=HOUR)
    else:
        send_confirmation(actor=actor, now=timezone.now())
        messages.success(request, _("We sent a link that proves the address."))
    return redirect("web:actor", actor.slug)
