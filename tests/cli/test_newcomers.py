"""What somebody new stumbled over: a word that is nearly right, a value out of its days, a change that cannot be applied."""

import shutil
from pathlib import Path

import pytest
from runs import checker
from workspaces import DAY, ES, EU, PROJECT, variant, workspace

import checker as library

AS_OF = ("--as-of", DAY.isoformat())
SAMPLE = ("--root", str(PROJECT), *AS_OF)


# Words that are nearly right.

NEAR = {
    "a market's name": (("check", "france", *SAMPLE), "did you mean `fr` (France)?"),
    "a market's name, misspelt": (("check", "frnace", *SAMPLE), "did you mean `fr` (France)?"),
    "a country": (("diff", "FR", "email-ticket", *SAMPLE), "did you mean `fr`"),
    "in diff": (("diff", "france", "email-ticket", *SAMPLE), "did you mean `fr` (France)?"),
    "in explain": (("explain", "france/email-ticket/process", *SAMPLE), "did you mean `fr` (France)?"),
    "in confirm": (("confirm", "france", *SAMPLE), "did you mean `fr` (France)?"),
    "in upgrade": (("upgrade", "france", "email-ticket", "1.0.0", *SAMPLE), "did you mean `fr` (France)?"),
    "in new variant": (("new", "variant", "france", "email-ticket", *SAMPLE), "did you mean `fr` (France)?"),
    "in waivers new": (("waivers", "new", "france/email-ticket/process", *SAMPLE), "did you mean `fr` (France)?"),
    "a part of a process": (("new", "variant", "fr", "emial", *SAMPLE), "did you mean `email-ticket`?"),
    "of two processes": (("diff", "fr", "voice", *SAMPLE), "did you mean `voice-of-customer` or `voice-support`?"),
    "a process's title": (("diff", "fr", "Refund and return", *SAMPLE), "did you mean `refund-and-return`"),
    "in standard lint": (("standard", "lint", "emial", *SAMPLE), "did you mean `email-ticket`?"),
    "an element's id": (
        ("explain", "fr/voice-support/answer_within_seconds", *SAMPLE), "did you mean `control:answer_within_seconds`?"),
    "a rule": (("explain", "control-lockd", *SAMPLE), "did you mean `control-locked`?"),
    "a title": (
        ("explain", "service Level", *SAMPLE),
        "like `checker explain au/voice-support/metric:voice_service_level` (Service level)"),
    "a part of a title": (
        ("explain", "abandon", *SAMPLE), "`checker explain au/voice-support/metric:abandonment_rate` (Abandonment rate)"),
    "a title in waivers new": (
        ("waivers", "new", "Service level", *SAMPLE),
        "like `checker waivers new au/voice-support/metric:voice_service_level` (Service level)"),
    "a misspelt element alone": (("explain", "human_hour_per_day", *SAMPLE), "did you mean `human_hours_per_day`?"),
}  # fmt: skip


@pytest.mark.parametrize(("words", "said"), NEAR.values(), ids=NEAR)
def test_the_nearest_right_word_is_named(words: tuple[str, ...], said: str) -> None:
    ended = checker(*words)
    assert ended.code == 2
    assert said in ended.err
    assert ended.out == ""


SLIPS = {
    "no such command": (("chek",), "checker: there is no command `chek`; did you mean `check`?\n", "checker --help"),
    "no such option": (("check", "--nope"), "checker: no such option '--nope'", "checker check --help"),
    "an option's value": (
        ("check", "--fail-on", "nothing"),
        "checker: invalid value for '--fail-on': 'nothing'",
        "checker check --help",
    ),
    "a word left out": (("explain",), "checker: missing argument 'WHAT'\n", "checker explain --help"),
    "no such command of a group": (("new", "marke"), "checker: no such command 'marke'", "checker new --help"),
}


@pytest.mark.parametrize(("words", "said", "more"), SLIPS.values(), ids=SLIPS)
def test_what_is_wrong_is_said_before_how_the_command_is_written(words: tuple[str, ...], said: str, more: str) -> None:
    ended = checker(*words)
    assert ended.code == 2
    assert ended.err.startswith(said)
    assert ended.err.endswith(f"More: {more}\n")


