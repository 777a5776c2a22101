"""Visits to pages of introductions."""

from django.test import Client

from gangmaker.actors.models import Actor


def client_of(actor: Actor | None) -> Client:
    client = Client()
    if actor is not None:
        assert actor.account
        client.force_login(actor.account)
    return client


def text(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()
