"""A standard's flow with a local one laid over it, for the drawings in this folder."""

from checker.alignment.flow_picture import merged as merged_picture
from checker.flow import Broken, Refused, apply, compare, judge_rules
from checker.model.documents import LocalFlow, Standard
from checker.model.picture import Picture


def plain(standard: Standard, lit: tuple[str, ...] = ()) -> Picture:
    """The standard's own flow, a run of it lit."""
    return merged(standard.title, standard, {"changes": []}, lit)


def merged(title: str, standard: Standard, local: dict[str, object], lit: tuple[str, ...] = ()) -> Picture:
    """`local` is what stands under `flow` in a variant. Without `lit`, a run that breaks a rule is lit."""
    if standard.flow is None:
        raise ValueError(f"{title}: the standard has no flow")
    applied = apply(standard.flow, [LocalFlow.model_validate(local)])
    if isinstance(applied, Refused):
        raise ValueError(f"{title}: {applied.faults}")
    verdicts = judge_rules(standard.flow.rules, applied.graph)
    breaking = next((verdict.run for verdict in verdicts if isinstance(verdict, Broken)), ())
    return merged_picture(title, standard.flow, applied.graph, compare(standard.flow, applied), lit or breaking)
