"""The programmes of the states between a base and a change: standards, law and waivers of either side. Part of `pipeline`."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from checker.errors import InvalidCatalogueError
from checker.gate.change import WAIVERS, Change
from checker.gate.trust import Waivers, standing_waivers, trusted_catalogue, why_held
from checker.load.workspace import WorkspaceFiles
from checker.model.documents import Catalogue, Waiver
from checker.model.paths import CATALOGUE_PATH
from checker.model.position import Document
from checker.model.workspace import Programme
from checker.pipeline.bench import Bench, bench_of
from checker.pipeline.request import Request

LAW = "standards/law/"
STANDARDS = (CATALOGUE_PATH, "standards/processes/", "standards/releases.yaml")
Proofs = Mapping[str, tuple[bool, ...]]


@dataclass(frozen=True)
class Programmes:
    """`base` and `head` are what the files of the two sides say; `base` is None where there was no workspace.

    `has_own_terms`: the base's catalogue can be used; where it cannot, the change's is all there is.
    """

    base: Programme | None
    head: Programme
    change: Change
    request: Request
    has_own_terms: bool = True
    proofs: Proofs = field(default_factory=dict)

    @property
    def edits_standards(self) -> bool:
        return any(self.change.edits_below(start) for start in STANDARDS)

    @property
    def edits_law(self) -> bool:
        return self.change.edits_below(LAW)

    @property
    def edits_waivers(self) -> bool:
        return self.change.edits_below(WAIVERS)

    @cached_property
    def waivers(self) -> Waivers:
        """Which waivers of the change count; all of them where there is no base."""
        if self.base is None:
            return Waivers(self.head.waivers, ())
        terms = self.base.catalogue.model
        return standing_waivers(self.base.waivers, self.head.waivers, terms, self.change.people)

    def why_held(self, waiver: Waiver) -> str:
        """What keeps a waiver of the change's making from counting at once."""
        terms = (self.base or self.head).catalogue.model
        return why_held(waiver, terms, self.change.people)

    def judging(self, *, standards: bool = True, law: bool = True, waivers: bool = True) -> Programme:
        """By what markets are judged, with these parts of the change and the rest of the base."""
        base = self.base
        if base is None:
            return self._proven(self.head)
        of_standards = self.head if standards else base
        counted = self.waivers if waivers else Waivers(base.waivers, ())
        terms = self._terms(base) if standards else base.catalogue
        return self._proven(
            replace(
                of_standards,
                catalogue=terms,
                laws=(self.head if law else base).laws,
                waivers=counted.counted,
                held=counted.held,
            )
        )

    def written(self, *, standards: bool = True, law: bool = True, waivers: bool = True) -> Programme:
        """What the files say, with these parts of the change and the rest of the base."""
        base = self.base
        if base is None or (standards and law and waivers):
            return self.head
        sides = {True: self.head, False: base}
        faults = tuple(
            fault
            for side, programme in sides.items()
            for fault in programme.faults
            if side is {LAW: law, WAIVERS: waivers}.get(_part(fault.location.path), standards)
        )
        return replace(sides[standards], laws=sides[law].laws, waivers=sides[waivers].waivers, faults=faults)

    def _terms(self, base: Programme) -> Document[Catalogue]:
        document = self.head.catalogue
        model = trusted_catalogue(base.catalogue.model, document.model)
        return Document(document.path, document.text, document.positions, model)

    def _proven(self, programme: Programme) -> Programme:
        return replace(programme, proofs=self.proofs, demands_proof=self.request.demands_proof)

    @cached_property
    def head_bench(self) -> Bench:
        return bench_of(self.head, self.request.as_of, all_elements=self.request.all_elements)

    @cached_property
    def base_bench(self) -> Bench:
        """The same one where the standards are the same: what was worked out about them holds."""
        if self.base is None or not self.edits_standards:
            return self.head_bench
        return bench_of(self.base, self.request.as_of, all_elements=self.request.all_elements)

    def bench(self, *, standards: bool = True, law: bool = True, waivers: bool = True) -> Bench:
        own = self.head_bench if standards else self.base_bench
        judging = self.judging(standards=standards, law=law, waivers=waivers)
        return own.by(judging)._replace(programme=self.written(standards=standards, law=law, waivers=waivers))


def _part(path: str) -> str:
    return next((start for start in (LAW, WAIVERS) if path.startswith(start)), "")


def base_programme(files: WorkspaceFiles, head: Programme) -> tuple[Programme, bool]:
    """What the base's files say, and whether its catalogue can be used; where not, the change's takes its place."""
    try:
        return files.programme(), True
    except InvalidCatalogueError:
        return files.programme_with(head.catalogue), False