def test_a_command_of_which_nothing_is_asked_shows_its_help() -> None:
    ended = checker("new")
    assert ended.err.startswith("Usage: checker new ")
    assert ended.err.count("Usage:") == 1


def test_schemas_are_said_to_be_where_one_stands(tmp_path: Path) -> None:
    root = workspace(tmp_path / "w")
    ended = checker("schema", "--write", cwd=root)
    assert ended.out.startswith("schemas has ")
    assert str(root) not in ended.out + ended.err


def test_an_element_without_its_market_says_which_processes_have_it() -> None:
    ended = checker("explain", "human_hours_per_day", *SAMPLE)
    assert ended.code == 2
    assert "`human_hours_per_day` is a control of contact-intake; write it with a market, like `checker explain" in ended.err


def test_a_process_without_its_market_says_how_an_address_is_written() -> None:
    ended = checker("explain", "voice-support/control:answer_within_seconds", *SAMPLE)
    assert "write a market before it, like `au/voice-support/control:answer_within_seconds`" in ended.err


# Values out of their days.


def test_a_value_whose_last_day_is_past_is_said_by_check_and_by_diff(tmp_path: Path) -> None:
    root = workspace(tmp_path / "w", {ES: variant("controls: {payout_days: {value: 4, until: 2025-12-31}}")})
    shown = checker("check", "es", "--root", str(root), *AS_OF)
    assert "payout_days held until 2025-12-31 and is not looked at any more" in shown.out
    compared = checker("diff", "es", "refund", "--root", str(root), *AS_OF).out
    assert "Not in effect on this day" in compared
    assert f"{ES}:3  payout_days held until 2025-12-31" in compared
    assert "do: delete the entry, if it has really ended; if it is still run, write a later day for `until`" in compared


def test_diff_says_nothing_of_days_where_all_values_hold(tmp_path: Path) -> None:
    root = workspace(tmp_path / "w", {ES: variant("controls: {payout_days: {value: 4, until: 2026-11-22}}")})
    assert "Not in effect" not in checker("diff", "es", "refund", "--root", str(root), *AS_OF).out


# What cannot be read or applied.

UNAPPLIED = variant("flow:\n  changes:\n    - skip: solved")


def test_diff_of_what_could_not_be_checked_ends_as_check_does_and_says_why(tmp_path: Path) -> None:
    root = workspace(tmp_path / "w", {ES: variant("controls: [payout_days")})
    compared = checker("diff", "es", "refund", "--root", str(root), *AS_OF)
    assert compared.code == checker("check", "es", "--root", str(root), *AS_OF).code == 3
    assert "Not checked: its variant cannot be used." in compared.out
    assert "a list in square brackets is not closed" in compared.out


def test_a_change_that_cannot_be_applied_names_the_lines_that_can(tmp_path: Path) -> None:
    root = workspace(tmp_path / "w", {ES: UNAPPLIED})
    shown = checker("check", "es", "--root", str(root), *AS_OF).out
    assert "`solved` is a decision: say which of its branches every run takes once it is skipped" in shown
    assert 'add `take: "yes"` or `take: "no"` below `skip: solved`' in shown
    assert "the standard does not let a market skip `solved`, so that a waiver is needed too" in shown


@pytest.mark.parametrize("element", ["step:greet", "control:payout_days", "rule:human_after_handoff", "step:handoff.retries"])
def test_elements_of_a_process_that_could_not_be_checked_are_explained(tmp_path: Path, element: str) -> None:
    root = workspace(tmp_path / "w", {ES: UNAPPLIED})
    ended = checker("explain", f"es/refund/{element}", "--root", str(root), *AS_OF)
    assert ended.code == 0, ended.err
    assert "Status      not checked: its variant cannot be applied" in ended.out
    assert "`solved` is a decision" in ended.out


def test_an_element_that_there_is_not_is_denied_there_too(tmp_path: Path) -> None:
    root = workspace(tmp_path / "w", {ES: UNAPPLIED})
    ended = checker("explain", "es/refund/control:payout_day", "--root", str(root), *AS_OF)
    assert (ended.code, "did you mean `control:payout_days`?" in ended.err) == (2, True)


