"""Grants at the door: who reads and keeps them, what is said and kept when something is wrong."""

from datetime import date

import pytest
from django.urls import reverse

from gangmaker.contributions.operations import correct_entry
from gangmaker.projects.models import Deadline, Grant, GrantLine
from gangmaker.projects.operations.grants import enter_line, set_deadline
from tests.contributions.ledger_world import make_entry, make_method, make_rate
from tests.projects.grants_world import make_cost, make_grant
from tests.world import NOON, make_organisation, make_person, make_project, make_team

pytestmark = pytest.mark.django_db


def terms(**changed: object) -> dict[str, object]:
    return {
        "title": "Durf te zorgen",
        "funder": "Streekfonds",
        "amount": "10.000",
        "starts_on": "2026-01-01",
        "ends_on": "2026-12-31",
        "counted": ["money", "time"],
        "staff_method": "hourly",
        "vat_rule": "never",
        "own_share": "15",
        **changed,
    }


def page(client, grant: Grant, show: str = "open") -> str:
    answer = client.get(reverse("web:grant", args=[grant.pk]), {"show": show})
    return str(answer.content.decode())


def test_a_broker_enters_a_grant(client):
    broker = make_team()
    funder = make_organisation("Streekfonds")
    client.force_login(broker.account)

    answer = client.post(reverse("web:grant-new"), terms(owner=broker.pk))

    grant = Grant.objects.get()
    assert answer.url == reverse("web:grant", args=[grant.pk])
    assert (grant.funder, grant.amount, grant.own_share) == (funder, 1_000_000, 1500)
    assert sorted(form.form for form in grant.forms.all()) == ["money", "time"]


@pytest.mark.parametrize(
    "wrong", [{"funder": "Nobody"}, {"ends_on": "2025-01-01"}, {"amount": "0.500"}]
)
def test_what_is_wrong_keeps_what_was_typed(client, wrong):
    broker = make_team()
    make_organisation("Streekfonds")
    client.force_login(broker.account)

    answer = client.post(reverse("web:grant-new"), terms(owner=broker.pk, **wrong))

    assert answer.status_code == 422
    assert "Durf te zorgen" in answer.content.decode()
    assert not Grant.objects.exists()


def test_ticked_rows_are_claimed_and_refused_ones_stay_ticked_with_why(client):
    project = make_project()
    grant = make_grant(project, amount=100_000)
    small, large = make_cost(project, amount=60_000), make_cost(project, amount=50_000)
    client.force_login(grant.owner.account)

    answer = client.post(
        reverse("web:grant-lines", args=[grant.pk]),
        {"use": "claimed", "what": [f"cost-{small.pk}", f"cost-{large.pk}"], "show": "ineligible"},
    )

    text = answer.content.decode()
    assert answer.status_code == 422
    assert "It is more than what is left of the grant." in text
    assert f'value="cost-{large.pk}" id="cost-{large.pk}" checked' in text
    assert [line.cost for line in GrantLine.objects.all()] == [small]


def test_nothing_ticked_says_so(client):
    grant = make_grant(make_project())
    client.force_login(grant.owner.account)

    answer = client.post(reverse("web:grant-lines", args=[grant.pk]), {"use": "claimed"})

    assert answer.status_code == 422
    assert "Choose at least one row." in answer.content.decode()


def test_every_row_says_why_it_does_not_count(client):
    project = make_project()
    one, other = make_grant(project, title="Het eerste fonds"), make_grant(project)
    entry = make_entry(project, form="money", quantity=5000)
    enter_line(grant=one, what=entry, use="claimed", by=one.owner, now=NOON)
    make_entry(project, form="money", confirmed=False)
    client.force_login(other.owner.account)

    text = page(client, other, "ineligible")

    assert "It is claimed already from another grant: Het eerste fonds." in text
    assert "Who received it did not say yet that it was given." in text


def test_a_value_stands_beside_its_method_rate_and_source(client):
    project = make_project()
    method = make_method()
    make_rate(method, source="Rate table of the test, 2026")
    grant = make_grant(project, method=method)
    make_entry(project, quantity=90)
    client.force_login(grant.owner.account)

    text = page(client, grant)

    assert "€ 37.50 by the method" in text
    assert "Rate table of the test, 2026" in text
    assert "Valued by: Replacement cost" in text
    assert "Leverage A: money from third parties for each granted euro" in text
    assert "Leverage B: money, gifts in kind and hours for each granted euro" in text


