"""Who takes part in a project: found by name, given a role, ordered, and gone again."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from gangmaker.actors.directory import ActorRow, actor_rows
from gangmaker.actors.models import Actor
from gangmaker.core.refusals import Refused
from gangmaker.projects.models import PartyRole, Project
from gangmaker.projects.operations import add_party, order_parties, remove_party, set_role
from gangmaker.projects.queries.project import parties_of
from gangmaker.trail.models import Item
from gangmaker.web.guards import ActorRequest
from gangmaker.web.keeping.requests import who
from gangmaker.web.limits import searched_within_limits

from .forms import RoleForm, SearchForm
from .section import party_of

UNFIT = 422
MOST_FOUND = 12


@searched_within_limits
def project_parties(request: ActorRequest, project: Project) -> HttpResponse:
    """The parties and a search for more; adding one is a press beside her name."""
    if request.method == "POST":
        return _add(request, project)
    return _page(request, project)


def _page(request: ActorRequest, project: Project, *, status: int = 200) -> HttpResponse:
    viewer = who(request)
    search = SearchForm(request.GET if "q" in request.GET else None)
    parties = list(parties_of(project))
    found = _found(search.cleaned_data["q"], project, viewer) if search.is_valid() else []
    return render(
        request,
        "web/projects/parties.html",
        {
            "item": project,
            "rows": [
                {
                    "party": party_of(party, viewer),
                    "form": RoleForm(initial={"role": party.role}, auto_id=f"id_{party.pk}_%s"),
                }
                for party in parties
            ],
            "search": search,
            "searched": search.is_bound and search.is_valid(),
            "found": [
                {
                    "actor": row,
                    "form": RoleForm(
                        initial={"role": PartyRole.PARTNER}, auto_id=f"id_new_{row.key}_%s"
                    ),
                }
                for row in found
            ],
            "roles": PartyRole.choices,
        },
        status=UNFIT if search.errors else status,
    )


def _found(words: str, project: Project, viewer: Actor) -> list[ActorRow]:
    """Whom the reader may know of by that name, without who takes part already."""
    actors = (
        Actor.objects.visible_to(viewer)
        .filter(name__icontains=words, suspension=None)
        .exclude(party_to__item=project)
        .select_related("area")
        .order_by("name", "pk")[:MOST_FOUND]
    )
    return list(actor_rows(list(actors), viewer))


def _add(request: ActorRequest, project: Project) -> HttpResponse:
    viewer = who(request)
    actor = _named(request.POST.get("actor", ""), viewer)
    form = RoleForm(request.POST)
    if actor is None or not form.is_valid():
        messages.warning(request, _("Choose somebody from the list, and say as what."))
        return _page(request, project, status=UNFIT)
    role = form.cleaned_data["role"]
    try:
        add_party(project=project, actor=actor, role=role, by=viewer, now=timezone.now())
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("They take part now, and are told."))
    return redirect("web:project-parties", slug=project.slug)


def _named(public_id: str, viewer: Actor) -> Actor | None:
    try:
        return Actor.objects.visible_to(viewer).filter(public_id=public_id).first()
    except ValidationError:
        return None


def project_party(request: ActorRequest, project: Project, party: Actor) -> HttpResponse:
    """Change what somebody is, where she is named, or send her away."""
    viewer, now = who(request), timezone.now()
    try:
        if "remove" in request.POST:
            remove_party(project=project, actor=party, by=viewer, now=now)
            messages.success(request, _("They take no part any more."))
        elif "up" in request.POST:
            actors = _one_up(project, party)
            order_parties(project=project, actors=actors, by=viewer, now=now)
        else:
            form = RoleForm(request.POST)
            if not form.is_valid():
                messages.warning(request, _("Choose one of the roles."))
                return _page(request, project, status=UNFIT)
            role = form.cleaned_data["role"]
            set_role(project=project, actor=party, role=role, by=viewer, now=now)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect("web:project-parties", slug=project.slug)


def _one_up(project: Project, party: Actor) -> list[int]:
    order = list(parties_of(project).values_list("actor", flat=True))
    if party.pk not in order:
        return order
    place = order.index(party.pk)
    order.insert(max(0, place - 1), order.pop(place))
    return order


def project_leave(request: ActorRequest, project: Project, party: Actor) -> HttpResponse:
    """A party leaves by one press; she says so herself, or for her organisation."""
    try:
        remove_party(project=project, actor=party, by=who(request), now=timezone.now())
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("You take no part in it any more."))
    seen = Item.objects.visible_to(request.actor, at=timezone.now())
    if seen.filter(pk=project.pk).exists():
        return redirect("web:item", slug=project.slug)
    return redirect("web:today")
