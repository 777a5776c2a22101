"""Is it still alive? By the link in a mail, on one page for all, and in one press."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import translation

from gangmaker.actors.tokens import CONFIRM_ADDRESS, token_for
from gangmaker.projects.life_mails import ALIVE
from gangmaker.projects.operations.life import ask_what_is_due
from gangmaker.trail.models import Act, Asking, Ending, Inquiry, Item
from gangmaker.trail.operations.life import say_alive
from tests.world import NOON, make_person, make_project, make_question, make_team, suspend

pytestmark = [pytest.mark.django_db]

DAY = timedelta(days=1)
LATER = NOON + 91 * DAY


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False) as clock, translation.override("en"):
        yield clock


def asked(clock, *days: int) -> None:
    for number in days:
        clock.move_to(LATER + number * DAY)
        ask_what_is_due(now=LATER + number * DAY)


def link() -> str:
    token = token_for(Inquiry.objects.earliest("pk").nonce, purpose=ALIVE)
    return reverse("web:life-asked", args=[token])


def alive_on(item: Item):
    return Item.objects.get(pk=item.pk).alive_on


def titles(page) -> list[str]:
    return [row.title for row in page.context["rows"]]


def test_the_link_in_the_mail_shows_one_choice_and_changes_nothing(client, clock):
    question = make_question(owner=make_team(), title="Waar past een atelier?")
    asked(clock, 0)

    page = client.get(link())

    assert page.status_code == 200
    assert [value for value, _label in page.context["form"].fields["choice"].choices] == [
        "alive",
        "finished",
        "stopped",
    ]
    assert alive_on(question) == NOON.date()
    assert Asking.objects.get().ended_on is None


def test_one_button_says_that_it_is_alive_without_signing_in(client, clock):
    owner = make_team()
    question = make_question(owner=owner)
    asked(clock, 0)

    page = client.post(link(), {"choice": "alive"}, follow=True)

    assert alive_on(question) == LATER.date()
    assert Act.objects.latest("pk").by == owner
    assert "Nothing is asked of you" in page.content.decode()


def test_stopping_asks_for_a_reason_and_keeps_what_was_typed(client, clock):
    make_question(owner=make_team())
    asked(clock, 0)

    missing = client.post(link(), {"choice": "stopped", "because": ""})
    done = client.post(link(), {"choice": "stopped", "because": "Het pand is verkocht."})

    assert missing.status_code == 422
    assert missing.context["form"]["choice"].value() == "stopped"
    assert done.status_code == 302
    assert Ending.objects.get().reason == "Het pand is verkocht."


def test_several_are_confirmed_with_ticks_and_each_can_be_ended_on_its_own(client, clock):
    owner = make_team()
    first, second = make_question(owner=owner), make_question(owner=owner)
    asked(clock, 0)

    page = client.get(link())
    none = client.post(link(), {})
    client.post(link(), {"items": [first.slug]})
    one = client.get(f"{link()}?item={second.slug}")

    assert [row.ticked for row in page.context["rows"]] == [True, True]
    assert none.status_code == 422
    assert (alive_on(first), alive_on(second)) == (LATER.date(), NOON.date())
    assert one.context["item"].slug == second.slug


def test_the_link_reaches_only_what_she_was_asked_about_and_keeps(client, clock):
    owner, other = make_team(), make_team(name="Broker, Menen")
    hers = make_question(owner=owner)
    theirs = make_question(owner=other)
    asked(clock, 0)

    stolen = client.get(f"{link()}?item={theirs.slug}")
    client.post(f"{link()}?item={theirs.slug}", {"choice": "alive"})
    Item.objects.filter(pk=hers.pk).update(owner=other)
    gone = client.get(link())

    assert stolen.status_code == 302
    assert alive_on(theirs) == NOON.date()
    assert titles(gone) == []


@pytest.mark.both_databases
def test_an_item_that_no_database_takes_is_none_of_hers(client, clock):
    for _ in range(2):
        make_question(owner=make_team())
    asked(clock, 0)

    assert client.get(f"{link()}?item=%00x").status_code == 302


@pytest.mark.parametrize("why", ["forged", "of another purpose", "of somebody suspended"])
def test_a_link_that_is_not_hers_leads_nowhere(client, clock, why):
    owner = make_team()
    make_question(owner=owner)
    asked(clock, 0)
    nonce = Inquiry.objects.get().nonce
    token = {
        "forged": f"{nonce}~x",
        "of another purpose": token_for(nonce, purpose=CONFIRM_ADDRESS),
        "of somebody suspended": token_for(nonce, purpose=ALIVE),
    }[why]
    if why == "of somebody suspended":
        suspend(owner, by=make_team())

    page = client.get(reverse("web:life-asked", args=[token]))

    assert page.status_code == 404


def test_a_link_is_too_old_after_sixty_days(client, clock):
    make_question(owner=make_team())
    asked(clock, 0)
    address = link()
    clock.move_to(LATER + 61 * DAY)

    page = client.post(address, {"choice": "alive"})

    assert page.status_code == 410
    assert not Act.objects.filter(verb="item.alive").exists()


def test_what_is_asleep_is_woken_in_one_press_by_who_may(client, clock):
    owner = make_team()
    question = make_question(owner=owner)
    asked(clock, 0, 28)
    address = reverse("web:item-awake", args=[question.slug])

    client.force_login(make_person().account)
    refused = client.post(address)
    client.force_login(owner.account)
    page = client.get(reverse("web:item", args=[question.slug]))
    woken = client.post(address)

    assert refused.status_code == 403
    assert address in page.content.decode()
    assert woken.status_code == 302
    assert Item.objects.get(pk=question.pk).asleep_since is None


def test_everybody_reads_that_it_sleeps_and_nobody_else_gets_a_button(client, clock):
    question = make_question(owner=make_team())
    project = make_project(title="Lampen uit vlas")
    asked(clock, 0, 28)

    shown = [
        client.get(reverse("web:item", args=[item.slug])).content.decode()
        for item in (question, project)
    ]
    rows = client.get(reverse("web:explore")).context["rows"]

    assert ["Asleep since" in page for page in shown] == [True, True]
    assert not any(reverse("web:item-awake", args=[question.slug]) in page for page in shown)
    assert [row.state.label for row in rows] == ["asleep", "asleep"]
    assert [row.progress for row in rows] == [None, None]


def test_lists_show_it_count_without_it_and_can_leave_it_out(client, clock):
    owner = make_team()
    asleep = make_question(owner=owner, title="Slaapt")
    awake = make_question(owner=owner, title="Wakker")
    asked(clock, 0)
    say_alive(item=awake, by=owner, now=LATER)
    asked(clock, 28)

    def listed(state: str) -> set[str]:
        page = client.get(reverse("web:explore"), {"state": state})
        return {row.title for row in page.context["rows"]}

    home = client.get(reverse("web:home"))
    sitemap = client.get(reverse("sitemap", args=[1])).content.decode()

    assert listed("") == {"Slaapt", "Wakker"}
    assert listed("asleep") == {"Slaapt"}
    assert listed("awake") == listed("open") == {"Wakker"}
    assert home.context["wanted_total"] == 1
    assert (awake.slug in sitemap, asleep.slug in sitemap) == (True, False)


def test_what_stopped_says_why_and_can_go_on_after_all(client, clock):
    owner = make_team()
    question = make_question(owner=owner)
    client.force_login(owner.account)

    client.post(
        reverse("web:item-life", args=[question.slug]),
        {"choice": "stopped", "because": "Het pand is verkocht."},
    )
    page = client.get(reverse("web:item", args=[question.slug])).content.decode()
    client.post(reverse("web:item-awake", args=[question.slug]))

    assert "Het pand is verkocht." in page
    assert not Ending.objects.exists()


def test_today_says_how_many_are_asked(client, clock):
    owner = make_team()
    make_question(owner=owner)
    make_question(owner=owner)
    asked(clock, 0)
    client.force_login(owner.account)

    page = client.get(reverse("web:today"))
    everything = client.get(reverse("web:life"))

    assert page.context["asked"] == 2
    assert len(titles(everything)) == 2
