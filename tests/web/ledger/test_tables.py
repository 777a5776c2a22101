import pytest
from django.urls import reverse

from gangmaker.contributions.models import Rate, ValuationMethod, VolunteerCap
from tests.contributions.ledger_world import make_caps, make_method, make_rate
from tests.world import make_person, make_team

pytestmark = pytest.mark.django_db


def rate(**changed: str) -> dict[str, str]:
    return {
        "form": "time",
        "level": "",
        "profile": "All volunteer work",
        "amount": "25,50",
        "valid_from": "2026-01-01",
        "valid_until": "",
        "source": "A table that can be found",
        **changed,
    }


def test_everybody_reads_how_things_are_valued(client):
    make_rate(make_method(is_example=True), source="Nowhere yet")

    text = client.get(reverse("web:valuation")).content.decode()

    assert "Replacement cost" in text
    assert "example" in text
    assert "Nowhere yet" in text


def test_a_broker_adds_a_method_and_its_rates(client):
    client.force_login(make_team().account)
    client.post(
        reverse("web:method-new"),
        {"name_nl": "Vervangingskost", "description_nl": "X", "kind": "replacement", "source": "Y"},
    )
    method = ValuationMethod.objects.get()

    answer = client.post(reverse("web:rate-new", args=[method.key]), rate())

    assert answer.url == reverse("web:valuation")
    assert (method.key, Rate.objects.get().cents) == ("vervangingskost", 2550)


def test_a_rate_without_a_source_or_beside_another_is_refused_with_what_was_typed(client):
    method = make_method()
    make_rate(method)
    client.force_login(make_team().account)
    url = reverse("web:rate-new", args=[method.key])

    for wrong in ({"source": ""}, {}, {"form": "money"}, {"valid_until": "2025-01-01"}):
        answer = client.post(url, rate(**wrong))
        assert answer.status_code == 422
        assert "All volunteer work" in answer.content.decode()
    assert Rate.objects.count() == 1


def test_a_rate_is_replaced_and_stays_to_be_read(client):
    method = make_method()
    old = make_rate(method)
    client.force_login(make_team().account)
    url = reverse("web:rate-replaced", args=[method.key, old.pk])

    client.post(url, rate(amount="30"))

    assert Rate.objects.in_force().get().supersedes == old
    assert "€ 25 an hour" in client.get(reverse("web:valuation")).content.decode()
    assert client.get(url).status_code == 404


def test_the_caps_of_a_year_are_set_and_corrected(client):
    make_caps(2026)
    client.force_login(make_team("region_admin").account)
    new = {
        "year": "2026",
        "day_cents": "43,00",
        "year_cents": "1720",
        "source": "Official",
        "provisional": "on",
    }

    assert client.post(reverse("web:volunteer-caps"), new).status_code == 302
    wrong = client.post(reverse("web:volunteer-caps"), {**new, "year_cents": "10"})

    cap = VolunteerCap.objects.get()
    assert (cap.day_cents, cap.year_cents, cap.provisional) == (4300, 172_000, True)
    assert wrong.status_code == 422
    assert "to be checked" in client.get(reverse("web:volunteer-caps")).content.decode()


@pytest.mark.parametrize("name", ["method-new", "volunteer-caps"])
def test_others_do_not_keep_the_tables(client, name):
    client.force_login(make_person().account)

    assert client.get(reverse(f"web:{name}")).status_code == 403
