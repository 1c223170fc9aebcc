"""Where bases come from, where they cannot, and that a base changes nothing but what is said of findings."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from repositories import LEAD, OWNER, Repo
from test_year_of_changes import NEXT, NEXT_FILE, payout, told, waiver
from workspaces import CATALOGUE, DAY, ES, ES_MARKET, EU, FR, REFUND, REGION, SHARED, shared_text, variant

import checker
from checker.cli.program import run as run_checker

LAW_ES = "standards/law/ES.yaml"
LAW = """\
kind: law
jurisdiction: ES
checked_on: 2026-11-22
notice: Made up.
duties:
  - {id: ES-1, citation: c, says: s, control: refund/payout_days, bound: max, value: 3, unit: business_days, status: enacted, evidence: verified}
"""  # noqa: E501


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    return shared_repo(tmp_path / "repo")


def shared_repo(top: Path, workspace: str = "") -> Repo:
    repo = Repo(top, workspace)
    shutil.copytree(SHARED, repo.root, dirs_exist_ok=True)
    repo.commit()
    return repo


def gate(repo: Repo, base: str = "HEAD", as_of: date = DAY, **more: object) -> checker.Report:
    return checker.check(repo.root, as_of=as_of, base=base, **more)  # type: ignore[arg-type]


def news(report: checker.Report) -> list[str]:
    return [told(finding) for finding in report.findings if finding.change != "unchanged"]


def test_what_is_not_committed_counts_and_the_output_says_so(repo: Repo) -> None:
    repo.write({ES: payout(9)})
    report = gate(repo)
    assert news(report) == ["control-loosened es control:payout_days new/variant"]
    assert report.comparison is not None
    assert report.comparison.has_uncommitted
    assert "and what is not committed" in checker.render(report)
    assert not gate(shared_repo(repo.top.parent / "other")).comparison.has_uncommitted  # type: ignore[union-attr]


def test_both_commits_are_named_in_text_and_json(repo: Repo) -> None:
    base = repo.git("rev-parse", "HEAD")
    repo.branch("change")
    head = repo.commit({ES: payout(9)})
    report = gate(repo, "main")
    inputs = json.loads(checker.render(report, "json"))["inputs"]
    assert (inputs["base"], inputs["commit"], inputs["uncommitted"]) == (base, head, False)
    assert base[:12] in checker.render(report)
    assert head[:12] in checker.render(report)


def test_a_base_changes_nothing_but_what_is_said_of_findings(repo: Repo) -> None:
    """Markets that were judged once for both sides are the same in the report, numbers and digest included."""
    repo.write({ES: payout(9), EU: variant("controls: {return_days: 20}"), "standards/waivers/es/W-1.yaml": waiver("W-1", "es")})
    plain, compared = checker.check(repo.root, as_of=DAY), gate(repo)
    assert compared.digest == plain.digest
    assert compared.markets == plain.markets
    assert compared.regions == plain.regions
    assert compared.waivers == plain.waivers
    blank = [
        replace(each, change=None, cause=None, blocks=True)
        for each in compared.findings
        if each.change != "fixed" and not each.rule.startswith("gate-")
    ]
    assert blank == list(plain.findings)


def test_the_sample_s_findings_are_all_unchanged_against_themselves(tmp_path: Path) -> None:
    repo = shared_repo(tmp_path / "example")
    repo.commit({ES: payout(9), FR: variant("controls: {return_days: 10, unknown_one: 3}")})
    report = gate(repo)
    assert {finding.change for finding in report.findings} == {"unchanged"}
    assert report.exit_code("warning") == 0
    assert checker.check(repo.root, as_of=DAY).exit_code("error") == 1


@pytest.mark.parametrize("workspace", ["", "process standards/eu"])
def test_a_workspace_may_be_a_folder_of_the_repository_and_a_worktree(tmp_path: Path, workspace: str) -> None:
    repo = shared_repo(tmp_path / "repo", workspace)
    repo.git("worktree", "add", "--quiet", str(tmp_path / "second"), "-b", "second")
    second = Repo(tmp_path / "second", workspace)
    second.write({ES: payout(9)})
    assert news(gate(second, "main")) == ["control-loosened es control:payout_days new/variant"]


def test_a_workspace_that_was_moved_is_found_where_it_was(repo: Repo) -> None:
    repo.commit({ES: payout(9)})
    repo.branch("change")
    inner = Repo(repo.top, "programme")
    for name in ("standards", "markets"):
        shutil.move(repo.top / name, inner.root / name)
    report = gate(inner, "main")
    assert news(report) == []
    assert "the workspace lay in `.` before" in checker.render(report)


def test_a_base_without_a_workspace_makes_everything_new_and_says_so(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "repo")
    repo.commit({"README.md": "nothing yet"})
    shutil.copytree(SHARED, repo.root, dirs_exist_ok=True)
    repo.write({ES: payout(9)})
    report = gate(repo)
    assert news(report) == ["control-loosened es control:payout_days new/variant"]
    assert "the base holds no workspace: everything counts as new" in checker.render(report)


def test_lines_that_end_otherwise_are_no_change(repo: Repo) -> None:
    """As a checkout on another system makes them."""
    repo.commit({ES: payout(9)})
    for path in (ES, ES_MARKET, REFUND, CATALOGUE):
        (repo.root / path).write_bytes((repo.root / path).read_bytes().replace(b"\n", b"\r\n"))
    report = gate(repo)
    assert news(report) == []
    assert report.comparison is not None
    assert (report.comparison.touched, report.comparison.has_uncommitted) == (frozenset(), False)


def test_a_link_on_the_base_is_read_as_the_disk_reads_it(repo: Repo) -> None:
    (repo.root / "markets/eu/fr/refund.yaml").symlink_to("../es/refund.yaml")
    (repo.root / "markets/eu/es/loyalty.yaml").symlink_to("/etc/hostname")
    repo.commit({ES: payout(9)})
    report = gate(repo)
    assert sorted(finding.rule for finding in report.findings) == ["control-loosened", "control-loosened", "document-misplaced"]
    assert news(report) == []


def test_the_number_of_processes_and_the_hash_seed_change_nothing(tmp_path: Path) -> None:
    """Forks read the base through a git of their own."""
    repo = Repo(tmp_path / "repo")
    shutil.copytree(SHARED, repo.root, dirs_exist_ok=True)
    for region in ("a", "b", "c"):
        for number in range(3):
            market = f"{region}{number}"
            files = {
                f"markets/{region}/region.yaml": shared_text(REGION, ("region: eu", f"region: {region}")),
                f"markets/{region}/{market}/market.yaml": shared_text(ES_MARKET, ("market: es", f"market: {market}")),
                f"markets/{region}/{market}/refund.yaml": payout(6),
            }
            repo.write(files)
    repo.commit()
    for region in ("a", "c"):
        repo.write(
            {f"markets/{region}/{region}1/refund.yaml": payout(9), f"markets/{region}/refund.yaml": variant("controls: {}")}
        )
    program = (
        "import sys, datetime, pathlib, checker\n"
        "from checker.pipeline.request import Request\n"
        "from checker.pipeline.run import check\n"
        "request = Request(pathlib.Path(sys.argv[1]), datetime.date(2026, 11, 22), base='HEAD', jobs=int(sys.argv[2]))\n"
        "sys.stdout.write(checker.render(check(request), 'json'))\n"
    )
    seen = {
        subprocess.run(
            [sys.executable, "-c", program, str(repo.root), jobs],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True, check=True,
        ).stdout
        for jobs, seed in (("1", "1"), ("1", "2"), ("3", "3"))
    }  # fmt: skip
    assert len(seen) == 1
    assert b'"change": "worsened"' in seen.pop()


# The standards in another checkout.


def two_repos(tmp_path: Path) -> tuple[Repo, Path]:
    """A market's own repository, and a checkout of the standards."""
    standards, markets = Repo(tmp_path / "standards-repo"), Repo(tmp_path / "markets-repo")
    shutil.copytree(SHARED / "standards", standards.root / "standards")
    shutil.copytree(SHARED / "markets", markets.root / "markets")
    standards.commit()
    markets.commit()
    return markets, standards.root


