"""Two records of one actor become one to read, and nobody may do more than before."""

from datetime import timedelta
from typing import Any

import pytest

from gangmaker.actors.models import (
    Actor,
    ActorSector,
    Exchange,
    Likeness,
    MembershipRole,
    Merge,
    WebLink,
)
from gangmaker.actors.operations import enter_actor
from gangmaker.actors.operations import merges as operations
from gangmaker.actors.operations.claiming import claim_record
from gangmaker.actors.operations.merges import merge, obstacle, tell_apart, undo_merge
from gangmaker.actors.queries import name_for
from gangmaker.actors.rules import NotYours
from gangmaker.actors.sides import sides_of
from gangmaker.contributions.models import Form
from gangmaker.trail.models import Act
from tests.rights import rights_of_everybody
from tests.world import (
    NOON,
    make_area,
    make_contribution,
    make_guest,
    make_membership,
    make_organisation,
    make_person,
    make_question,
    make_team,
    suspend,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def enter(name: str, *, kind: str = "organisation", by: Actor | None = None, **said: Any) -> Actor:
    return enter_actor(by=by or make_team(), kind=kind, name=name, source="x", now=NOON, **said)


def join(stands: Actor, other: Actor, *, by: Actor | None = None, **takes: str) -> Merge:
    return merge(
        stands=stands,
        other=other,
        takes=takes,
        by=by or make_team(),
        reason="Zelfde adres",
        now=NOON,
    )


def said_by(actor: Actor) -> dict[str, Any]:
    actor = Actor.objects.get(pk=actor.pk)
    fields = {side.name: side.read(actor) for side in sides_of(actor.kind)}
    return {**fields, "audiences": actor.field_audiences, "claimed_by": actor.claimed_by_id}


def test_a_merge_of_organisations_gives_nobody_a_right_she_lacked():
    keeper, one, other = make_team(), make_person("Wever"), make_person("Breier")
    stands, gone = make_organisation("Weverij", admin=one), make_organisation("Wevery", admin=other)
    make_membership(make_person("Lid"), gone, MembershipRole.MEMBER)
    make_membership(make_person("Schrijver"), stands, MembershipRole.EDITOR)
    make_question(by=one, on_behalf_of=stands, owner=one)
    question = make_question(by=other, on_behalf_of=gone, owner=gone, audience="parties")
    make_contribution(by=make_person(), target=question, form=Form.TIME, quantity=60)
    Actor.objects.filter(pk=gone.pk).update(phone="056", about="x", audience="members")
    before = rights_of_everybody()

    join(stands, gone, by=keeper, about="other", sectors="both")

    assert rights_of_everybody() - before == set()


def test_a_merge_of_people_gives_the_one_with_an_account_nothing_of_the_other():
    team, member = make_team(), make_person("Bakker")
    met = enter("Bakker, Menen", kind="person", by=team, phone="056 11 22 33")
    question = make_question(by=met, owner=team, audience="parties")
    make_contribution(by=met, target=question, form=Form.TIME, quantity=60)
    before = rights_of_everybody()

    with pytest.raises(operations.WouldShowMore):
        join(member, met, by=team, phone="other")
    join(member, met, by=team)

    assert rights_of_everybody() - before == set()


def test_claiming_gives_what_merging_does_not():
    """So the comparison above would see a right that a merge gave."""
    team, member = make_team(), make_person("Bakker")
    met = enter("Bakker, Menen", kind="person", by=team)
    question = make_question(by=met, owner=team, audience="parties")
    before = rights_of_everybody()

    claim_record(met, by=member, now=NOON)

    gained = rights_of_everybody() - before
    assert (member.pk, "sees", "Item", question.pk) in gained


@pytest.mark.parametrize("whose", ["stands", "other", "both"])
def test_undoing_restores_both_exactly(whose):
    stands, gone = enter("Weverij", area=make_area()), enter("Wevery", phone="056")
    for actor, host in ((stands, "a.be"), (gone, "b.be")):
        WebLink.objects.create(actor=actor, url=f"https://{host}")
        ActorSector.objects.create(actor=actor, sector="business" if actor == stands else "public")
    Exchange.objects.create(actor=gone, direction="offers", text="Een weefgetouw")
    before = said_by(stands), said_by(gone)

    made = join(
        stands, gone, **dict.fromkeys((side.name for side in sides_of("organisation")), whose)
    )
    merged = said_by(stands)
    undo_merge(merge=made, by=make_team(), now=NOON + timedelta(days=29))

    assert (said_by(stands), said_by(gone)) == before
    assert (merged == before[0]) is (whose == "stands")


def test_what_was_edited_after_the_merge_stays_when_it_is_undone():
    stands, gone = enter("Weverij"), enter("Wevery", phone="056")
    made = join(stands, gone, phone="other", name="other")
    Actor.objects.filter(pk=stands.pk).update(phone="057")

    edited = undo_merge(merge=made, by=make_team(), now=NOON)

    stands.refresh_from_db()
    assert (edited, stands.phone, stands.name) == (("phone",), "057", "Weverij")


def test_a_merge_is_undone_once_and_within_thirty_days():
    keeper, made = make_team(), join(enter("Weverij"), enter("Wevery"))

    with pytest.raises(operations.TooLateToUndo):
        undo_merge(merge=made, by=keeper, now=NOON + timedelta(days=30))
    undo_merge(merge=made, by=keeper, now=NOON + timedelta(days=29))
    with pytest.raises(operations.TooLateToUndo):
        undo_merge(merge=Merge.objects.get(), by=keeper, now=NOON + timedelta(days=29))

    assert list(
        Act.objects.filter(verb__startswith="actor.merge").values_list("verb", flat=True)
    ) == [
        "actor.merged",
        "actor.merge_undone",
    ]


def test_what_is_taken_over_is_seen_by_no_more_people_than_before():
    stands, gone = enter("Weverij"), enter("Wevery")
    Actor.objects.filter(pk=gone.pk).update(
        about="Alleen voor het team", field_audiences={"about": "team"}
    )

    join(stands, gone, about="other")

    stands.refresh_from_db()
    assert (stands.about, stands.field_audience("about")) == ("Alleen voor het team", "team")


def test_a_name_is_not_taken_over_to_where_more_people_would_read_it():
    stands, gone = make_guest("Bewoner"), enter("Bewoner, Menen", kind="person")
    Actor.objects.filter(pk=stands.pk).update(audience="public")

    with pytest.raises(operations.WouldShowMore):
        join(stands, gone, name="other")


def test_the_address_that_proves_who_somebody_is_never_travels():
    stands, gone = enter("Weverij"), enter("Wevery", email="evil@example.org")

    assert "email" not in {side.name for side in sides_of("organisation")}
    join(stands, gone)

    stands.refresh_from_db()
    assert stands.email == ""


def test_two_who_showed_who_they_are_are_never_merged_and_who_did_stands():
    member, guest, met = make_person(), make_guest(), enter("Bakker", kind="person")
    Actor.objects.filter(pk=guest.pk).update(email_confirmed_at=NOON)
    guest.refresh_from_db()

    assert obstacle(stands=member, other=make_person()) is operations.BothProved
    assert obstacle(stands=member, other=guest) is operations.BothProved
    assert obstacle(stands=met, other=member) is operations.ProvedHasToStand
    assert obstacle(stands=member, other=met) is None


def test_what_cannot_be_one_is_refused():
    stands, gone, third = enter("Weverij"), enter("Wevery"), enter("De weverij")
    bad = enter("Gesloten")
    suspend(bad, by=make_team("region_admin"))
    join(stands, gone)
    gone.refresh_from_db()

    assert obstacle(stands=stands, other=stands) is operations.SameRecord
    assert obstacle(stands=stands, other=make_person()) is operations.OfTwoKinds
    assert obstacle(stands=third, other=gone) is operations.IsMergedAlready
    assert obstacle(stands=third, other=stands) is operations.OthersPointToIt
    assert obstacle(stands=stands, other=Actor.objects.get(pk=bad.pk)) is operations.IsSuspended
    assert obstacle(stands=stands, other=third) is None


@pytest.mark.parametrize("role", ["moderator", "editor"])
def test_only_who_keeps_records_merges_undoes_and_tells_apart(role):
    stands, gone, other = enter("Weverij"), enter("Wevery"), make_team(role)
    made = join(stands, enter("De weverij"))

    for forbidden in (
        lambda: join(stands, gone, by=other),
        lambda: undo_merge(merge=made, by=other, now=NOON),
        lambda: tell_apart(one=stands, other=gone, by=other, now=NOON),
    ):
        with pytest.raises(NotYours):
            forbidden()


def test_readers_see_the_one_that_stands_and_the_journal_keeps_the_old_record():
    asker, reader, stands = make_person(), make_person(), make_organisation("Weverij")
    gone = make_organisation("Wevery", admin=asker)
    item = make_question(by=asker, on_behalf_of=gone)

    join(stands, gone)

    gone = Actor.objects.get(items_on_behalf=item)
    assert name_for(gone, reader) == "Weverij"
    assert gone.claimed_by == stands


def test_who_may_not_know_of_both_still_reads_only_where_she_is_from():
    member, met = make_person("Bakker"), enter("Bakker, Menen", kind="person", area=make_area())

    join(member, met)

    met = Actor.objects.get(pk=met.pk)
    assert name_for(met, make_person()) != "Bakker"
    assert name_for(met, make_team()) == "Bakker"


def test_who_claims_the_one_that_stands_gets_nothing_of_the_one_merged_into_it():
    """The account takes over what it proved; what the team joined to it stays joined, not hers."""
    member, met, twin = make_person(), enter("Bakker", kind="person"), enter("Baker", kind="person")
    made = join(met, twin)

    claim_record(Actor.objects.get(pk=met.pk), by=member, now=NOON)

    twin.refresh_from_db()
    assert twin.claimed_by_id == member.pk
    assert list(Actor.objects.proved_hers(member)) == [met]
    undo_merge(merge=made, by=make_team(), now=NOON)
    alone = Actor.objects.get(pk=twin.pk)
    assert (alone.claimed_by_id, alone.merged_at) == (None, None)


def test_told_apart_is_remembered_and_not_listed_again():
    keeper, one, other = make_team(), enter("Weverij"), enter("Wevery")
    Likeness.objects.create(one=one, other=other, reasons=["spelling"], strength=2)

    for _ in range(2):
        tell_apart(one=other, other=one, by=keeper, now=NOON)

    assert Likeness.objects.count() == 0
    assert Act.objects.filter(verb="actor.told_apart").count() == 1
