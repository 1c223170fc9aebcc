"""How conformance moved from day to day, and what moved it: by the commits, or by earlier runs. Part of `report`."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from markupsafe import Markup

from checker.model.moments import Moment, MovedBy, Standing
from checker.report import links
from checker.report.history import LEAST_SPAN
from checker.report.lookup import Lookup
from checker.report.words import counted, day_text, percent

WIDTH, HEIGHT, LEFT, TOP = 640, 150, 34, 8
"""Of the chart; lines begin right of the numbers at the edge."""
MAX_ROWS = 60
CAUSES: Mapping[MovedBy, str] = {
    "variant": "its files", "standard": "a standard", "law": "the law", "waiver": "a waiver", "calendar": "the calendar",
}  # fmt: skip


class Point(NamedTuple):
    """One day. `governed` None: not known, or nothing counts."""

    day: date
    conformance: float | None
    governed: float | None
    breaches: int


class Mover(NamedTuple):
    """A market whose numbers the day's commits moved, and by what."""

    name: str
    href: str
    causes: str


class TrendRow(NamedTuple):
    day: str
    conformance: str
    governed: str
    breaches: int
    movers: Sequence[Mover]
    subject: str


@dataclass(frozen=True, slots=True)
class TrendView:
    sentence: str
    chart: Markup
    rows: Sequence[TrendRow]
    cut: int
    knows_governed: bool


def trend_of(lookup: Lookup) -> TrendView | None:
    """None where nothing is known of the days before."""
    history, report = lookup.history, lookup.report
    numbers = report.numbers
    now = Point(report.as_of, numbers.conformance, numbers.governed, len(lookup.breaches))
    if history.runs:
        before = [Point(run.as_of, run.conformance, None, run.breaches) for run in history.runs]
        rows = [_row(point) for point in (*before, now)]
        source = counted(len(before), "earlier run")
    elif history.days:
        before = [Point(each.day, each.conformance, each.governed, each.breaches) for each in history.days]
        judged = [moment for moment in history.moments if not moment.because]
        rows = [*_rows_of_commits(lookup, judged), _row(now)]
        source = counted(len(judged), "commit")
    else:
        return None
    knows_governed = not history.runs
    rows = list(reversed(rows))
    points = [*before, now]
    return TrendView(
        f"{source}, from {day_text(points[0].day)} to {day_text(now.day)}; nothing is made up for the days between.",
        _chart(points), rows[:MAX_ROWS], max(len(rows) - MAX_ROWS, 0), knows_governed,
    )  # fmt: skip


def _row(point: Point, movers: Sequence[Mover] = (), subject: str = "") -> TrendRow:
    numbers = (percent(point.conformance), percent(point.governed))
    return TrendRow(day_text(point.day), *numbers, point.breaches, movers, subject)


def _rows_of_commits(lookup: Lookup, judged: Sequence[Moment]) -> Iterator[TrendRow]:
    """The first commit, and those that moved a market, brought one or took one away."""
    before: frozenset[str] | None = None
    for moment in judged:
        now = frozenset(each.market for each in moment.markets)
        movers = [
            Mover(lookup.market_name(each.market), _href(lookup, each.market), _causes(each, before)) for each in moment.markets
            if each.moved_by or (before is not None and each.market not in before)
        ]  # fmt: skip
        movers += [Mover(lookup.market_name(each), _href(lookup, each), "gone") for each in sorted((before or now) - now)]
        is_first, before = before is None, now
        if movers or is_first:
            yield _row(Point(moment.day, moment.conformance, moment.governed, moment.breaches), movers, moment.subject)


def _causes(standing: Standing, before: frozenset[str] | None) -> str:
    if before is not None and standing.market not in before:
        return "new"
    return f"by {', '.join(map(CAUSES.__getitem__, standing.moved_by))}"


def _href(lookup: Lookup, market: str) -> str:
    return f"#{links.market_id(market)}" if market in lookup.report.markets else ""


def _chart(points: Sequence[Point]) -> Markup:
    """Conformance as a line, governed as a broken one, over days that are as far apart as they were."""
    values = [value for point in points for value in (point.conformance, point.governed) if value is not None]
    if not values or points[0].day == points[-1].day:
        return Markup("")
    low, high = min(values), max(values)
    low = max(min(low, high - LEAST_SPAN), 0.0)
    high = max(high, low + LEAST_SPAN)
    scale = _Scale(points[0].day, points[-1].day, low, high)
    said = f"Conformance from {percent(points[0].conformance)} to {percent(points[-1].conformance)} percent"
    body = Markup("").join((
        scale.mark(high), scale.mark(low),
        scale.line([(point.day, point.governed) for point in points], Markup(' stroke-dasharray="4 3" opacity=".6"')),
        scale.line([(point.day, point.conformance) for point in points], Markup(' stroke-width="2"')),
    ))  # fmt: skip
    return Markup(
        '<svg viewBox="0 0 {} {}" width="{}" height="{}" role="img" aria-label="{}" font-size="11" fill="currentColor">{}</svg>'
    ).format(WIDTH, HEIGHT, WIDTH, HEIGHT, said, body)


class _Scale(NamedTuple):
    first: date
    last: date
    low: float
    high: float

    def x(self, day: date) -> int:
        return LEFT + (WIDTH - LEFT - TOP) * (day - self.first).days // max((self.last - self.first).days, 1)

    def y(self, value: float) -> int:
        return TOP + round((HEIGHT - 2 * TOP) * (1 - (value - self.low) / (self.high - self.low)))

    def mark(self, value: float) -> Markup:
        y = self.y(value)
        return Markup('<text x="0" y="{}">{}</text><path d="M{} {}H{}" stroke="currentColor" opacity=".2"/>').format(
            y + 4, f"{value:g}", LEFT, y, WIDTH
        )

    def line(self, values: Sequence[tuple[date, float | None]], style: Markup) -> Markup:
        """Broken where a day has no value."""
        parts, drawing = [], False
        for day, value in values:
            if value is not None:
                parts.append(f"{'L' if drawing else 'M'}{self.x(day)} {self.y(value)}")
            drawing = value is not None
        return Markup('<path d="{}" fill="none" stroke="currentColor"{}/>').format("".join(parts), style) if parts else Markup("")
