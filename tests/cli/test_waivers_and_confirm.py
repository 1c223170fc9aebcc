"""`checker waivers`, `checker waivers new` and `checker confirm` (4.2)."""

import csv
import io
import json
from contextlib import chdir, redirect_stderr, redirect_stdout
from datetime import date
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from typing import NamedTuple

import pytest
from workspaces import ES, ES_MARKET, row, shared_text, variant, workspace

import checker
from checker.cli.program import run
from checker.load.confirmations import NewConfirmation, confirmed
from checker.model.value import Version

DAY = date(2026, 11, 22)
AS_OF = ("--as-of", "2026-11-22")
DIFFERENT = variant(
    "controls:\n"
    "  payout_days: 9\n"
    "  record_months: {value: 3, because: {type: capacity, note: Small archive}}\n"
    "  priority_cases: [safety]\n"
    "  offer_topics: [vouchers, credit]\n"
    "  recording_notice: false\n"
    "  return_days: {value: 30, unit: business_days}\n"
    "metrics: {csat: {target: 90, definition: {formula: smiles}}}\n"
    "flow: {changes: [{skip: help}]}"
)
WRITTEN = ("To be filled in before anyone signs.", "The new gateway is not live before spring.")
SIGNED = (
    "approvals:\n"
    "  - {by: owner@example.com, role: process_owner, signed_on: 2026-11-22}\n"
    "  - {by: legal@example.com, role: legal, signed_on: 2026-11-22}\n"
)
LAW = """\
kind: law
jurisdiction: ES
checked_on: 2026-11-22
notice: Made up.
duties:
  - {id: ES-X, citation: Act, says: So., status: enacted, evidence: verified, %s}
"""


class Ended(NamedTuple):
    code: int
    out: str
    err: str


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return workspace(tmp_path / "workspace", {ES: DIFFERENT})


def command(root: Path, *words: str) -> Ended:
    out, err = TextIOWrapper(BytesIO(), encoding="utf-8", newline=""), StringIO()
    with chdir(root), redirect_stdout(out), redirect_stderr(err):
        code = run(words)
    out.flush()
    return Ended(code, out.buffer.getvalue().decode(), err.getvalue())  # type: ignore[attr-defined]


def proposed(root: Path) -> list[str]:
    """The words of the command that the failing output prints."""
    lines = command(root, "check", *AS_OF).out.splitlines()
    (line,) = [line.strip() for line in lines if "checker waivers new" in line]
    return line.split()[1:]


def files(root: Path) -> list[Path]:
    return sorted((root / "standards/waivers").rglob("*.yaml"))


def test_the_command_that_the_failing_output_prints_asks_for_all_that_was_found(root: Path) -> None:
    assert command(root, *proposed(root), *AS_OF).code == 0
    report = checker.check(root, as_of=DAY)
    assert not [finding for finding in report.findings if finding.rule.startswith("document")]
    refused = [finding for finding in report.findings if finding.may_be_waived and finding.level != "info"]
    assert {finding.disposition for finding in refused} == {"pending"}
    assert {record.state for record in report.waivers} == {"pending"}
    assert [row.split()[1] for row in map(row, report.findings) if "waiver-" in row] == ["waiver-unapproved"] * len(files(root))
    assert "checker waivers new" not in command(root, "check", *AS_OF).out


def test_what_is_asked_for_already_is_not_asked_for_twice(root: Path) -> None:
    asked = proposed(root)
    command(root, *asked, *AS_OF)
    written = files(root)
    again = command(root, *asked, *AS_OF)
    assert again.code == 2
    assert "has a request already: standards/waivers/es/W-ES-001.yaml (waiver W-ES-001 is not approved: nobody has" in again.err
    assert "have that one signed or mended" in again.err
    assert files(root) == written
    assert "  standards/waivers/es/W-ES-001.yaml  (es/refund/control:" in command(root, "check", *AS_OF).out


def test_a_waiver_signed_by_oneself_is_to_be_signed_by_another_not_asked_for_again(root: Path) -> None:
    loosened = "es/refund/control:payout_days"
    command(root, "waivers", "new", loosened, *AS_OF)
    (one,) = files(root)
    signed = "approvals: [{by: lead-es@example.com, role: process_owner, signed_on: 2026-11-22}]"
    one.write_text(one.read_text().replace(*WRITTEN).replace("approvals: []", signed + " "))
    shown = command(root, "check", *AS_OF).out
    assert shown.count("waiver W-ES-001 is ") == 1
    assert f"waivers new {loosened}" not in shown
    assert f"  standards/waivers/es/W-ES-001.yaml  ({loosened})" in shown
    again = command(root, "waivers", "new", loosened, *AS_OF)
    assert (again.code, "is signed by lead-es@example.com, who asked for it" in again.err) == (2, True)
    assert files(root) == [one]
    forced = command(root, "waivers", "new", "--another", loosened, *AS_OF)
    assert forced.out.startswith("wrote standards/waivers/es/W-ES-002.yaml\n")


