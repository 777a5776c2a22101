"""The longlist and the shortlist of a brief: full, before anything is confirmed, and closed."""

from tests.browser.page import BROKER, REFUSED, Page
from tests.browser.stage import Stage
from tests.browser.ways_work import at, refused

MOST_CONSIDERED = """
    SELECT trail_item.slug FROM trail_item
    JOIN brokerage_candidate ON brokerage_candidate.brief_id = trail_item.id
    JOIN brokerage_brief ON brokerage_brief.item_ptr_id = trail_item.id
    WHERE brokerage_brief.ended_at IS NULL AND brokerage_candidate.state = 'shortlisted'
    GROUP BY trail_item.slug ORDER BY COUNT(*) DESC, trail_item.slug LIMIT 1
"""


def considered(stage: Stage) -> None:
    """The open brief of the demo with the longest shortlist; everything on it is open."""
    slug = stage.database(MOST_CONSIDERED)
    stage.go(f"/nl/items/{slug}/candidates/?all=1")
    for closed in stage.page.locator("main details").all():
        closed.evaluate("one => { one.open = true }")


CANDIDATES = [
    Page("brief-candidates", BROKER, considered),
    Page("brief-candidates", BROKER, at("items/{brief}/candidates/?q=qqqqqq"), "nobody found"),
    Page("brief-candidates", BROKER, at("items/{ended brief}/candidates/"), "a closed brief"),
    Page(
        "brief-candidates",
        BROKER,
        refused("items/{brief}/candidates/", "main form[role=search] [type=submit]", q="x"),
        "refused",
        REFUSED,
    ),
]
