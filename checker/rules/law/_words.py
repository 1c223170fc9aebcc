"""Sentences that the law rules share."""

from checker.decision_facts import DutyTerms, LawFact, LawReasonFact


def asked(duties: tuple[DutyTerms, ...]) -> str:
    """`at least 60 months (ID-RECORDS, PP 80/2019 art. 25)`, and the same of each further duty."""
    return " and ".join(f"{duty.asks} ({duty.id}, {duty.citation})" for duty in duties)


def duty_ids(duties: tuple[DutyTerms, ...]) -> str:
    return ", ".join(duty.id for duty in duties)


def data(fact: LawFact) -> dict[str, str]:
    """The parts of a message about broken duties."""
    parts = {
        "name": fact.name,
        "duties": duty_ids(fact.duties),
        "asked": " and ".join(duty.asks for duty in fact.duties),
    }
    return parts | {"actual": fact.local.text} if fact.local is not None else parts


def run_words(fact: LawFact) -> str:
    """The run on which a step does not happen; empty where there is none."""
    return f"; it does not on the run {' → '.join(fact.run)}" if fact.run else ""


def reason_data(fact: LawReasonFact) -> dict[str, str]:
    """The parts of a message about a reason."""
    parts = {"name": fact.name, "duty": fact.duty, "refusal": fact.refusal}
    return parts | {"day": fact.day.isoformat()} if fact.day is not None else parts
