"""`checker new`: a file at its place that checks clean, with what is known filled in; nothing is ever overwritten."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from runs import Ended, checker
from workspaces import DAY, PROJECT

import checker as library
from checker.load.reader import read
from checker.schemas.variants import variant_schema

PT = ("new", "market", "pt", "--name", "Portugal", "--region", "eu", "--languages", "pt-PT", "--channels", "voice,email",
      "--lead", "lead-pt@example.com")  # fmt: skip


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for folder in ("standards", "markets"):
        shutil.copytree(PROJECT / folder, tmp_path / folder)
    return tmp_path


def run(root: Path, *words: str, code: int = 0) -> Ended:
    ended = checker(*words, "--root", str(root), "--as-of", DAY.isoformat())
    assert ended.code == code, ended
    return ended


def open_findings(root: Path, *words: str) -> list[str]:
    report = library.check(root, as_of=DAY, words=words)
    return [f"{each.rule} {each.element}" for each in report.findings if each.is_open and each.level != "info"]


def test_a_new_market_checks_clean_with_every_due_process(root: Path) -> None:
    ended = run(root, *PT)
    assert "wrote markets/eu/pt/market.yaml" in ended.out
    assert "nothing against it" in ended.out
    assert open_findings(root, "pt") == []
    market = library.read_workspace(root).markets["pt"].document
    assert market is not None
    assert (market.model.country, market.model.currency) == ("PT", "EUR"), "known from the id and from the region's other markets"


def test_no_other_country_s_time_zone_is_offered(root: Path) -> None:
    run(root, *PT)
    text = (root / "markets/eu/pt/market.yaml").read_text()
    assert "# time_zones: [Area/City]" in text
    assert "Madrid" not in text


def test_a_market_of_a_new_region_adopts_what_is_due_itself(root: Path) -> None:
    run(root, "new", "market", "no", "--name", "Norway", "--region", "nordics", "--languages", "nb-NO", "--channels", "email",
        "--lead", "lead-no@example.com", "--currency", "NOK")  # fmt: skip
    assert 'country: "NO"' in (root / "markets/nordics/no/market.yaml").read_text()
    assert (root / "markets/nordics/region.yaml").is_file()
    missing = [said for said in open_findings(root, "no") if said.startswith(("process-not", "version-", "document-"))]
    assert missing == []


def test_without_a_terminal_what_is_missing_is_named_by_its_option(root: Path) -> None:
    ended = run(root, "new", "market", "pt", "--region", "eu", code=2)
    assert "`--name` is missing" in ended.err
    assert not (root / "markets/eu/pt").exists()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--lead", "nobody"), "must be an e-mail address"),
        (("--country", "Portugal"), "must be a country code"),
        (("--region", "../eu", "--currency", "EUR"), "must be an id"),
    ],
)
def test_what_no_check_could_use_is_not_written(root: Path, words: tuple[str, ...], says: str) -> None:
    before = sorted(root.rglob("*"))
    ended = run(root, *PT, *words, code=2)
    assert says in ended.err
    assert sorted(root.rglob("*")) == before


@pytest.mark.parametrize("words", [PT, ("new", "variant", "es", "order-status"), ("new", "standard", "order-status")])
def test_a_second_time_nothing_is_overwritten(root: Path, words: tuple[str, ...]) -> None:
    written = {
        "market": "markets/eu/pt/market.yaml",
        "variant": "markets/eu/es/order-status.yaml",
        "standard": "standards/processes/order-status/1.1.0.yaml",
    }[words[1]]
    (root / written).unlink(missing_ok=True)
    extra = ("--version", "1.1.0") if words[1] == "standard" else ()
    run(root, *words, *extra)
    before = (root / written).read_bytes()
    ended = run(root, *words, *extra, code=2)
    assert "already" in ended.err or "not newer" in ended.err
    assert (root / written).read_bytes() == before


def test_a_variant_of_every_process_checks_clean_and_fits_its_schema(root: Path) -> None:
    run(root, *PT[:-4], "--channels", "voice,email,chatbot,ai_agent,live_chat", "--lead", "lead-pt@example.com")
    workspace = library.read_workspace(root)
    report = library.check(root, as_of=DAY, words=("pt",))
    processes = [process for process, each in report.markets["pt"].processes.items() if each.version is not None]
    assert len(processes) > 15
    for process in processes:
        run(root, "new", "variant", "pt", process)
    assert open_findings(root, "pt") == []
    for process in processes:
        version = report.markets["pt"].processes[process].version
        assert version is not None
        text = (root / f"markets/eu/pt/{process}.yaml").read_text()
        assert text.startswith(f"# yaml-language-server: $schema=../../../schemas/variant/{process}-{version}.schema.json\n")
        schema = variant_schema(workspace.programme.standards[process][version].model, {})
        assert Draft202012Validator(schema).is_valid(read(text.encode()).root)


def test_the_comments_of_a_variant_are_yaml_that_is_allowed(root: Path) -> None:
    """Each control, without its mark, repeats the standard's value: redundant, and nothing else."""
    run(root, *PT)
    run(root, "new", "variant", "pt", "refund-and-return")
    file = root / "markets/eu/pt/refund-and-return.yaml"
    lines = file.read_text().split("\n")
    first, last = lines.index("# controls:"), lines.index("# metrics:")
    file.write_text("\n".join([*lines[:first], *(line.removeprefix("# ") for line in lines[first:last]), *lines[last:]]))
    found = [
        each
        for each in library.check(root, as_of=DAY, words=("pt",)).findings
        if each.location.path.endswith("pt/refund-and-return.yaml")
    ]
    assert found
    assert {each.rule for each in found} == {"control-redundant"}


