"""A moderator hides a comment; its author hears why, and objects without signing in."""

from playwright.sync_api import Browser, expect

from gangmaker.trail.moderation_mails import STATEMENT
from tests.browser.demo import Demo
from tests.browser.stage import WITH_KEYS, Stage
from tests.browser.ways_work import FORM

AUTHOR, DECIDES_THEN = "member", "region admin"
SAID = "Wie hier niet aan meedoet, is een dwaas."
FACTS = "Je noemt wie niet meedoet een dwaas. Dat gaat over mensen, niet over het idee."


def test_a_moderator_hides_a_comment_and_its_author_objects(browser: Browser, demo: Demo) -> None:
    stage = Stage(browser, demo)

    # A member says something, and a passer-by reports it without signing in.
    stage.enter(AUTHOR)
    stage.follow("/nl/items/?kind=question", "main .row__title a[href*='/items/']", "comments/new/")
    stage.type(text=SAID)
    stage.send(FORM)
    comment = stage.page.locator("article.comment", has_text=SAID)
    report_url = f"{comment.locator('a.comment__when').get_attribute('href')}report/"
    stage.enter("a passer-by")
    stage.go(report_url)
    stage.choose(reason="house_rules")
    stage.type(words="Zo praten we hier niet.")
    stage.page.locator("main [name=good_faith]").check(force=True)
    stage.send()
    expect(stage.page.locator("main dl.facts")).to_contain_text("-")

    # The moderator reads it, chooses the rule, says the facts, and hides it.
    stage.enter(WITH_KEYS)
    stage.go("/nl/moderation/")
    stage.page.locator("main .row__title a", has_text=SAID[:20]).click()
    stage.choose(measure="hidden")
    stage.page.locator("main [name=rule]").select_option(index=2)
    stage.type(facts=FACTS)
    stage.send()

    # The author follows the link of her mail, in any browser, reads why, and objects.
    stage.enter("the author elsewhere")
    nonce = stage.database("SELECT public_id FROM actors_statement WHERE facts = ?", FACTS)
    stage.go(f"/nl/statements/{stage.token(nonce, purpose=STATEMENT)}/")
    expect(stage.page.locator("main")).to_contain_text(FACTS)
    expect(stage.page.locator("main")).to_contain_text(SAID)
    stage.type(words="Het was een grap onder vrienden.")
    stage.send()
    expect(stage.page.locator("main")).to_contain_text("Het was een grap onder vrienden.")

    # Somebody else than who decided first says that she is right: it is shown again.
    stage.enter(DECIDES_THEN)
    stage.go("/nl/moderation/?show=objections")
    stage.page.locator("main .row__title a", has_text="Het was een grap").click()
    stage.choose(outcome="upheld")
    stage.type(reason="Wie erbij was, lachte mee.")
    stage.send()
    stage.enter("a passer-by")
    stage.go(report_url.removesuffix("report/"))
    expect(stage.page.locator("article.comment", has_text=SAID)).to_be_visible()

    assert stage.problems() == []
    stage.close()