def test_a_market_s_own_repository_is_judged_against_a_checkout_of_the_standards(tmp_path: Path) -> None:
    markets, standards = two_repos(tmp_path)
    markets.write({ES: payout(9)})
    report = gate(markets, standards=standards)
    assert news(report) == ["control-loosened es control:payout_days new/variant"]


def test_what_the_checkout_of_the_standards_holds_is_nobody_s_change(tmp_path: Path) -> None:
    markets, standards = two_repos(tmp_path)
    markets.commit({ES: payout(5)})
    (standards / REFUND).write_text(
        shared_text(
            REFUND,
            (
                "value: 5, unit: business_days, stricter: lower, tailoring: tighten_only, severity: customer",
                "value: 4, unit: business_days, stricter: lower, tailoring: tighten_only, severity: customer",
            ),
        )
    )
    markets.write({FR: variant("controls: {}")})
    report = gate(markets, standards=standards)
    assert [told(finding) for finding in report.findings] == ["control-loosened es control:payout_days unchanged/None shown"]
    assert report.exit_code("error") == 0


def test_standards_of_the_same_repository_are_the_base_s_too(repo: Repo) -> None:
    repo.write({NEXT_FILE: NEXT.replace("enforced_from: 2026-06-15\n", "")})
    report = gate(repo, standards=repo.root / "standards")
    assert news(report) == [f"version-behind {market} process new/standard shown" for market in ("es", "fr")]


