"""Who takes part in a project, and when a hidden one is shown."""

import pytest

from gangmaker.actors.models import Actor, Membership, MembershipRole
from gangmaker.actors.rules import NotYours
from gangmaker.projects.models import PartyRole, Project, Result, ShowingConsent
from gangmaker.projects.operations import (
    NewParty,
    NoLongerAParty,
    NothingToAgreeTo,
    TakesPartAlready,
    add_party,
    agree_to_show,
    order_parties,
    propose_project,
    remove_party,
    set_role,
)
from gangmaker.trail.models import Act, Item, ItemAudience, Message, Party
from tests.world import (
    NOON,
    make_guest,
    make_membership,
    make_new_item,
    make_organisation,
    make_person,
    make_question,
    make_result,
    make_team,
)

pytestmark = pytest.mark.django_db


def hidden(*parties: Actor, **said: object) -> Project:
    """A project for its parties, of whom the first leads."""
    new = make_new_item(by=parties[0], owner=make_team(), audience="parties")
    named = [NewParty(actor, PartyRole.PARTNER) for actor in parties[1:]]
    lead = NewParty(parties[0], PartyRole.LEAD)
    return propose_project(new=new, parties=[lead, *named], now=NOON, **said)  # type: ignore[arg-type]


def agree(project: Project, party: Actor, *, by: Actor | None = None, agrees: bool = True) -> None:
    agree_to_show(project=project, party=party, agrees=agrees, by=by or party, now=NOON)


def audience(project: Project) -> str:
    return Project.objects.values_list("audience", flat=True).get(pk=project.pk)


def verbs(project: Project) -> list[str]:
    acts = Act.objects.filter(item=project, verb__startswith="project.").order_by("pk")
    return list(acts.values_list("verb", flat=True))[1:]


def told(kind: str) -> list[Actor | None]:
    return [message.to for message in Message.objects.filter(kind=kind).order_by("pk")]


def seen_by(viewer: Actor | None, item: Item) -> bool:
    return Item.objects.visible_to(viewer, at=NOON).filter(pk=item.pk).exists()


def test_who_is_added_takes_part_from_today_and_is_told():
    lead, newcomer = make_person(), make_person()
    project = hidden(lead)

    add_party(project=project, actor=newcomer, role=PartyRole.DESIGNER, by=lead, now=NOON)

    party = Party.objects.get(item=project, actor=newcomer)
    assert (party.role, party.position, party.since) == ("designer", 1, NOON.date())
    assert told("project_party") == [newcomer]
    assert verbs(project) == ["project.party_joined"]


def test_of_an_organisation_those_are_told_who_may_act_for_it():
    lead, admin, member = make_person(), make_person(), make_person()
    organisation = make_organisation(admin=admin)
    make_membership(member, organisation, MembershipRole.MEMBER)

    add_party(project=hidden(lead), actor=organisation, role=PartyRole.PARTNER, by=lead, now=NOON)

    assert told("project_party") == [admin]


def test_nobody_takes_part_twice():
    lead = make_person()

    with pytest.raises(TakesPartAlready):
        add_party(project=hidden(lead), actor=lead, role=PartyRole.MENTOR, by=lead, now=NOON)


def test_only_who_runs_a_project_adds_changes_and_orders():
    lead, partner = make_person(), make_person()
    project = hidden(lead, partner)

    with pytest.raises(NotYours):
        add_party(project=project, actor=make_person(), role="mentor", by=partner, now=NOON)
    with pytest.raises(NotYours):
        set_role(project=project, actor=partner, role="lead", by=partner, now=NOON)
    with pytest.raises(NotYours):
        order_parties(project=project, actors=[], by=partner, now=NOON)
    with pytest.raises(NotYours):
        remove_party(project=project, actor=lead, by=partner, now=NOON)


def test_who_speaks_for_the_organisation_that_leads_runs_the_project():
    lead, editor = make_person(), make_person()
    organisation = make_organisation(admin=editor)
    project = hidden(lead)
    add_party(project=project, actor=organisation, role=PartyRole.LEAD, by=lead, now=NOON)

    set_role(project=project, actor=lead, role=PartyRole.MENTOR, by=editor, now=NOON)

    assert Party.objects.get(item=project, actor=lead).role == PartyRole.MENTOR


def test_a_party_leaves_by_herself_and_sees_the_project_no_longer():
    lead, partner = make_person(), make_person()
    project = hidden(lead, partner)

    remove_party(project=project, actor=partner, by=partner, now=NOON)

    assert not seen_by(partner, project)
    assert verbs(project) == ["project.party_left"]
    with pytest.raises(NoLongerAParty):
        remove_party(project=project, actor=partner, by=partner, now=NOON)


def test_parties_are_named_in_the_order_that_was_chosen():
    lead, second, third = make_person(), make_person(), make_person()
    project = hidden(lead, second, third)

    order_parties(project=project, actors=[third.pk, lead.pk], by=lead, now=NOON)

    named = Party.objects.filter(item=project).order_by("position")
    assert [party.actor for party in named] == [third, lead, second]


