"""What happens with what is typed in a form, from what the rooms say of their tables."""

from typing import Any, Final

from django import template

from gangmaker.upkeep.rights.register import purposes_of

register = template.Library()

FORMS: Final[dict[str, tuple[str, ...]]] = {
    "claim": ("actors.Claim", "trail.Message"),
    "comment": ("trail.Comment",),
    "enter": ("actors.Actor", "actors.EmailConfirmation"),
    "invite": ("actors.Invitation",),
    "join": ("trail.Item", "actors.EmailConfirmation", "trail.Message"),
    "link": ("trail.Message",),
    "objection": ("trail.Objection",),
    "picture": ("actors.Actor", "actors.Consent"),
    "profile": ("actors.Actor", "actors.Consent"),
    "report": ("trail.Report", "trail.Message"),
    "sign-in": ("actors.Account", "trail.Message"),
    "support": ("contributions.Support", "actors.EmailConfirmation", "trail.Message"),
}
"""Which tables what is typed in a form goes to."""


@register.inclusion_tag("web/rights/notice.html")
def privacy_notice(form: str) -> dict[str, Any]:
    """``{% privacy_notice "join" %}`` beside the fields in which somebody says who she is."""
    return {"purposes": purposes_of(*FORMS[form])}
