"""A year of pull requests to one repository, and what a careful person would say to each.

Each change starts from `main` as it is on its day, and is judged against it; most are merged then. Under `finds` stands
every finding that is not as it was before: rule, market and element, what the change made of it and why, in brackets what
settles it; `shown` is what does not count against this change.
"""

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
from repositories import LEAD, OWNER, Repo
from workspaces import CATALOGUE, EU, FR, REFUND, SHARED, shared_text, variant

import checker

ES = "markets/eu/es/refund.yaml"
PT, PT_MARKET = "markets/eu/pt/refund.yaml", "markets/eu/pt/market.yaml"
SOUTH = "markets/south/region.yaml"
W_FR, W_ES = "standards/waivers/fr/W-FR-001.yaml", "standards/waivers/es/W-ES-001.yaml"
NEXT_FILE = "standards/processes/refund/2.0.0.yaml"
LEAD_FR, LEAD_EU, CX = "lead-fr@example.com", "lead-eu@example.com", "cx-team@example.com"
ADMIN = "admin@example.com"

PORTUGAL = """\
kind: market
market: pt
name: Portugal
country: PT
languages: [pt-PT]
currency: EUR
channels: [live_chat, email]
lead: lead-pt@example.com
"""

SIGNED_BY_A_MAKER = (
    "owner@example.com, who signs it, also made a commit of this change; "
    "propose the waiver in a change of its own, and merge that first"
)


def waiver(identity: str, market: str, signer: str = OWNER, limit: int = 8, day: str = "2026-03-01") -> str:
    return f"""\
kind: waiver
id: {identity}
market: {market}
process: refund
elements: [control:payout_days]
standard: ">=1.0,<3.0"
category: accepted
accepts: {{at_most: {limit}}}
reason: The bank of this market pays out twice a week only.
plan: {{owner: Operations, due: 2026-07-20}}
requested_by: lead-{market}@example.com
requested_on: {day}
approvals: [{{by: {signer}, role: process_owner, signed_on: {day}}}]
expires: 2026-08-20
"""


def payout(days: int, more: str = "") -> str:
    return variant(f"controls: {{payout_days: {days}{more}}}")


@dataclass(frozen=True)
class PullRequest:
    """`why` is the sentence of the careful person. `remove` are files or folders; `move` goes first."""

    name: str
    day: str
    why: str
    exit_code: int
    finds: Sequence[str] = ()
    files: Mapping[str, str] = field(default_factory=dict)
    remove: Sequence[str] = ()
    move: Mapping[str, str] = field(default_factory=dict)
    by: str = LEAD
    merged: bool = True
    allow_narrowing: bool = False
    says: Sequence[str] = ()


MINOR = shared_text(CATALOGUE, ("customer: {weight: 5, level: error", "customer: {weight: 5, level: warning"))
NEXT = shared_text(
    REFUND,
    ("version: 1.0.0", "version: 2.0.0"),
    ("effective_from: 2026-01-01", "effective_from: 2026-06-01\nenforced_from: 2026-06-15"),
    ("value: 5, unit: business_days, stricter: lower, tailoring: tighten_only, severity: customer",
     "value: 4, unit: business_days, stricter: lower, tailoring: tighten_only, severity: customer"),
)  # fmt: skip
REGION = "kind: region\nregion: eu\nname: Europe\nlead: lead-eu@example.com\nadopts: {refund: 2.0.0}\n"
SOUTHERN = "kind: region\nregion: south\nname: South\nlead: lead-eu@example.com\nadopts: {refund: 2.0.0}\n"
FR_MARKET = shared_text("markets/eu/fr/market.yaml")

