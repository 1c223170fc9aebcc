"""A major version of the refund standard, what it would do to each market, and markets that move to it."""

import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from workspaces import DAY, ES, ES_MARKET, EU, FR_MARKET, REFUND, REGION, shared_text, variant, workspace

import checker
from checker.cli.program import program

NEXT = "standards/processes/refund/2.0.0.yaml"
MAJOR = shared_text(
    REFUND,
    ("version: 1.0.0", "version: 2.0.0"),
    ("  controls: {payback_days: payout_days}\n  metrics: {happiness: csat}",
     "  controls: {payout_days: paid_days}\n  metrics: {csat: satisfaction}\n  steps: {handoff: hand_over}"),
    ("id: payout_days, title: Payout, requirement: Paid out within., value: 5",
     "id: paid_days, title: Payout, requirement: Paid out within., value: 3"),
    ("{id: csat, title", "{id: satisfaction, title"),
    ("    - id: handoff\n", "    - id: hand_over\n"),
    ("go: handoff}", "go: hand_over}"),
    ("[handoff, type:human]", "[hand_over, type:human]"),
    ("allowed: {min: 6, max: 36}", "allowed: {min: 6, max: 60}"),
    ("requirement: How we speak., value: formal", "requirement: How we speak., value: friendly"),
)  # fmt: skip
MAJOR = "".join(line for line in MAJOR.splitlines(keepends=True) if "pause_seconds" not in line)
OWN = variant("""controls:
  payout_days: 4      # kept: promised on the help pages
  pause_seconds: {value: 5, because: {type: capacity}}
  "record_months":
    value: 48   # waived
metrics: {csat: {target: 90}}
flow:
  changes:
    - tune: handoff
      set: {params: {wait_minutes: 8}}   # more time""")
WAIVER = """kind: waiver
id: W-ES-1
market: es
process: refund
elements: [control:record_months]
standard: ">=1.0,<3.0"
category: mitigated
accepts: {at_most: 48}
reason: Needed until the old archive is gone.
mitigations: [restricted access]
requested_by: lead-es@example.com
requested_on: 2026-11-01
approvals:
  - {by: owner@example.com, role: process_owner, signed_on: 2026-11-02}
  - {by: legal@example.com, role: legal, signed_on: 2026-11-02}
expires: 2027-01-15
"""
FILES = {NEXT: MAJOR, ES: OWN, "standards/waivers/es/W-ES-1.yaml": WAIVER}


def run(*words: str, root: Path) -> Result:
    arguments = [*words, "--root", str(root), "--as-of", DAY.isoformat()]
    return CliRunner().invoke(program, arguments, standalone_mode=False, catch_exceptions=False)


def impacts(root: Path, market: str) -> dict[str, set[str]]:
    said: dict[str, Any] = json.loads(run("standard", "impact", "refund", "2.0.0", "--format", "json", root=root).output)
    found: dict[str, set[str]] = {}
    for each in next(each for each in said["markets"] if each["market"] == market)["impacts"]:
        found.setdefault(each["effect"], set()).add(each["element"])
    return found


def test_impact_tells_every_effect_of_a_version_on_a_market(tmp_path: Path) -> None:
    found = impacts(workspace(tmp_path, FILES), "es")
    assert found["breaks"] == {"control:paid_days"}
    assert found["orphaned"] == {"control:pause_seconds"}
    assert found["waiver_no_longer_needed"] == {"control:record_months"}
    assert "now_standard" not in found
    assert found["moves_by_itself"] == {"control:paid_days", "metric:satisfaction", "step:hand_over"}
    assert "control:tone" in found["changes_silently"]
    assert "control:paid_days" not in found["changes_silently"]


def test_a_waiver_that_ends_with_the_version_is_told_from_one_that_is_not_needed(tmp_path: Path) -> None:
    files = FILES | {
        "standards/waivers/es/W-ES-1.yaml": WAIVER.replace("<3.0", "<2.0"),
        NEXT: MAJOR.replace("max: 60}", "max: 40}"),
    }
    found = impacts(workspace(tmp_path, files), "es")
    assert found["waiver_no_longer_valid"] == {"control:record_months"}
    assert "waiver_no_longer_needed" not in found
    assert "control:record_months" in found["breaks"]