def test_a_hidden_project_is_shown_when_the_last_party_agrees():
    lead, partner = make_person(), make_person()
    project = hidden(lead, partner)

    agree(project, lead)
    before = audience(project)
    agree(project, partner)

    assert (before, audience(project)) == (ItemAudience.PARTIES, ItemAudience.PUBLIC)
    assert seen_by(None, project)
    assert verbs(project) == ["project.showing_agreed", "project.showing_agreed", "project.shown"]
    assert told("project_showing") == [lead]


def test_a_new_party_of_a_hidden_project_has_to_agree_too():
    lead, partner, newcomer = make_person(), make_person(), make_person()
    project = hidden(lead, partner)
    agree(project, lead)
    add_party(project=project, actor=newcomer, role=PartyRole.FUNDER, by=lead, now=NOON)

    agree(project, partner)
    before = audience(project)
    agree(project, newcomer)

    assert (before, audience(project)) == (ItemAudience.PARTIES, ItemAudience.PUBLIC)


def test_sending_away_who_does_not_agree_shows_nothing_until_somebody_says_so_again():
    lead, partner = make_person(), make_person()
    project = hidden(lead, partner)
    agree(project, lead)

    remove_party(project=project, actor=partner, by=lead, now=NOON)
    alone = audience(project)
    agree(project, lead)

    assert (alone, audience(project)) == (ItemAudience.PARTIES, ItemAudience.PUBLIC)


def test_saying_the_same_again_changes_nothing():
    lead = make_person()
    project = hidden(lead, make_person())

    agree(project, lead)
    agree(project, lead)

    assert ShowingConsent.objects.count() == 1
    assert verbs(project) == ["project.showing_agreed"]


def test_who_takes_back_her_agreement_hides_the_project_and_its_results_again():
    lead, partner = make_person(), make_person()
    project = hidden(lead, partner)
    agree(project, lead)
    agree(project, partner)
    result = make_result(Project.objects.get())

    agree(project, partner, agrees=False)

    assert audience(project) == ItemAudience.PARTIES
    assert not seen_by(make_person(), project)
    assert not seen_by(make_person(), result)
    assert seen_by(partner, result)
    assert verbs(project)[-1] == "project.hidden"


def test_results_are_hidden_and_shown_with_their_project():
    lead, partner, newcomer = make_person(), make_person(), make_person()
    project = hidden(lead, partner)
    result = make_result(project, audience="parties")
    add_party(project=project, actor=newcomer, role=PartyRole.MENTOR, by=lead, now=NOON)
    sees = [seen_by(viewer, result) for viewer in (partner, newcomer, None)]

    remove_party(project=project, actor=newcomer, by=newcomer, now=NOON)
    sees_still = seen_by(newcomer, result)
    agree(project, lead)
    agree(project, partner)

    assert (sees, sees_still) == ([True, True, False], False)
    assert Result.objects.get().audience == ItemAudience.PUBLIC


def test_what_is_for_the_team_stays_so_whatever_the_parties_agree():
    lead, partner = make_person(), make_person()
    project = hidden(lead, partner)
    result = make_result(project, audience="team")

    agree(project, lead)
    agree(project, partner)
    agree(project, partner, agrees=False)

    assert Result.objects.get().audience == ItemAudience.TEAM
    assert not seen_by(partner, result)


def test_who_contributed_hears_of_it_when_it_is_shown():
    lead, asker = make_person(), make_person()
    question = make_question(by=asker)
    project = hidden(lead, came_from=[question])
    before = told("project_from")

    agree(project, lead)

    assert (before, told("project_from")) == ([], [asker])


def test_only_who_speaks_for_a_party_agrees_for_it():
    lead, member = make_person(), make_person()
    organisation = make_organisation(admin=make_person())
    Membership.objects.create(person=member, organisation=organisation, role="member")
    project = hidden(lead, organisation)

    with pytest.raises(NotYours):
        agree(project, organisation, by=member)
    with pytest.raises(NotYours):
        agree(project, organisation, by=make_team())
    with pytest.raises(NotYours):
        agree(project, lead, by=make_team())
    assert not ShowingConsent.objects.exists()


def test_the_team_writes_down_what_somebody_without_an_account_said():
    broker, guest, lead = make_team(), make_guest(), make_person()
    project = hidden(lead, guest)

    agree(project, guest, by=broker)

    consent = ShowingConsent.objects.get()
    assert (consent.party, consent.by) == (guest, broker)


def test_who_is_no_party_has_nothing_to_agree_to():
    project = hidden(make_person())

    with pytest.raises(NoLongerAParty):
        agree(project, make_person())


def test_of_a_project_that_was_never_hidden_there_is_nothing_to_agree_to():
    lead = make_person()
    project = propose_project(new=make_new_item(by=lead, owner=make_team()), now=NOON)

    with pytest.raises(NothingToAgreeTo):
        agree(project, lead)
