"""Markets that run the library's standards as written: what they hear is what the law says to everybody."""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path

from law_register import NAMES, WORKSPACE, known_duties
from workspaces import DAY, PROJECT

import checker

COUNTRIES = [code for code in NAMES if code != "EU" and "-" not in code]
PROFILE = sorted({word for each in known_duties() for word in each.duty.applies_to})
LEAD = {"lead": "lead@example.com"}


def bare(root: Path, variants: Mapping[str, object] | None = None, *countries: str) -> checker.Report:
    """A report on one market in each of these countries (default: all), bound by every duty that is there.

    `variants`: process → the controls that their region changes.
    """
    shutil.copytree(PROJECT / "standards", root / "standards", ignore=shutil.ignore_patterns("waivers"))
    _put(root, "region", {"kind": "region", "region": "all", "name": "All", "adopts": _newest(), **LEAD})
    for process, controls in (variants or {}).items():
        _put(root, process, {"kind": "variant", "process": process, "controls": controls})
    for country in countries or COUNTRIES:
        _put(root, f"{country.lower()}/market", _market(country))
    return checker.check(root, as_of=DAY)


def _put(root: Path, name: str, document: Mapping[str, object]) -> None:
    path = root / f"markets/all/{name}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(document))


def _newest() -> dict[str, str]:
    """Each process with its newest active version that is in effect."""
    chosen = {}
    for process, versions in WORKSPACE.programme.standards.items():
        models = [versions[version].model for version in sorted(versions)]
        chosen[process] = [each for each in models if each.status == "active" and each.effective_from <= DAY][-1]
    return {process: str(standard.version) for process, standard in chosen.items()}


def _market(country: str) -> dict[str, object]:
    return {
        "kind": "market", "market": country.lower(), "name": country, "country": country, "languages": ["en"],
        "currency": "USD", "channels": ["voice", "chatbot", "ai_agent", "live_chat", "email"], "profile": PROFILE,
        "jurisdictions": [code for code in NAMES if code.startswith(f"{country}-")], **LEAD,
    }  # fmt: skip
