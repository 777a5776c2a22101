"""Which words of a brief say what it is about."""

from gangmaker.concepts.operations.meanings import says_more
from gangmaker.trail.models import Item, ItemKind

from .models import Brief

ABOUT = ("behind", "for_whom", "tried", "must_not")


@says_more(ItemKind.BRIEF)
def words_of_brief(item: Item) -> str:
    brief = item if isinstance(item, Brief) else Brief.objects.filter(pk=item.pk).first()
    return "\n".join(getattr(brief, name) for name in ABOUT) if brief else ""
