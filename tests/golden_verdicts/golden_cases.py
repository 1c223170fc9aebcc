"""The golden verdicts: forty variations of the library's processes, each with the verdict that it must get.

A case is one file in `cases/`: its markets, the files that they write, and everything that the checker must say.
"""

from datetime import date
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field
from workspaces import DAY

FOLDER = Path(__file__).parent / "cases"
KINDS = "LHt"
"""Legitimate, harmful, trap: how their ids begin."""

WORDS = {
    "aligned": ("tailored", "extended"),
    "aligned_tightened": ("tightened",),
    "added_local": ("extended",),
    "justified_deviation": ("required_by_law", "waived"),
    "unjustified_deviation": ("control-loosened", "control-out-of-range"),
    "not_comparable": ("not_comparable",),
    "breach": ("breach",),
    "missing_mandatory_step": ("step-removed",),
    "order_violation": ("step-moved", "flow-rule-broken"),
    "type_change": ("step-retyped",),
    "definition_mismatch": ("metric-definition-changed",),
    "version_drift": ("version-behind", "version-overdue"),
    "waiver_expired": ("waiver-expired",),
}
"""A word of the domain notes → the statuses and rules of ours, one of which has to stand in the verdict."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class GoldenMarket(_Part):
    """What a market of a case says of itself. `runs`: processes, or processes with the version that is pinned."""

    country: str
    currency: str = "USD"
    jurisdictions: tuple[str, ...] = ()
    profile: tuple[str, ...] = ()
    weekend: tuple[str, ...] = ("sat", "sun")
    runs: tuple[str, ...] | dict[str, str]


class Verdict(_Part):
    """Everything that the checker says on one day: all findings, and every element that is not plainly aligned."""

    as_of: date = DAY
    findings: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()

    def in_order(self) -> "Verdict":
        findings, statuses = (tuple(sorted(map(_one_spaced, lines))) for lines in (self.findings, self.statuses))
        return Verdict(as_of=self.as_of, findings=findings, statuses=statuses)


class GoldenCase(_Part):
    """`notes`: the verdict in the words of the domain notes (`WORDS`), where they give one.

    `severity`: the heaviest that is open, where the notes name it. `differs`: what was decided where notes and rules of
    the tool differ. `clean`: elements that must stay aligned and without any finding. `beside`: elements that another
    case is about, judged here and not told on the page. `named`: words that the messages must hold.
    """

    id: str
    title: str
    why: str
    notes: tuple[str, ...] = ()
    severity: str = ""
    differs: str = ""
    markets: dict[str, GoldenMarket]
    files: dict[str, str] = Field(default_factory=dict)
    clean: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    expect: tuple[Verdict, ...] = Field(min_length=1)


def read_cases() -> list[GoldenCase]:
    """Legitimate, harmful, traps; each in the order of the domain notes."""
    cases = [GoldenCase.model_validate(yaml.safe_load(path.read_text())) for path in FOLDER.iterdir()]
    return sorted(cases, key=lambda case: (KINDS.index(case.id[0]), case.id))


def _one_spaced(line: str) -> str:
    return " ".join(line.split())