YEAR = [
    PullRequest(
        "a new market", "2026-01-15",
        "a market that nobody confirmed yet is a note: it is new, and it does no harm",
        0, ["process-unconfirmed pt process new/variant"],
        {PT_MARKET: PORTUGAL},
        merged=False,
    ),
    PullRequest(
        "a new market with a minor breach", "2026-01-16",
        "a warning is shown and fails nothing unless the owner of the gate asks for it",
        0, ["control-loosened pt control:upload_days new/variant", "process-unconfirmed pt process new/variant"],
        {PT_MARKET: PORTUGAL, PT: variant("controls: {upload_days: 20}")},
    ),
    PullRequest(
        "a mended finding", "2026-02-01",
        "Spain pays out in time again: that is praised, and nothing else moved",
        0, ["control-loosened es control:payout_days fixed/variant shown"], {ES: variant("controls: {}")},
    ),
    PullRequest(
        "a new breach", "2026-02-15",
        "France would pay out later than the standard allows, which is this change's own doing",
        1, ["control-loosened fr control:payout_days new/variant"], {FR: payout(9)}, by=LEAD_FR, merged=False,
    ),
    PullRequest(
        "a waiver that others signed", "2026-03-02",
        "the signer is on the list and did not make the change, so it counts at once; nothing needs it yet, which is said",
        0, ["waiver-unused fr control:payout_days new/waiver"], {W_FR: waiver("W-FR-001", "fr")}, by=LEAD_FR,
    ),
    PullRequest(
        "a deviation that is waived", "2026-03-05",
        "8 days lie inside what was approved: new, settled, and no reason to stop anybody",
        0, ["control-loosened fr control:payout_days new/variant (waived)",
            "waiver-unused fr control:payout_days fixed/variant shown"],
        {FR: payout(8)}, by=LEAD_FR,
    ),
    PullRequest(
        "a waived value that gets worse", "2026-04-01",
        "10 days are more than anybody approved: the waiver covers 8, and the gate may not hide behind it",
        1, ["control-loosened fr control:payout_days worsened/variant", "waiver-exceeded fr control:payout_days new/variant"],
        {FR: payout(10)}, by=LEAD_FR, merged=False,
    ),
    PullRequest(
        "a value that gets better", "2026-04-10",
        "6 days are nearer to the standard than 8: a step in the right direction passes",
        0, ["control-loosened fr control:payout_days improved/variant shown (waived)"], {FR: payout(6)}, by=LEAD_FR,
    ),
    PullRequest(
        "a sneaky edit of the catalogue", "2026-05-01",
        "Spain breaks the rule and makes it a mere warning in one go: it is judged by the old severity, and told on",
        1, ["control-loosened es control:payout_days new/variant", "gate-mixed-change - document new/standard",
            "gate-weakened - document new/standard"],
        {ES: payout(9), CATALOGUE: MINOR}, merged=False,
    ),
    PullRequest(
        "the same edit of the catalogue, alone", "2026-05-02",
        "the global team may make it a mere warning and let a friend sign: nothing fails, and its reviewers see both",
        0, [],
        {CATALOGUE: shared_text(
            CATALOGUE, ("customer: {weight: 5, level: error", "customer: {weight: 5, level: warning"),
            ("[owner@example.com]", "[owner@example.com, friend@example.com]"),
        )}, by=CX, merged=False,
        says=["asks for less: the level of the severity customer was error and would be warning "
              "(standards/catalogue.yaml:7); it fails no check, its reviewers decide it",
              "asks for less: who may sign as process_owner was owner@example.com and would be owner@example.com, "
              "friend@example.com (standards/catalogue.yaml:13); it fails no check, its reviewers decide it"],
    ),
    PullRequest(
        "a severity that weighs more, alone", "2026-05-03",
        "6 instead of 5 asks for no less: there is nothing to tell of it",
        0, [], {CATALOGUE: shared_text(CATALOGUE, ("customer: {weight: 5", "customer: {weight: 6"))}, by=CX, merged=False,
    ),
    PullRequest(
        "one's own waiver in the same change", "2026-05-10",
        "whoever signs may not be who makes the change: the waiver is pending, and the breach counts",
        1, ["control-loosened es control:payout_days new/variant"],
        {ES: payout(8), W_ES: waiver("W-ES-001", "es", day="2026-05-09")}, by=OWNER, merged=False,
        says=[f"waiver W-ES-001 is of this change's making and does not count yet: {SIGNED_BY_A_MAKER}"],
    ),
    PullRequest(
        "a waiver signed by somebody whom the change makes a signer", "2026-05-11",
        "the list of signers is the base's: a friend whom the change puts on it cannot sign for it",
        1, ["control-loosened es control:payout_days new/variant", "gate-mixed-change - document new/standard",
            "gate-weakened - document new/standard", "waiver-unapproved es control:payout_days new/waiver"],
        {ES: payout(8), W_ES: waiver("W-ES-001", "es", "friend@example.com", day="2026-05-09"),
         CATALOGUE: shared_text(CATALOGUE, ("[owner@example.com]", "[owner@example.com, friend@example.com]"))},
        merged=False,
        says=["waiver W-ES-001 is of this change's making and does not count yet: "
              "the catalogue does not let friend@example.com as process_owner sign"],
    ),
    PullRequest(
        "a widened waiver", "2026-05-12",
        "8 days are approved and 9 are not, whatever the file says now: until it is merged the old limit counts",
        1, ["control-loosened fr control:payout_days worsened/variant"],
        {FR: payout(9), W_FR: waiver("W-FR-001", "fr", limit=90)}, by=OWNER, merged=False,
        says=["waiver W-FR-001 is widened by this change; the wider form does not count yet, and the base's does: "
              f"{SIGNED_BY_A_MAKER}"],
    ),
    PullRequest(
        "a waiver that goes", "2026-05-13",
        "France still pays out in 6 days, and nothing excuses that any more: taking the excuse away mends nothing",
        1, ["control-loosened fr control:payout_days worsened/waiver"], remove=[W_FR], by=LEAD_FR, merged=False,
        says=["waiver W-FR-001 is removed: what it covered is open again, and nothing counts as mended"],
    ),
    PullRequest(
        "a release of a standard", "2026-06-02",
        "every market has notes to read; none of them made this change, and none of it is theirs to mend today",
        0, [f"version-behind {market} process new/standard shown" for market in ("es", "fr", "pt")],
        {NEXT_FILE: NEXT}, by=CX,
    ),
    PullRequest(
        "an edit of a release", "2026-06-03",
        "2.0.0 is out, and markets read it: a version that changes under them is no version",
        1, ["standard-edited-after-release - document new/standard"],
        {NEXT_FILE: NEXT.replace("title: Payout", "title: Money back")}, by=CX, merged=False,
    ),
    PullRequest(
        "a bystander of the calendar", "2026-06-20",
        "2.0.0 is enforced since the 15th, which Spain has to answer for when it touches its files, not France here",
        0, (), {FR.replace("refund", "loyalty"): "kind: variant\nprocess: loyalty\n"}, by=CX, merged=False,
        remove=[FR.replace("refund", "loyalty")],
    ),
    PullRequest(
        "a market that the calendar caught up with", "2026-06-21",
        "whoever edits Spain's files takes Spain's lapsed day with them; France's is shown as it was",
        1, ["version-overdue es process new/calendar"],
        {ES: variant("# reviewed\ncontrols: {}")}, merged=False,
    ),
    PullRequest(
        "a region that moves to the new version", "2026-07-01",
        "all three markets run what is enforced; France's 6 days are further from 4 than from 5, and still approved",
        0, [*(f"version-overdue {market} process fixed/variant shown" for market in ("es", "fr", "pt")),
            *(f"process-unconfirmed {market} process new/variant" for market in ("es", "fr")),
            "control-loosened fr control:payout_days worsened/variant (waived)"],
        {"markets/eu/region.yaml": REGION}, by=LEAD_EU,
    ),
    PullRequest(
        "an edit of a region", "2026-07-10",
        "one line of the region breaks the rule in each of its markets, and each of them is told",
        1, [f"control-loosened {market} control:return_days new/variant" for market in ("es", "fr", "pt")],
        {EU: variant("controls: {return_days: 20}")}, by=LEAD_EU, merged=False,
    ),
    PullRequest(
        "a lapsed waiver of somebody else", "2026-08-25",
        "France's waiver ended on the 20th; Spain's lead cannot do anything about that, and is let through",
        0, (), {ES: variant("# reviewed again\ncontrols: {}")},
    ),
    PullRequest(
        "a lapsed waiver of one's own, seen from before it lapsed", "2026-08-26",
        "it had lapsed on the base of this change already: shown, and not this change's doing",
        0, (), {FR: payout(6, "  # checked\n")}, by=LEAD_FR, merged=False,
    ),
    PullRequest(
        "a market that moves to another region", "2026-09-01",
        "the files lie elsewhere, and say what they said: nothing about Portugal is new",
        0, (), {SOUTH: SOUTHERN}, move={"markets/eu/pt": "markets/south/pt"}, by=LEAD_EU,
    ),
    PullRequest(
        "a market less", "2026-10-01",
        "a market that is deleted has not mended anything; somebody has to say that it is over",
        1, ["gate-scope-narrowed pt document new/scope"], remove=["markets/south/pt"], by=LEAD_EU, merged=False,
        says=["market `pt` is removed: it is judged no more, and none of its findings counts as mended"],
    ),
    PullRequest(
        "a market less, whose waiver stays", "2026-10-01",
        "a waiver without its market is a file that excuses nothing: it is told once, and says that it may go too",
        1, ["gate-scope-narrowed fr document new/scope", "reference-unknown - document new/variant"],
        remove=["markets/eu/fr"], by=LEAD_EU, merged=False,
        says=["market `fr` is removed: it is judged no more, and none of its findings counts as mended; "
              "waiver W-FR-001 excuses nothing any more"],
    ),
    PullRequest(
        "a market less, with its waiver", "2026-10-01",
        "one thing happened, and it is told as one: nothing that the waiver covered is open again",
        1, ["gate-scope-narrowed fr document new/scope"], remove=["markets/eu/fr", W_FR], by=LEAD_EU, merged=False,
        says=["market `fr` is removed: it is judged no more, and none of its findings counts as mended; "
              "waiver W-FR-001 excuses nothing any more"],
    ),
    PullRequest(
        "a market less, allowed", "2026-10-02",
        "the owner of the gate said so for this run, and the output keeps it",
        0, (), remove=["markets/south"], by=LEAD_EU, allow_narrowing=True,
        says=["market `pt` is removed: it is judged no more, and none of its findings counts as mended",
              "pt is judged on less (the market itself): allowed by --allow-narrowing"],
    ),
    PullRequest(
        "a channel less", "2026-10-10",
        "without e-mail nobody would look at how e-mail is answered: it is still judged, and the lead is asked",
        1, ["gate-scope-narrowed fr document new/scope"],
        {"markets/eu/fr/market.yaml": FR_MARKET.replace("[live_chat, email]", "[live_chat]")}, by=LEAD_FR, merged=False,
    ),
    PullRequest(
        "a channel more", "2026-10-11",
        "voice makes a process due that France does not run yet, and that is because more of France is looked at",
        1, ["process-not-adopted fr process new/scope"],
        {"markets/eu/fr/market.yaml": FR_MARKET.replace("[live_chat, email]", "[live_chat, email, voice]")}, by=LEAD_FR,
        merged=False,
    ),
    PullRequest(
        "a market and a law in one change", "2026-10-20",
        "nothing is broken, and each owner should see their own half alone: said, not stopped",
        0, ["gate-mixed-change - document new/standard"],
        {ES: variant("# once more\ncontrols: {}"),
         "standards/law/PT.yaml": "kind: law\njurisdiction: PT\nchecked_on: 2026-10-20\nnotice: Made up.\nduties: []\n"},
        merged=False,
    ),
    PullRequest(
        "a file that nobody can read", "2026-11-01",
        "what cannot be read cannot be judged, and it was readable before: exit 3, not 1",
        3, ["yaml-syntax es document new/variant"], {ES: "kind: variant\n\tprocess: refund\n"}, by=ADMIN,
    ),
    PullRequest(
        "a change beside a file that was unreadable before", "2026-11-10",
        "an administrator let the broken file in; France's lead is not the one to mend it",
        0, ["control-loosened fr control:payout_days improved/variant shown"], {FR: payout(5)}, by=LEAD_FR,
    ),
    PullRequest(
        "a file that was unreadable and still is", "2026-11-11",
        "another mistake in a file that could not be read before takes nothing away",
        0, (), {ES: "kind: variant\nkind: variant\n"}, merged=False,
    ),
    PullRequest(
        "a file that can be read again", "2026-11-12",
        "nobody has ever judged these 9 days: with the file mended they are seen for the first time, and count",
        1, ["control-loosened es control:payout_days new/variant", "yaml-syntax es document fixed/variant shown"],
        {ES: payout(9)}, merged=False,
    ),
]  # fmt: skip


