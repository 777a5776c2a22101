"""Letters and VAT at the door: what is typed, what is warned of, what others never see."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gangmaker.projects.models import AssignmentLetter, Grant, Payer, StaffMethod, VatRegime
from gangmaker.trail.models import Party
from tests.projects.grants_world import (
    make_cost,
    make_grant,
    make_letter,
    make_pay,
    make_regime,
)
from tests.projects.uploads import PDF
from tests.world import make_organisation, make_person, make_project, make_team

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker():
    return make_person("Coordinator, Menen")


@pytest.fixture
def project(worker):
    made = make_project()
    Party.objects.create(item=made, actor=worker, role="partner")
    return made


@pytest.fixture
def grant(project) -> Grant:
    return make_grant(project, staff_method=StaffMethod.PERCENTAGE)


def to(name: str, *args: int) -> str:
    return reverse(f"web:{name}", args=args)


def letter(worker, project, **changed: object) -> dict[str, object]:
    return {
        "person": worker.pk,
        "project": project.pk,
        "percentage": "60",
        "starts_on": "2026-01-01",
        "ends_on": "2026-06-30",
        "function": "Projectmedewerker",
        "signed_by": "Directeur, Kortrijk",
        "signed_on": "2025-12-20",
        **changed,
    }


def test_a_letter_is_entered_with_its_paper_listed_and_printed(client, grant, project, worker):
    client.force_login(grant.owner.account)
    paper = SimpleUploadedFile("brief.pdf", PDF)

    sent = client.post(
        to("letter-new", grant.pk), letter(worker, project, document=paper), follow=True
    )

    made = AssignmentLetter.objects.get()
    printed = client.get(to("letter", grant.pk, made.pk)).content.decode()
    assert "Coordinator, Menen" in sent.content.decode()
    assert "Works 60 % of the time for the project below, as Projectmedewerker" in printed
    assert "brief.pdf" in printed


def test_too_many_letters_are_entered_and_warned_of(client, grant, project, worker):
    make_letter(project, worker, percentage=50)
    client.force_login(grant.owner.account)

    sent = client.post(to("letter-new", grant.pk), letter(worker, project), follow=True)

    said = (
        "In January 2026 the letters of Coordinator, Menen come to 110 % of the work. More than "
        "100 % cannot be worked: correct a letter, or end one."
    )
    assert said in sent.content.decode()
    assert AssignmentLetter.objects.count() == 2


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("percentage", "0"),
        ("percentage", "101"),
        ("ends_on", "2025-12-31"),
        ("signed_on", "2030-01-01"),
        ("person", "999999"),
    ],
)
def test_what_is_wrong_keeps_what_was_typed(client, grant, project, worker, field, value):
    client.force_login(grant.owner.account)

    sent = client.post(to("letter-new", grant.pk), letter(worker, project, **{field: value}))

    assert (sent.status_code, set(sent.context["form"].errors)) == (422, {field})
    assert "Projectmedewerker" in sent.content.decode()


def test_a_letter_is_corrected_and_ended_while_it_stands(client, grant, project, worker):
    first = make_letter(project, worker)
    client.force_login(grant.owner.account)
    changed = letter(worker, project, percentage="45", reason="Verkeerd gelezen")

    client.post(to("letter-correction", grant.pk, first.pk), changed)

    new = first.corrected_by
    assert (new.percentage, new.person) == (45, worker)
    assert client.get(to("letter-correction", grant.pk, first.pk)).status_code == 404
    wrong = {"last_day": "2026-06-30", "reason": "Andere job"}
    assert client.post(to("letter-ending", grant.pk, new.pk), wrong).status_code == 422
    client.post(to("letter-ending", grant.pk, new.pk), wrong | {"last_day": "2026-04-30"})
    page = client.get(to("grant-letters", grant.pk)).content.decode()
    assert "ended early: Andere job" in page
    assert "instead of another: Verkeerd gelezen" in page


def test_letters_are_for_the_team_and_found_under_their_own_grant(client, grant, project, worker):
    made = make_letter(project, worker)
    reader = make_person()
    funded = make_grant(project, funder=make_organisation("Fonds", admin=reader))
    other = make_grant(make_project())

    client.force_login(reader.account)
    urls = [to("grant-letters", funded.pk), to("letter", funded.pk, made.pk)]
    urls.append(to("letter-new", funded.pk))
    answers = [client.get(url).status_code for url in urls]
    client.force_login(make_team("editor").account)
    read = client.get(to("letter", grant.pk, made.pk)).status_code
    kept = client.get(to("letter-ending", grant.pk, made.pk)).status_code
    elsewhere = client.get(to("letter", other.pk, made.pk)).status_code

    assert (answers, read, kept, elsewhere) == ([403, 403, 403], 200, 403, 404)


def test_the_dossier_says_whose_pay_lacks_a_letter_and_leads_to_the_form(
    client, grant, project, worker
):
    make_pay(project, worker)
    client.force_login(grant.owner.account)

    page = client.get(to("grant", grant.pk), {"show": "ineligible"}).content.decode()

    assert "Pay of Coordinator, Menen, 1 March 2026 – 31 March 2026" in page
    assert "no assignment letter covers all of these days" in page
    assert to("letter-new", grant.pk) in page


def test_a_regime_is_entered_and_decides_what_counts(client, project):
    grant = make_grant(project, vat_rule="not_recovered")
    party = make_organisation("Budalab")
    make_cost(project, amount=12_100, vat=2_100, borne_by=party, payer=Payer.OWN)
    client.force_login(grant.owner.account)
    before = client.get(to("grant", grant.pk), {"show": "ineligible"}).content.decode()

    said = {"party": "budalab", "valid_from": "2026-01-01", "source": "Verklaring"}
    unknown = client.post(to("vat-regimes"), said | {"party": "Nobody", "recovers": "30"})
    client.post(to("vat-regimes"), said | {"recovers": "30"})

    after = client.get(to("grant", grant.pk)).content.decode()
    assert to("vat-regimes") in before
    assert unknown.status_code == 422
    assert VatRegime.objects.get().recovers == 30
    assert "€ 114.70 counts" in after
    assert "70 % of the VAT counts: Budalab recovers 30 %." in after
    assert "30 %" in client.get(to("vat-regimes")).content.decode()


@pytest.mark.parametrize("count", [1, 30])
def test_lists_cost_the_same_however_long(
    client, grant, project, count, django_assert_max_num_queries
):
    for number in range(count):
        person = make_person(f"Worker {number}")
        make_letter(project, person, by=grant.owner)
        VatRegime.objects.create(
            party=person, recovers=0, valid_from="2026-01-01", source="x", by=grant.owner,
            at=grant.at,
        )  # fmt: skip
    client.force_login(grant.owner.account)
    client.get(to("vat-regimes"))

    with django_assert_max_num_queries(12):
        page = client.get(to("grant-letters", grant.pk))
    with django_assert_max_num_queries(12):
        assert len(client.get(to("vat-regimes")).context["rows"]) == count

    assert len(page.context["people"]) == count


def test_a_dossier_with_pay_and_vat_takes_as_few_queries(
    client, project, worker, django_assert_max_num_queries
):
    grant = make_grant(project, staff_method=StaffMethod.PERCENTAGE, vat_rule="not_recovered")
    make_letter(project, worker, by=grant.owner)
    make_regime(worker, 30, by=grant.owner)
    make_pay(project, worker)
    make_cost(project, amount=12_100, vat=2_100, borne_by=worker)
    client.force_login(grant.owner.account)
    client.get(to("grant", grant.pk))

    with django_assert_max_num_queries(12):
        page = client.get(to("grant", grant.pk))

    assert len(page.context["rows"]) == 2
