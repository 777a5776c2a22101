"""What people are written."""

from gangmaker.trail.models import Message


def told() -> list[tuple[str, str]]:
    """The kinds of mail that are owed, and to which address."""
    return sorted(Message.objects.values_list("kind", "address"))
