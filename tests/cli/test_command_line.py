"""The command line: words in, output and exit codes out (4.2)."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import chdir, redirect_stderr, redirect_stdout
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from typing import NamedTuple

import pytest
from workspaces import CATALOGUE, ES, ES_MARKET, EU, PROJECT, SHARED, shared_text, variant, workspace

from checker.cli.program import COMMANDS, run

AS_OF = ("--as-of", "2026-11-22")
BREACH = variant("controls: {payout_days: 7}")
WARNING = variant("controls: {max_offers: 2}")
CONFIRMED = "{version: 1.0.0, by: lead-es@example.com, confirmed_on: "
UNREADABLE = "kind: variant\nprocess: refund\ncontrols: {payout_days: 7\n"


class Ended(NamedTuple):
    code: int
    out: str
    err: str


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return workspace(tmp_path / "workspace")


@pytest.fixture(autouse=True)
def _no_wish_about_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.delenv("FORCE_COLOR", raising=False)


def checker(*words: str, cwd: Path | None = None) -> Ended:
    """Run the command in this process."""
    out, err = TextIOWrapper(BytesIO(), encoding="utf-8", newline=""), StringIO()
    with chdir(cwd or SHARED), redirect_stdout(out), redirect_stderr(err):
        code = run(words)
    out.flush()
    return Ended(code, out.buffer.getvalue().decode(), err.getvalue())  # type: ignore[attr-defined]


def started(*words: str, cwd: Path | None = None, environment: Mapping[str, str] | None = None) -> Ended:
    """Run the command in a process of its own."""
    inherited = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "FORCE_COLOR")}
    done = subprocess.run(
        [sys.executable, "-m", "checker", *words],
        capture_output=True,
        text=True,
        cwd=cwd or SHARED,
        env={**inherited, "PYTHONPATH": os.pathsep.join(sys.path), **(environment or {})},
        check=False,
        timeout=60,
    )
    return Ended(done.returncode, done.stdout, done.stderr)


def check(root: Path, *words: str, environment: Mapping[str, str] | None = None) -> Ended:
    """`checker check`; with an environment in a process of its own."""
    command = ("check", "--root", str(root), *AS_OF, *words)
    return checker(*command) if environment is None else started(*command, environment=environment)


# Exit codes.


@pytest.mark.parametrize(
    ("files", "words", "code"),
    [
        ({}, (), 0),
        ({ES: BREACH}, (), 1),
        ({ES: BREACH}, ("--fail-on", "warning"), 1),
        ({ES: BREACH}, ("--fail-on", "never"), 0),
        ({ES: WARNING}, (), 0),
        ({ES: WARNING}, ("--fail-on", "warning"), 1),
        ({ES: variant("controls: {tone: warm}")}, ("--fail-on", "warning"), 0),
        ({ES: BREACH}, ("fr",), 0),
        ({ES: UNREADABLE}, (), 3),
        ({ES: UNREADABLE}, ("--fail-on", "never"), 3),
        ({ES: UNREADABLE, EU: BREACH}, (), 3),
        ({ES_MARKET: shared_text(ES_MARKET, ("voice-care: 1.0.0}", "voice-care: 9.0.0}"))}, (), 3),
        ({"markets/eu/es/notes.yml": "a: 1\n"}, (), 3),
        ({ES: variant("controls: {payout_day: 7}")}, (), 1),
        ({CATALOGUE: "kind: catalogue\n"}, (), 2),
        ({CATALOGUE: shared_text(CATALOGUE, ("format: 1\n", 'format: 1\nchecker: ">=99"\n'))}, (), 2),
    ],
)
def test_exit_code(tmp_path: Path, files: dict[str, str], words: tuple[str, ...], code: int) -> None:
    ended = check(workspace(tmp_path / "w", files), *words)
    assert ended.code == code
    assert "Traceback" not in ended.err


@pytest.mark.parametrize(("files", "code"), [({}, 0), ({ES: BREACH}, 1), ({CATALOGUE: "a"}, 2), ({ES: UNREADABLE}, 3)])
def test_exit_code_of_the_process(tmp_path: Path, files: dict[str, str], code: int) -> None:
    assert check(workspace(tmp_path / "w", files), environment={}).code == code


@pytest.mark.parametrize("form", ["text", "concise", "json", "csv"])
def test_the_format_never_changes_the_exit_code(tmp_path: Path, form: str) -> None:
    assert check(workspace(tmp_path / "w", {ES: BREACH}), "--format", form).code == 1


def test_nothing_to_check_is_3(root: Path) -> None:
    for path in sorted((root / "markets").rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    ended = check(root)
    assert ended.code == 3
    assert ended.out.startswith("Nothing was checked")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("check", "spain"), "there is no market `spain`"),
        (("check", "ess"), "did you mean `es`"),
        (("chekc",), "did you mean `check`"),
        (("check", "--format", "jsom"), "did you mean `json`"),
        (("check", "--format", "json="), "names no file"),
        (("check", "--format", "json", "--format", "csv"), "one format at most goes to standard output"),
        (("check", "--as-of", "tomorrow"), "write it like 2026-12-31"),
        (("check", "--as-of", "2026-02-30"), "`2026-02-30` is no day"),
        (("check", "--as-of", "20261122"), "`20261122` is no day"),
        (("check", "--fail-on", "errors"), "'error'"),
        (("check", "--fromat", "json"), "--format"),
        (("check", "markets/eu/pt/refund.yaml"), "there is no file or folder `markets/eu/pt/refund.yaml`"),
        (("check", "refund.yaml"), "there is no file or folder `refund.yaml`"),
        (("check", "--root", "nowhere"), "there is no folder nowhere"),
        (("diff", "es", "refnd"), "did you mean `refund`"),
        (("diff", "ess", "refund"), "did you mean `es`"),
        (("explain", "control-losened"), "did you mean `control-loosened`"),
        (("explain", "0123456789abcdef"), "no finding has the fingerprint"),
    ],
)
def test_wrong_usage_is_2_and_names_what_is_meant(words: tuple[str, ...], said: str) -> None:
    ended = checker(*words)
    assert ended.code == 2
    assert said in ended.err
    assert not ended.out
    assert "Traceback" not in ended.err


def test_without_a_workspace_is_2(tmp_path: Path) -> None:
    ended = checker("check", cwd=tmp_path)
    assert ended.code == 2
    assert "standards/catalogue.yaml" in ended.err


def test_an_invalid_catalogue_is_shown_with_its_places(tmp_path: Path) -> None:
    root = workspace(tmp_path / "w", {CATALOGUE: shared_text(CATALOGUE, ("max_renewals: 2", "max_renewal: 2"))})
    ended = check(root)
    assert ended.code == 2
    assert f"{CATALOGUE}:10:1: " in ended.err
    assert "max_renewals" in ended.err


def test_a_fault_of_the_tool_is_70_and_keeps_its_traceback() -> None:
    """A command whose module is missing is such a fault."""
    code = (
        "import sys; from checker.cli import program;"
        "program.COMMANDS['broken'] = program.Command('missing', 'Missing.', 'Every day');"
        "sys.exit(program.run(['broken']))"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 70
    assert "ModuleNotFoundError" in done.stderr
    assert "a fault of the tool" in done.stderr


# Markets and paths.


def test_a_word_with_a_slash_or_a_yaml_ending_is_a_path(tmp_path: Path) -> None:
    root = workspace(tmp_path / "w", {ES: BREACH, EU: variant("controls: {tone: warm}")})
    by_file = check(root, ES, "--format", "concise")
    assert (by_file.code, by_file.out.count("control-loosened"), by_file.out.count("reason-missing")) == (1, 1, 0)
    inside = checker("check", "refund.yaml", *AS_OF, "--format", "concise", cwd=root / "markets/eu/es")
    assert inside.out == by_file.out
    by_folder = check(root, "markets/eu", "--format", "concise")
    assert by_folder.out.count("reason-missing") == 2
    assert check(root, "markets/eu/fr", "--format", "concise").code == 0
    outside = checker("check", "../", "--root", str(root), cwd=root)
    assert (outside.code, "lies outside the workspace" in outside.err) == (2, True)


def test_the_nearest_workspace_above_is_found(root: Path) -> None:
    (root / ES).write_text(BREACH)
    assert checker("check", *AS_OF, cwd=root / "markets/eu/es").code == 1


def test_standards_from_another_checkout(tmp_path: Path) -> None:
    own, other = workspace(tmp_path / "own", {ES: BREACH}), workspace(tmp_path / "other")
    stricter = shared_text(CATALOGUE, ("customer: {weight: 5, level: error", "customer: {weight: 5, level: warning"))
    (other / CATALOGUE).write_text(stricter)
    assert check(own).code == 1
    assert check(own, "--standards", str(other / "standards")).code == 0


# Output.


def test_several_formats_at_once(root: Path, tmp_path: Path) -> None:
    (root / ES).write_text(BREACH)
    files = {name: tmp_path / "out" / f"report.{name}" for name in ("json", "csv", "text")}
    words = [word for name, file in files.items() for word in ("--format", f"{name}={file}")]
    ended = check(root, "--format", "concise", *words)
    assert ended.code == 1
    assert ended.out.startswith(f"{ES}:3:25: error:")
    assert json.loads(files["json"].read_text())["findings"][0]["rule"] == "control-loosened"
    assert files["csv"].read_bytes().count(b"\r\n") == 2
    assert files["text"].read_text().startswith("error[control-loosened]")


def test_a_file_that_cannot_be_written_is_wrong_usage(root: Path) -> None:
    ended = check(root, "--format", f"json={root / CATALOGUE / 'x.json'}")
    assert ended.code == 2
    assert "cannot write" in ended.err


@pytest.mark.parametrize(
    ("environment", "colour"),
    [
        ({}, False),
        ({"FORCE_COLOR": "1"}, True),
        ({"NO_COLOR": "1"}, False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
    ],
)
def test_colour_only_where_it_is_wanted(root: Path, environment: dict[str, str], colour: bool) -> None:
    (root / ES).write_text(BREACH)
    assert ("\x1b[" in check(root, environment=environment).out) is colour


def test_files_have_no_colour_even_if_it_is_forced(root: Path, tmp_path: Path) -> None:
    (root / ES).write_text(BREACH)
    check(root, "--format", f"text={tmp_path / 'out.txt'}", environment={"FORCE_COLOR": "1"})
    assert "\x1b" not in (tmp_path / "out.txt").read_text()


def test_quiet_and_verbose(root: Path) -> None:
    (root / ES).write_text(variant("controls: {payout_days: 7, tone: warm}"))
    plain, quiet, verbose = (check(root, *words).out for words in ((), ("-q",), ("-v",)))
    assert "Notes (whole with -v)" in plain
    assert "reason-missing" not in quiet
    assert "note[reason-missing]" in verbose
    assert all("error[control-loosened]" in out for out in (plain, quiet, verbose))


def test_all_elements_lists_what_is_aligned_and_changes_no_number(root: Path) -> None:
    (root / ES).write_text(BREACH)
    folded, listed = (json.loads(check(root, "--format", "json", *words).out) for words in ((), ("--all-elements",)))
    assert listed["summary"] == folded["summary"]
    assert listed["findings"] == folded["findings"]
    for few, all_of_them in zip(folded["markets"], listed["markets"], strict=True):
        for process, whole in zip(few["processes"], all_of_them["processes"], strict=True):
            assert whole["aligned"] == {"count": 0, "weight": 0}
            assert len(whole["elements"]) == process["aligned"]["count"] + len(process["elements"])
            weights = sum(element["weight"] for element in whole["elements"])
            assert weights == process["aligned"]["weight"] + sum(each["weight"] for each in process["elements"])


@pytest.mark.parametrize("locale", ["C", "en_US.ISO-8859-1"])
def test_output_is_utf_8_whatever_the_locale(root: Path, locale: str) -> None:
    (root / ES).write_text(variant("controls: {proof_kind: 写真}"), encoding="utf-8")
    ended = check(root, environment={"LC_ALL": locale, "PYTHONIOENCODING": "utf-8", "PYTHONUTF8": "0"})
    assert "写真" in ended.out


def test_a_reader_that_goes_away_is_no_fault(tmp_path: Path) -> None:
    command = f"{sys.executable} -m checker check --all-elements --format json --as-of 2026-11-22 --root {PROJECT} | head -1"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False, cwd=tmp_path, env=environment)
    assert done.stdout.startswith("{")
    assert not done.stderr


# Days.


def test_as_of_moves_dated_values_and_versions_on_their_days(tmp_path: Path) -> None:
    newer = "standards/processes/voice-care/1.1.0.yaml"
    files = {
        ES: variant("controls: {payout_days: {value: 7, from: 2026-11-24, until: 2026-11-26}}"),
        EU: variant("controls: {tone: {value: warm, from: 2026-11-25}}"),
        newer: shared_text(
            "standards/processes/voice-care/1.0.0.yaml",
            ("version: 1.0.0", "version: 1.1.0"),
            ("effective_from: 2026-01-01", "effective_from: 2026-11-28\nenforced_from: 2026-11-27"),
        ),
        ES_MARKET: shared_text(
            ES_MARKET,
            (f"voice-care: {CONFIRMED}2026-06-01}}", f"voice-care: {CONFIRMED}2026-11-23}}"),
        ),
    }
    root = workspace(tmp_path / "w", files)
    days = {}
    for day in range(22, 29):
        words = ("--root", str(root), "--as-of", f"2026-11-{day}", "--format", "json")
        found = json.loads(checker("check", *words).out)["findings"]
        days[day] = sorted(f"{each['market']} {each['rule']}" for each in found)
    behind, warm = ["es version-behind"], ["es reason-missing", "fr reason-missing"]
    early, of_region, lapsed = "es value-refused-later", "None value-early", "es value-lapsed"
    assert days == {
        22: sorted(["es process-unconfirmed", *behind, early, of_region]),
        23: sorted([*behind, early, of_region]),
        24: sorted(["es control-loosened", *behind, of_region]),
        25: sorted(["es control-loosened", *behind, *warm]),
        26: sorted(["es control-loosened", *behind, *warm]),
        27: sorted([*warm, "es version-overdue", lapsed]),
        28: sorted([*warm, "es version-overdue", lapsed]),
    }


def test_days_left_are_counted(tmp_path: Path) -> None:
    newer = shared_text(
        "standards/processes/voice-care/1.0.0.yaml",
        ("version: 1.0.0", "version: 1.1.0"),
        ("effective_from: 2026-01-01", "effective_from: 2026-01-01\nenforced_from: 2026-12-01"),
    )
    root = workspace(tmp_path / "w", {"standards/processes/voice-care/1.1.0.yaml": newer})
    assert "9 days left" in check(root, "--format", "concise").out


# Small things.


def test_help_imports_nothing_that_it_does_not_need() -> None:
    code = (
        "import sys; from checker.cli.program import run; code = run(['--help']);"
        "heavy = {'pydantic', 'yaml', 'jsonschema', 'jinja2', 'packaging', 'socket', 'ssl', 'asyncio'};"
        "print(sorted(heavy & set(sys.modules)), code)"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    assert done.stdout.splitlines()[-1] == "[] 0"


def test_a_check_opens_no_connection(root: Path) -> None:
    code = (
        "import sys\n"
        "sys.addaudithook(lambda event, _: event.startswith('socket.') and sys.exit(event))\n"
        "from checker.cli.program import run\n"
        f"sys.exit(run(['check', '--root', {str(root)!r}, '--as-of', '2026-11-22']))\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, env=environment)
    assert (done.returncode, done.stderr) == (0, "")


def test_help_lists_every_command_and_the_exit_codes() -> None:
    ended = checker("--help")
    assert ended.code == 0
    assert all(f"  {name} " in ended.out for name in COMMANDS)
    assert all(f"{code} " in ended.out for code in (0, 1, 2, 3, 70))


def test_every_command_has_a_page_with_an_example() -> None:
    for name in COMMANDS:
        ended = checker(name, "--help")
        assert ended.code == 0
        assert f"checker {name}" in ended.out.partition("Examples:")[2]


def test_the_version_is_the_package_s() -> None:
    import checker as package

    assert checker("--version").out.strip() == f"checker {package.__version__}"


def test_explain_shows_a_rule_s_page_an_element_and_a_finding(root: Path) -> None:
    (root / ES).write_text(BREACH)
    finding = json.loads(check(root, "--format", "json").out)["findings"][0]
    for what in ("control-loosened", "es/refund/control:payout_days", finding["fingerprint"]):
        ended = checker("explain", what, "--root", str(root), *AS_OF) if "loosened" not in what else checker("explain", what)
        assert ended.code == 0
        assert "payout_days" in ended.out


def test_diff_shows_every_element(root: Path) -> None:
    (root / ES).write_text(BREACH)
    ended = checker("diff", "es", "refund", "--root", str(root), *AS_OF)
    assert ended.code == 0
    elements = json.loads(check(root, "--all-elements", "--format", "json").out)["markets"][0]["processes"][0]["elements"]
    assert len(elements) > 30
    shown = json.loads(checker("diff", "es", "refund", "--root", str(root), *AS_OF, "--format", "json").out)
    assert shown["elements"] == elements


def test_rules_lists_every_rule() -> None:
    from checker.rules.registry import all_rules

    ended = checker("rules", "--format", "json")
    assert [rule["id"] for rule in json.loads(ended.out)["rules"]] == list(all_rules())
