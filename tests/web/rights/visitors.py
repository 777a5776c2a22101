"""Who looks at the pages of these tests."""

from django.test import Client

from gangmaker.actors.models import Actor


def signed_in(person: Actor) -> Client:
    client = Client()
    assert person.account is not None
    client.force_login(person.account)
    return client
