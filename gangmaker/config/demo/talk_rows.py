"""What people of the demo region say to each other about an item."""

from dataclasses import dataclass
from typing import Literal

CommentLanguage = Literal["nl", "en", "fr"]


@dataclass(frozen=True, kw_only=True)
class Comment:
    """Members only. ``to`` names the comment that this one replies to; ``key`` lets others do so.

    ``changed_to`` is what its author made of it an hour later; ``taken_back_days_ago`` when its
    words went.
    """

    on: str
    by: str
    text: str
    days_ago: int
    key: str = ""
    to: str | None = None
    on_behalf_of: str | None = None
    language: CommentLanguage = "nl"
    thanked_by: tuple[str, ...] = ()
    changed_to: str | None = None
    taken_back_days_ago: int | None = None


@dataclass(frozen=True, kw_only=True)
class Interest:
    """Who follows an item without saying anything, and who says thanks for it."""

    item: str
    days_ago: int
    followed_by: tuple[str, ...] = ()
    thanked_by: tuple[str, ...] = ()