def test_a_submodule_of_standards_is_asked_to_be_named(tmp_path: Path) -> None:
    markets, standards = two_repos(tmp_path)
    markets.git("submodule", "--quiet", "add", str(standards), "standards")
    markets.commit()
    shutil.copytree(SHARED / "standards", markets.root / "standards", dirs_exist_ok=True)
    with pytest.raises(checker.BaseUnavailableError, match="`--standards standards`"):
        gate(markets)


# What a base cannot be had from: exit 4, and the command that mends it.


def run(repo: Repo, *words: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    code = run_checker(["check", "--root", str(repo.root), "--as-of", DAY.isoformat(), *words])
    return code, capsys.readouterr().err


def test_a_shallow_clone_ends_with_4_and_the_command_that_gets_the_history(
    repo: Repo, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    repo.branch("change")
    repo.commit({ES: payout(9)})
    repo.git("clone", "--quiet", "--depth=1", "--branch=change", f"file://{repo.top}", str(tmp_path / "clone"))
    clone = Repo(tmp_path / "clone")
    code, said = run(clone, "--base", "origin/main", capsys=capsys)
    assert code == 4
    command = said.partition("`git ")[2].partition("`")[0]
    clone.git(*command.split())
    code, said = run(clone, "--base", "origin/main", capsys=capsys)
    assert (code, said) == (1, "")


@pytest.mark.parametrize("reference", ["no-such-branch", "origin/main", "--help", "HEAD~99", ""])
def test_an_unknown_base_ends_with_4(repo: Repo, reference: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = run(repo, f"--base={reference}", capsys=capsys)
    assert code == 4
    assert "`git " in said


def test_no_repository_ends_with_4(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(SHARED, tmp_path / "plain")
    code = run_checker(["check", "--root", str(tmp_path / "plain"), "--base", "main"])
    assert code == 4
    assert "`git init`" in capsys.readouterr().err


def test_without_git_a_check_without_a_base_works_and_one_with_a_base_ends_with_4(
    repo: Repo, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    assert run(repo, capsys=capsys)[0] == 0
    assert run(repo, "--base", "main", capsys=capsys)[0] == 4


def test_narrowing_cannot_be_allowed_without_a_base(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = run(repo, "--allow-narrowing", capsys=capsys)
    assert code == 2
    assert "--base" in said


# Causes.


def test_a_new_law_is_the_law_s_doing_and_fails_no_market_that_nobody_touched(repo: Repo) -> None:
    report = gate(_with(repo, {LAW_ES: LAW}))
    assert news(report) == ["law-conflict-inherited es control:payout_days new/law shown"]


def test_a_standard_and_a_law_in_one_change_each_answer_for_their_own(repo: Repo) -> None:
    files = {LAW_ES: LAW, NEXT_FILE: NEXT.replace("enforced_from: 2026-06-15\n", "")}
    report = gate(_with(repo, files))
    assert news(report) == [
        "law-conflict-inherited es control:payout_days new/law shown",
        "version-behind es process new/standard shown",
        "version-behind fr process new/standard shown",
    ]


def test_a_lead_cannot_get_round_self_approval_by_another_lead(repo: Repo) -> None:
    """Who leads the market is the base's to say."""
    files = {
        ES: payout(8),
        ES_MARKET: shared_text(ES_MARKET, ("lead: lead-es@example.com", "lead: somebody@example.com")),
        "standards/waivers/es/W-1.yaml": waiver("W-1", "es", LEAD).replace("requested_by: lead-es", "requested_by: other"),
        CATALOGUE: shared_text(CATALOGUE, ("[owner@example.com]", f"[owner@example.com, {LEAD}]")),
    }
    repo.commit({CATALOGUE: files.pop(CATALOGUE)})
    repo.git("config", "user.email", "other@example.com")
    report = gate(_with(repo, files), as_of=date(2026, 6, 1))
    assert "waiver-self-approved es control:payout_days new/waiver" in news(report)


def test_a_region_that_stops_adopting_narrows_each_of_its_markets(repo: Repo) -> None:
    region = shared_text(REGION, ("adopts: {refund: 1.0.0}", "adopts: {}"))
    report = gate(_with(repo, {REGION: region}))
    assert news(report) == [f"gate-scope-narrowed {market} document new/scope" for market in ("es", "fr")]


def test_a_catalogue_that_was_broken_is_mended_without_blame(repo: Repo) -> None:
    repo.commit({CATALOGUE: "kind: catalogue\n", ES: payout(9)})
    report = gate(_with(repo, {CATALOGUE: shared_text(CATALOGUE)}))
    assert report.exit_code("error") == 0
    assert {finding.change for finding in report.findings} == {"unchanged"}
    assert "the base's catalogue cannot be used" in checker.render(report)


def test_markets_that_are_asked_about_are_the_only_ones_that_answer(repo: Repo) -> None:
    files = {ES: payout(9), FR: payout(9)}
    report = gate(_with(repo, files), words=("fr",))
    assert news(report) == ["control-loosened fr control:payout_days new/variant"]


def test_what_lapsed_since_the_base_is_answered_for_by_who_touches_the_market(repo: Repo) -> None:
    path = "standards/waivers/fr/W-1.yaml"
    repo.commit({FR: payout(8), path: waiver("W-1", "fr")}, day=date(2026, 8, 1))
    lapsed = date(2026, 8, 25)
    bystander = gate(_with(repo, {ES: variant("controls: {}")}), as_of=lapsed)
    assert (news(bystander), bystander.exit_code("error")) == ([], 0)
    assert len(bystander.open) == 2
    own = gate(_with(repo, {FR: variant("# seen\ncontrols: {payout_days: 8}")}), as_of=lapsed)
    assert news(own) == [
        "control-loosened fr control:payout_days worsened/calendar",
        "waiver-expired fr control:payout_days new/calendar",
    ]


def test_a_market_that_moves_to_another_country_keeps_the_old_one_s_law(repo: Repo) -> None:
    repo.commit({LAW_ES: LAW, ES: payout(4)})
    report = gate(_with(repo, {ES_MARKET: shared_text(ES_MARKET, ("country: ES", "country: FR"))}))
    assert news(report) == ["gate-scope-narrowed es document new/scope"]
    assert [finding.rule for finding in report.open] == ["gate-scope-narrowed", "law-conflict"]


def _with(repo: Repo, files: dict[str, str]) -> Repo:
    repo.write(files)
    return repo


# Approvals that are proven.


def test_an_approval_is_recorded_until_a_signed_commit_proves_it(repo: Repo, tmp_path: Path) -> None:
    path = "standards/waivers/es/W-1.yaml"
    repo.commit({ES: payout(8), path: waiver("W-1", "es")})
    day = date(2026, 6, 1)
    assert proofs(gate(repo, as_of=day)) == ["recorded"]
    assert gate(repo, as_of=day).exit_code("error") == 0
    demanded = checker.check(repo.root, as_of=day, require_signed_approvals=True)
    assert [finding.rule for finding in demanded.open] == ["control-loosened", "waiver-unapproved"]
    assert "no signed commit proves it" in demanded.open[1].message
    repo.commit(remove=[path])
    repo.sign_with(tmp_path / "keys" / "owner", OWNER)
    repo.commit({path: waiver("W-1", "es", day="2026-03-02")}, by=OWNER, sign=True)
    proven = checker.check(repo.root, as_of=day, require_signed_approvals=True)
    assert proofs(proven) == ["signed"]
    assert proven.open == ()


def test_terms_that_were_edited_after_a_signature_are_not_what_was_signed(repo: Repo, tmp_path: Path) -> None:
    path = "standards/waivers/es/W-1.yaml"
    repo.sign_with(tmp_path / "keys" / "owner", OWNER)
    repo.commit({ES: payout(8), path: waiver("W-1", "es")}, by=OWNER, sign=True)
    repo.commit({path: waiver("W-1", "es", limit=80)})
    assert proofs(gate(repo, as_of=date(2026, 6, 1))) == ["recorded"]


def proofs(report: checker.Report) -> list[str]:
    return [
        approval["proof"] for record in json.loads(checker.render(report, "json"))["waivers"] for approval in record["approvals"]
    ]
