"""The shared workspace of the case folders, and how tests lay other files over it."""

import shutil
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

import checker

DAY = date(2026, 11, 22)
CASES = Path(__file__).parent / "cases"
SHARED = CASES / "_workspace"
PROJECT = Path(__file__).parent.parent

ES = "markets/eu/es/refund.yaml"
FR = "markets/eu/fr/refund.yaml"
EU = "markets/eu/refund.yaml"
ES_MARKET = "markets/eu/es/market.yaml"
FR_MARKET = "markets/eu/fr/market.yaml"
REGION = "markets/eu/region.yaml"
CATALOGUE = "standards/catalogue.yaml"
REFUND = "standards/processes/refund/1.0.0.yaml"
VOICE_CARE = "standards/processes/voice-care/1.0.0.yaml"


def variant(body: str, process: str = "refund") -> str:
    """A variant file with this body."""
    return f"kind: variant\nprocess: {process}\n{body}\n"


def shared_text(path: str, *replacements: tuple[str, str]) -> str:
    """A file of the shared workspace with parts replaced, each of which stands in it exactly once."""
    text = (SHARED / path).read_text()
    for old, new in replacements:
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
        text = text.replace(old, new)
    return text


def workspace(root: Path, files: Mapping[str, str] | None = None, without: Iterable[str] = ()) -> Path:
    """The shared workspace in `root`, with `files` over it and `without` some of its own."""
    shutil.copytree(SHARED, root, dirs_exist_ok=True)
    for path in without:
        (root / path).unlink()
    for path, text in (files or {}).items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text)
    return root


def row(finding: checker.Finding) -> str:
    """A finding as a line of `expected.txt`, with what a change made of it where there is a base."""
    where = f"{finding.market or '-'}/{finding.process or '-'}"
    change = f" {finding.change}" if finding.change is not None else ""
    return f"{finding.level} {finding.rule} {where} {finding.element} {finding.disposition}{change}"


def rows(report: checker.Report) -> list[str]:
    return sorted(map(row, report.findings))