def played(year: Sequence[PullRequest], top: Path) -> dict[str, checker.Report]:
    repo = Repo(top)
    shutil.copytree(SHARED, repo.root, dirs_exist_ok=True)
    repo.commit({ES: payout(7)}, day=date(2026, 1, 2))
    reports = {}
    for request in year:
        day = date.fromisoformat(request.day)
        repo.branch("change")
        for old, new in request.move.items():
            (repo.root / new).parent.mkdir(parents=True, exist_ok=True)
            shutil.move(repo.root / old, repo.root / new)
        repo.write(request.files)
        for path in request.remove:
            target = repo.root / path
            shutil.rmtree(target) if target.is_dir() else target.unlink()
        repo.commit(by=request.by, day=day)
        reports[request.name] = checker.check(repo.root, as_of=day, base="main", allow_narrowing=request.allow_narrowing)
        if request.merged:
            repo.git("branch", "--force", "main", "change")
        repo.git("checkout", "--quiet", "main")
    return reports


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, checker.Report]:
    return played(YEAR, tmp_path_factory.mktemp("year"))


def told(finding: checker.Finding) -> str:
    shown = "" if finding.blocks else " shown"
    settled = f" ({finding.disposition})" if finding.is_settled else ""
    subject = f"{finding.rule} {finding.market or '-'} {finding.element}"
    return f"{subject} {finding.change}/{finding.cause}{shown}{settled}"


