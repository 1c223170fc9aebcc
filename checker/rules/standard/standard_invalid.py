"""A standard says something that it cannot be judged by.

`tighten_only` without a direction, a direction on what is no number, `superset` or `subset` on what is no list,
`within` without `allowed`, a value outside its own `allowed`, a schema that is no valid JSON Schema or holds `$ref`, a
number without unit, an id that is given twice.

Why: Markets cannot be held to a sentence that has no meaning; every market on this version counts as not checked.
Mend: Correct the standard; the message says what is missing.
Bad:
    {id: payout_days, value: 5, tailoring: tighten_only}
Good:
    {id: payout_days, value: 5, unit: business_days, stricter: lower, tailoring: tighten_only}
"""

from collections.abc import Iterator

from checker.facts import StandardFact
from checker.rules.rule import RuleLevel, Violation

LEVEL: RuleLevel = "error"
ABOUT = ("standard-invalid",)


def judge(fact: StandardFact) -> Iterator[Violation]:
    yield Violation(fact.message, fact.remedy)
