"""What can be done with an item that exists: hand over, take down, change, translate."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from gangmaker.trail.models import Item, ItemTranslation
from gangmaker.trail.operations import edit_item, hand_over, translate_item, withdraw
from gangmaker.web.guards import ActorRequest

from .forms import EditForm, OwnerForm, TextForm, WithdrawalForm
from .requests import typed, who

UNFIT = 422


def item_owner(request: ActorRequest, item: Item) -> HttpResponse:
    initial = {"owner": item.owner_id, "deputy": item.deputy_id}
    form = OwnerForm(typed(request), item=item, viewer=request.actor, initial=initial)
    if form.is_valid():
        hand_over(item=item, by=who(request), now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Handed over, with everything that is promised."))
        return redirect("web:item", slug=item.slug)
    return _form_page(request, "web/keeping/owner.html", item, form)


def item_withdrawal(request: ActorRequest, item: Item) -> HttpResponse:
    form = WithdrawalForm(typed(request))
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        withdraw(item=item, by=who(request), reason=reason, now=timezone.now())
        messages.success(request, _("Taken down. Only the team can still see it."))
        return redirect("web:explore")
    return _form_page(request, "web/keeping/withdrawal.html", item, form)


def item_edit(request: ActorRequest, item: Item) -> HttpResponse:
    initial = {"title": item.title, "summary": item.summary, "language": item.language}
    form = EditForm(typed(request), initial=initial)
    if form.is_valid():
        edit_item(item=item, by=who(request), now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Changed."))
        return redirect("web:item", slug=item.slug)
    return _form_page(request, "web/keeping/edit.html", item, form)


def item_translation(request: ActorRequest, item: Item, language: str) -> HttpResponse:
    earlier = ItemTranslation.objects.filter(item=item, language=language).first()
    initial = {"title": earlier.title, "summary": earlier.summary} if earlier else {}
    form = TextForm(typed(request), initial=initial)
    if form.is_valid():
        translate_item(
            item=item, by=who(request), language=language, now=timezone.now(), **form.cleaned_data
        )
        messages.success(request, _("Translated. Readers see that it is a translation."))
        return redirect("web:item", slug=item.slug)
    return _form_page(
        request, "web/keeping/translation.html", item, form, into=get_language_info(language)
    )


def _form_page(
    request: ActorRequest,
    template: str,
    item: Item,
    form: OwnerForm | WithdrawalForm | TextForm,
    **more: object,
) -> HttpResponse:
    return render(
        request,
        template,
        {"item": item, "form": form, **more},
        status=UNFIT if form.is_bound else 200,
    )
