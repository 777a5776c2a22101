"""What people write, as a page may show it: a small part of Markdown, through one sanitiser.

Paragraphs, line breaks, emphasis, links, lists, quotes and code within a line. No headings, which
would break the outline of a page, no pictures and no HTML: those stay the signs that were typed.
"""

import re
from functools import lru_cache
from typing import Final

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

UNDERSTOOD: Final = (
    *("paragraph", "list", "blockquote"),
    *("text", "newline", "escape", "entity", "emphasis", "backticks", "link", "autolink"),
)
TAGS: Final = frozenset({"p", "br", "em", "strong", "a", "ul", "ol", "li", "blockquote", "code"})
ATTRIBUTES: Final = {"a": frozenset({"href"}), "ol": frozenset({"start"})}
SCHEMES: Final = frozenset({"http", "https", "mailto", "tel"})
REL: Final = "nofollow ugc noopener"
DEEPEST: Final = 20
"""Quotes in quotes and lists in lists: what stands deeper than that is not read."""
KEPT: Final = 2_000
"""Texts that are remembered as HTML, of a few hundred signs each: pages ask for the same ones."""

BARE_ADDRESS: Final = re.compile(r"\bhttps?://\w[^\s<>\"“”\x00-\x1f]*", re.IGNORECASE)
AFTER_IT: Final = ".,;:!?'’…*_~"
"""Signs that belong to the sentence when an address ends in them."""
BRACKETS: Final = {")": "(", "]": "[", "}": "{"}
ENDS_A_BLOCK: Final = frozenset({"paragraph_close", "hardbreak", "softbreak"})


@lru_cache(maxsize=KEPT)
def to_html(source: str) -> str:
    """The HTML of ``source``: what pages, previews and lists show, and nothing else does."""
    return _sanitiser.clean(_reader.render(source))


@lru_cache(maxsize=KEPT)
def to_plain(source: str, *, addresses: bool = False) -> str:
    """The words of ``source`` without its signs; with ``addresses``, where a link leads."""
    words = _Words(addresses)
    for token in _reader.parse(source):
        words.take(token)
    return words.said()


class _Words:
    """Puts tokens together as lines of text."""

    def __init__(self, addresses: bool) -> None:
        self.addresses = addresses
        self.parts: list[str] = []
        self.links: list[tuple[str, int]] = []

    def take(self, token: Token) -> None:
        if token.type in ("text", "code_inline", "text_special"):
            self.parts.append(token.content)
        elif token.type in ENDS_A_BLOCK:
            self.parts.append("\n")
        elif token.type == "list_item_open":
            self.parts.append("– " if token.markup in "-+*" else f"{token.info}. ")
        elif token.type == "link_open":
            self.links.append((str(token.attrGet("href") or ""), len(self.parts)))
        elif token.type == "link_close":
            self._end_link()
        for child in token.children or ():
            self.take(child)

    def _end_link(self) -> None:
        address, began = self.links.pop()
        label = "".join(self.parts[began:])
        if self.addresses and label not in (address, address.removeprefix("mailto:")):
            self.parts.append(f" ({address})")

    def said(self) -> str:
        lines = (line.strip() for line in "".join(self.parts).splitlines())
        return "\n".join(line for line in lines if line)


class _Reader(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802 (its own name)
        """Only what says one of our schemes is a link at all."""
        scheme, colon, _rest = url.partition(":")
        return bool(colon) and scheme.lower() in SCHEMES


def _link_bare_addresses(state: StateCore) -> None:
    """An address that stands in the text by itself is a link too, as people expect."""
    for block in state.tokens:
        if block.type == "inline" and "://" in block.content:
            block.children = _linked(block.children or [])


def _linked(tokens: list[Token]) -> list[Token]:
    found: list[Token] = []
    within = 0
    for token in tokens:
        within += {"link_open": 1, "link_close": -1}.get(token.type, 0)
        if token.type == "text" and not within:
            found.extend(_with_links(token))
        else:
            found.append(token)
    return found


def _with_links(token: Token) -> list[Token]:
    parts: list[Token] = []
    done = 0
    for match in BARE_ADDRESS.finditer(token.content):
        address = _without_what_follows(match[0])
        parts.append(_text(token.content[done : match.start()]))
        parts.append(Token("link_open", "a", 1, attrs={"href": _reader.normalizeLink(address)}))
        parts.append(_text(address))
        parts.append(Token("link_close", "a", -1))
        done = match.start() + len(address)
    return [*parts, _text(token.content[done:])]


def _without_what_follows(address: str) -> str:
    """An address without the full stop or the bracket of the sentence that it stands in."""
    while address:
        last = address[-1]
        opening = BRACKETS.get(last)
        unopened = opening is not None and address.count(opening) < address.count(last)
        if last not in AFTER_IT and not unopened:
            break
        address = address[:-1]
    return address


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)


def _new_reader() -> MarkdownIt:
    reader = _Reader("zero", {"html": False, "breaks": True, "maxNesting": DEEPEST})
    reader.enable(list(UNDERSTOOD))
    reader.core.ruler.push("bare_addresses", _link_bare_addresses)
    return reader


_reader = _new_reader()
_sanitiser = nh3.Cleaner(
    tags=set(TAGS),
    attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
    url_schemes=set(SCHEMES),
    url_relative="deny",
    link_rel=REL,
)