def test_a_signed_request_whose_reason_nobody_wrote_waives_nothing(root: Path) -> None:
    command(root, *proposed(root), *AS_OF)
    for file in files(root):
        file.write_text(file.read_text().replace("approvals: []", SIGNED.rstrip() + " "))
    report = checker.check(root, as_of=DAY)
    assert {record.state for record in report.waivers} == {"pending"}
    assert "its reason is still to be written" in checker.render(report, "text")


def test_a_request_that_is_signed_waives_exactly_what_it_was_for(root: Path) -> None:
    command(root, *proposed(root), *AS_OF)
    for file in files(root):
        file.write_text(file.read_text().replace(*WRITTEN).replace("approvals: []", SIGNED.rstrip() + " "))
    report = checker.check(root, as_of=DAY)
    refused = [finding for finding in report.findings if finding.may_be_waived and finding.level != "info"]
    assert {(finding.rule, finding.disposition) for finding in refused} == {(each.rule, "waived") for each in refused}
    (root / ES).write_text(DIFFERENT.replace("payout_days: 9", "payout_days: 10"))
    later = checker.check(root, as_of=DAY)
    assert [finding.disposition for finding in later.findings if finding.rule == "control-loosened"] == ["exceeded"]


def test_each_value_has_its_own_limit_and_edits_stand_together(root: Path) -> None:
    command(root, *proposed(root), *AS_OF)
    texts = {file.read_text().split("elements: [")[1].split("]")[0]: file.read_text() for file in files(root)}
    limits = {elements: text.split("accepts: ")[1].split("}")[0] + "}" for elements, text in texts.items()}
    assert limits == {
        "control:payout_days": "{at_most: 9}",
        "control:record_months": "{at_least: 3}",
        "control:priority_cases": "{missing: [fraud]}",
        "control:offer_topics": "{extra: [credit]}",
        "control:recording_notice": "{equals: false}",
        "control:return_days": "{equals: 30}",
        "metric:csat, rule:human_after_handoff, step:help": (
            "{only: [metric-definition-changed, flow-rule-broken, step-removed]}"
        ),
    }  # fmt: skip
    assert "Small archive" in texts["control:record_months"]
    assert "90 days are the most" in texts["control:record_months"]
    assert "#  - {by: legal@example.com, role: legal" in texts["control:record_months"]
    assert "#  - {by: legal@example.com" not in texts["control:payout_days"]


def test_a_fingerprint_names_one_finding_and_nothing_is_overwritten(root: Path) -> None:
    (loosened,) = [each for each in checker.check(root, as_of=DAY).findings if each.rule == "control-loosened"]
    first = command(root, "waivers", "new", loosened.fingerprint, *AS_OF)
    assert first.out.startswith("wrote standards/waivers/es/W-ES-001.yaml\n")
    text = files(root)[0].read_bytes()
    assert command(root, "waivers", "new", loosened.fingerprint, *AS_OF).code == 2
    assert files(root)[0].read_bytes() == text
    files(root)[0].write_text("kind: waiver\n")
    third = command(root, "waivers", "new", loosened.fingerprint, *AS_OF)
    assert third.code == 2
    assert "W-ES-001.yaml is there already" in third.err
    assert (root / "standards/waivers/es/W-ES-001.yaml").read_text() == "kind: waiver\n"


@pytest.mark.parametrize(
    ("word", "says"),
    [
        ("es/refund/control:payout_day", "did you mean `es/refund/control:payout_days`?"),
        ("xx/refund/control:payout_days", "there is no market `xx`"),
        ("0123456789abcdef", "nothing is found at"),
        ("es/refund/control:max_offers", "nothing is found at"),
    ],
)
def test_a_word_that_names_no_finding(root: Path, word: str, says: str) -> None:
    ended = command(root, "waivers", "new", word, *AS_OF)
    assert ended.code == 2
    assert says in ended.err
    assert not files(root)


def test_what_the_law_asks_cannot_be_waived(root: Path) -> None:
    (root / "standards/law").mkdir()
    (root / "standards/law/ES.yaml").write_text(LAW % "control: refund/tone, bound: exact, value: plain")
    (root / ES).write_text(variant("controls: {tone: {value: odd, because: {type: capacity}}}"))
    ended = command(root, "waivers", "new", "es/refund/control:tone", *AS_OF)
    assert (ended.code, "about the law" in ended.err) == (2, True)


