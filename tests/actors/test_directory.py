"""What the directory filters by and what a page shows must be the same rule."""

from itertools import product

import pytest

from gangmaker.actors.directory import readable
from gangmaker.actors.models import Actor, Audience, MembershipRole
from gangmaker.actors.models.actor import FIELD_AUDIENCE
from gangmaker.actors.rules import can_see_field
from tests.world import make_guest, make_membership, make_organisation, make_person, make_team

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def make_actors_with_every_choice():
    actors = [make_person(), make_guest(), make_organisation()]
    for field, audience in product(FIELD_AUDIENCE, Audience.values):
        actor = make_person(audience="public")
        actor.field_audiences = {field: audience}
        actor.save()
        actors.append(actor)
    return actors


def make_viewers(actors):
    member = make_person()
    make_membership(member, actors[2], MembershipRole.MEMBER)
    return [None, make_person(), member, actors[0], actors[-1], make_team()]


@pytest.mark.parametrize("field", FIELD_AUDIENCE)
def test_the_filter_of_a_field_is_its_rule(field):
    actors = make_actors_with_every_choice()
    for viewer in make_viewers(actors):
        by_rule = {actor.pk for actor in Actor.objects.all() if can_see_field(viewer, actor, field)}

        by_filter = set(Actor.objects.filter(readable(field, viewer)).values_list("pk", flat=True))

        assert by_filter == by_rule
