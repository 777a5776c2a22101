"""The enterprise number of an organisation, on its profile and its page."""

import pytest
from django.urls import reverse

from gangmaker.actors.models import Actor
from tests.world import make_organisation, make_person

pytestmark = pytest.mark.django_db


def edit(client, organisation: Actor, number: str):
    url = reverse("web:actor-edit", args=[organisation.slug])
    form = client.get(url).context["form"]
    said = {name: form[name].value() for name in form.fields}
    typed = {name: value for name, value in said.items() if value}
    return client.post(url, typed | {"enterprise_number": number})


def test_it_is_kept_without_signs_and_shown_as_on_a_bill(as_actor, client):
    admin = make_person()
    organisation = make_organisation(admin=admin)

    edit(as_actor(admin), organisation, "BE 0477.472.701")

    organisation.refresh_from_db()
    page = client.get(reverse("web:actor", args=[organisation.slug])).content.decode()
    assert (organisation.enterprise_number, "0477.472.701" in page) == ("0477472701", True)


def test_one_that_does_not_exist_is_refused(as_actor):
    admin = make_person()
    organisation = make_organisation(admin=admin)

    response = edit(as_actor(admin), organisation, "0477472702")

    organisation.refresh_from_db()
    assert (response.status_code, organisation.enterprise_number) == (422, "")


def test_a_person_is_not_asked_for_one(as_actor):
    form = as_actor(make_person()).get(reverse("web:profile-edit")).context["form"]

    assert "enterprise_number" not in form.fields
