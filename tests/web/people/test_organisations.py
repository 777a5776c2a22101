"""Organisations: members, roles, and invitations that work once, for one address."""

from datetime import timedelta

import pytest
from django.urls import reverse

from gangmaker.actors.models import Actor, Invitation, Membership, MembershipRole
from gangmaker.actors.operations import invite
from gangmaker.actors.tokens import CONFIRM_ADDRESS, INVITATION, token_for
from gangmaker.trail import mails
from gangmaker.trail.models import Act, Message
from tests.world import (
    NOON,
    make_membership,
    make_organisation,
    make_person,
    make_team,
    suspend,
)

pytestmark = [pytest.mark.django_db]


def invited(organisation, by, email="colleague@example.org", role="editor"):
    return invite(organisation=organisation, email=email, role=role, by=by, now=NOON)


def link_of(invitation, purpose=INVITATION):
    return reverse("web:invitation", args=[token_for(invitation.nonce, purpose=purpose)])


def roles_in(organisation):
    return dict(
        Membership.objects.filter(organisation=organisation).values_list("person__pk", "role")
    )


@pytest.fixture
def admin():
    return make_person("Owner, Waregem")


@pytest.fixture
def organisation(admin):
    return make_organisation("Weverij, Waregem", admin=admin)


def test_who_starts_an_organisation_is_its_first_administrator(as_actor, admin):
    response = as_actor(admin).post(
        "/en/organisations/new/", {"name": "Drukkerij", "kind": "person"}
    )

    made = Actor.objects.get(name="Drukkerij")
    assert response.url == reverse("web:actor-edit", args=[made.slug])
    assert made.kind == "organisation"
    assert roles_in(made) == {admin.pk: "admin"}


def test_an_organisation_needs_a_name(as_actor, admin):
    assert as_actor(admin).post("/en/organisations/new/", {"name": " "}).status_code == 422


def test_an_invitation_is_mailed_as_a_link_from_our_own_address(as_actor, admin, organisation):
    as_actor(admin).post(
        reverse("web:organisation-invitations", args=[organisation.slug]),
        {"email": "Colleague@Example.org", "role": "editor"},
    )

    invitation = Invitation.objects.get()
    message = Message.objects.get(kind="invitation")
    written = mails.render(message)
    assert (invitation.email, invitation.role) == ("colleague@example.org", "editor")
    assert written is not None
    assert f"http://127.0.0.1:8000{link_of(invitation)}" in written.body
    assert "Weverij, Waregem" in written.body


def test_an_invitation_is_not_mailed_when_who_sent_it_may_no_longer(admin, organisation):
    invited(organisation, admin)
    Membership.objects.filter(person=admin).update(role=MembershipRole.MEMBER)

    assert mails.render(Message.objects.get(kind="invitation")) is None


def test_what_is_said_of_an_invitation_is_the_same_for_a_known_address(
    as_actor, admin, organisation
):
    make_person(email="known@example.org")
    client = as_actor(admin)
    url = reverse("web:organisation-invitations", args=[organisation.slug])

    pages = [
        client.post(url, {"email": email, "role": "member"}, follow=True)
        for email in ("known@example.org", "other@example.org")
    ]

    said = [[str(message) for message in page.context["messages"]] for page in pages]
    assert said == [
        ["We send an invitation to known@example.org."],
        ["We send an invitation to other@example.org."],
    ]


@pytest.mark.parametrize(
    ("role", "status"), [("admin", 302), ("editor", 403), ("member", 403), (None, 403)]
)
def test_only_administrators_invite(as_actor, organisation, role, status):
    person = make_person()
    if role:
        make_membership(person, organisation, role)

    response = as_actor(person).post(
        reverse("web:organisation-invitations", args=[organisation.slug]),
        {"email": "colleague@example.org", "role": "admin"},
    )

    assert response.status_code == status
    assert Invitation.objects.exists() is (status == 302)


