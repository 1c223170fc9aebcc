"""What earlier runs tell: since when something is open, how numbers moved. Part of `report`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from markupsafe import Markup

from checker.model.finding import Finding
from checker.model.moments import Moment, Opened, opened
from checker.report.earlier import Earlier
from checker.report.words import NO_BREAK, counted, day_text

WIDTH, HEIGHT, INSET = 96, 24, 4
LEAST_SPAN = 2.0
"""Points of percent that a line shows at least, so that a tenth of a point is no cliff."""


class Trend(NamedTuple):
    """How a number moved: in words, in points alone, and as a small line that only repeats them."""

    words: str
    moved: str
    line: Markup


NO_TREND = Trend("", "", Markup(""))


@dataclass(frozen=True)
class History:
    """Earlier runs in the order of their days; none, and everything is empty."""

    runs: Sequence[Earlier]
    as_of: date
    moments: Sequence[Moment] = ()

    @cached_property
    def _opened(self) -> Mapping[str, Opened]:
        return opened(self.moments)

    @cached_property
    def days(self) -> Sequence[Moment]:
        """The last judged commit of each day before the report's."""
        found = {moment.day: moment for moment in self.moments if not moment.because and moment.day < self.as_of}
        return list(found.values())

    def conformance(self, now: float | None) -> Trend:
        """From the runs that were given; without any, from the commits."""
        if self.runs or not self.days:
            return self.trend([run.conformance for run in self.runs], now)
        return _trend([moment.conformance for moment in self.days], now, self.days[-1].day)

    @property
    def last(self) -> Earlier | None:
        return self.runs[-1] if self.runs else None

    @cached_property
    def _first_open(self) -> dict[str, date]:
        """The day of the first of the unbroken row of runs up to the last that a finding was open in."""
        found: dict[str, date] = {}
        alive: set[str] | None = None
        for run in reversed(self.runs):
            here = {key for key, each in run.findings.items() if each.is_open and (alive is None or key in alive)}
            for key in here:
                seen = run.findings[key].first_seen
                found[key] = date.fromisoformat(seen) if seen else run.as_of
            alive = here
        return found

    def since(self, finding: Finding) -> str:
        """`open for 12 days`, `open for 31 days or more`; empty where nobody knows."""
        if not finding.is_open:
            return ""
        if finding.first_seen:
            return _open_for((self.as_of - date.fromisoformat(finding.first_seen)).days)
        if not self.runs:
            return self._since_commits(finding.fingerprint)
        first = self._first_open.get(finding.fingerprint)
        if first is None:
            return f"new since {day_text(self.runs[-1].as_of)}"
        return f"{_open_for((self.as_of - first).days)} or more"

    def _since_commits(self, fingerprint: str) -> str:
        known = self._opened.get(fingerprint)
        if known is not None:
            return f"{_open_for((self.as_of - known.day).days)}{'' if known.is_exact else ' or more'}"
        return f"new since {day_text(self.days[-1].day)}" if self.days else ""

    def trend(self, before: Sequence[float | None], now: float | None) -> Trend:
        """`before`: the values of the runs. Nothing is made up for a run that has none."""
        return _trend(before, now, self.runs[-1].as_of) if self.runs else NO_TREND


def _trend(before: Sequence[float | None], now: float | None, last: date) -> Trend:
    known = [value for value in before if value is not None]
    if now is None or not before or before[-1] is None:
        return NO_TREND
    since = day_text(last)
    moved = round(now - before[-1], 1)
    points = f"{moved:+g}".replace("-", "−") if moved else "±0"
    words = f"{points}{NO_BREAK}points since {since}" if moved else f"as on {since}"
    return Trend(words, points, _line([*known, now]))


def _open_for(days: int) -> str:
    return f"open for {counted(days, 'day')}"


def _line(values: Sequence[float]) -> Markup:
    low, high = min(values), max(values)
    spare = max(LEAST_SPAN - (high - low), 0.0) / 2
    low, span = low - spare, high - low + 2 * spare
    step = (WIDTH - 2 * INSET) / (len(values) - 1)
    points = [
        (INSET + round(step * place), INSET + round((HEIGHT - 2 * INSET) * (1 - (value - low) / span)))
        for place, value in enumerate(values)
    ]
    path = "M" + "L".join(f"{x} {y}" for x, y in points)
    x, y = points[-1]
    return Markup('<svg class="trend" aria-hidden="true"><path d="{}"/><circle cx="{}" cy="{}" r="2.5"/></svg>').format(
        path, x, y
    )
