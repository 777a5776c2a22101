"""The people and organisations of the large region, with ids that follow each other."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from django.db import transaction

from gangmaker.actors.models import (
    Account,
    Actor,
    ActorLanguage,
    ActorSector,
    Area,
    Exchange,
    Membership,
    Tag,
    TeamRole,
)
from gangmaker.actors.models.actor import Sector
from gangmaker.config.progress import Report
from gangmaker.config.seeding.table import Table, count_on
from gangmaker.config.seeding.words import TAGS, Words
from gangmaker.core.text import slugify_title

BATCH = 5_000
DAYS = 3 * 365
ALPHABET = "bcdfghjkmnpqrstvwxz23456789"
STRIDE = 104_729
"""A prime that the size of the alphabet does not share, so that each number has its own code."""


@dataclass
class People:
    """Who there is: ids. The team comes first, then other people, then organisations."""

    team: list[int]
    brokers: list[int]
    persons: range
    organisations: range
    organisation_of: dict[int, int] = field(default_factory=dict)


def code_of(number: int, *, length: int = 8) -> str:
    """A code that differs for every number, and looks like a drawn one."""
    size = len(ALPHABET)
    left = number * STRIDE**2 % size**length
    letters = []
    for _place in range(length):
        left, letter = divmod(left, size)
        letters.append(ALPHABET[letter])
    return "".join(reversed(letters))


def unique_id(rng: Random) -> UUID:
    return UUID(int=rng.getrandbits(128), version=4)


class Towns:
    """Places, as often as people live there; half of the time a district."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        towns = list(Area.objects.filter(parent=None).order_by("pk"))
        self._weights = [town.inhabitants or 1 for town in towns]
        self._places = [
            (town.name, town.pk, [*town.districts.order_by("pk").values_list("pk", flat=True)])
            for town in towns
        ]

    def one(self) -> tuple[str, int]:
        name, town, districts = self._rng.choices(self._places, self._weights)[0]
        if districts and self._rng.random() < 0.5:
            return name, self._rng.choice(districts)
        return name, town


class Crowd:
    """Writes ``count`` actors; of thirty-three one is an organisation."""

    def __init__(self, *, count: int, now: datetime, rng: Random) -> None:
        organisations = count // 33
        team = min(max(6, count // 2_000), count - organisations)
        first = count - organisations + 1
        self.people = People(
            team=list(range(1, team + 1)),
            brokers=list(range(1, max(2, team - 2) + 1))[:team],
            persons=range(min(team + 1, first - 1), first),
            organisations=range(first, count + 1),
        )
        self._count, self._now, self._rng = count, now, rng
        self._words, self._towns = Words(rng), Towns(rng)
        self._accounts = Table(Account, "id", "email", "password", "joined_at")
        self._actors = Table(
            *(Actor, "id", "kind", "public_id", "slug", "name", "account_id", "area_id", "about"),
            *("email", "email_confirmed_at", "audience", "created_at"),
        )
        self._sectors = Table(ActorSector, "actor_id", "sector")
        self._languages = Table(ActorLanguage, "actor_id", "language")
        self._exchanges = Table(Exchange, "id", "actor_id", "direction", "text")
        self._tagged = Table(Exchange.tags.through, "exchange_id", "tag_id")
        self._members = Table(Membership, "person_id", "organisation_id", "role", "since")
        self._roles = Table(TeamRole, "actor_id", "role", "since")
        self._exchange_id = 0

    def write(self, report: Report) -> People:
        Tag.objects.bulk_create(Tag(name=name, slug=slugify_title(name)) for name in TAGS)
        self._tags = list(Tag.objects.order_by("pk").values_list("pk", flat=True))
        for start in range(1, self._count + 1, BATCH):
            end = min(start + BATCH, self._count + 1)
            for number in range(start, end):
                self._person(number) if number not in self.people.organisations else self._group(
                    number
                )
            self._flush()
            report("People and organisations", end - 1, self._count)
        count_on([Account, Actor, Exchange])
        return self.people

    @transaction.atomic
    def _flush(self) -> None:
        tables = (self._accounts, self._actors, self._sectors, self._languages)
        for table in (*tables, self._exchanges, self._tagged, self._members, self._roles):
            table.write()

    def _person(self, number: int) -> None:
        rng, team = self._rng, number <= len(self.people.team)
        since = self._now - timedelta(days=DAYS if team else rng.random() * DAYS)
        town, area = self._towns.one()
        email = f"person{number}@gangmaker.example"
        account = number if team or rng.random() < 0.55 else None
        if account:
            self._accounts.add(account, email, f"!{code_of(number, length=40)}", since)
        audience = "members" if account else "team"
        audience = "public" if team or rng.random() < 0.5 else audience
        confirmed = since if account or rng.random() < 0.9 else None
        name = self._words.person(town)
        slug = f"{slugify_title(name)}-{code_of(number)}"
        self._actors.add(
            *(number, "person", unique_id(rng), slug, name, account, area),
            *(self._words.summary() if rng.random() < 0.4 else "", email),
            *(confirmed, audience, since),
        )
        self._say(number)
        if team:
            self._give_role(number, since)

    def _give_role(self, number: int, since: datetime) -> None:
        if number in self.people.brokers:
            self._roles.add(number, "broker", since)
        else:
            last = number == self.people.team[-1]
            self._roles.add(number, "region_admin" if last else "moderator", since)

    def _group(self, number: int) -> None:
        rng = self._rng
        since = self._now - timedelta(days=rng.random() * DAYS)
        town, area = self._towns.one()
        name = self._words.organisation(town)
        slug = f"{slugify_title(name)}-{code_of(number)}"
        self._actors.add(
            *(number, "organisation", unique_id(rng), slug, name, None, area),
            *(self._words.summary(), "", None, "public", since),
        )
        self._say(number)
        persons = self.people.persons
        members = rng.sample(persons, min(rng.randint(1, 5), len(persons)))
        for place, member in enumerate(members):
            role = "admin" if place == 0 else rng.choice(("editor", "member"))
            self._members.add(member, number, role, since)
            if role != "member":
                self.people.organisation_of[member] = number

    def _say(self, number: int) -> None:
        rng = self._rng
        for sector in rng.sample(Sector.values, 1 if rng.random() < 0.8 else 2):
            self._sectors.add(number, sector)
        for language in ("nl",) if rng.random() < 0.7 else ("nl", rng.choice(("fr", "en"))):
            self._languages.add(number, language)
        for direction, share in (("offers", 0.5), ("seeks", 0.3)):
            if rng.random() < share:
                self._exchange_id += 1
                text = self._words.exchange()
                self._exchanges.add(self._exchange_id, number, direction, text)
                for tag in rng.sample(self._tags, rng.randint(1, 3)):
                    self._tagged.add(self._exchange_id, tag)
