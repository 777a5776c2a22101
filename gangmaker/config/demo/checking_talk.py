"""What must hold between the comments of the demo region."""

from collections.abc import Iterator

from gangmaker.config.demo.region_rows import DemoContent


def check_talk(content: DemoContent) -> Iterator[str]:
    """Every breach: nobody speaks who cannot sign in, and nothing answers what is not there."""
    members = {person.key for person in content.people if person.account}
    items = {row.key for row in (*content.items, *content.projects, *content.results)}
    first = {row.key: row for row in content.comments if row.key and not row.to}
    for row in content.comments:
        if row.to and (row.to not in first or first[row.to].on != row.on):
            yield f"comment {row.text[:30]!r}: replies to nothing on {row.on}"
        if row.by in row.thanked_by:
            yield f"comment {row.text[:30]!r}: {row.by} thanks herself"
    concerned = [
        *((row.on, {row.by, *row.thanked_by}) for row in content.comments),
        *((row.item, {*row.followed_by, *row.thanked_by}) for row in content.interests),
    ]
    for item, people in concerned:
        if item not in items:
            yield f"talk about {item}: no such item"
        yield from (f"talk about {item}: {key} is no member" for key in sorted(people - members))
