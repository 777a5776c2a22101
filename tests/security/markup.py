"""What a page would do in a browser, as far as its tags say so: scripts, handlers, addresses."""

from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urlsplit

ADDRESSES = ("href", "src", "action", "formaction", "xlink:href", "data", "poster", "srcset")
SCHEMES = ("", "http", "https", "mailto")
NOT_OURS = ("iframe", "object", "embed", "applet", "frame", "math", "foreignobject")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def read(html: str) -> tuple[list[tuple[str, dict[str, str]]], str]:
    """The tags of a page with their attributes, and its text."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.tags, "".join(reader.words)


def dangers(html: str) -> Iterator[str]:
    """What in a page runs something, loads something foreign or leads elsewhere than to the web."""
    tags, _text = read(html)
    for tag, attributes in tags:
        leads_all_links = tag == "base" and "href" in attributes  # a base with a target is ours
        if tag in NOT_OURS or leads_all_links or (tag == "meta" and "http-equiv" in attributes):
            yield f"<{tag}>"
        is_data = attributes.get("type") == "application/json"
        if tag == "script" and "src" not in attributes and not is_data:
            yield "a script inside the page"
        yield from (f"{tag} {name}=" for name in attributes if name.startswith(("on", "style")))
        for name in ADDRESSES:
            if name in attributes and not _leads_to_the_web(tag, name, attributes[name]):
                yield f"{tag} {name}={attributes[name]}"


def _leads_to_the_web(tag: str, name: str, address: str) -> bool:
    bare = "".join(sign for sign in address if sign > " ")  # browsers skip what is not seen
    parts = urlsplit(bare)
    loads = name in ("src", "srcset", "data", "poster") or tag in ("link", "form", "use")
    return parts.scheme in SCHEMES and (not loads or tag == "link" or not parts.netloc)
