"""Measure the judging of flows: `python benchmarks/flows.py [--runs 3]`.

Generated flows of stages: a check, a decision, two ways on, a retry. The first table is the floor of the project: 1,000
rules about steps on a flow of 300; rules that add up turns or minutes follow every count of every loop. The second shows
how times grow with the size of a flow.
"""

import argparse
import random
import statistics
import time
from collections.abc import Callable
from itertools import cycle, islice
from typing import Any

from checker.alignment.flow_picture import merged
from checker.diagram import render_svg
from checker.flow import Applied, Refused, apply, build, compare, judge_rules, score
from checker.model.documents import Flow, LocalFlow
from checker.model.documents.flow import BINARY, UNARY

SIZES = (10, 20, 40, 60)
NUMERIC = {
    "max_handoffs": 400, "max_turns": 900, "max_minutes": 900, "human_reachable_within": 400, "human_guaranteed_within": 900,
}  # fmt: skip
"""Templates that add up, with bounds that hold."""
CLAIMS: tuple[tuple[str, int, tuple[str, ...], float | None], ...] = (
    ("all templates about steps, in turn", 1000, (*UNARY, *BINARY), 0.5),
    ("precedence and response", 1000, ("precedence", "response"), 0.5),
    ("all templates, numeric ones too", 1000, (*UNARY, *BINARY, *NUMERIC), 0.5),
    ("numeric templates alone", 1000, tuple(NUMERIC), 0.5),
)


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=3)
    runs = parser.parse_args().runs
    print("| what | limit, s | s |\n|---|---|---|")
    for name, count, kinds, limit in CLAIMS:
        flow = standard(300, rules(300, count, kinds))
        taken = median(lambda flow=flow: judge_rules(flow.rules, build(flow)), runs)  # type: ignore[misc]
        verdict = "" if limit is None or taken <= limit else " (over)"
        print(f"| {count:,} rules on 300 steps: {name} | {limit or ''} | {taken:.3f}{verdict} |")
    print("\n| steps | apply, ms | compare, ms | 20 rules, ms | score, ms | picture, ms |\n|---|---|---|---|---|---|")
    for size in SIZES:
        print(f"| {size} | " + " | ".join(f"{1000 * taken:.1f}" for taken in of_size(size, runs)) + " |")


def of_size(size: int, runs: int) -> list[float]:
    """Seconds for each step of judging a flow with five local changes."""
    flow = standard(size, rules(size, 20, (*UNARY, *BINARY)))
    local = LocalFlow.model_validate({"changes": changes(size)})
    applied = apply(flow, [local])
    if isinstance(applied, Refused):
        raise AssertionError(applied.faults)
    kept: Applied = applied
    comparison = compare(flow, kept)
    steps: tuple[Callable[[], object], ...] = (
        lambda: apply(flow, [local]),
        lambda: compare(flow, kept),
        lambda: judge_rules(flow.rules, kept.graph),
        lambda: score(flow, kept, comparison),
        lambda: render_svg(merged("Flow", flow, kept.graph, comparison), standalone=True),
    )
    return [median(step, runs) for step in steps]


def median(work: Callable[[], object], runs: int) -> float:
    """Seconds, the median of some runs."""
    taken = []
    for _ in range(runs):
        started = time.perf_counter()
        work()
        taken.append(time.perf_counter() - started)
    return statistics.median(taken)


def standard(size: int, judged: list[dict[str, Any]]) -> Flow:
    """Stages of five steps, each with one way back, and an end."""
    steps: list[dict[str, Any]] = []
    for stage in range(max(1, (size - 1) // 5)):
        here = [f"s{5 * stage + number}" for number in range(5)]
        following = f"s{5 * stage + 5}"
        steps += [
            {"id": here[0], "type": "bot", "name": f"Ask {stage}", "market_may": ["skip", "reword"]},
            {"id": here[1], "type": "system", "name": f"Check {stage}"},
            {"id": here[2], "type": "decision", "name": f"Valid {stage}?", "branches": [
                {"label": "yes", "go": here[3]}, {"label": "no", "go": here[4]},
                {"label": "retry", "go": here[0], "max_repeats": 2}]},
            {"id": here[3], "type": "ai_agent", "name": f"Note {stage}", "go": following},
            {"id": here[4], "type": "human", "name": f"Look at {stage}", "minutes": 3},
        ]  # fmt: skip
    steps.append({"id": f"s{len(steps)}", "type": "end", "name": "Closed"})
    return Flow.model_validate({"steps": steps, "rules": judged})


def rules(size: int, count: int, kinds: tuple[str, ...]) -> list[dict[str, Any]]:
    """Rules of these templates in turn, on steps by the dice."""
    dice = random.Random(size)
    steps = [f"s{number}" for number in range(5 * max(1, (size - 1) // 5)) if number % 5 != 2]
    found: list[dict[str, Any]] = []
    for number, kind in enumerate(islice(cycle(kinds), count)):
        operands = dice.sample(steps, 2)
        asked: object = _bound(kind, number) if kind in NUMERIC else operands[0] if kind in UNARY else operands
        found.append({"id": f"r{number}", kind: asked, "severity": "business"})
    return found


def _bound(kind: str, number: int) -> object:
    """A bound of its own for each rule: from what holds upwards."""
    bound = NUMERIC[kind] + number % 100
    return {"turns": bound} if kind.startswith("human") else bound


def changes(size: int) -> list[dict[str, Any]]:
    """A step left out, one moved, two added, one given to another actor."""
    last = 5 * (max(1, (size - 1) // 5) - 1)
    return [
        {"skip": "s0"},
        {"insert": {"id": "x_extra", "type": "bot", "name": "Extra"}, "after": f"s{last + 1}"},
        {"insert": {"id": "x_more", "type": "system", "name": "More"}, "after": "x_extra"},
        {"move": f"s{last + 3}", "before": "s1"},
        {"tune": f"s{last + 4}", "set": {"type": "ai_agent"}},
    ]


if __name__ == "__main__":
    main()
