"""Which duties bind which market on which day, and the register that says so (2.7, 4.3)."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from workspaces import ES_MARKET, shared_text, workspace

import checker
from checker.governance.bounds import Term, contradict
from checker.governance.law import jurisdictions_of
from checker.model.documents import Catalogue, Duty, Market

DUTY = {"citation": "Act", "says": "So.", "status": "enacted", "evidence": "verified"}


def duty(identity: str, control: str | None = "refund/tone", **more: Any) -> dict[str, Any]:
    """A duty as plain data; by default one that the standard meets."""
    return {"id": identity, **DUTY, "control": control, "bound": "exact", "value": "formal", **more}


def law(root: Path, jurisdiction: str, *duties: dict[str, Any]) -> None:
    whole = {"kind": "law", "jurisdiction": jurisdiction, "checked_on": "2026-11-22", "notice": "Made up."}
    (root / "standards/law").mkdir(exist_ok=True)
    (root / f"standards/law/{jurisdiction}.yaml").write_text(json.dumps({**whole, "duties": list(duties)}))


def registered(root: Path, day: date) -> dict[str, tuple[str, list[str]]]:
    report = json.loads(checker.render(checker.check(root, as_of=day), "json"))
    return {each["id"]: (each["standing"], each["markets"]) for each in report["duties"]}


def test_the_register_says_what_binds_whom_and_from_when(tmp_path: Path) -> None:
    root = workspace(
        tmp_path / "workspace", {ES_MARKET: shared_text(ES_MARKET, ("country: ES", "country: ES\nprofile: [big]"))}
    )
    law(root, "EU", duty("EU-ALL"), duty("EU-BIG", applies_to=["big"]), duty("EU-BILL", status="bill"))
    law(root, "ES", duty("ES-LATER", in_force_from="2026-12-28"), duty("ES-OLD", status="repealed"))
    law(root, "FR", duty("FR-NOTE", None, bound="note", value=None))
    law(root, "US", duty("US-ALL"))
    assert registered(root, date(2026, 12, 27)) == {
        "ES-LATER": ("to_come", ["es"]),
        "ES-OLD": ("repealed", []),
        "EU-ALL": ("in_force", ["es", "fr"]),
        "EU-BIG": ("in_force", ["es"]),
        "EU-BILL": ("bill", []),
        "FR-NOTE": ("in_force", ["fr"]),
        "US-ALL": ("in_force", []),
    }
    assert registered(root, date(2026, 12, 28))["ES-LATER"] == ("in_force", ["es"])


@pytest.mark.parametrize(
    ("country", "more", "held"),
    [
        ("ES", [], {"ES", "EU"}),
        ("ES", ["ES-CT"], {"ES", "ES-CT", "EU"}),
        ("US", ["US-CA"], {"US", "US-CA"}),
        ("CA", ["US-CA"], {"CA", "US", "US-CA"}),
        ("CA", ["FR"], {"CA", "FR", "EU"}),
        ("CA", ["EU"], {"CA", "EU"}),
        ("CA", ["FR-IDF"], {"CA", "FR", "FR-IDF", "EU"}),
    ],
)
def test_the_jurisdictions_of_a_market(country: str, more: list[str], held: set[str]) -> None:
    catalogue = Catalogue.model_construct(jurisdictions={"EU": ("ES", "FR"), "MERCOSUR": ("BR",)})
    market = Market.model_construct(country=country, jurisdictions=tuple(more))
    assert jurisdictions_of(catalogue, market) == held


def term(bound: str, value: Any, unit: str | None = None) -> Term:
    whole = {**DUTY, "id": "X", "control": "a/b", "bound": bound, "value": value, "unit": unit}
    known = Duty.model_validate(whole)
    assert known.value is not None
    return Term(known, "control:b", known.bound, known.value, known.unit)


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (term("min", 5), term("max", 5), False),
        (term("min", 6), term("max", 5), True),
        (term("min", 6), term("min", 7), False),
        (term("min", 2, "hours"), term("max", 90, "minutes"), True),
        (term("min", 2, "hours"), term("max", 1, "months"), False),
        (term("exact", 5), term("max", 4), True),
        (term("exact", 5), term("exact", 5.0), False),
        (term("exact", "a"), term("exact", "b"), True),
        (term("exact", "a"), term("min", 1), True),
        (term("exact", ["a"]), term("includes", ["a", "b"]), True),
        (term("exact", ["b", "a"]), term("includes", ["a"]), False),
        (term("includes", ["a"]), term("includes", ["b"]), False),
    ],
)
def test_whether_two_duties_leave_a_value(left: Term, right: Term, expected: bool) -> None:
    assert contradict(left, right, None) is expected
    assert contradict(right, left, None) is expected