def test_what_a_market_added_and_the_standard_has_now_is_told(tmp_path: Path) -> None:
    step = "    - {id: help, type: human, name: Help}\n"
    files = {
        NEXT: MAJOR.replace(step, f"    - {{id: thank, type: bot, name: Thank}}\n{step}"),
        ES: variant("""local_controls: [{id: paid_days, title: Own, requirement: Own., value: 1, unit: minutes}]
controls: {tone: friendly}
flow: {changes: [{insert: {id: thank, type: bot, name: Thank}, after: handoff}]}"""),
    }
    found = impacts(workspace(tmp_path, files), "es")
    assert found["now_standard"] == {"paid_days", "thank", "control:tone"}
    assert "breaks" not in found


def test_a_market_without_a_word_of_its_own_only_changes_silently(tmp_path: Path) -> None:
    assert set(impacts(workspace(tmp_path, FILES), "fr")) == {"changes_silently"}


def test_a_version_that_changes_nothing_leaves_markets_unaffected(tmp_path: Path) -> None:
    root = workspace(tmp_path, {NEXT: shared_text(REFUND, ("version: 1.0.0", "version: 2.0.0"))})
    assert impacts(root, "fr") == {}
    said = run("standard", "impact", "refund", "2.0.0", root=root).output
    assert said == "refund 2.0.0 would break none of 2 markets; 2 stay as now\n\nmarkets    from\nes and fr  1.0.0\n"


def test_each_thing_is_told_once_what_breaks_first_then_what_is_the_same_everywhere_then_what_some_have(tmp_path: Path) -> None:
    said = run("standard", "impact", "refund", "2.0.0", root=workspace(tmp_path, FILES)).output
    assert said.startswith("refund 2.0.0 would break 1 of 2 markets (es); 1 changes without breaking\n")
    heads = ["What breaks (2)\n  es: breaks: control:paid_days", "The same in all 2 markets (", "Only in es (", "Only in fr ("]
    places = [said.index(head) for head in heads]
    assert places == sorted(places)
    told = [line.strip() for line in said.splitlines() if line.startswith("  ") and ": control:tone" in line]
    assert told == ["changes silently: control:tone: Tone: formal → friendly"]
    everywhere = said[places[1] : places[2]]
    assert "control:tone" in everywhere
    assert "control:paid_days" not in everywhere


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_nothing_that_json_says_is_lost_where_markets_are_told_together(tmp_path: Path, form: str) -> None:
    root = workspace(tmp_path, FILES)
    told = unescape(run("standard", "impact", "refund", "2.0.0", "--format", form, root=root).output).replace("\\", "")
    listed = json.loads(run("standard", "impact", "refund", "2.0.0", "--format", "json", root=root).output)["markets"]
    said = {each["message"] for market in listed for each in market["impacts"]}
    assert len(said) > 5
    assert [message for message in said if told.count(message) != 1] == []


def test_markets_that_are_not_concerned_stand_together_by_the_reason(tmp_path: Path) -> None:
    runs_it = workspace(tmp_path, {NEXT: MAJOR, ES_MARKET: shared_text(ES_MARKET, ("adopts: {", "adopts: {refund: 2.0.0, "))})
    said = run("standard", "impact", "refund", "2.0.0", root=runs_it).output
    assert said.startswith("refund 2.0.0 would not break fr, the one market that runs an older version")
    assert said.endswith("Not concerned\n  runs it already: es\n")


def test_a_changed_formula_is_quoted_before_and_after(tmp_path: Path) -> None:
    found = re.search(r"definition: \{.*?\}", MAJOR)
    assert found is not None
    counted = MAJOR.replace(found[0], "definition: {numerator: ratings of 5, denominator: all ratings, window: week}", 1)
    said = run("upgrade", "fr", "refund", "2.0.0", "--diff", root=workspace(tmp_path, {NEXT: counted})).output
    assert "→ ‘ratings of 5 ÷ all ratings, each week’" in said
    assert "another" not in said


def test_impact_names_file_and_line(tmp_path: Path) -> None:
    text = run("standard", "impact", "refund", "2.0.0", root=workspace(tmp_path, FILES)).output
    assert f"paid_days must be at most 3 business days, not 4 [control-loosened]  {ES}:4" in text
    assert "| es | 1.0.0 |" in run("standard", "impact", "refund", "2.0.0", "--format", "markdown", root=tmp_path).output


def test_upgrade_writes_new_names_and_keeps_every_other_byte(tmp_path: Path) -> None:
    root = workspace(tmp_path, FILES)
    done = run("upgrade", "es", "refund", "2.0.0", root=root)
    assert done.return_value == 1
    expected = (
        OWN.replace("payout_days: 4", "paid_days: 4")
        .replace("{csat:", "{satisfaction:")
        .replace("tune: handoff", "tune: hand_over")
    )
    assert (root / ES).read_text() == expected
    assert "Left for a person:" in done.output
    assert "control:pause_seconds" in done.output


