"""The law register: 105 duties, each of which says something of a control that is there, in a unit that it has.

`UPDATE_GOLDENS=1 pytest tests/library/test_law_register.py` writes the tables of docs/law-register.md anew.
"""

import os
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest
from bare_markets import PROFILE, bare
from law_register import BEGIN, END, NAMES, PAGE, WORKSPACE, known_duties, section, tables
from workspaces import DAY

import checker
from checker.governance.bounds import Term, address_of, meets, terms_of
from checker.governance.law import KnownDuty, processes_of
from checker.model.amount import Amount
from checker.model.documents import Control, Standard, Step

ALL = known_duties()
IDS = {each.duty.id: each for each in ALL}
LAXER = [each.duty.id for each in ALL if "Laxer than the standard" in (each.duty.notes or "")]


def released(process: str) -> list[Standard]:
    """The versions of a process that are no draft, the oldest first."""
    versions = WORKSPACE.programme.standards.get(process, {})
    return [versions[version].model for version in sorted(versions) if versions[version].model.status != "draft"]


def elements(process: str, address: str) -> list[Control | Step]:
    """What stands under an address, in each released version that has it."""
    kind, _, name = address.partition(":")
    every: list[Control | Step] = []
    for standard in released(process):
        every += standard.controls if kind == "control" else standard.flow.steps if standard.flow else ()
    return [element for element in every if element.id == name]


def terms(known: KnownDuty) -> Iterator[tuple[str, Term]]:
    for process in sorted(processes_of(known.duty)):
        yield from ((process, term) for term in terms_of(known.duty, process))


def values(control: Control) -> Iterator[Amount]:
    """The value in every channel."""
    of_channel = control.value if isinstance(control.value, Mapping) else {"": control.value}
    yield from (Amount(value, control.unit) for value in of_channel.values())