def test_the_register_as_table_json_and_csv(root: Path) -> None:
    command(root, *proposed(root), *AS_OF)
    one = files(root)[0]
    one.write_text(
        one.read_text()
        .replace(*WRITTEN)
        .replace("approvals: []", SIGNED.rstrip() + " ")
        .replace("expires: 2027-05-21", "expires: 2026-12-10")
        .replace("due: 2027-05-21", "due: 2026-12-10")
    )
    found = json.loads(command(root, "waivers", "--format", "json", *AS_OF).out)
    states = {record["id"]: (record["state"], record["days_left"]) for record in found["waivers"]}
    assert len(states) == len(files(root)) == 7
    expiring = [identity for identity, (state, _) in states.items() if state == "expiring"]
    assert [states[identity] for identity in expiring] == [("expiring", 18)]
    assert found["waivers"][0]["approvals"][0]["proof"] == "recorded"
    assert found["waivers"] == json.loads(command(root, "check", "--format", "json", *AS_OF).out)["waivers"]
    rows = list(csv.DictReader(io.StringIO(command(root, "waivers", "--format", "csv", *AS_OF).out)))
    assert {each["id"]: (each["state"], int(each["days_left"])) for each in rows} == states
    table = command(root, "waivers", *AS_OF).out
    assert all(identity in table for identity in states)
    assert "18 days" in table


def test_state_and_due_choose_lines(root: Path) -> None:
    command(root, *proposed(root), *AS_OF)
    assert command(root, "waivers", "--state", "active", *AS_OF).out.splitlines()[-1] == "no waiver"
    assert "W-ES-001" in command(root, "waivers", "--state", "active", "--state", "pending", *AS_OF).out
    due = json.loads(command(root, "waivers", "--due", "90", "--format", "json", *AS_OF).out)["waivers"]
    assert {record["days_left"] for record in due} == {90}
    later = json.loads(command(root, "waivers", "--due", "90", "--format", "json", "--as-of", "2027-02-21").out)["waivers"]
    assert {record["days_left"] for record in later} == {89}, "what has ended is not due any more"
    assert command(root, "waivers", "--state", "gone").code == 2


def test_what_law_requires_is_listed_like_a_waiver(root: Path) -> None:
    (root / "standards/law").mkdir()
    (root / "standards/law/ES.yaml").write_text(LAW % "control: refund/record_months, bound: min, value: 60")
    (root / ES).write_text(variant("controls: {record_months: {value: 60, because: {type: law_requires, law: ES-X}}}"))
    table = command(root, "waivers", *AS_OF).out
    assert "Required by law (1)\n  ES-X  es/refund/control:record_months" in table
    (law,) = json.loads(command(root, "waivers", "--format", "json", *AS_OF).out)["required_by_law"]
    assert (law["element"], law["disposition"]) == ("control:record_months", "required_by_law")


def test_what_the_law_requires_needs_no_waiver_and_what_is_waived_is_renewed(root: Path) -> None:
    (root / "standards/law").mkdir()
    (root / "standards/law/ES.yaml").write_text(LAW % "control: refund/record_months, bound: min, value: 60")
    (root / ES).write_text(
        variant("controls: {payout_days: 9, record_months: {value: 60, because: {type: law_requires, law: ES-X}}}")
    )
    ended = command(root, "waivers", "new", "es/refund/control:record_months", *AS_OF)
    assert (ended.code, "needs no waiver" in ended.err) == (2, True)
    command(root, "waivers", "new", "es/refund/control:payout_days", *AS_OF)
    (first,) = files(root)
    first.write_text(first.read_text().replace(*WRITTEN).replace("approvals: []", SIGNED.rstrip() + " "))
    for day in ("2027-05-01", "2027-06-01"):  # while it holds, and when it has ended
        command(root, "waivers", "new", "es/refund/control:payout_days", "--as-of", day)
        renewal = files(root)[-1]
        assert renewal.read_text().endswith("renews: W-ES-001\n")
        renewal.unlink()


def test_a_waiver_of_a_region_has_a_line_for_each_market_that_it_matches(root: Path) -> None:
    (root / "markets/eu/fr/refund.yaml").write_text(variant("controls: {payout_days: 7}"))
    command(root, "waivers", "new", "es/refund/control:payout_days", *AS_OF)
    (own,) = files(root)
    text = own.read_text().replace("market: es", "region: eu").replace(*WRITTEN).replace("approvals: []", SIGNED.rstrip() + " ")
    target = root / "standards/waivers/eu/W-EU-001.yaml"
    target.parent.mkdir()
    target.write_text(text.replace("id: W-ES-001", "id: W-EU-001").replace("at_most: 9", "at_most: 8"))
    own.unlink()
    records = json.loads(command(root, "waivers", "--format", "json", *AS_OF).out)["waivers"]
    assert [(each["id"], each["region"], each["market"], each["state"]) for each in records] == [
        ("W-EU-001", "eu", "es", "exceeded"),
        ("W-EU-001", "eu", "fr", "active"),
    ]
    for path in ("markets/eu/fr/refund.yaml", ES):
        (root / path).unlink()
    (alone,) = json.loads(command(root, "waivers", "--format", "json", *AS_OF).out)["waivers"]
    assert (alone["market"], alone["state"]) == (None, "unused")


