"""How to come to what people say to each other, and to the forms of it."""

from tests.browser.stage import Stage
from tests.browser.ways import Way
from tests.browser.ways_work import FORM

ITEM = "Wie kent nog een woord%"
FIRST = "SELECT c.public_id FROM trail_comment c JOIN trail_item i ON i.id = c.item_id WHERE "
OF = "c.parent_id IS NULL AND i.title LIKE ? ORDER BY c.at"
HERS = f"c.by_id = (SELECT id FROM actors_actor WHERE name = ?) AND {OF}"


def talk(path: str = "comments/") -> Way:
    """A page of a question that many people talk about."""

    def go(stage: Stage) -> None:
        slug = stage.database("SELECT slug FROM trail_item WHERE title LIKE ?", ITEM)
        stage.go(f"/nl/items/{slug}/{path}")

    return go


def of_first(path: str) -> Way:
    """A page of its first comment."""

    def go(stage: Stage) -> None:
        talk(f"comments/{_address(stage.database(FIRST + OF, ITEM))}/{path}")(stage)

    return go


def of_hers(path: str, name: str = "Illustrator, Kortrijk") -> Way:
    """A page of a comment by who is signed in."""

    def go(stage: Stage) -> None:
        talk(f"comments/{_address(stage.database(FIRST + HERS, name, ITEM))}/{path}")(stage)

    return go


def refused(way: Way) -> Way:
    """The form of a page, sent without words."""

    def go(stage: Stage) -> None:
        way(stage)
        stage.page.locator("main [name='text']").last.fill(" ")
        stage.send(FORM)

    return go


def preview(stage: Stage) -> None:
    """What is sent without JavaScript opens beside the form; here in its place."""
    talk("comments/new/")(stage)
    stage.page.locator("main [name='text']").fill("Een *mooi* woord\n\n- roten\n- repelen")
    stage.page.locator("main form#write").evaluate(
        "form => { form.action = '/nl/preview/'; const name = document.createElement('input');"
        " name.type = 'hidden'; name.name = 'preview'; name.value = 'text'; form.append(name);"
        " form.submit(); }"
    )
    stage.page.wait_for_url("**/preview/")


def _address(public_id: str) -> str:
    """As it stands in an address: SQLite keeps it without hyphens."""
    raw = str(public_id).replace("-", "")
    return "-".join([raw[:8], raw[8:12], raw[12:16], raw[16:20], raw[20:]])
