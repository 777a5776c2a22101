"""What somebody wrote before signing in: kept with her visit until she can send it."""

from typing import Any, Final

from gangmaker.web.guards import ActorRequest

DRAFT: Final = "draft"


def keep_draft(request: ActorRequest, *, place: str, said: dict[str, Any]) -> None:
    """One at a time: a second one takes its place."""
    words = {"text": said["text"], "language": said["language"]}
    request.session[DRAFT] = {"place": place, **words}


def draft_for(request: ActorRequest, *, place: str) -> dict[str, str]:
    """What she wrote for the form at this address, or nothing."""
    draft = request.session.get(DRAFT)
    if not draft or draft.get("place") != place:
        return {}
    return {"text": str(draft["text"]), "language": str(draft["language"])}


def forget_draft(request: ActorRequest) -> None:
    request.session.pop(DRAFT, None)