@pytest.mark.parametrize("request_", YEAR, ids=lambda each: each.name)
def test_a_pull_request_is_answered_as_a_careful_person_would(request_: PullRequest, reports: dict[str, checker.Report]) -> None:
    report = reports[request_.name]
    found = sorted(told(finding) for finding in report.findings if finding.change != "unchanged")
    assert found == sorted(request_.finds), request_.why
    assert report.exit_code("error") == request_.exit_code, request_.why
    assert report.comparison is not None
    assert [event.message for event in report.comparison.events] == list(request_.says), request_.why


@pytest.mark.parametrize("request_", YEAR, ids=lambda each: each.name)
def test_every_finding_says_what_became_of_it_and_only_new_and_worsened_ones_count(
    request_: PullRequest, reports: dict[str, checker.Report]
) -> None:
    for finding in reports[request_.name].findings:
        assert finding.change is not None
        assert not finding.blocks or finding.change in ("new", "worsened")
        assert (finding.cause is None) == (finding.change == "unchanged")


def test_names_are_told_apart() -> None:
    assert len({request.name for request in YEAR}) == len(YEAR)


def test_a_market_that_goes_is_told_where_it_stood_with_what_to_do(reports: dict[str, checker.Report]) -> None:
    found = {each.rule: each for each in reports["a market less, whose waiver stays"].findings if each.change == "new"}
    gone, orphan = found["gate-scope-narrowed"], found["reference-unknown"]
    assert gone.location.path == "markets/eu/fr/market.yaml"
    assert gone.location.excerpt == "market: fr"
    assert gone.message == "the market `fr` would be removed: its 1 process would be judged no more"
    assert gone.remedy == (
        "put markets/eu/fr back; if the market has really ended, ask the owner of the gate for one run with"
        " `--allow-narrowing`, and delete what is void without it: W-FR-001"
    )
    assert orphan.message == "there is no market `fr`, so that waiver W-FR-001 excuses nothing"
    assert orphan.remedy is not None
    assert orphan.remedy.startswith("delete waiver W-FR-001 if `fr` has ended; if it is a slip, ")