def test_a_value_comes_with_its_reason(root: Path) -> None:
    run(root, *PT)
    run(root, "new", "variant", "pt", "refund-and-return", "--set", "payout_business_days=3", "--because", "customer_preference",
        "--note", 'Promised: "three days"')  # fmt: skip
    variant = library.read_workspace(root).markets["pt"].variants["refund-and-return"].model
    entry = variant.controls["payout_business_days"]
    assert entry.value == 3
    assert entry.because is not None
    assert entry.because.note == 'Promised: "three days"'


@pytest.mark.parametrize(
    ("setting", "says"),
    [
        ("payout_business_day=3", "did you mean `payout_business_days`?"),
        ("payout_business_days", "says no value"),
    ],
)
def test_a_control_that_does_not_exist_is_named_with_the_nearest(root: Path, setting: str, says: str) -> None:
    ended = run(root, "new", "variant", "eu", "refund-and-return", "--set", setting, code=2)
    assert says in ended.err


def test_what_a_check_has_against_the_new_value_is_said_at_once(root: Path) -> None:
    run(root, *PT)
    ended = run(root, "new", "variant", "pt", "refund-and-return", "--set", "payout_business_days=30")
    assert "error: payout_business_days must be 1 to 10 business days, not 30" in ended.out


def test_a_draft_of_a_new_process_is_a_valid_standard(root: Path) -> None:
    run(
        root,
        "new",
        "standard",
        "courier-returns",
        "--title",
        "Returns: by courier",
        "--purpose",
        "Fetch it",
        "--channels",
        "email",
    )
    assert open_findings(root, "standards/processes/courier-returns/1.0.0.yaml") == []
    standards = library.read_workspace(root).programme.standards["courier-returns"]
    assert [document.model.status for document in standards.values()] == ["draft"]


def test_the_next_version_is_the_newest_one_byte_for_byte_but_for_three_values(root: Path) -> None:
    old = (root / "standards/processes/voice-support/1.1.0.yaml").read_text().split("\n")
    run(root, "new", "standard", "voice-support", "--version", "1.2.0")
    new = (root / "standards/processes/voice-support/1.2.0.yaml").read_text().split("\n")
    changed = [after for before, after in zip(old, new, strict=True) if before != after]
    assert [line.split("#")[0].strip() for line in changed] == ["version: 1.2.0", "status: draft", f"effective_from: {DAY}"]
    ended = run(root, "new", "standard", "voice-support", "--version", "1.0.5", code=2)
    assert "is not newer than voice-support 1.2.0" in ended.err


@pytest.mark.skipif(os.name != "posix", reason="needs a terminal of this kind")
def test_at_a_terminal_it_asks_what_it_cannot_know(root: Path) -> None:
    """Seven questions, of which two have an answer already: the country by the id, the currency by the region."""
    import pty

    ours, theirs = pty.openpty()
    try:
        os.write(ours, b"Portugal\n\neu\npt-PT\nvoice, email\nlead-pt@example.com\n\n")
        words = [sys.executable, "-m", "checker", "new", "market", "pt", "--root", str(root), "--as-of", DAY.isoformat()]
        done = subprocess.run(words, stdin=theirs, capture_output=True, text=True, check=False, timeout=60)
    finally:
        os.close(ours)
        os.close(theirs)
    assert done.returncode == 0, done.stderr
    assert "What do people call the market?" in done.stderr
    market = library.read_workspace(root).markets["pt"].document
    assert market is not None
    assert (market.model.country, market.model.currency, market.model.channels) == ("PT", "EUR", ("voice", "email"))
