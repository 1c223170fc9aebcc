"""One change edits a market and the catalogue, a standard or a law.

Why: Markets and what judges them have different owners; in one change, neither owner sees only what is theirs to decide.
Mend: Split the change: first what judges, then, once that is merged, the market.
Bad:
    # one change
    edited: [markets/eu/es/refund.yaml, standards/catalogue.yaml]
Good:
    # two changes
    first: [standards/catalogue.yaml]
    second: [markets/eu/es/refund.yaml]
"""

from collections.abc import Iterator

from checker.gate_facts import MixedFact
from checker.rules.rule import RuleLevel, Violation

LEVEL: RuleLevel = "warning"
ABOUT = ("gate-mixed-change",)


def judge(fact: MixedFact) -> Iterator[Violation]:
    markets, shared = _named(fact.markets), _named(fact.shared)
    message = f"one change edits {markets} and {shared}"
    yield Violation(
        message, f"split it: first {shared}, and {markets} once that is merged", {"markets": markets, "shared": shared}
    )


def _named(paths: tuple[str, ...]) -> str:
    return paths[0] + (f" and {len(paths) - 1} more of its kind" if len(paths) > 1 else "")
