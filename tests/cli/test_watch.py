"""`check --watch`: after a save the same report as a fresh check, of only what the save touched, at once."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from runs import checker
from workspaces import CATALOGUE, DAY, ES, ES_MARKET, EU, FR, PROJECT, REFUND, REGION, SHARED, shared_text, variant, workspace

import checker as library
from checker.cli.watching import lines_between, look, open_counts, touched_between
from checker.errors import CheckerError
from checker.load.workspace import WorkspaceFiles
from checker.pipeline.market import MarketChecker
from checker.pipeline.request import Request
from checker.pipeline.watching import Watched

SAVES: tuple[tuple[str, str | None], ...] = (
    (ES, variant("controls: {payout_days: 7}")),
    (ES, variant("controls: {payout_days: 4}")),
    (ES, "kind: variant\nprocess: refund\ncontrols: {payout_days: 7\n"),
    (ES, None),
    (FR, variant("controls: {max_offers: 2}")),
    (EU, variant("controls: {return_days: 61}")),
    (EU, None),
    (ES_MARKET, shared_text(ES_MARKET) + "notes: 8:30\n"),
    (ES_MARKET, None),
    (REGION, None),
    (REFUND, shared_text(REFUND, ("title: Refund\n", "title: Refunds\n"))),
    ("markets/eu/pt/market.yaml", "kind: market\nmarket: pt\n"),
    ("markets/eu/es/stray.txt", "nothing"),
)  # fmt: skip


def save(root: Path, path: str, text: str | None) -> None:
    """Write a file, or put back (or remove) what was there."""
    file = root / path
    if text is not None:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    elif (SHARED / path).exists():
        shutil.copy(SHARED / path, file)
    else:
        file.unlink(missing_ok=True)


@pytest.mark.parametrize("seed", range(4))
def test_after_any_saves_the_report_is_that_of_a_fresh_check(tmp_path: Path, seed: int) -> None:
    random = Random(seed)  # noqa: S311 (no secret)
    root = workspace(tmp_path / "workspace")
    watched, stamps = Watched(Request(root, DAY)), look(root)
    watched.check()
    for _ in range(12):
        for path, text in random.sample(SAVES, random.randint(1, 2)):
            save(root, path, text)
        now = look(root)
        report = watched.check(touched_between(stamps, now))
        stamps = now
        fresh = library.check(root, as_of=DAY)
        assert library.render(report, "json") == library.render(fresh, "json")


def test_what_a_save_makes_impossible_is_told_and_the_next_save_mends_it(tmp_path: Path) -> None:
    root = workspace(tmp_path / "workspace")
    watched = Watched(Request(root, DAY))
    before = library.render(watched.check(), "json")
    good = (root / CATALOGUE).read_text()
    (root / CATALOGUE).write_text("kind: catalogue\n")
    with pytest.raises(CheckerError):
        watched.check([CATALOGUE])
    (root / CATALOGUE).write_text(good)
    assert library.render(watched.check([CATALOGUE]), "json") == before


@pytest.mark.parametrize(
    ("path", "markets", "shared"),
    [
        ("markets/latam/mx/contact-intake.yaml", 1, 0),
        ("markets/eu/region.yaml", 4, 0),
        ("standards/processes/live-chat/1.0.0.yaml", 18, 1),
    ],
)
def test_a_save_is_checked_by_as_little_work_as_it_touches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str, markets: int, shared: int
) -> None:
    """`markets` are judged, and of what all share `shared` documents are read; how long that takes, benchmarks/watch.py says."""
    for folder in ("standards", "markets"):
        shutil.copytree(PROJECT / folder, tmp_path / folder)
    watched = Watched(Request(tmp_path, DAY))
    watched.check()
    judged = counted(monkeypatch, MarketChecker, "check")
    read = counted(monkeypatch, WorkspaceFiles, "_load")
    (tmp_path / path).write_text((PROJECT / path).read_text() + "# saved\n")
    watched.check([path])
    assert len(judged) == markets
    assert len([words for words in read if str(words[0]).startswith("standards/")]) == shared


def counted(monkeypatch: pytest.MonkeyPatch, owner: type, name: str) -> list[tuple[object, ...]]:
    """The words of each call of a method from now on."""
    calls: list[tuple[object, ...]] = []
    own = getattr(owner, name)

    def recorded(self: object, *words: object) -> object:
        calls.append(words)
        return own(self, *words)

    monkeypatch.setattr(owner, name, recorded)
    return calls


def test_a_look_sees_what_is_written_made_and_removed(tmp_path: Path) -> None:
    root = workspace(tmp_path / "workspace")
    before = look(root)
    (root / ES_MARKET).write_text("x")
    (root / "markets/eu/es/new.yaml").write_text("x")
    (root / REGION).unlink()
    assert touched_between(before, look(root)) == tuple(sorted((ES_MARKET, "markets/eu/es/new.yaml", REGION)))
    assert touched_between(before, before) == ()


def test_what_is_new_comes_with_what_to_write_and_what_is_gone_is_said(tmp_path: Path) -> None:
    root = workspace(tmp_path / "workspace")
    clean = library.check(root, as_of=DAY)
    save(root, ES, variant("controls: {payout_days: 7}"))
    broken = library.check(root, as_of=DAY)
    new = list(lines_between(clean, broken, (ES,)))
    assert new[0].startswith(f"error    {ES}:3:")
    assert "payout_days must be at most 5 business days, not 7" in new[0]
    assert new[1].strip().startswith("do: delete the entry to follow the standard (5 business days), or write a smaller number")
    assert any(line.startswith("gone     es · control-loosened") for line in lines_between(broken, clean, (ES,)))
    assert "(as before)" in next(iter(lines_between(broken, broken, (ES,))))
    assert list(lines_between(broken, broken, (FR,))) == []


UNREADABLE = {
    "a slip of the pen": (
        lambda file: file.write_text("kind: variant\nprocess: refund\ncontrols: {payout_days: 7\n"),
        "curly brackets",
    ),
    "a link to nowhere": (lambda file: (file.unlink(), file.symlink_to("nowhere")), "this is no file that can be read"),
    "a folder of its name": (lambda file: (file.unlink(), file.mkdir()), "a folder bears the name of a document"),
}


@pytest.mark.parametrize(("breaks", "why"), UNREADABLE.values(), ids=UNREADABLE)
@pytest.mark.parametrize("path", [ES, ES_MARKET])
def test_what_cannot_be_read_is_not_said_to_be_gone(
    tmp_path: Path, path: str, breaks: Callable[[Path], object], why: str
) -> None:
    root = workspace(tmp_path / "w", {ES: variant("controls: {payout_days: 7}"), FR: variant("controls: {payout_days: 7}")})
    before = library.check(root, as_of=DAY)
    breaks(root / path)
    lines = list(lines_between(before, library.check(root, as_of=DAY), (path,)))
    assert not [line for line in lines if line.startswith("gone")]
    (unknown,) = [line for line in lines if line.startswith("unknown  es · control-loosened: payout_days must be at most 5")]
    assert unknown.split("\n")[1].strip().startswith(f"not mended: {path} cannot be read: ")
    assert why in unknown


def test_what_is_mended_beside_a_file_that_cannot_be_read_is_gone(tmp_path: Path) -> None:
    root = workspace(tmp_path / "w", {ES: variant("controls: {payout_days: 7}"), FR: variant("controls: {payout_days: 7}")})
    before = library.check(root, as_of=DAY)
    (root / ES).write_text("kind: variant\n  process: [")
    (root / FR).write_text(variant("controls: {max_offers: 2}"))
    said = [line.split(":")[0] for line in lines_between(before, library.check(root, as_of=DAY), (ES, FR))]
    assert "gone     fr · control-loosened" in said
    assert "unknown  es · control-loosened" in said


def test_one_error_is_no_errors(tmp_path: Path) -> None:
    root = workspace(tmp_path / "w", {ES: variant("controls: {payout_days: 7}")})
    assert open_counts(library.check(root, as_of=DAY)) == "Open: 1 error, 0 warnings, 0 notes."


@pytest.mark.parametrize("words", [("--format", "json"), ("--base", "HEAD")])
def test_it_shows_text_and_compares_with_no_base(words: tuple[str, ...]) -> None:
    ended = checker("check", "--watch", *words)
    assert ended.code == 2
    assert "`--watch` shows text" in ended.err


@pytest.mark.skipif(os.name != "posix", reason="ended by a signal")
def hears_interrupts() -> None:
    """As from a terminal: who is started in the background of a script is deaf to them, and so are its children."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_in_a_terminal_beside_the_editor(tmp_path: Path) -> None:
    root = workspace(tmp_path / "workspace")
    words = [sys.executable, "-m", "checker", "check", "--watch", "--root", str(root), "--as-of", DAY.isoformat()]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, text=True, preexec_fn=hears_interrupts)  # noqa: PLW1509
    try:
        assert process.stdout is not None
        assert "Waiting for a save" in process.stdout.readline()
        save(root, ES, variant("controls: {payout_days: 7}"))
        said = [process.stdout.readline() for _ in range(3)]
        assert ES in said[1]
        assert "must be at most 5 business days, not 7" in said[2]
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 0
    finally:
        process.kill()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()
