"""A step differs in its name, owner, branches, next step, turns, minutes, tags or parameters, without leave.

`market_may` names what a market may change: reword (name), reassign (owner), tune (parameters).

Why: Other flows, reports and agreements build on the step as it is.
Mend: Give the step its settings back; ask for a waiver where the market cannot.
Bad:
    - tune: agent_case
      set: {owner: partner}
Good:
    (no change)
"""

from collections.abc import Iterator

from checker.facts import EditFact
from checker.flow_words import difference_words
from checker.model.amount import Amount
from checker.rules.flow._words import instead, undo
from checker.rules.rule import RuleLevel, Violation

LEVEL: RuleLevel = "severity"
ABOUT = ("step-changed",)


def judge(fact: EditFact) -> Iterator[Violation]:
    if fact.edit.parameter is not None:
        name, local = f"{fact.edit.step}.{fact.edit.parameter.name}", fact.edit.parameter.local
        standard = fact.edit.parameter.standard
        wanted = Amount(standard.value, standard.unit).text if standard is not None else "left out"
        shown = Amount(local.value, local.unit or (standard.unit if standard else None)).text
        message = f"{name} must stay {wanted}, not {shown}: a market may not change the settings of this step"
    else:
        message = "; ".join(difference_words(fact, each) for each in fact.edit.differences)
    remedy = undo(fact, "give the step back what the standard says of it")
    yield Violation(message, instead(fact, remedy), {"step": fact.edit.step})