def test_looking_at_an_invitation_changes_nothing(as_actor, admin, organisation):
    colleague = make_person(email="colleague@example.org")
    invitation = invited(organisation, admin)

    response = as_actor(colleague).get(link_of(invitation))

    assert response.status_code == 200
    assert colleague.pk not in roles_in(organisation)
    assert Invitation.objects.get().used_at is None


def test_pressing_the_button_joins_in_the_role_of_the_invitation(as_actor, admin, organisation):
    colleague = make_person(email="colleague@example.org")
    invitation = invited(organisation, admin)

    response = as_actor(colleague).post(link_of(invitation), {"role": "admin"})

    assert response.url == reverse("web:actor", args=[organisation.slug])
    assert roles_in(organisation)[colleague.pk] == "editor"
    assert Act.objects.filter(verb="organisation.joined", by=colleague).count() == 1


def test_an_invitation_works_once(as_actor, admin, organisation):
    colleague = make_person(email="colleague@example.org")
    invitation = invited(organisation, admin)
    client = as_actor(colleague)
    client.post(link_of(invitation))
    Membership.objects.filter(person=colleague).delete()

    response = client.post(link_of(invitation))

    assert response.status_code == 410
    assert colleague.pk not in roles_in(organisation)


def test_an_invitation_is_for_one_address(as_actor, admin, organisation):
    other = make_person(email="other@example.org")
    invitation = invited(organisation, admin)

    response = as_actor(other).post(link_of(invitation))

    assert response.status_code == 403
    assert response.context["over"] is False
    assert "sent to another address" in response.content.decode()
    assert other.pk not in roles_in(organisation)
    assert Invitation.objects.get().used_at is None


@pytest.mark.parametrize(
    "spoiled",
    [{"expires_at": NOON}, {"revoked_at": NOON}, {"expires_at": NOON - timedelta(days=1)}],
)
def test_an_invitation_that_ended_is_refused_with_a_clear_sentence(
    as_actor, admin, organisation, spoiled
):
    colleague = make_person(email="colleague@example.org")
    invitation = invited(organisation, admin)
    Invitation.objects.update(**spoiled)
    client = as_actor(colleague)

    answers = [client.get(link_of(invitation)), client.post(link_of(invitation))]

    assert [answer.status_code for answer in answers] == [410, 410]
    assert [answer.context["over"] for answer in answers] == [True, True]
    assert "Ask for a new one" in answers[0].content.decode()
    assert colleague.pk not in roles_in(organisation)


def test_nobody_joins_without_signing_in(client, admin, organisation):
    invitation = invited(organisation, admin)

    page, pressed = client.get(link_of(invitation)), client.post(link_of(invitation))

    assert (page.status_code, pressed.status_code) == (200, 403)
    assert f"?next={link_of(invitation)}".replace("~", "%7E") in page.content.decode().replace(
        "~", "%7E"
    )


def test_who_is_suspended_does_not_join(as_actor, admin, organisation):
    colleague = make_person(email="colleague@example.org")
    invitation = invited(organisation, admin)
    client = as_actor(colleague)
    suspend(colleague, by=make_team("region_admin"))

    response = client.post(link_of(invitation))

    assert response.status_code == 403
    assert colleague.pk not in roles_in(organisation)


def test_a_link_for_something_else_or_changed_leads_nowhere(as_actor, admin, organisation):
    colleague = make_person(email="colleague@example.org")
    invitation = invited(organisation, admin)
    client = as_actor(colleague)

    answers = [
        client.get(link_of(invitation, CONFIRM_ADDRESS)).status_code,
        client.get(f"/en/invitations/{invitation.nonce}/").status_code,
        client.get(link_of(invitation)[:-3] + "xx/").status_code,
    ]

    assert answers == [404, 404, 404]


