"""A read workspace: the programme that all markets share, regions, markets. Part of `model`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

from checker.model.documents import Catalogue, Duty, Law, Market, Region, Standard, Variant, Waiver
from checker.model.fault import Fault
from checker.model.position import Document, Place
from checker.model.value import Version

Variants = Mapping[str, Document[Variant]]


@dataclass(frozen=True)
class Programme:
    """What the global team owns. `unusable` are versions whose file exists and cannot be used.

    `edited`: the released versions whose file has another digest than was recorded, with the paths of their files.

    Under a base: `held` are waivers of the change's own making, which count once it is merged. `proofs`: by waiver,
    whether each of its approvals is proven by a signed commit; `demands_proof`: only such approvals count.
    """

    catalogue: Document[Catalogue]
    standards: Mapping[str, Mapping[Version, Document[Standard]]]
    unusable: frozenset[tuple[str, Version]] = frozenset()
    laws: tuple[Document[Law], ...] = ()
    waivers: tuple[Document[Waiver], ...] = ()
    faults: tuple[Fault, ...] = ()
    edited: tuple[tuple[str, Version, str], ...] = ()
    held: tuple[Document[Waiver], ...] = ()
    proofs: Mapping[str, tuple[bool, ...]] = field(default_factory=dict)
    demands_proof: bool = False

    @cached_property
    def duties(self) -> Mapping[str, tuple[str, Duty, Place]]:
        """Duty id → (jurisdiction, duty, where it stands)."""
        return {
            duty.id: (law.model.jurisdiction, duty, Place(law, ("duties", index)))
            for law in self.laws
            for index, duty in enumerate(law.model.duties)
        }

    def process_ids(self) -> frozenset[str]:
        """Every process that has a folder with a version in it, usable or not."""
        return frozenset(self.standards) | frozenset(process for process, _ in self.unusable)


class RegionFiles(NamedTuple):
    """One region's folder. `document` is None where it cannot be used; `unusable` names processes likewise."""

    id: str
    path: str
    document: Document[Region] | None
    variants: Variants = MappingProxyType({})
    unusable: frozenset[str] = frozenset()
    faults: tuple[Fault, ...] = ()


class MarketFiles(NamedTuple):
    """One market's folder inside its region's."""

    id: str
    path: str
    region: RegionFiles
    document: Document[Market] | None
    variants: Variants = MappingProxyType({})
    unusable: frozenset[str] = frozenset()
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True)
class Workspace:
    """Everything of a workspace, read at once. A check reads market by market instead."""

    programme: Programme
    markets: Mapping[str, MarketFiles]
    faults: tuple[Fault, ...] = ()
