"""Organisations: start one, its members and their roles, and invitations into it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gangmaker.actors import operations, rules
from gangmaker.actors.models import Actor, ActorKind, Invitation, Membership, MembershipRole
from gangmaker.actors.queries import name_for
from gangmaker.contributions.queries import latest_note
from gangmaker.contributions.rules import keeps_volunteers
from gangmaker.core.refusals import Refused
from gangmaker.web.guards import ActorRequest, Found, Guard
from gangmaker.web.policies import find_actor

from .fields import AddressField, LineField, PlaceField, named
from .limits import HOUR, may_mail, may_try, too_many
from .profile import me

ROLES = [
    (MembershipRole.MEMBER, _("Member: belongs to it")),
    (MembershipRole.EDITOR, _("Editor: acts on its behalf")),
    (MembershipRole.ADMIN, _("Administrator: also invites and removes people")),
]


@dataclass(frozen=True)
class MemberRow:
    """A member as this viewer may know her."""

    public_id: UUID
    name: str
    role: str
    address: str
    is_me: bool
    form: "RoleForm"


class StartForm(forms.Form):
    name = LineField(
        label=_("Name of the organisation"),
        help_text=_(
            "A company, school, association or public body; or a team that works together under "
            "one name."
        ),
        max_length=160,
    )
    area = PlaceField(label=_("Municipality or district"))


class InviteForm(forms.Form):
    email = AddressField(label=_("E-mail address"), max_length=254)
    role = forms.ChoiceField(
        label=_("As"), choices=ROLES, initial=MembershipRole.MEMBER, widget=forms.RadioSelect
    )


class RoleForm(forms.Form):
    role = forms.ChoiceField(label=_("Role"), choices=named(MembershipRole.choices))


def find_organisation(request: ActorRequest, named: Mapping[str, str]) -> Found:
    found = find_actor(request, named)
    if found["actor"].kind != ActorKind.ORGANISATION:
        raise Http404
    return {"organisation": found["actor"]}


def find_membership(request: ActorRequest, named: Mapping[str, str]) -> Found:
    """One membership of an organisation, found by the public id of the person."""
    organisation = find_organisation(request, named)["organisation"]
    membership = (
        Membership.objects.filter(organisation=organisation, person__public_id=named["person"])
        .select_related("organisation", "person", "person__area")
        .first()
    )
    if membership is None or not _knows_members(request.actor, organisation):
        raise Http404
    return {"membership": membership}


def _knows_members(viewer: Actor | None, organisation: Actor) -> bool:
    """Members know each other; so does a region administrator."""
    return viewer is not None and (
        organisation.pk in viewer.organisation_roles or rules.is_region_admin(viewer)
    )


def _may_end(viewer: Actor | None, membership: Membership) -> bool:
    mine = viewer is not None and viewer.pk == membership.person_id
    return mine or rules.can_administer(viewer, membership.organisation)


members_known = Guard(
    "organisation: knows its members",
    lambda viewer, found: _knows_members(viewer, found["organisation"]),
    find_organisation,
)
organisation_administered = Guard(
    "organisation: may administer",
    lambda viewer, found: rules.can_administer(viewer, found["organisation"]),
    find_organisation,
)
membership_administered = Guard(
    "membership: may administer",
    lambda viewer, found: rules.can_administer(viewer, found["membership"].organisation),
    find_membership,
)
membership_ended = Guard(
    "membership: may end",
    lambda viewer, found: _may_end(viewer, found["membership"]),
    find_membership,
)


def start(request: ActorRequest) -> HttpResponse:
    form = StartForm(request.POST or None)
    if form.is_valid():
        organisation = operations.start_organisation(
            by=me(request),
            name=form.cleaned_data["name"],
            area=form.cleaned_data["area"],
            reads=translation.get_language() or "nl",
            now=timezone.now(),
        )
        messages.success(request, gettext("The organisation is there. Now say what it does."))
        return redirect("web:actor-edit", organisation.slug)
    return render(
        request,
        "web/people/organisation_new.html",
        {"form": form},
        status=422 if form.errors else 200,
    )


def members(request: ActorRequest, organisation: Actor) -> HttpResponse:
    return _members_page(request, organisation, InviteForm())


def _members_page(
    request: ActorRequest, organisation: Actor, form: InviteForm, *, status: int = 200
) -> HttpResponse:
    administers = rules.can_administer(request.actor, organisation)
    context = {
        "organisation": organisation,
        "administers": administers,
        "keeps_volunteers": keeps_volunteers(request.actor, organisation),
        "has_note": latest_note(organisation) is not None,
        "rows": _member_rows(request, organisation, administers=administers),
        "invitations": _open_invitations(organisation) if administers else [],
        "form": form,
    }
    return render(request, "web/people/members.html", context, status=status)


def _member_rows(
    request: ActorRequest, organisation: Actor, *, administers: bool
) -> list[MemberRow]:
    """Members by name. Who hides her name is known by the address that was invited."""
    memberships = (
        Membership.objects.filter(organisation=organisation)
        .select_related("person", "person__area")
        .order_by("person__name", "pk")
    )
    invited = Invitation.objects.filter(organisation=organisation).exclude(used_by=None)
    addresses = dict(invited.values_list("used_by", "email")) if administers else {}
    return [
        MemberRow(
            public_id=row.person.public_id,
            name=name_for(row.person, request.actor),
            role=row.get_role_display(),
            address=addresses.get(row.person_id, ""),
            is_me=row.person_id == me(request).pk,
            form=RoleForm(initial={"role": row.role}, auto_id=f"role_{row.person.public_id}_%s"),
        )
        for row in memberships
    ]


def _open_invitations(organisation: Actor) -> list[Invitation]:
    return list(
        Invitation.objects.filter(
            organisation=organisation,
            used_at=None,
            revoked_at=None,
            expires_at__gt=timezone.now(),
        ).order_by("created_at", "pk")
    )


def invite(request: ActorRequest, organisation: Actor) -> HttpResponse:
    """Owe an invitation. What is said is the same, whether the address is known or not."""
    form = InviteForm(request.POST)
    if not form.is_valid():
        return _members_page(request, organisation, form, status=422)
    email = form.cleaned_data["email"]
    if not may_try(request, "invite") or not may_mail(request, email):
        return too_many(request, wait=HOUR)
    operations.invite(
        organisation=organisation,
        email=email,
        role=form.cleaned_data["role"],
        by=me(request),
        now=timezone.now(),
    )
    messages.success(request, gettext("We send an invitation to %(email)s.") % {"email": email})
    return redirect("web:organisation-members", organisation.slug)


def revoke(request: ActorRequest, organisation: Actor) -> HttpResponse:
    invitation = Invitation.objects.filter(
        organisation=organisation, nonce=request.POST.get("invitation", "").replace("\0", "")
    ).first()
    if invitation is None:
        raise Http404
    return _then_members(
        request,
        organisation,
        lambda: operations.revoke_invitation(
            invitation=invitation, by=me(request), now=timezone.now()
        ),
        said=gettext("The invitation is withdrawn."),
    )


def change_role(request: ActorRequest, membership: Membership) -> HttpResponse:
    form = RoleForm(request.POST)
    if not form.is_valid():
        return _members_page(request, membership.organisation, InviteForm(), status=422)
    return _then_members(
        request,
        membership.organisation,
        lambda: operations.change_role(
            membership=membership,
            role=form.cleaned_data["role"],
            by=me(request),
            now=timezone.now(),
        ),
        said=gettext("The role is changed."),
    )


def end_membership(request: ActorRequest, membership: Membership) -> HttpResponse:
    """Leave, or remove somebody: asked once more first, because it cannot be undone."""
    mine = membership.person_id == me(request).pk
    if request.method != "POST":
        context = {
            "organisation": membership.organisation,
            "name": name_for(membership.person, request.actor),
            "address": "" if mine else _invited_as(membership),
            "mine": mine,
        }
        return render(request, "web/people/membership_end.html", context)
    organisation = membership.organisation
    try:
        operations.leave_organisation(membership=membership, by=me(request), now=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("web:organisation-members", organisation.slug)
    messages.success(
        request,
        (gettext("You left %(name)s.") if mine else gettext("Removed from %(name)s."))
        % {"name": organisation.name},
    )
    return (
        redirect("web:profile") if mine else redirect("web:organisation-members", organisation.slug)
    )


def _invited_as(membership: Membership) -> str:
    """The address that was invited: who removes somebody may know only that."""
    return (
        Invitation.objects.filter(
            organisation=membership.organisation, used_by=membership.person_id
        )
        .values_list("email", flat=True)
        .first()
        or ""
    )


def _then_members(
    request: ActorRequest, organisation: Actor, change: Callable[[], object], *, said: str
) -> HttpResponse:
    try:
        change()
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    return redirect("web:organisation-members", organisation.slug)
