"""Pages of introductions: what the broker does there, and what each side may see."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from gangmaker.actors.models import Actor
from gangmaker.actors.models.names import MARK
from gangmaker.brokerage.introduction_mails import token_of
from gangmaker.brokerage.models import Introduction, Side, Step, Word
from gangmaker.brokerage.operations.follow_ups import ask_on
from gangmaker.brokerage.operations.introduction_steps import step
from gangmaker.brokerage.operations.introductions import ask, close_quietly
from gangmaker.brokerage.queries.introductions import rows_of
from tests.brokerage.introduced import (
    NO,
    YES,
    anew,
    make_accepted,
    make_asked,
    make_introduction,
    make_met,
    say,
    sides_of,
)
from tests.brokerage.rows import make_brief
from tests.web.introductions.visits import client_of, text
from tests.world import NOON, make_person, make_team, take_down

pytestmark = pytest.mark.django_db
BOTH_YES = {"answer": "address", "reason": ""}


@pytest.fixture(autouse=True)
def _noon():
    with time_machine.travel(NOON, tick=False):
        yield


def side_url(side: Side) -> str:
    return reverse("web:introduction-side", args=[token_of(side.nonce.hex)])


def of(introduction: Introduction, name: str = "introduction") -> str:
    return reverse(f"web:{name}", args=[introduction.slug])


# --- A side, by her link ----------------------------------------------------------------------


def test_by_the_link_she_reads_why_and_answers_without_an_account():
    made = make_asked(make_person("Bakker, Menen"), make_person("Ontwerper, Gent"))
    brief = make_brief(title="Geheime stoel", confidentiality="broker", audience="team")
    made.for_brief = brief
    made.save(update_fields=["for_brief"])
    one, _other = sides_of(made)

    page = text(Client(), side_url(one))
    assert "Geheime stoel" not in page
    answer = Client().post(side_url(one), {"answer": "name", "reason": "Graag in januari."})

    assert "De een zoekt een vorm" in page
    assert "Ontwerper, Gent" not in page
    assert answer.status_code == 302
    assert sides_of(made)[0].answer == "yes"
    assert sides_of(made)[0].reason == "Graag in januari."


def test_opening_a_link_answers_nothing():
    one, _other = sides_of(make_asked())

    text(Client(), f"{side_url(one)}?answer=no")

    assert Side.objects.get(pk=one.pk).answer == ""


def test_an_answer_that_is_none_keeps_what_was_typed():
    one, _other = sides_of(make_asked())

    answer = Client().post(side_url(one), {"reason": "Ik twijfel."})

    assert answer.status_code == 422
    assert "Ik twijfel." in answer.content.decode()


def words_and_queries(side: Side, counter) -> tuple[str, int]:
    client = Client()
    with counter as asked:
        page = text(client, side_url(side))
    return page.partition("<main")[2].replace(side.nonce.hex, ""), len(asked)


def test_her_page_is_the_same_to_the_letter_whatever_the_other_did(django_assert_max_num_queries):
    seen = []
    for reply in (None, NO, YES):
        broker = make_team(name="Broker, Kortrijk")
        one = make_person("Bakker, Menen")
        made = make_asked(one, make_person("Ontwerper, Gent"), by=broker)
        if reply is not None:
            say(sides_of(made)[1], reply)
        page, queries = words_and_queries(sides_of(made)[0], django_assert_max_num_queries(12))
        token = token_of(sides_of(made)[0].nonce.hex).partition("~")[2]
        seen.append((page.replace(token, ""), queries))

    assert seen[0][1] == seen[1][1] == seen[2][1]
    assert [_plain(page) for page, _queries in seen] == [_plain(seen[0][0])] * 3


def _plain(page: str) -> str:
    """Without what is made anew for each answer: the token of the form."""
    return "\n".join(line for line in page.splitlines() if "csrfmiddlewaretoken" not in line)


def test_once_both_said_yes_the_page_names_the_other_and_her_address():
    made = make_accepted(make_person("Bakker, Menen"), make_person("Ontwerper, Gent"))
    one, other = sides_of(made)

    page = text(Client(), side_url(one))
    Client().post(
        reverse("web:introduction-address", args=[token_of(other.nonce.hex)]), {"gives": "no"}
    )

    assert "Ontwerper, Gent" in page
    assert other.actor.email in page
    assert other.actor.email not in text(Client(), side_url(one))


def test_what_was_withdrawn_names_the_other_and_her_address_no_more():
    made = make_accepted(make_person("Bakker, Menen"), make_person("Ontwerper, Gent"))
    one, other = sides_of(made)

    take_down(made, by=make_team("moderator"))

    page = text(Client(), side_url(one))
    assert "Ontwerper, Gent" not in page
    assert other.actor.email not in page


def test_the_link_of_who_was_erased_leads_nowhere():
    one, _other = sides_of(make_asked())
    Actor.objects.filter(pk=one.actor_id).update(name=MARK)

    assert Client().get(side_url(one)).status_code == 404


def test_a_link_that_is_not_ours_or_of_who_was_not_asked_leads_nowhere():
    made = make_introduction()
    one, _other = sides_of(made)

    assert Client().get(side_url(one)).status_code == 404
    wrong = reverse("web:introduction-side", args=[one.nonce.hex])
    assert Client().get(wrong).status_code == 404


def test_nobody_keeps_the_page_of_a_link():
    one, _other = sides_of(make_asked())

    answer = Client().get(side_url(one))

    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Referrer-Policy"] == "same-origin"


def test_two_clicks_say_how_it_was_and_the_link_alone_none():
    made = make_met()
    ask_on(NOON.date() + timedelta(days=1), now=NOON)
    one, other = sides_of(made)
    url = reverse("web:introduction-word", args=[token_of(one.nonce.hex), "meeting"])

    page = text(Client(), f"{url}?how=3")
    assert Word.objects.count() == 0
    Client().post(url, {"how": "3", "next": "again"})

    assert 'value="3" id="id_how_1" checked' in page or "checked" in page
    assert Word.objects.values_list("how", "next").get() == (3, "again")
    assert "goed" not in text(Client(), side_url(other)).partition("<main")[2]


def test_her_page_tells_how_far_they_came_without_notes_and_silence():
    made = make_met()
    step(
        introduction=made,
        state="agreement",
        on=NOON.date(),
        note="Moeizaam.",
        by=made.owner,
        now=NOON,
    )
    Step.objects.create(introduction=made, state="silent", on=NOON.date(), at=NOON)

    page = text(Client(), side_url(sides_of(made)[0]))

    assert "<span>Afspraak</span>" in page
    assert "Moeizaam." not in page
    assert "<span>Stil</span>" not in page


def test_what_was_not_asked_yet_cannot_be_answered():
    one, _other = sides_of(make_met())

    url = reverse("web:introduction-word", args=[token_of(one.nonce.hex), "meeting"])

    assert Client().get(url).status_code == 404


def test_of_what_came_to_nothing_nobody_says_how_it_was():
    made = make_met()
    ask_on(NOON.date() + timedelta(days=1), now=NOON)
    url = reverse("web:introduction-word", args=[token_of(sides_of(made)[0].nonce.hex), "meeting"])
    assert Client().get(url).status_code == 200

    step(introduction=made, state="ended", on=NOON.date(), by=made.owner, now=NOON)

    assert Client().get(url).status_code == 404


# --- Lists ------------------------------------------------------------------------------------


def test_her_own_list_names_the_other_only_once_both_said_yes():
    one = make_person("Bakker, Menen")
    make_asked(one, make_person("Ontwerper, Gent"), title="Een eerste")
    make_accepted(one, make_person("Weefster, Kortrijk"), title="Een tweede")
    make_introduction(one, make_person("Smid, Tournai"), title="Een derde")

    page = text(client_of(one), reverse("web:introductions-mine"))

    assert ["Een eerste" in page, "Een tweede" in page, "Een derde" in page] == [True, True, False]
    assert ["Ontwerper, Gent" in page, "Weefster, Kortrijk" in page] == [False, True]


def test_the_broker_finds_them_by_state_by_name_and_hers():
    broker = make_team()
    make_introduction(make_person("Bakker, Menen"), by=broker, title="Brood")
    make_asked(make_person("Smid, Tournai"), title="Smeedwerk")
    client, url = client_of(broker), reverse("web:introductions")

    def found(query: str) -> list[bool]:
        page = text(client, f"{url}?{query}")
        return ["Brood" in page, "Smeedwerk" in page]

    assert found("") == [True, True]
    assert found("state=asked") == [False, True]
    assert found("q=bakker") == [True, False]
    assert found("whose=mine") == [True, False]


def test_who_was_asked_after_midnight_was_asked_on_that_day():
    after_midnight = NOON.replace(hour=23, minute=30)  # half past midnight in Kortrijk
    made = make_asked(now=after_midnight)

    (row,) = rows_of([made], made.owner)

    assert {side.asked_on for side in row.sides} == {NOON.date() + timedelta(days=1)}


def test_members_and_the_rest_of_the_team_do_not_open_them():
    made = make_asked()
    one, _other = sides_of(made)

    assert client_of(one.actor).get(reverse("web:introductions")).status_code == 403
    assert client_of(one.actor).get(of(made)).status_code == 404
    assert client_of(make_team("moderator")).get(of(made)).status_code == 403


# --- The broker -------------------------------------------------------------------------------


def test_from_two_names_the_broker_comes_to_words_and_a_preview():
    broker, one, other = make_team(), make_person("Bakker, Menen"), make_person("Ontwerper, Gent")
    client, url = client_of(broker), reverse("web:introduction-new")
    said = {"title": "Een lamp", "why": "Omdat het past.", "language": "nl"}

    assert "Bakker, Menen" in text(client, f"{url}?q=bakker")
    chosen = f"{url}?one={one.slug}&candidate={other.slug}"
    text(client, chosen)
    preview = client.post(chosen, {**said, "preview": "1"}).content.decode()
    assert "&gt; Omdat het past." in preview
    assert Introduction.objects.count() == 0
    client.post(chosen, said)

    assert [side.actor for side in sides_of(Introduction.objects.get())] == [one, other]


def test_the_words_are_put_right_until_somebody_is_asked():
    broker = make_team()
    made = make_introduction(by=broker)
    client, url = client_of(broker), f"{reverse('web:introduction-new')}?of={made.slug}"
    said = {"title": "Een lamp van vlas", "why": "Omdat het past.", "language": "nl"}

    assert made.summary in text(client, url)
    assert client.post(url, {**said, "why": ""}).status_code == 422
    assert client.post(url, said)["Location"] == of(made)
    assert (anew(made).title, anew(made).summary) == ("Een lamp van vlas", "Omdat het past.")
    assert f"?of={made.slug}" in text(client, of(made))

    ask(introduction=made, by=broker, now=NOON)
    assert f"?of={made.slug}" not in text(client, of(made))
    assert client.post(url, {**said, "title": "Iets anders"})["Location"] == of(made)
    assert anew(made).title == "Een lamp van vlas"


def test_an_address_that_names_nobody_fit_is_as_one_without():
    client, url = client_of(make_team()), reverse("web:introduction-new")
    other = make_introduction(make_person("Bakker, Menen"))

    page = text(client, f"{url}?one=bak%00ker&of=nothing")
    close_quietly(introduction=other, by=other.owner, now=NOON)

    assert "\0" not in page
    assert client.get(f"{url}?of={other.slug}")["Location"] == of(other)


def test_the_broker_does_everything_on_one_page():
    broker = make_team()
    made = make_introduction(by=broker)
    client = client_of(broker)

    client.post(of(made, "introduction-asking"))
    for position in (0, 1):
        said = {**BOTH_YES, "position": str(position)}
        client.post(of(made, "introduction-answers"), said)
    assert anew(made).state == "accepted"
    client.post(of(made, "introduction-steps"), {"state": "met", "on": "2026-11-17"})
    word = {"position": "1", "follow_up": "meeting", "how": "4", "next": "agreement"}
    client.post(of(made, "introduction-words"), word)
    assert anew(made).state == "agreement"
    client.post(of(made, "introduction-steps"), {"undo": "agreement"})

    assert anew(made).state == "met"
    page = text(client, of(made))
    assert made.summary in page


def test_what_is_not_right_yet_is_kept_on_the_page():
    broker = make_team()
    made = make_accepted(by=broker)
    sent = {"state": "met", "on": "2027-01-01", "note": "Bij de koffie."}

    answer = client_of(broker).post(of(made, "introduction-steps"), sent)

    assert answer.status_code == 422
    assert "Bij de koffie." in answer.content.decode()


def test_closing_quietly_ends_it():
    broker = make_team()
    made = make_asked(by=broker)

    client_of(broker).post(of(made, "introduction-closing"))

    assert anew(made).state == "ended"


def test_the_page_of_the_item_names_both_to_each_side_and_nothing_before():
    made = make_accepted(make_person("Bakker, Menen"), make_person("Ontwerper, Gent"))
    waiting = make_asked(make_person("Smid, Tournai"))
    one, _other = sides_of(made)

    page = text(client_of(one.actor), reverse("web:item", args=[made.slug]))
    hidden = client_of(sides_of(waiting)[0].actor).get(reverse("web:item", args=[waiting.slug]))

    assert "Ontwerper, Gent" in page
    assert hidden.status_code == 404


def test_who_is_of_the_team_and_one_of_the_two_reads_nowhere_what_the_other_answered():
    moderator, colleague = make_team("moderator"), make_team()
    first = make_asked(moderator, make_person("Ontwerper, Gent"))
    second = make_asked(colleague, make_person("Ontwerper, Gent"))
    for made in (first, second):
        say(sides_of(made)[1], NO)

    for actor, made in ((moderator, first), (colleague, second)):
        client = client_of(actor)
        page = text(client, reverse("web:item", args=[made.slug]))
        assert "Ontwerper, Gent" not in page
        assert "zei nee" not in page
        assert client.get(of(made)).status_code == 403
    assert "zei nee" in text(client_of(first.owner), reverse("web:item", args=[first.slug]))