def test_after_the_upgrade_the_market_runs_the_version(tmp_path: Path) -> None:
    root = workspace(tmp_path, FILES)
    run("upgrade", "es", "refund", "2.0.0", root=root)
    assert str(checker.check(root, as_of=DAY).markets["es"].processes["refund"].version) == "2.0.0"


def test_running_it_twice_changes_nothing(tmp_path: Path) -> None:
    root = workspace(tmp_path, FILES)
    run("upgrade", "es", "refund", "2.0.0", root=root)
    before = {path: path.read_bytes() for path in sorted(root.rglob("*.yaml"))}
    again = run("upgrade", "es", "refund", "2.0.0", root=root)
    assert "nothing is written" in again.output
    assert {path: path.read_bytes() for path in sorted(root.rglob("*.yaml"))} == before


def test_diff_writes_nothing(tmp_path: Path) -> None:
    root = workspace(tmp_path, FILES)
    shown = run("upgrade", "es", "refund", "2.0.0", "--diff", root=root).output
    assert "-  payout_days: 4      # kept: promised on the help pages" in shown
    assert "+  paid_days: 4      # kept: promised on the help pages" in shown
    assert (root / ES).read_text() == OWN


def test_a_version_that_the_region_adopted_is_written_into_the_market(tmp_path: Path) -> None:
    root = workspace(tmp_path, {NEXT: MAJOR})
    assert "refund" in (root / REGION).read_text()
    region = (root / REGION).read_bytes()
    assert run("upgrade", "fr", "refund", "2.0.0", root=root).return_value == 0
    report = checker.check(root, as_of=DAY)
    assert [str(report.markets[market].processes["refund"].version) for market in ("es", "fr")] == ["1.0.0", "2.0.0"]
    assert (root / REGION).read_bytes() == region


def test_old_names_in_the_regions_file_are_left_for_a_person(tmp_path: Path) -> None:
    root = workspace(tmp_path, {NEXT: MAJOR, EU: variant("controls: {payout_days: 2}")})
    done = run("upgrade", "fr", "refund", "2.0.0", root=root)
    assert done.return_value == 1
    assert "the region's file holds for its other markets too" in done.output
    assert "payout_days: 2" in (root / EU).read_text()


def test_a_region_is_told_from_a_market_and_how_its_markets_move(tmp_path: Path) -> None:
    root = workspace(tmp_path, {NEXT: MAJOR, ES_MARKET: shared_text(ES_MARKET, ("adopts: {", "adopts: {refund: 1.0.0, "))})
    with pytest.raises(checker.CheckerError) as said:
        run("upgrade", "eu", "refund", "2.0.0", root=root)
    assert str(said.value).splitlines() == [
        "`eu` is a region, and `checker upgrade` moves one market at a time",
        "  fr: write `refund: 2.0.0` under `adopts` in markets/eu/region.yaml:5, which moves all that follow the region",
        "  es names its own version (1.0.0): `checker upgrade es refund 2.0.0`",
        "  `checker standard impact refund 2.0.0` shows what the version does to each of them",
    ]


def test_a_region_that_adopts_the_version_already_names_who_stays_behind(tmp_path: Path) -> None:
    own = {ES_MARKET: shared_text(ES_MARKET, ("adopts: {", "adopts: {refund: 1.0.0, "))}
    region = {REGION: shared_text(REGION, ("refund: 1.0.0", "refund: 2.0.0"))}
    with pytest.raises(checker.CheckerError, match="the region's file adopts 2") as said:
        run("upgrade", "eu", "refund", "2.0.0", root=workspace(tmp_path, {NEXT: MAJOR} | own | region))
    assert "es names its own version (1.0.0): `checker upgrade es refund 2.0.0`" in str(said.value)


def test_of_a_version_that_the_region_names_both_files_that_can_name_a_newer_one_are_said(tmp_path: Path) -> None:
    root = workspace(tmp_path, {NEXT: shared_text(REFUND, ("version: 1.0.0", "version: 2.0.0"))})
    behind = {each.market: each for each in checker.check(root, as_of=DAY).findings if each.rule == "version-behind"}
    assert {each.location.path for each in behind.values()} == {REGION}
    remedy = behind["es"].remedy or ""
    assert "in the region's file, which moves all markets that follow it" in remedy
    assert "in the market's own `market.yaml`, which moves this one only" in remedy
    run("upgrade", "es", "refund", "2.0.0", root=root)
    assert [each.market for each in checker.check(root, as_of=DAY).findings if each.rule == "version-behind"] == ["fr"]


