"""A golden case as a workspace, and what the front door of the checker says of it.

The project's own standards and laws are copied. Its markets, its waivers and what its catalogue makes due stay out, so
that a case is about its own change and nothing else.
"""

import re
import shutil
from pathlib import Path

import yaml
from golden_cases import GoldenCase, GoldenMarket, Verdict
from workspaces import DAY, PROJECT, rows

import checker

CONFIRMED_ON = "2026-10-01"
LEFT_OUT = ("waivers", "releases.yaml")
"""Waivers name markets that a case does not have; whether a standard was edited is not what a case is about."""
HEAD = re.compile(r"^(?:controls|metrics|flow):", re.MULTILINE)


def built(case: GoldenCase, root: Path) -> Path:
    """The case's files over a copy of the standards; each market adopts and confirms what it runs."""
    shutil.copytree(PROJECT / "standards", root / "standards", ignore=shutil.ignore_patterns(*LEFT_OUT))
    runs = {market: _versions(root, each) for market, each in case.markets.items()}
    _write_catalogue(root / "standards/catalogue.yaml", list(runs.values()))
    _write(root / "markets/all/region.yaml", {"kind": "region", "region": "all", "name": "All", "lead": "lead@example.com"})
    for market, each in case.markets.items():
        _write(root / f"markets/all/{market}/market.yaml", _market(market, each, runs[market]))
    for path, text in case.files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    return root


def said(report: checker.Report) -> Verdict:
    """Everything that the checker says, in order."""
    statuses = tuple(
        f"{element.status} {market.market}/{process.process} {element.element}"
        for market in report.markets.values()
        for process in market.processes.values()
        for element in process.elements.values()
        if element.status != "aligned"
    )
    return Verdict(as_of=report.as_of, findings=tuple(rows(report)), statuses=statuses).in_order()


def _versions(root: Path, market: GoldenMarket) -> dict[str, str]:
    if isinstance(market.runs, dict):
        return market.runs
    return {process: _newest(root / "standards/processes" / process) for process in market.runs}


def _newest(folder: Path) -> str:
    """The newest version that is active and in effect: cases live on when a standard gets another one."""
    heads = [yaml.safe_load(HEAD.split(path.read_text())[0]) for path in folder.glob("*.yaml")]
    usable: list[str] = [head["version"] for head in heads if head["status"] == "active" and head["effective_from"] <= DAY]
    return max(usable, key=lambda version: tuple(map(int, version.split("."))))


def _write_catalogue(path: Path, runs: list[dict[str, str]]) -> None:
    """The project's own, with the case's processes due where every market runs them, all others optional, none onboarding."""
    catalogue = yaml.safe_load(path.read_text())
    processes = sorted({process for each in runs for process in each})
    due = {process: "always" if all(process in each for each in runs) else "optional" for process in processes}
    catalogue["processes"] = {process: {"due": due.get(process, "optional")} for process in catalogue["processes"]}
    catalogue.pop("onboarding", None)
    _write(path, catalogue)


def _market(name: str, market: GoldenMarket, runs: dict[str, str]) -> dict[str, object]:
    lead = f"lead-{name}@example.com"
    confirms = {process: {"version": version, "by": lead, "confirmed_on": CONFIRMED_ON} for process, version in runs.items()}
    return {
        "kind": "market", "market": name, "name": name.upper(), "languages": ["en"], "lead": lead, "adopts": runs,
        "channels": ["chatbot", "ai_agent", "live_chat", "voice", "email"], "confirms": confirms,
        **market.model_dump(exclude={"runs"}, mode="json"),
    }  # fmt: skip


def _write(path: Path, document: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(document, sort_keys=False, allow_unicode=True))
