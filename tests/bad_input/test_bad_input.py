"""Bad files through the front door: a finding at the file, at once, exit 3, and all the rest checked as before."""

import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import checker
from checker.errors import CheckerError, InvalidCatalogueError

DAY = date(2026, 11, 22)
WORKSPACE = Path(__file__).parent / "workspace"
HANG_SECONDS = 5.0
"""Only a guard against hanging on a busy machine; each takes some hundredths of a second."""

CATALOGUE = "standards/catalogue.yaml"
REFUND = "standards/processes/refund/1.0.0.yaml"
LAW = "standards/law/ES.yaml"
WAIVER = "standards/waivers/es/W-1.yaml"
REGION = "markets/eu/region.yaml"
REGION_VARIANT = "markets/eu/refund.yaml"
MARKET = "markets/eu/es/market.yaml"
VARIANT = "markets/eu/es/voice.yaml"
NOT_CHECKED: dict[str, set[tuple[str, str]]] = {
    REFUND: {("es", "refund"), ("fr", "refund"), ("kr", "refund")},
    LAW: set(),
    WAIVER: set(),
    REGION: {("es", "refund"), ("es", "voice"), ("fr", "refund"), ("fr", "voice")},
    REGION_VARIANT: {("es", "refund"), ("fr", "refund")},
    MARKET: {("es", "refund"), ("es", "voice")},
    VARIANT: {("es", "voice")},
}
"""What a document that cannot be used leaves unchecked."""

Spoil = bytes | Callable[[Path], None]


def link_out(file: Path) -> None:
    outside = file.parents[len(file.relative_to(tmp_of(file)).parts) - 1] / "outside.yaml"
    outside.write_bytes(file.read_bytes())
    file.unlink()
    file.symlink_to(outside)


def tmp_of(file: Path) -> Path:
    return next(folder for folder in file.parents if (folder / "workspace").is_dir())


def link_to(target: str) -> Callable[[Path], None]:
    def relink(file: Path) -> None:
        file.unlink()
        file.symlink_to(target)

    return relink


def link_to_itself(file: Path) -> None:
    link_to(file.name)(file)


def pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


def folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def other_suffix(file: Path) -> None:
    file.rename(file.with_suffix(".yml"))