def test_a_corrected_claim_asks_to_be_entered_anew(client):
    project = make_project()
    grant = make_grant(project)
    entry = make_entry(project, form="money", quantity=5000)
    line = enter_line(grant=grant, what=entry, use="claimed", by=grant.owner, now=NOON)
    correct_entry(
        entry=entry, difference=-500, seen=5000, reason="Minder.", by=project.owner, now=NOON
    )
    client.force_login(grant.owner.account)
    assert "€ 45 now, −€ 5 changed" in page(client, grant)

    client.post(reverse("web:grant-line-correction", args=[grant.pk, line.pk]))

    assert GrantLine.objects.get(withdrawn_at=None).cents == 4500
    assert "Corrected since" not in page(client, grant)


def test_a_line_is_taken_out_with_a_reason(client):
    project = make_project()
    grant = make_grant(project)
    line = enter_line(grant=grant, what=make_cost(project), use="claimed", by=grant.owner, now=NOON)
    client.force_login(grant.owner.account)
    url = reverse("web:grant-line-withdrawal", args=[grant.pk, line.pk])

    assert client.post(url, {"reason": ""}).status_code == 422
    assert client.post(url, {"reason": "Bij een ander fonds."}).status_code == 302
    assert client.get(url).status_code == 404


def test_deadlines_stand_in_today_of_who_keeps_the_grant(client):
    grant = make_grant()
    deadline = set_deadline(
        grant=grant, what="Eindverslag", due_on=date(2026, 11, 1), by=grant.owner, now=NOON
    )
    client.force_login(grant.owner.account)
    assert "Eindverslag" in client.get(reverse("web:today")).content.decode()

    answer = client.post(
        reverse("web:grant-deadline-met", args=[grant.pk, deadline.pk]), {"then": "today"}
    )

    assert answer.url == reverse("web:today")
    assert Deadline.objects.get().met_by == grant.owner
    assert "Eindverslag" not in client.get(reverse("web:today")).content.decode()


def test_the_funder_reads_and_does_not_keep(client):
    reader = make_person()
    project = make_project()
    grant = make_grant(project, funder=make_organisation("Streekfonds", admin=reader))
    other = make_grant(project)
    client.force_login(reader.account)

    assert client.get(reverse("web:grant", args=[grant.pk])).status_code == 200
    assert client.get(reverse("web:grants")).status_code == 200
    assert client.get(reverse("web:grant", args=[other.pk])).status_code == 404
    assert client.post(reverse("web:grant-lines", args=[grant.pk])).status_code == 403
    assert client.get(reverse("web:grant-edit", args=[grant.pk])).status_code == 403


def test_others_know_of_no_grant(client):
    grant = make_grant()
    client.force_login(make_person().account)

    assert client.get(reverse("web:grants")).status_code == 403
    assert client.get(reverse("web:grant", args=[grant.pk])).status_code == 404
    assert client.get(reverse("web:grant", args=[2**63])).status_code == 404


def test_the_table_is_no_formula(client):
    project = make_project(title="=cmd|calc")
    grant = make_grant(project)
    make_cost(project, what="+1+1", amount=12_345)
    client.force_login(grant.owner.account)

    text = client.get(reverse("web:grant-csv", args=[grant.pk])).content.decode()

    assert "'=cmd|calc" in text
    assert "'+1+1" in text
    assert "123.45" in text


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_costs_the_same_however_many_grants(client, count, django_assert_max_num_queries):
    broker = make_team()
    for _ in range(count):
        grant = make_grant(owner=broker)
        set_deadline(grant=grant, what="X", due_on=date(2026, 12, 1), by=broker, now=NOON)
    client.force_login(broker.account)
    client.get(reverse("web:grants"))

    with django_assert_max_num_queries(10):
        answer = client.get(reverse("web:grants"))

    assert len(answer.context["rows"]) == count


def test_a_funder_reads_a_dossier_of_200_rows_by_pages(client):
    project = make_project()
    grant = make_grant(project)
    giver = make_person()
    for _ in range(60):
        make_entry(project, form="money", giver=giver)
    client.force_login(grant.owner.account)

    answer = client.get(reverse("web:grant", args=[grant.pk]), {"page": 2})

    assert len(answer.context["rows"]) == 10


def test_many_rows_of_a_dossier_cost_no_more_queries(client, django_assert_max_num_queries):
    project = make_project()
    grant = make_grant(project)
    for _ in range(5):
        make_entry(project, form="money")
        make_cost(project, amount=100)
    client.force_login(grant.owner.account)

    with django_assert_max_num_queries(21):
        assert client.get(reverse("web:grant", args=[grant.pk])).status_code == 200