def test_an_administrator_withdraws_an_invitation_of_her_own_organisation_only(
    as_actor, admin, organisation
):
    other_admin = make_person()
    other = make_organisation(admin=other_admin)
    mine, theirs = invited(organisation, admin), invited(other, other_admin)
    client = as_actor(admin)
    url = reverse("web:organisation-invitations-withdrawn", args=[organisation.slug])

    answers = [
        client.post(url, {"invitation": invitation.nonce}).status_code
        for invitation in (mine, theirs)
    ]

    assert answers == [302, 404]
    assert list(Invitation.objects.order_by("pk").values_list("revoked_at", flat=True)) == [
        NOON,
        None,
    ]


def role_url(organisation, person):
    return reverse("web:membership-role", args=[organisation.slug, person.public_id])


def end_url(organisation, person):
    return reverse("web:membership-end", args=[organisation.slug, person.public_id])


def test_an_administrator_changes_a_role(as_actor, admin, organisation):
    colleague = make_person()
    make_membership(colleague, organisation, "member")

    as_actor(admin).post(role_url(organisation, colleague), {"role": "editor"})

    assert roles_in(organisation)[colleague.pk] == "editor"


def test_the_last_administrator_stays(as_actor, admin, organisation):
    client = as_actor(admin)

    said = [
        [str(m) for m in client.post(url, data, follow=True).context["messages"]]
        for url, data in (
            (role_url(organisation, admin), {"role": "member"}),
            (end_url(organisation, admin), {}),
        )
    ]

    assert said == [[SENTENCE], [SENTENCE]]
    assert roles_in(organisation) == {admin.pk: "admin"}


SENTENCE = "An organisation needs an administrator. Make somebody else one first."


@pytest.mark.parametrize("role", ["editor", "member"])
def test_nobody_makes_herself_administrator(as_actor, organisation, role):
    colleague = make_person()
    make_membership(colleague, organisation, role)

    response = as_actor(colleague).post(role_url(organisation, colleague), {"role": "admin"})

    assert response.status_code == 403
    assert roles_in(organisation)[colleague.pk] == role


def test_a_member_leaves_after_being_asked_once_more(as_actor, organisation):
    colleague = make_person()
    make_membership(colleague, organisation, "member")
    client = as_actor(colleague)

    client.get(end_url(organisation, colleague))
    asked = colleague.pk in roles_in(organisation)
    response = client.post(end_url(organisation, colleague))

    assert asked
    assert response.url == "/en/profile/"
    assert colleague.pk not in roles_in(organisation)


def test_who_removes_somebody_is_told_which_address_was_invited(as_actor, admin, organisation):
    colleague = make_person(email="colleague@example.org")
    as_actor(colleague).post(link_of(invited(organisation, admin)))

    asked = as_actor(admin).get(end_url(organisation, colleague))
    leaving = as_actor(colleague).get(end_url(organisation, colleague))

    assert asked.context["address"] == "colleague@example.org"
    assert leaving.context["address"] == ""


def test_a_member_removes_nobody_else(as_actor, admin, organisation):
    colleague = make_person()
    make_membership(colleague, organisation, "editor")

    response = as_actor(colleague).post(end_url(organisation, admin))

    assert response.status_code == 403
    assert admin.pk in roles_in(organisation)


def test_who_does_not_belong_to_it_does_not_see_its_members(as_actor, client, organisation, admin):
    stranger = as_actor(make_person())
    url = reverse("web:organisation-members", args=[organisation.slug])

    answers = [
        stranger.get(url).status_code,
        stranger.get(end_url(organisation, admin)).status_code,
    ]

    assert answers == [403, 404]


def test_a_colleague_who_hides_her_name_is_known_by_the_invited_address_to_administrators(
    as_actor, admin, organisation
):
    hidden = make_person("Hidden name", email="colleague@example.org", audience="team")
    invitation = invited(organisation, admin)
    as_actor(hidden).post(link_of(invitation))
    url = reverse("web:organisation-members", args=[organisation.slug])

    for_admin = as_actor(admin).get(url).content.decode()

    assert "Hidden name" not in for_admin
    assert "colleague@example.org" in for_admin
