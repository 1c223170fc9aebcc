"""Waivers and findings made by hand, for the tests of their state."""

from collections.abc import Sequence
from functools import cache

from workspaces import CATALOGUE, REFUND, SHARED

from checker.facts import ValueFact
from checker.governance.waivers import Found, Seat
from checker.load.document import parse_document
from checker.model.amount import Amount
from checker.model.documents import Catalogue, Market, Region, Severity, Standard, Tailoring, Waiver
from checker.model.position import Document, Place
from checker.tailoring import Requirement

LAST_DAY = "2027-02-28"
OWNER = {"by": "owner@example.com", "role": "process_owner", "signed_on": "2026-10-04"}


def waiver(**changes: object) -> Waiver:
    """A valid waiver for `payout_days` up to 9; a key that is None is left out."""
    base: dict[str, object] = {
        "kind": "waiver",
        "id": "W-ES-001",
        "market": "es",
        "process": "refund",
        "elements": ["control:payout_days"],
        "standard": ">=1.0,<2.0",
        "category": "accepted",
        "accepts": {"at_most": 9},
        "reason": "The bank pays out twice a week only.",
        "plan": {"owner": "Operations", "due": "2027-02-01"},
        "requested_by": "asks@example.com",
        "requested_on": "2026-10-01",
        "approvals": [OWNER],
        "expires": LAST_DAY,
    }
    return Waiver.model_validate({key: value for key, value in {**base, **changes}.items() if value is not None})


@cache
def standard() -> Document[Standard]:
    document = parse_document((SHARED / REFUND).read_bytes(), REFUND, Standard).document
    assert document is not None
    return document


@cache
def catalogue() -> Catalogue:
    document = parse_document((SHARED / CATALOGUE).read_bytes(), CATALOGUE, Catalogue).document
    assert document is not None
    return document.model


MARKET = Market.model_validate(
    {"kind": "market", "market": "es", "name": "Spain", "country": "ES", "languages": ["es"], "channels": ["voice"],
     "lead": "lead-es@example.com"}
)  # fmt: skip
REGION = Region.model_validate({"kind": "region", "region": "eu", "name": "Europe", "lead": "lead-eu@example.com"})


def seat(*others: Waiver, is_judged: bool = True) -> Seat:
    known = {each.id: each for each in others}
    return Seat(catalogue(), known, MARKET, REGION, standard().model, is_judged)


def payout(days: float, element: str = "control:payout_days") -> Found:
    """A finding that pays out too late."""
    requirement = Requirement(5, Tailoring.TIGHTEN_ONLY, "business_days", "lower")
    local = Amount(days, "business_days")
    place = Place(standard(), ("controls", 0))
    fact = ValueFact(
        element,
        "payout_days",
        "control",
        Severity.CUSTOMER,
        requirement,
        local,
        requirement.judge(local),
        "market",
        place,
        place,
    )
    return Found("control-loosened", of_severity=True, fact=fact)


def findings(*days: float) -> Sequence[Found]:
    return [payout(each) for each in days]