def billion_laughs() -> bytes:
    lines = ["a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    return "\n".join(lines).encode()


def merge_bomb() -> bytes:
    lines = ["m0: &m0 {a: 1, b: 2}"]
    lines += [f"m{n}: &m{n} {{<<: [{', '.join([f'*m{n - 1}'] * 9)}]}}" for n in range(1, 10)]
    return "\n".join(lines).encode()


CASES: dict[str, tuple[Spoil, str]] = {
    "billion laughs": (billion_laughs(), "yaml-unsafe"),
    "merge bomb": (merge_bomb(), "yaml-unsafe"),
    "100 000 anchors": (b"".join(b"- &a%d x\n" % n for n in range(60_000)), "yaml-unsafe"),
    "100 000 open square brackets": (b"[" * 100_000, "yaml-too-large"),
    "100 000 open square brackets on lines": (b"[\n" * 100_000, "yaml-too-large"),
    "100 000 open curly brackets": (b"{" * 100_000, "yaml-unsafe"),
    "100 000 mappings in one another": (b"{a: " * 100_000, "yaml-too-large"),
    "lists and mappings in one another": (b"[{a: " * 50_000, "yaml-too-large"),
    "100 000 dashes": (b"- " * 100_000, "yaml-too-large"),
    "100 000 question marks": (b"? " * 100_000, "yaml-unsafe"),
    "deep blocks": (b"".join(b" " * n + b"a:\n" for n in range(1_000)), "yaml-too-large"),
    "3 MB of one text": (b"title: " + b"x" * 3_000_000, "yaml-too-large"),
    "3 MB of one quoted text": (b'title: "' + b"x" * 3_000_000 + b'"', "yaml-too-large"),
    "1 MB of one text": (b"title: " + b"x" * 1_000_000, "yaml-too-large"),
    "more values than are read": (b"- 1\n" * 100_001, "yaml-too-large"),
    "a tag": (b"kind: !!python/object/apply:os.system [id]\n", "yaml-unsafe"),
    "a local tag": (b"kind: !include /etc/passwd\n", "yaml-unsafe"),
    "50 000 tag directives": (b"".join(b"%%TAG !a%d! b\n" % n for n in range(50_000)) + b"---\na: 1\n", "yaml-unsafe"),
    "tag directives after the end": (
        b"a: 1\n...\n" + b"".join(b"%%TAG !a%d! b\n" % n for n in range(50_000)),
        "yaml-unsafe",
    ),
    "NUL bytes": (b"kind: \0\0\0", "yaml-unsafe"),
    "only NUL bytes": (b"\0" * 5000, "yaml-unsafe"),
    "an escape sequence of a terminal": (b"kind: \x1b[31mred\n", "yaml-unsafe"),
    "Latin-1": ("name: Cádiz\n".encode("latin-1"), "yaml-unsafe"),
    "UTF-16": ("kind: market\n".encode("utf-16"), "yaml-unsafe"),
    "bytes of a picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "yaml-unsafe"),
    "two documents": (b"kind: market\n---\nkind: market\n", "yaml-unsafe"),
    "an unclosed square bracket": (b"kind: [a, b\n", "yaml-syntax"),
    "an unclosed curly bracket": (b"kind: {a: b\n", "yaml-syntax"),
    "an unclosed quotation mark": (b'kind: "market\n', "yaml-syntax"),
    "tabs": (b"kind:\n\tmarket: 1\n", "yaml-syntax"),
    "a conflict of git": (b"<<<<<<< HEAD\nkind: a\n=======\nkind: b\n>>>>>>> other\n", "yaml-syntax"),
    "a key given twice": (b"kind: a\nkind: b\n", "yaml-duplicate-key"),
    "a list": (b"- kind: market\n", "document-invalid"),
    "a text": (b"kind market", "document-invalid"),
    "a number": (b"12", "document-invalid"),
    "an integer of 5 000 digits": (b"kind: " + b"9" * 5_000, "yaml-unsafe"),
    "an integer of 5 000 digits as key": (b"? " + b"9" * 5_000 + b"\n: 1", "yaml-unsafe"),
    "not a number": (b"kind: .nan\n", "yaml-unsafe"),
    "infinity": (b"kind: -.inf\n", "yaml-unsafe"),
    "an ambiguous word alone": (b"NO", "document-invalid"),
    "an alias alone": (b"*a", "yaml-unsafe"),
    "empty": (b"", "document-invalid"),
    "only a byte order mark": (b"\xef\xbb\xbf", "document-invalid"),
    "only comments": (b"# nothing\n# here\n", "document-invalid"),
    "null": (b"null\n", "document-invalid"),
    "a mapping without anything": (b"{}", "document-invalid"),
    "20 000 unknown keys": (b"".join(b"key_%d: 1\n" % n for n in range(20_000)), "document-invalid"),
    "20 000 unknown keys on one line": (
        b"{" + b",".join(b"key_%d: 1" % n for n in range(20_000)) + b"}",
        "document-invalid",
    ),
    "wrong kinds everywhere": (
        b"kind: 5\nprocess: []\nmarket: {}\nregion: null\ncontrols: 5\nflow: [[[]]]\n",
        "document-invalid",
    ),
    "a link out": (link_out, "document-misplaced"),
    "a link to a device": (link_to("/dev/zero"), "document-misplaced"),
    "a link out to nothing": (link_to("../" * 8 + "nowhere"), "document-misplaced"),
    "a link to itself": (link_to_itself, "yaml-syntax"),
    "a link to nothing": (link_to("nowhere.yaml"), "yaml-syntax"),
    "a pipe": (pipe, "yaml-syntax"),
    "a folder": (folder, "document-misplaced"),
    "another suffix": (other_suffix, "document-misplaced"),
}


def spoiled(tmp_path: Path, path: str, spoil: Spoil) -> Path:
    root = tmp_path / "workspace"
    shutil.copytree(WORKSPACE, root)
    if isinstance(spoil, bytes):
        (root / path).write_bytes(spoil)
    else:
        spoil(root / path)
    return root


@pytest.fixture(scope="module")
def usual() -> checker.Report:
    report = checker.check(WORKSPACE, as_of=DAY)
    assert {(finding.market, finding.process) for finding in report.findings} >= {
        ("es", "refund"), ("es", "voice"), ("fr", "refund"), ("fr", "voice"), ("kr", "refund"),
    }  # fmt: skip
    assert report.exit_code("error") == 1
    return report


def timed_check(root: Path) -> checker.Report:
    start = time.perf_counter()
    report = checker.check(root, as_of=DAY)
    assert time.perf_counter() - start < HANG_SECONDS
    return report


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("path", NOT_CHECKED)
def test_a_bad_file_is_a_finding_and_hides_no_other(
    tmp_path: Path, usual: checker.Report, path: str, case: str
) -> None:
    spoil, rule = CASES[case]
    report = timed_check(spoiled(tmp_path, path, spoil))

    found = [finding for finding in report.findings if finding.location.path.startswith(path.removesuffix(".yaml"))]
    assert rule in {finding.rule for finding in found}
    assert 1 <= len({(finding.location, finding.message) for finding in found}) <= 101
    assert all(finding.level == "error" for finding in found if finding.rule == rule)
    assert all(finding.message.isprintable() and len(finding.message) < 400 for finding in found)
    assert report.exit_code("error") == 3

    unchecked = {
        (market, process)
        for market, result in report.markets.items()
        for process, of_process in result.processes.items()
        if of_process.status == "not_checked"
    }
    assert unchecked == NOT_CHECKED[path]
    assert elsewhere(report, path) == elsewhere(usual, path)


def elsewhere(report: checker.Report, path: str) -> list[checker.Finding]:
    """The findings that have nothing to do with a document, apart from their share in the numbers."""
    gone = NOT_CHECKED[path]
    return [
        replace(finding, gain=0.0)
        for finding in report.findings
        if finding.location.path != path
        and (finding.market, finding.process) not in gone
        and not finding.location.path.startswith(path.removesuffix(".yaml"))
        and not (path == LAW and finding.element == "control:record_months")
        and not (path == WAIVER and (finding.market, finding.element) == ("es", "control:payout_days"))
        and not (path in (REGION, REGION_VARIANT, REFUND) and finding.market is None)
    ]


@pytest.mark.parametrize("case", CASES)
def test_a_bad_catalogue_stops_the_run_with_its_findings(tmp_path: Path, case: str) -> None:
    spoil, _ = CASES[case]
    root = spoiled(tmp_path, CATALOGUE, spoil)
    start = time.perf_counter()
    with pytest.raises(CheckerError) as raised:
        checker.check(root, as_of=DAY)
    assert time.perf_counter() - start < HANG_SECONDS
    assert raised.value.exit_code == 2
    if case != "another suffix":  # then there is no catalogue at all
        assert isinstance(raised.value, InvalidCatalogueError)
        assert raised.value.places
        assert all(place.startswith(f"{CATALOGUE}:") and place.isprintable() for place in raised.value.places)


def test_every_document_bad_at_once(tmp_path: Path) -> None:
    root = spoiled(tmp_path, VARIANT, b"[")
    for number, path in enumerate(NOT_CHECKED):
        (root / path).write_bytes([b"[", b"\xff", b"a: &x 1", b"", b"- a", b"a: 1\na: 2"][number % 6])
    report = timed_check(root)
    assert {finding.location.path for finding in report.findings} >= set(NOT_CHECKED)
    assert report.exit_code("error") == 3


@pytest.mark.parametrize(
    ("path", "case", "code"),
    [
        (MARKET, "billion laughs", 3),
        (VARIANT, "100 000 open square brackets", 3),
        (REFUND, "Latin-1", 3),
        (REGION, "20 000 unknown keys on one line", 3),
        (CATALOGUE, "an unclosed square bracket", 2),
        (CATALOGUE, "a pipe", 2),
        (CATALOGUE, "20 000 unknown keys", 2),
    ],
)
def test_the_command_line_says_so(tmp_path: Path, path: str, case: str, code: int) -> None:
    root = spoiled(tmp_path, path, CASES[case][0])
    run = subprocess.run(
        [sys.executable, "-m", "checker", "check", "--as-of", str(DAY), "--root", str(root)],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert run.returncode == code, run.stderr
    assert "Traceback" not in run.stderr + run.stdout
    assert path in (run.stderr if code == 2 else run.stdout)
    assert len(run.stdout + run.stderr) < 300_000


# Anything at all.

PATHS = [*NOT_CHECKED, CATALOGUE]
TEXTS = {path: (WORKSPACE / path).read_bytes() for path in PATHS}
PIECES = [
    b"",
    b" ",
    b"\n",
    b"\t",
    b":",
    b": ",
    b"- ",
    b"[",
    b"]",
    b"{",
    b"}",
    b",",
    b"#",
    b"&a ",
    b"*a",
    b"!x ",
    b"|",
    b">",
    b'"',
    b"'",
    b"%",
    b"0",
    b"-1",
    b"1e9",
    b".5",
    b"null",
    b"~",
    b"true",
    b"NO",
    b"2026-02-30",
    b"\0",
    b"\xff",
    b"\xef\xbb\xbf",
    b"\xe2\x80\xa8",
    b"\r",
    b"---\n",
    b"...\n",
    b"<<: ",
    b"? ",
    b"a: b\n",
    b"[[]]",
    b"{}",
    b"{a: 1}",
    b"9" * 19,
    b"x" * 300,
    b"es",
    b"refund",
    b"none",
]


def mutated(data: bytes, seed: int) -> bytes:
    """The bytes with some pieces replaced, some lines moved, doubled or lost."""
    chance = random.Random(seed)  # noqa: S311 (no secret)
    for _ in range(chance.randint(1, 4)):
        if chance.random() < 0.4:
            lines = data.splitlines(keepends=True) or [b""]
            line = chance.randrange(len(lines))
            lines[line : line + chance.randint(0, 2)] = [chance.choice(lines)] * chance.randint(0, 2)
            data = b"".join(lines)
        else:
            start = chance.randint(0, len(data))
            data = data[:start] + chance.choice(PIECES) + data[start + chance.choice([0, 0, 1, 3, 10]) :]
    return data


def outcome(root: Path) -> object:
    try:
        report = checker.check(root, as_of=DAY)
    except CheckerError as error:
        return str(error), getattr(error, "places", ())
    return report.findings, report.exit_code("error")


@settings(derandomize=True, max_examples=60, deadline=None)
@given(st.sampled_from(PATHS), st.binary(max_size=80))
def test_any_bytes_end_in_a_report(tmp_path_factory: pytest.TempPathFactory, path: str, data: bytes) -> None:
    root = spoiled(tmp_path_factory.mktemp("any"), path, data)
    assert outcome(root) == outcome(root)


@pytest.mark.parametrize("path", PATHS)
def test_any_change_of_a_valid_file_ends_in_a_report(tmp_path: Path, path: str) -> None:
    root = spoiled(tmp_path, path, b"")
    for seed in range(30):
        (root / path).write_bytes(mutated(TEXTS[path], seed))
        first = outcome(root)
        if seed % 10 == 0:
            assert outcome(root) == first