def test_of_a_version_that_the_market_names_only_its_own_file_is_said(tmp_path: Path) -> None:
    own = {ES_MARKET: shared_text(ES_MARKET, ("adopts: {", "adopts: {refund: 1.0.0, "))}
    root = workspace(tmp_path, {NEXT: shared_text(REFUND, ("version: 1.0.0", "version: 2.0.0"))} | own)
    found = checker.check(root, as_of=DAY).findings
    (behind,) = (each for each in found if each.rule == "version-behind" and each.market == "es")
    assert behind.location.path == ES_MARKET
    assert "region" not in (behind.remedy or "")


COMMENTED = """# Spain's refunds.
kind: variant
process: refund
controls:
  tone: friendly   # agreed in 2024
  # In 1.0.0 this is payout_days.
  payout_days: {value: 2, because: {type: capacity, note: "ticket #5"}}  # promised on the help pages
  record_months: 12
"""


def test_comments_that_may_be_out_of_date_are_named_and_stay(tmp_path: Path) -> None:
    root = workspace(tmp_path, {NEXT: MAJOR, ES: COMMENTED})
    done = run("upgrade", "es", "refund", "2.0.0", root=root)
    shown = done.output.partition("Comments to read again; they stay as they are:\n")[2].splitlines()[:2]
    assert shown == [f"  {ES}:6  # In 1.0.0 this is payout_days.", f"  {ES}:7  # promised on the help pages"]
    assert "agreed in 2024" not in done.output
    assert "Spain's refunds" not in done.output
    assert (root / ES).read_text() == COMMENTED.replace("  payout_days:", "  paid_days:")


def test_a_comment_above_something_else_is_not_listed_where_adopts_is_added_below_it(tmp_path: Path) -> None:
    own = shared_text(FR_MARKET, ("confirms:", "# Holds for a year.\nconfirms:"))
    root = workspace(tmp_path, {NEXT: MAJOR, FR_MARKET: own})
    assert "Holds for a year" not in run("upgrade", "fr", "refund", "2.0.0", root=root).output


def test_upgrade_says_what_was_done_and_with_diff_what_would_be(tmp_path: Path) -> None:
    root = workspace(tmp_path, {NEXT: MAJOR, ES: COMMENTED})
    shown = run("upgrade", "es", "refund", "2.0.0", "--diff", root=root).output
    assert "Renamed by the standard, and to be renamed in the market's file:\n" in shown
    assert "Nothing is written yet: the same without `--diff` writes them." in shown
    assert "checker confirm" not in shown
    done = run("upgrade", "es", "refund", "2.0.0", root=root).output
    assert f"  control:paid_days: `payout_days` is `paid_days` now  {ES}:7\n" in done
    assert "`checker upgrade`" not in done
    assert "Nothing is written" not in done


def test_windows_line_ends_and_a_byte_order_mark_stay(tmp_path: Path) -> None:
    root = workspace(tmp_path, {NEXT: MAJOR})
    text = "\ufeffkind: variant\r\nprocess: refund\r\ncontrols:\r\n  payout_days: 2 # é\r\n"
    (root / ES).write_bytes(text.encode())
    run("upgrade", "es", "refund", "2.0.0", root=root)
    assert (root / ES).read_bytes() == text.replace("payout_days", "paid_days").encode()
    assert b"refund: 2.0.0" in (root / ES_MARKET).read_bytes()


@pytest.mark.parametrize(
    ("words", "because"),
    [
        (("es", "refund", "1.5.0"), "has no version 1.5.0"),
        (("es", "refunds", "2.0.0"), "did you mean `refund`?"),
        (("xx", "refund", "2.0.0"), "no market `xx`"),
        (("es", "loyalty", "1.0.0"), "write `adopts:"),
    ],
)
def test_what_cannot_be_done_is_said(tmp_path: Path, words: tuple[str, ...], because: str) -> None:
    with pytest.raises(checker.CheckerError, match=because.replace("?", r"\?")):
        run("upgrade", *words, root=workspace(tmp_path, {NEXT: MAJOR}))


def test_nobody_moves_to_a_draft(tmp_path: Path) -> None:
    root = workspace(tmp_path, {NEXT: MAJOR.replace("status: active", "status: draft")})
    with pytest.raises(checker.CheckerError, match="is draft, and no market may adopt it"):
        run("upgrade", "es", "refund", "2.0.0", root=root)
