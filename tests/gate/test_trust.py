"""A change is judged by terms that it did not write, and by waivers that it did not sign."""

import pytest
from documents import catalogue, waiver, waiver_document

from checker.gate.approvals import Stand, proven
from checker.gate.change import Change
from checker.gate.trust import is_signed_by_others, standing_waivers, trusted_catalogue, widens

LEAD = "lead-es@example.com"
SIGNED = "approvals: [{by: owner@example.com, role: process_owner, signed_on: 2026-10-02}]"

WIDER = {
    "a higher limit": ("at_most: 8", "at_most: 9"),
    "a later end": ("expires: 2027-02-01", "expires: 2027-03-01"),
    "one more element": ("[control:payout_days]", "[control:payout_days, control:return_days]"),
    "more versions": ("<2.0", "<3.0"),
    "another category": ("category: accepted", "category: not_applicable"),
    "one more signature": (SIGNED, SIGNED.replace("]", ", {by: legal@example.com, role: legal, signed_on: 2026-10-03}]")),
    "a later request, which may hold for longer": ("requested_on: 2026-10-01", "requested_on: 2026-10-20"),
    "asked for by somebody else, who then may sign": ("requested_by: lead-es", "requested_by: other"),
    "a later plan": ("due: 2027-01-01", "due: 2027-02-01"),
    "a limit of another kind": ("accepts: {at_most: 8}", "accepts: {equals: 8}"),
}
NO_WIDER = {
    "a lower limit": ("at_most: 8", "at_most: 7"),
    "an earlier end": ("expires: 2027-02-01", "expires: 2027-01-15"),
    "another reason": ("The bank needs longer", "The new bank needs longer"),
    "a signature less": (SIGNED, "approvals: []"),
    "an earlier plan": ("due: 2027-01-01", "due: 2026-12-01"),
}


@pytest.mark.parametrize("edit", WIDER.values(), ids=WIDER)
def test_a_waiver_that_excuses_more_is_widened(edit: tuple[str, str]) -> None:
    assert widens(waiver(), waiver(edit))


@pytest.mark.parametrize("edit", NO_WIDER.values(), ids=NO_WIDER)
def test_a_waiver_that_excuses_no_more_is_not(edit: tuple[str, str]) -> None:
    assert not widens(waiver(), waiver(edit))


def test_a_new_waiver_excuses_what_nothing_excused() -> None:
    assert widens(None, waiver())
    assert not widens(waiver(), waiver())


def test_a_new_waiver_counts_where_others_signed_who_may() -> None:
    terms = catalogue()
    assert is_signed_by_others(waiver(), terms, {LEAD})
    assert not is_signed_by_others(waiver(), terms, {LEAD, "Owner@Example.com"})  # the signer made the change
    assert not is_signed_by_others(waiver((SIGNED, SIGNED.replace("owner@", "friend@"))), terms, {LEAD})
    assert not is_signed_by_others(waiver((SIGNED, SIGNED.replace("process_owner", "legal"))), terms, {LEAD})
    assert not is_signed_by_others(waiver((SIGNED, "approvals: []")), terms, {LEAD})


def test_a_waiver_that_the_change_widens_leaves_the_base_s_in_force() -> None:
    before, after = waiver_document(), waiver_document(("at_most: 8", "at_most: 80"))
    counted, held = standing_waivers([before], [after], catalogue(), {"owner@example.com"})
    assert (counted, held) == ((before,), (after,))
    assert standing_waivers([before], [after], catalogue(), {LEAD}) == ((after,), ())
    assert standing_waivers([], [after], catalogue(), {"owner@example.com"}) == ((), (after,))


def test_a_waiver_that_the_change_narrows_counts_as_it_now_is() -> None:
    before, after = waiver_document(), waiver_document(("at_most: 8", "at_most: 6"))
    assert standing_waivers([before], [after], catalogue(), {"owner@example.com"}) == ((after,), ())


