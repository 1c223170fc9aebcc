"""The golden verdicts as the tables of docs/golden-verdicts.md. `UPDATE_GOLDENS=1` writes them anew."""

from collections.abc import Iterator
from itertools import groupby

from golden_cases import GoldenCase, Verdict
from workspaces import PROJECT

from checker.model.status import ON_SCREEN, RANK, Status

PAGE = PROJECT / "docs/golden-verdicts.md"
BEGIN, END = "<!-- tables: written by tests/golden_verdicts/golden_page.py -->\n", "<!-- end of tables -->\n"
PARTS = (("Legitimate", "L"), ("Harmful", "H"), ("Traps", "t"))
DIFFERENCES = "Where rules and notes differ"


def tables(cases: list[GoldenCase]) -> str:
    """A table for each part, and what was decided where the rules of the tool and the domain notes differ."""
    lines = [line for title, initial in PARTS for line in _table(title, [case for case in cases if case.id[0] == initial])]
    decided = [f"- **{case.id}**: {case.differs}" for case in cases if case.differs]
    return "\n".join([*lines, f"## {DIFFERENCES}", "", *decided]) + "\n"


def _table(title: str, cases: list[GoldenCase]) -> Iterator[str]:
    yield from (f"## {title}", "", "| Case | What markets do | Verdict | Why |", "|---|---|---|---|")
    yield from (f"| {case.id} | {case.title} | {verdict(case)} | {case.why} |" for case in cases)
    yield ""


def verdict(case: GoldenCase) -> str:
    """The verdict in the words of the report; markets are told apart where theirs differ."""
    of_market = {market: _over_time(case, market) for market in case.markets}
    if len(set(of_market.values())) == 1:
        return next(iter(of_market.values()))
    return "<br>".join(f"`{market}`: {text}" for market, text in of_market.items())


def _over_time(case: GoldenCase, market: str) -> str:
    """What is said on the first day, and from each day on which it becomes another."""
    days = [(day.as_of.isoformat(), _on_one_day(day, market, case.beside)) for day in case.expect]
    changes = [next(same) for _, same in groupby(days, key=lambda day: day[1])]
    if len(changes) == 1:
        return changes[0][1]
    (first, text), *later = changes
    return "; ".join([f"on {first} {text}", *(f"from {as_of} {text}" for as_of, text in later)])


def _on_one_day(day: Verdict, market: str, beside: tuple[str, ...]) -> str:
    """Worst first: what the elements are, then the rules that speak."""
    statuses = [line.split()[0] for line in day.statuses if _is_told(line.split()[1:3], market, beside)]
    rules = dict.fromkeys(line.split()[1] for line in day.findings if _is_told(line.split()[2:4], market, beside))
    worst_first = sorted(map(Status, set(statuses) or {Status.ALIGNED}), key=RANK.__getitem__, reverse=True)
    words = " · ".join(ON_SCREEN[status] for status in worst_first)
    return words + (f" ({', '.join(f'`{rule}`' for rule in rules)})" if rules else "")


def _is_told(where: list[str], market: str, beside: tuple[str, ...]) -> bool:
    return where[0].startswith(f"{market}/") and " ".join(where) not in beside