def test_a_slip_of_the_pen_promises_no_points(tmp_path: Path) -> None:
    root = workspace(tmp_path / "w", {ES: variant("controls: [payout_days")})
    assert "points of conformance" not in checker("check", "--root", str(root), *AS_OF).out
    breach = workspace(tmp_path / "b", {ES: variant("controls: {payout_days: 7}")})
    assert "points of conformance" in checker("check", "--root", str(breach), *AS_OF).out


# Advice that can be followed.


def test_following_the_advice_leaves_nothing(tmp_path: Path) -> None:
    root = workspace(tmp_path / "w", {ES: variant("controls: {payout_days: 7}")})
    shown = checker("check", "es", "--root", str(root), *AS_OF).out
    assert "delete the entry to follow the standard (5 business days), or write a smaller number" in shown
    (root / ES).write_text(variant("controls: {payout_days: 4}"))
    assert "payout_days" not in checker("check", "es", "--root", str(root), *AS_OF).out


def test_a_new_variant_shows_the_region_s_value_and_how_a_reason_is_written(tmp_path: Path) -> None:
    region = variant("controls: {payout_days: 4, return_days: {value: 45, until: 2026-01-01}}\nmetrics: {csat: {target: 90}}")
    root = workspace(tmp_path / "w", {EU: region})
    assert checker("new", "variant", "es", "refund", "--root", str(root), *AS_OF).code == 0
    text = (root / ES).read_text()
    assert "#   payout_days: 4  # Payout" in text
    assert "the region's value, the standard says 5" in text
    assert "#   csat: {target: 90}" in text
    assert "#   return_days: 30  # Return window" in text  # the region's value has ended
    assert "because: {type: customer_preference, note: What customers expect here}}" in text


def test_a_request_for_a_waiver_names_a_person_as_the_one_who_mends(tmp_path: Path) -> None:
    root = workspace(tmp_path / "w", {ES: variant("controls: {payout_days: 7}")})
    assert checker("waivers", "new", "es/refund/control:payout_days", "--root", str(root), *AS_OF).code == 0
    (request,) = (root / "standards/waivers/es").iterdir()
    assert "plan: {owner: lead-es@example.com," in request.read_text()


def test_the_doctor_advises_and_is_strict_where_it_is_asked(tmp_path: Path) -> None:
    root = workspace(tmp_path / "w")
    advised = checker("doctor", "--root", str(root))
    assert advised.out.startswith("What would make the gate hold better. Nothing is changed")
    assert advised.code == 0
    assert checker("doctor", "--root", str(root), "--strict").code == 1


def test_the_doctor_looks_at_the_schemas_that_editors_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = workspace(tmp_path / "w")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    from checker.pipeline.setting_up import read_setup

    assert read_setup(root, None).schemas == "absent"
    assert checker("schema", "--write", "--root", str(root)).code == 0
    assert read_setup(root, None).schemas == "current"
    standard = root / "standards/processes/refund/1.0.0.yaml"
    standard.write_text(standard.read_text().replace("value: 5, unit: business_days", "value: 6, unit: business_days", 1))
    assert read_setup(root, None).schemas == "stale"
    shutil.rmtree(root / "schemas")
    assert read_setup(root, None).schemas == "absent"


def written(root: Path, text: str) -> str:
    """What is said of a variant of France."""
    (root / "markets/eu/fr/live-chat.yaml").write_text(f"kind: variant\nprocess: live-chat\n{text}")
    report = library.check(root, as_of=DAY, words=("fr",))
    return "\n".join(f"{each.message} | {each.remedy}" for each in report.findings if each.rule == "document-invalid")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("controls:\n  x: {value: 1, because: {type: capacity, until: 2027-03-01}}\n", "write `until:` beside `value:`"),
        ("controls:\n  x: {value: 1, because: few people}\n", "write `because: {type: capacity, note: few people}`"),
        ("flow:\n  changes:\n    - {remove: greet}\n", "begin it like `- skip: …`"),
        ("flow:\n  changes:\n    - {add: greet}\n", "begin it like `- insert: …`"),
    ],
)
def test_what_people_write_first_is_answered_with_what_is_meant(tmp_path: Path, text: str, said: str) -> None:
    for folder in ("standards", "markets"):
        shutil.copytree(PROJECT / folder, tmp_path / folder)
    assert said in written(tmp_path, text)
