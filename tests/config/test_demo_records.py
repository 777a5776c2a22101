"""What the demo region leaves to look at among its records holds together."""

from gangmaker.config.demo.content import demo_content
from gangmaker.core.duplicates import Record, alike


def test_the_organisation_that_was_entered_twice_is_found_to_be_alike():
    content = demo_content()
    names = {row.key: row.name for row in content.organisations}

    for twin in content.twins:
        one, other = names[twin.of], twin.name
        assert alike(Record(1, "organisation", one), Record(2, "organisation", other)) != ()
        assert twin.entered_by in content.entering


def test_who_claims_can_sign_in_and_what_she_claims_has_no_members():
    content = demo_content()
    members = {row.key for row in content.people if row.account}
    taken = {each.organisation for row in content.people for each in row.memberships}

    for claim in content.claims:
        assert claim.by in members
        assert claim.organisation in {row.key for row in content.organisations} - taken
