"""Two are asked each by herself: both say yes and meet, or one says no and nothing leaks."""

import re

from playwright.sync_api import Browser, expect

from tests.browser.demo import Demo
from tests.browser.stage import Stage

TWO = """
import django; django.setup()
from django.utils import timezone
from gangmaker.actors.models import Account, Actor
now = timezone.now()
for number, (name, mark) in enumerate({names}):
    account = Account.objects.create_user(f'{{mark}}@example.org')
    Actor.objects.create(kind='person', slug=mark, name=name, account=account, email=account.email,
        email_confirmed_at=now, phone=f'0470 00 00 0{{number}}', audience='members',
        age_group='adult')
"""
STATE = """
SELECT introduction.state FROM brokerage_introduction AS introduction
JOIN trail_item AS item ON item.id = introduction.item_ptr_id WHERE item.title = ?
"""
LINK = re.compile(r"/nl/introductions/side/[^\s/]+/")


def introduce(stage: Stage, demo: Demo, title: str, one: str, other: str) -> tuple[str, str]:
    """The broker finds both by name, writes why and asks them; the paths in the two mails."""
    stage.enter("broker")
    page = stage.go("/nl/introductions/new/")
    for name in (one, other):
        page.locator("main [name=q]").fill(name)
        stage.send("main [role=search] [type=submit]")
        with page.expect_navigation():
            page.locator(f"main .row__title a[href*='{name.lower()}']").first.click()
    stage.type(title=title, why="De een zoekt een vorm, de ander kent het vlas.")
    stage.send("main form[method=post] [type=submit]:not([name])")
    stage.send("main form[action$='/asking/'] button")
    paths = []
    for name, stranger in ((one, other), (other, one)):
        mail = demo.wait_for_mail(f"{name.lower()}@example.org", seconds=60).get_content()
        assert "De een zoekt een vorm" in mail
        assert stranger not in mail
        found = LINK.search(mail)
        assert found, mail
        paths.append(found[0])
    return paths[0], paths[1]


def answer(stage: Stage, path: str, said: str, *, reason: str = "") -> None:
    stage.enter(f"whoever has {path}")
    stage.go(path)
    stage.choose(answer=said)
    stage.type(reason=reason)
    stage.send("main form [type=submit]")


def test_only_when_both_say_yes_each_learns_who_the_other_is(browser: Browser, demo: Demo) -> None:
    stage = Stage(browser, demo)
    demo.does(TWO.format(names=[("Lieveheer", "lieveheer"), ("Weefmans", "weefmans")]))
    one, other = introduce(stage, demo, "Een lamp van linnen", "Lieveheer", "Weefmans")

    answer(stage, one, "address")
    expect(stage.page.locator("main")).not_to_contain_text("Weefmans")
    answer(stage, other, "name")

    expect(stage.page.locator("main")).to_contain_text("Lieveheer")
    expect(stage.page.locator("main")).to_contain_text("lieveheer@example.org")
    told = demo.wait_for_mail("lieveheer@example.org", number=2, seconds=60).get_content()
    assert "Weefmans" in told
    assert "weefmans@example.org" not in told
    assert stage.database(STATE, "Een lamp van linnen") == "accepted"
    assert stage.problems() == []
    stage.close()


def test_a_no_leaks_nothing_to_the_other_side(browser: Browser, demo: Demo) -> None:
    stage = Stage(browser, demo)
    demo.does(TWO.format(names=[("Vraagstra", "vraagstra"), ("Zwijgers", "zwijgers")]))
    asks, declines = introduce(stage, demo, "Een stoel van vlas", "Vraagstra", "Zwijgers")
    answer(stage, asks, "address")
    before = stage.go(asks).locator("main").inner_text()

    answer(stage, declines, "no", reason="Met die wil ik niet werken.")
    stage.enter(f"whoever has {asks}")
    after = stage.go(asks).locator("main").inner_text()

    assert after == before
    for secret in ("Zwijgers", "zwijgers@example.org", "0470 00 00 01", "Met die wil ik"):
        assert secret not in stage.page.content()
    assert stage.database(STATE, "Een stoel van vlas") == "declined"
    assert len(demo.mails_to("vraagstra@example.org")) == 1
    stage.enter("broker")
    slug = "SELECT slug FROM trail_item WHERE title = ?"
    page = stage.go(f"/nl/items/{stage.database(slug, 'Een stoel van vlas')}/introduction/")
    expect(page.locator("main")).to_contain_text("Met die wil ik niet werken.")
    stage.send("main form[action$='/closing/'] button")
    closed = demo.wait_for_mail("vraagstra@example.org", number=2, seconds=60).get_content()
    assert "Zwijgers" not in closed
    assert stage.problems() == []
    stage.close()