def each_duty(*ids: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("known", [IDS[each] for each in ids or IDS], ids=lambda known: known.duty.id)


# What is in the files.


def test_there_are_105_duties_of_their_own_id_and_at_most_ten_notes() -> None:
    assert len(ALL) == sum(len(law.model.duties) for law in WORKSPACE.programme.laws) == 105
    assert sum(each.duty.bound == "note" for each in ALL) <= 10


def test_every_law_says_that_it_is_no_advice_and_when_it_was_checked() -> None:
    laws = [law.model for law in WORKSPACE.programme.laws]
    assert {(law.notice, law.checked_on) for law in laws} == {("Reference, not legal advice.", DAY)}
    assert sorted(law.jurisdiction for law in laws) == sorted(NAMES)


@each_duty()
def test_a_duty_is_said_in_one_sentence_and_what_is_verified_has_a_source(known: KnownDuty) -> None:
    duty = known.duty
    assert duty.says.endswith(".")
    assert ". " not in duty.says
    assert duty.source or duty.evidence == "unverified"
    assert duty.scope or not duty.applies_to
    assert (duty.bound == "note") == (duty.notes or "").startswith("Kept as a note:")


# What they say of the standards.


@each_duty()
def test_what_a_duty_is_about_stands_in_a_released_standard(known: KnownDuty) -> None:
    for target in (known.duty.control, *known.duty.joint_with):
        assert target is not None
        assert elements(*address_of(target)), target


@each_duty()
def test_a_bound_compares_with_the_control_in_every_version_and_goes_its_way(known: KnownDuty) -> None:
    for process, term in terms(known):
        for control in elements(process, term.element):
            assert isinstance(control, Control)
            for amount in values(control):
                assert meets(term, amount, control.unit) is not None, f"{process} {term.element}: {amount} beside {term}"
            assert (term.bound, control.stricter) not in [("max", "higher"), ("min", "lower")]


@each_duty(*LAXER)
def test_a_duty_that_says_so_is_laxer_than_the_newest_standard(known: KnownDuty) -> None:
    """Such duties are there to refuse a false justification, so the standard must satisfy them with room to spare."""
    ((process, term),) = terms(known)
    control = elements(process, term.element)[-1]
    assert isinstance(control, Control)
    for amount in values(control):
        assert meets(term, amount, control.unit) is True
        assert Amount(term.value, term.unit) != amount


# What they say to markets.


@pytest.fixture(scope="module")
def everywhere(tmp_path_factory: pytest.TempPathFactory) -> checker.Report:
    return bare(tmp_path_factory.mktemp("law") / "workspace")


def test_a_market_that_changes_nothing_hears_of_law_and_of_nothing_that_cannot_be_compared(everywhere: checker.Report) -> None:
    told = {finding.rule for finding in everywhere.findings if finding.market is not None}
    assert told == {"law-conflict-inherited", "law-unverified", "process-unconfirmed"}


@pytest.mark.parametrize(
    "element",
    ["content-and-safety-report/control:appeal_window_days", "privacy-and-retention/control:dsr_response_days"],
    ids=["six months are up to 184 days", "one month is down to 28 days"],
)
def test_the_two_faults_of_the_standard_show_in_the_european_union(everywhere: checker.Report, element: str) -> None:
    process, _, address = element.partition("/")
    found = [each for each in everywhere.findings if (each.process, each.element) == (process, address)]
    inherited = {each.market for each in found if each.rule == "law-conflict-inherited"}
    assert inherited >= {"es", "fr", "de", "it"}
    assert "gb" not in inherited


def because(law: str, value: int) -> dict[str, object]:
    return {"value": value, "because": {"type": "law_requires", "law": law}}


def test_one_duty_forces_controls_of_several_processes(tmp_path: Path) -> None:
    report = bare(
        tmp_path / "workspace",
        {
            "privacy-and-retention": {"chat_transcript_retention_months": because("ID-PMSE", 60)},
            "refund-and-return": {"case_record_months": because("ID-PMSE", 60)},
        },
        "ID",
    )
    forced = {(each.process, each.element) for each in report.findings if each.disposition.value == "required_by_law"}
    assert forced == {
        ("privacy-and-retention", "control:chat_transcript_retention_months"),
        ("refund-and-return", "control:case_record_months"),
    }


@pytest.mark.parametrize(
    ("country", "target", "value", "law", "refusal"),
    [
        ("US", "privacy-and-retention/dsr_response_days", 45, "US-CCPA", "law-does-not-require"),
        ("DE", "privacy-and-retention/dsr_response_days", 45, "US-CCPA", "law-does-not-bind"),
        ("IT", "voice-support/ivr_levels_to_human", 3, "IT-C1316", "law-does-not-bind"),
        ("ES", "complaint-and-escalation/final_response_business_days", 15, "ES-SAC-15D", "law-does-not-bind"),
        ("GB", "payments-and-chargeback/payment_complaint_reply_business_days", 15, "GB-DISP", "law-does-not-require"),
    ],
    ids=["a laxer law", "of another country", "a bill", "not in force yet", "for the regulated arm, laxer too"],
)
def test_a_false_justification_is_refused(tmp_path: Path, country: str, target: str, value: int, law: str, refusal: str) -> None:
    process, _, control = target.partition("/")
    report = bare(tmp_path / "workspace", {process: {control: because(law, value)}}, country)
    found = [each for each in report.findings if (each.process, each.element) == (process, f"control:{control}")]
    assert refusal in {each.rule for each in found}
    assert any(each.level == "error" and each.disposition.value == "none" for each in found)


def test_what_changes_in_spain_on_28_december_2026() -> None:
    starting = {each.duty.id for each in ALL if each.duty.in_force_from == date(2026, 12, 28)}
    assert starting == {each.duty.id for each in ALL if each.jurisdiction == "ES"}


# What the page says of them.


def test_the_tables_of_the_page_are_those_of_the_files() -> None:
    page = PAGE.read_text()
    before, begin, rest = page.partition(BEGIN)
    written, end, after = rest.partition(END)
    assert begin
    assert end
    if os.environ.get("UPDATE_GOLDENS"):
        PAGE.write_text(f"{before}{begin}{tables()}{end}{after}")
    else:
        assert written == tables()


def test_the_page_explains_every_note_and_every_profile_word_and_no_other() -> None:
    assert list(section("Duties that are notes")) == [each.duty.id for each in ALL if each.duty.bound == "note"]
    assert sorted(section("Profile words")) == PROFILE


def test_the_page_names_spot_checks_of_ten_duties_or_more() -> None:
    checked = section("Spot checks")
    assert len(checked) >= 10
    assert set(checked) <= set(IDS)
