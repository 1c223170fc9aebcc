"""A standard's flow with a local one laid over it, for the drawings in this folder."""

from checker.alignment.flow_picture import merged as merged_picture
from checker.flow import Refused, apply, compare
from checker.model.documents import LocalFlow, Standard
from checker.model.picture import Picture


def plain(standard: Standard, lit: tuple[str, ...] = ()) -> Picture:
    """The standard's own flow, a run of it lit."""
    return merged(standard.title, standard, {"changes": []}, lit)


def merged(title: str, standard: Standard, local: dict[str, object], lit: tuple[str, ...] = ()) -> Picture:
    """`local` is what stands under `flow` in a variant. The flow of the standard has one."""
    if standard.flow is None:
        raise ValueError(f"{title}: the standard has no flow")
    applied = apply(standard.flow, [LocalFlow.model_validate(local)])
    if isinstance(applied, Refused):
        raise ValueError(f"{title}: {applied.faults}")
    return merged_picture(title, standard.flow, applied.graph, compare(standard.flow, applied), lit)
