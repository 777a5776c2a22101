"""The pages of briefs, for who writes them, who asks, and who promises secrecy."""

from tests.browser.page import BROKER, GUEST, MEMBER, REFUSED, Page
from tests.browser.ways_work import at, refused

SAVE = "main .brief-end [type=submit]:not([name])"
SEND = "main .brief-end [name=send]"
TOO_LONG = "u" * 201

BRIEFS = [
    Page("briefs", BROKER, "/nl/briefs/"),
    Page("briefs", BROKER, "/fr/briefs/?state=silent", "in French"),
    Page("briefs", GUEST, "/nl/briefs/?q=qqqqqq", "nothing found"),
    Page("brief-new", BROKER, "/nl/briefs/new/"),
    Page("brief-new", BROKER, refused("briefs/new/", SAVE, hours=TOO_LONG), "refused", REFUSED),
    Page("brief-edit", BROKER, at("items/{brief}/brief/")),
    Page("brief-edit", BROKER, at("items/{brief draft}/brief/"), "a long title"),
    Page("brief-edit", BROKER, at("items/{secret brief}/brief/"), "approved"),
    Page("item", BROKER, at("items/{brief}/"), "a brief that waits"),
    Page("item", BROKER, at("items/{secret brief}/"), "a secret brief"),
    Page("item", BROKER, at("items/{ended brief}/"), "a closed brief"),
    Page("brief-approval", BROKER, at("items/{brief}/brief/approval/")),
    Page("brief-end", BROKER, at("items/{brief}/brief/end/")),
    Page("brief-end", BROKER, refused("items/{brief}/brief/end/"), "refused", REFUSED),
    Page("brief-end", BROKER, at("items/{ended brief}/brief/end/"), "again"),
    Page("brief-silence", BROKER, at("items/{secret brief}/brief/silence/")),
    Page("brief-silence", BROKER, at("items/{brief}/brief/silence/"), "nobody"),
    Page("brief-secrecy", MEMBER, at("items/{secret brief}/secrecy/")),
    Page("brief-secrecy", MEMBER, refused("items/{secret brief}/secrecy/"), "refused", REFUSED),
    Page("brief-link", GUEST, at("briefs/link/{brief link}/")),
    Page("brief-link", GUEST, at("briefs/link/{approved brief link}/"), "approved"),
    Page("brief-link", GUEST, at("briefs/link/{brief link}/?print"), "on paper"),
    Page("brief-link", GUEST, at("briefs/link/{old brief link}/"), "renewed", 410),
    Page("brief-words", GUEST, at("briefs/link/{brief link}/words/")),
    Page(
        "brief-words",
        GUEST,
        refused("briefs/link/{brief link}/words/", title=""),
        "refused",
        REFUSED,
    ),
]
