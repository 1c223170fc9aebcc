"""An earlier run, read from the JSON that it wrote or from the report that holds it. Part of `report`.

Only what the report compares is kept. The file comes from outside: what is not as it should be is refused with a sentence.
"""

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from checker.errors import UsageError
from checker.model.status import Status
from checker.report.column_reader import packed_content
from checker.report.run_data import unfolded

FORMAT = "checker.report/1"
SETTLED = frozenset({"waived", "required_by_law", "onboarding"})

Pair = tuple[str, str]
Element = tuple[str, str, str]


class EarlierFinding(NamedTuple):
    """`expected` and `actual` as the JSON has them."""

    rule: str
    level: str
    market: str | None
    process: str | None
    element: str
    status: str | None
    disposition: str
    message: str
    fingerprint: str
    first_seen: str | None
    expected: object
    actual: object
    path: str
    line: int

    @property
    def is_open(self) -> bool:
        return self.disposition not in SETTLED


class EarlierProcess(NamedTuple):
    version: str | None
    status: str
    conformance: float | None


class EarlierElement(NamedTuple):
    status: str
    standard: object
    local: object


@dataclass(frozen=True)
class Earlier:
    """`regions` and `markets`: conformance by id."""

    as_of: date
    conformance: float | None
    confirmed: float | None
    regions: Mapping[str, float | None]
    markets: Mapping[str, float | None]
    processes: Mapping[Pair, EarlierProcess]
    elements: Mapping[Element, EarlierElement]
    findings: Mapping[str, EarlierFinding]

    @property
    def breaches(self) -> int:
        """Elements with an open breach."""
        open_ones = [each for each in self.findings.values() if each.is_open and each.status == Status.BREACH and each.market]
        return len({(each.market, each.process, each.element) for each in open_ones})


def read_earlier(text: str, name: str) -> Earlier:
    """Read what `checker check --format json` or `checker report` wrote. `name` is the file, for the message.

    Raises UsageError.
    """
    try:
        return _earlier(_run_of(text))
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, StopIteration, zlib.error) as error:
        raise UsageError(
            f"{name} is no earlier run; give the JSON of `checker check --format json={name}`, or a report"
        ) from error


def _run_of(text: str) -> dict[str, Any]:
    if text.lstrip()[:9].lower() != "<!doctype":
        run: dict[str, Any] = json.loads(text)
        return run
    content = packed_content(text)
    if "run" not in content:
        raise ValueError("the report holds no run")
    return unfolded(content)


def _earlier(run: dict[str, Any]) -> Earlier:
    if run["format"] != FORMAT:
        raise ValueError("another format")
    pairs = [(market["market"], process) for market in run["markets"] for process in market["processes"]]
    return Earlier(
        date.fromisoformat(run["as_of"]),
        _number(run["summary"]["conformance"]),
        _number(run["summary"]["confirmed"]),
        {each["region"]: _number(each["conformance"]) for each in run["regions"]},
        {each["market"]: _number(each["conformance"]) for each in run["markets"]},
        {
            (market, each["process"]): EarlierProcess(each["version"], each["status"], _number(each["conformance"]))
            for market, each in pairs
        },
        {
            (market, process["process"], each["element"]): EarlierElement(each["status"], each["standard"], each["local"])
            for market, process in pairs
            for each in process["elements"]
        },
        {each["fingerprint"]: _finding(each) for each in run["findings"]},
    )


def _finding(found: dict[str, Any]) -> EarlierFinding:
    return EarlierFinding(
        str(found["rule"]), str(found["level"]), found["market"], found["process"], str(found["element"]),
        found["status"], str(found["disposition"]), str(found["message"]), str(found["fingerprint"]),
        found["first_seen"], found["expected"], found["actual"], str(found["location"]["path"]),
        int(found["location"]["line"]),
    )  # fmt: skip


def _number(value: object) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError("no number")
    return value
