"""Run inside the peer's own environment: one event with so many accepted, scheduled talks."""

import datetime as dt
import sys

import django

django.setup()

from django.db import transaction  # noqa: E402
from django.utils.timezone import now  # noqa: E402
from django_scopes import scope, scopes_disabled  # noqa: E402
from pretalx.event.models import Event  # noqa: E402
from pretalx.event.utils import create_organiser_with_team  # noqa: E402
from pretalx.person.models import SpeakerProfile, User  # noqa: E402
from pretalx.schedule.models import Room  # noqa: E402
from pretalx.submission.models import Submission  # noqa: E402

SLUG = "bench"
DAYS, ROOMS = 5, 20
TEXT = "What is left of the flax after scutching, and what could be made of it in the region. "


def main(count: int) -> None:
    with scopes_disabled():
        if Event.objects.filter(slug=SLUG).exists():
            print(Submission.objects.filter(event__slug=SLUG).first().code)
            return
        admin = User.objects.create_user(
            name="Administrator", email="admin@example.org", is_administrator=True
        )
        organiser, team = create_organiser_with_team(name="Bench", slug="benchorg", users=[admin])
        start = now().date() + dt.timedelta(days=30)
        event = Event.objects.create(
            name="Bench",
            slug=SLUG,
            organiser=organiser,
            is_public=True,
            date_from=start,
            date_to=start + dt.timedelta(days=DAYS - 1),
            timezone="Europe/Brussels",
            email="bench@example.org",
            locale_array="en",
            locale="en",
        )
    with scope(event=event), transaction.atomic():
        event.build_initial_data()
        team.limit_events.add(event)
        fill(event, count)
        event.release_schedule("1", user=admin)
        print(event.submissions.first().code)


def fill(event: Event, count: int) -> None:
    rooms = [Room.objects.create(event=event, name=f"Room {n}", position=n) for n in range(ROOMS)]
    kind = event.submission_types.first()
    each_day = count // DAYS // ROOMS
    for number in range(count):
        speaker = User.objects.create_user(
            name=f"Designer {number}", email=f"designer{number}@example.org"
        )
        SpeakerProfile.objects.create(user=speaker, event=event, biography=TEXT * 2)
        talk = Submission.objects.create(
            event=event,
            title=f"Talk {number} about flax",
            submission_type=kind,
            abstract=TEXT,
            description=TEXT * 4,
            content_locale="en",
        )
        talk.speakers.add(speaker)
        talk.accept()
        talk.confirm()
        day, rest = divmod(number, ROOMS * each_day)
        place, hour = divmod(rest, each_day)
        slot = talk.slots.first()
        slot.room = rooms[place]
        slot.start = event.datetime_from + dt.timedelta(days=day, minutes=45 * hour)
        slot.end = slot.start + dt.timedelta(minutes=30)
        slot.save()


if __name__ == "__main__":
    main(int(sys.argv[1]))