def test_severities_signers_and_excuses_are_the_base_s_whatever_the_change_says() -> None:
    sneaky = catalogue(
        ("business: {weight: 3, level: error", "business: {weight: 3, level: warning"),
        ("legal: [legal@example.com]", f"legal: [{LEAD}]\nonboarding: {{es: 2030-01-01}}"),
        ("refund: {due: always}", "refund: {due: optional}"),
        ("EU: [ES, FR]", "EU: [FR]"),
        ("title: Programme of the test cases", "title: Another title"),
    )
    judged_by = trusted_catalogue(catalogue(), sneaky)
    assert judged_by.severities == catalogue().severities
    assert judged_by.approvers == catalogue().approvers
    assert judged_by.processes == catalogue().processes
    assert judged_by.onboarding == {}
    assert set(judged_by.jurisdictions["EU"]) == {"ES", "FR"}
    assert judged_by.title == "Another title"


def test_what_the_change_asks_for_on_top_holds() -> None:
    more = catalogue(("[voice]}}", "[email]}}"), ("refund: {due: always}", "refund: {due: always}\n  chat: {due: always}"))
    judged_by = trusted_catalogue(catalogue(), more)
    assert set(judged_by.processes) == {"refund", "voice-care", "loyalty", "chat"}
    assert set(judged_by.processes["voice-care"].due.channels) == {"voice", "email"}  # type: ignore[union-attr]


def test_an_approval_is_proven_by_the_commit_that_added_it_to_these_terms() -> None:
    asked, signed, widened = waiver((SIGNED, "approvals: []")), waiver(), waiver(("at_most: 8", "at_most: 80"))
    history = [Stand("1", asked, (None,)), Stand("2", signed, (asked,))]
    assert proven(signed, history, {"2": "owner@example.com"}.get) == (True,)
    assert proven(signed, history, {"1": "owner@example.com", "2": LEAD}.get) == (False,)
    assert proven(signed, history, {}.get) == (False,)
    assert proven(signed, [], {"2": "owner@example.com"}.get) == (False,)  # not committed yet
    later = [*history, Stand("3", widened, (signed,))]
    assert proven(widened, later, {"2": "owner@example.com"}.get) == (False,)
    assert proven(widened, later, {"3": "owner@example.com"}.get) == (True,)


def test_an_approval_that_was_withdrawn_is_not_proven_by_its_first_signature() -> None:
    asked, signed = waiver((SIGNED, "approvals: []")), waiver()
    history = [Stand("1", signed, (None,)), Stand("2", asked, (signed,)), Stand("3", signed, (asked,))]
    assert proven(signed, history, {"1": "owner@example.com"}.get) == (False,)


def test_a_merge_that_only_brings_an_approval_along_does_not_add_it() -> None:
    signed = waiver()
    history = [Stand("1", signed, (None,)), Stand("merge", signed, (None, signed))]
    assert proven(signed, history, {"1": "owner@example.com"}.get) == (True,)


ES, FR = "markets/eu/es/refund.yaml", "markets/eu/fr/refund.yaml"
REGIONS = {"eu": ("es", "fr"), "latam": ("mx",)}


@pytest.mark.parametrize(
    ("path", "markets"),
    [
        (ES, {"es"}),
        ("markets/eu/es/market.yaml", {"es"}),
        ("markets/eu/refund.yaml", {"es", "fr"}),
        ("standards/waivers/es/W-1.yaml", {"es"}),
        ("standards/waivers/eu/W-1.yaml", {"eu", "es", "fr"}),
        ("standards/catalogue.yaml", set()),
        ("standards/processes/refund/1.0.0.yaml", set()),
    ],
)
def test_a_market_is_touched_by_its_files_its_region_s_and_its_waivers(path: str, markets: set[str]) -> None:
    assert Change({}, {path: "1"}).touched(REGIONS) == markets


def test_a_file_that_lies_elsewhere_now_is_moved_not_gone() -> None:
    change = Change({ES: "1", "a": "2", "b": "3"}, {"markets/latam/es/refund.yaml": "9", "c": "2"})
    assert change.moved == {ES: "markets/latam/es/refund.yaml", "a": "c"}
    assert change.paths == ("a", "b", "c", ES, "markets/latam/es/refund.yaml")


def test_what_is_the_same_on_both_sides_is_no_change() -> None:
    assert Change({ES: "1"}, {ES: "1"}).paths == ()
