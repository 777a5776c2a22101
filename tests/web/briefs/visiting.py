"""Who comes to the pages of briefs."""

from django.test import Client
from django.urls import reverse

from gangmaker.actors.models import Actor


def signed_in(client: Client, actor: Actor) -> Client:
    assert actor.account is not None
    client.force_login(actor.account)
    return client


def to(name: str, *args: object) -> str:
    return reverse(f"web:{name}", args=args)
