"""The journey of a project: from an idea to a result with evidence, and everybody sees how."""

from collections.abc import Callable
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Visit
from tests.browser.demo import Demo
from tests.projects.uploads import drawn

NewVisit = Callable[..., Visit]

PROJECT = "Vijf stoelen van wat er overbleef"
RESULT = "De eerste stoel staat in de bibliotheek"
SEND = "main form[method=post] [type=submit]:not([name])"


def send(page: Page) -> None:
    with page.expect_navigation():
        page.locator(SEND).last.click()


def propose(broker: Visit, idea: str) -> str:
    """The address of the project that was made of ``idea``."""
    page = broker.go(idea)
    with page.expect_navigation():
        page.locator("main a[href*='/projects/new/']").first.click()
    page.locator("[name=title]").fill(PROJECT)
    page.locator("[name=summary]").fill("We maken er vijf, van hout dat anders verbrandt.")
    send(page)
    rows = broker.go("/nl/items/?kind=project").locator("main .row__title a")
    return rows.filter(has_text=PROJECT).first.get_attribute("href") or ""


def add_lead(broker: Visit, project: str, name: str) -> None:
    page = broker.go(f"{project}parties/?q={name}")
    row = page.locator("li", has_text=name).last
    row.locator("[name=role]").select_option("lead")
    with page.expect_navigation():
        row.locator("[type=submit]").click()
    expect(page.locator("main .party-kept").first).to_contain_text(name)


def move(broker: Visit, project: str, *stages: str) -> None:
    for stage in stages:
        page = broker.go(f"{project}stage/")
        page.locator(f"[name=stage][value={stage}]").check(force=True)
        send(page)


def show_result(lead: Visit, project: str) -> None:
    page = lead.go(f"{project}results/")
    page.locator("[name=title]").fill(RESULT)
    page.locator("[name=summary]").fill("Wie wil, gaat erop zitten.")
    page.locator("[name=for_whom]").fill("Lezers in Kortrijk")
    send(page)
    result = urlsplit(page.url).path.removesuffix("credits/")
    lead.go(f"{result}evidence/?kind=photo")
    picture = {"name": "stoel.jpg", "mimeType": "image/jpeg", "buffer": drawn()}
    page.locator("[name=photo]").set_input_files(picture)  # type: ignore[arg-type]
    page.locator("[name=alt]").fill("Een stoel van restplanken bij een raam")
    send(page)


def test_an_idea_becomes_a_result_that_everybody_sees(visit: NewVisit, demo: Demo) -> None:
    visitor = visit(size=PHONE)
    page = visitor.go("/nl/items/?kind=idea&state=answered")
    idea = page.locator("main .row__title a[href*='/items/']").first.get_attribute("href") or ""

    # The broker makes a project of it, says who leads it, and sees it through.
    broker = visit()
    broker.go(demo.sign_in["broker"])
    project = propose(broker, idea)
    add_lead(broker, project, "Illustrator, Kortrijk")
    move(broker, project, "accepted", "running", "finished")
    not_yet = visitor.go(project).locator("main .notice")
    expect(not_yet).to_have_count(1)

    # Who leads it shows what came of it.
    lead = visit()
    lead.go(demo.sign_in["member"])
    show_result(lead, project)
    expect(lead.page.locator("main img").first).to_be_visible()

    # A visitor sees it counted as realised, and the way from the idea to what came of it.
    visitor.go(project)
    expect(page.locator("main")).to_contain_text(RESULT)
    expect(not_yet).to_have_count(0)
    visitor.go(f"{idea}trail/")
    for title in (PROJECT, RESULT):
        expect(page.locator("main ol, main ul").locator("li", has_text=title).first).to_be_visible()