# checker confirm


def test_confirm_writes_what_was_missing_and_keeps_every_other_byte(root: Path) -> None:
    before = shared_text(ES_MARKET, ("  voice-care: {version: 1.0.0, by: lead-es@example.com, confirmed_on: 2026-06-01}\n", ""))
    (root / ES_MARKET).write_text(before)
    ended = command(root, "confirm", "es", "voice-care", "--by", "deputy@example.com", *AS_OF)
    assert (ended.code, ended.err) == (0, "")
    line = "  voice-care: {version: 1.0.0, by: deputy@example.com, confirmed_on: 2026-11-22}\n"
    assert (root / ES_MARKET).read_text() == before + line
    assert not [each for each in checker.check(root, as_of=DAY).findings if each.rule == "process-unconfirmed"]


def test_confirm_without_a_process_confirms_all_that_are_adopted(root: Path) -> None:
    assert command(root, "confirm", "es", *AS_OF).code == 0
    text = (root / ES_MARKET).read_text()
    assert text.count("{version: 1.0.0, by: lead-es@example.com, confirmed_on: 2026-11-22}") == 2
    again = command(root, "confirm", "es", *AS_OF)
    assert "says so already" in again.out
    assert (root / ES_MARKET).read_text() == text


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("xx",), "there is no market `xx`"),
        (("es", "voice-car"), "did you mean `voice-care`?"),
        (("es", "loyalty"), "es has not adopted `loyalty`"),
        (("es", "--by", "nobody"), "no e-mail address"),
    ],
)
def test_confirm_refuses_what_it_cannot_do_and_leaves_the_file(root: Path, words: tuple[str, ...], says: str) -> None:
    before = (root / ES_MARKET).read_bytes()
    ended = command(root, "confirm", *words, *AS_OF)
    assert (ended.code, says in ended.err) == (2, True), ended.err
    assert (root / ES_MARKET).read_bytes() == before


HEAD = """\
kind: market
market: es   # c
name: Spain
country: ES
languages: [es]
channels: [voice]
lead: lead@example.com
"""
OLD = "{version: 1.0.0, by: a@b.com, confirmed_on: 2026-01-01}"
NEW = "{version: 2.1.0, by: lead@example.com, confirmed_on: 2026-11-22}"
BLOCK = "confirms:\n  a:\n    version: 1.0.0\n    by: a@b.com # 1\n    confirmed_on: 2026-01-01 # 2\n"
OWN = "confirms:\n  refund:\n    by: {by} # 1\n    version: {version}\n\n    confirmed_on: {day} # 2\n"
BRACES = "confirms:\n  a: {version: 1.0.0, by: a@b.com, # }\n    confirmed_on: 2026-01-01 # }\n    } # end\n"
TAIL = "\n\n# x\nnotes: x"
LAYOUTS = [
    ("", f"\nconfirms:\n  refund: {NEW}\n"),
    ("notes: x", f"notes: x\n\nconfirms:\n  refund: {NEW}\n"),
    ("confirms: {}  # none\nnotes: x\n", f"confirms: {{refund: {NEW}}}  # none\nnotes: x\n"),
    (f"confirms: {{a: {OLD}}} # z", f"confirms: {{a: {OLD}, refund: {NEW}}} # z"),
    (f"confirms:\n    a: {OLD} # }}{TAIL}", f"confirms:\n    a: {OLD} # }}\n    refund: {NEW}{TAIL}"),
    (f"{BLOCK}# 3\n", f"{BLOCK}  refund: {NEW}\n# 3\n"),
    (
        OWN.format(by="'a@b.com'", version="1.0.0", day="2026-01-01"),
        OWN.format(by="lead@example.com", version="2.1.0", day="2026-11-22"),
    ),
    (f"{BRACES}  # tail\n", f"{BRACES}  refund: {NEW}\n  # tail\n"),
]


@pytest.mark.parametrize("number", range(len(LAYOUTS)))
@pytest.mark.parametrize("style", ["plain", "crlf", "bom"])
def test_confirmations_keep_the_layout(number: int, style: str) -> None:
    before, after = (f"{HEAD}{part}" for part in LAYOUTS[number])
    if style == "crlf":
        before, after = before.replace("\n", "\r\n"), after.replace("\n", "\r\n")
    if style == "bom":
        before, after = f"\ufeff{before}", f"\ufeff{after}"
    new = {"refund": NewConfirmation(Version(2, 1, 0), "lead@example.com", DAY)}
    assert confirmed("market.yaml", before.encode(), new).decode() == after
    assert confirmed("market.yaml", after.encode(), new).decode() == after
