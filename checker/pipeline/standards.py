"""Which standard a market's process is judged by, and what its elements weigh. Part of `pipeline`."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from checker.alignment.adoption import newest_in_effect
from checker.alignment.elements import ElementsByView, StandardElements
from checker.governance.numbers import Weights, weights_of
from checker.model.documents import Market, Standard
from checker.model.numbers import NO_WEIGHT
from checker.model.position import Document
from checker.model.value import Version
from checker.model.workspace import MarketFiles, Programme
from checker.pipeline.process import StandardWeights, standard_weights


@dataclass(frozen=True)
class StandardsInUse:
    """The standards of one programme on one day. `unusable`: versions nobody can be judged by."""

    programme: Programme
    day: date
    unusable: frozenset[tuple[str, Version]]
    views: ElementsByView
    _weighed: dict[int, tuple[StandardElements, StandardWeights]] = field(default_factory=dict)

    @cached_property
    def weights(self) -> Weights:
        return weights_of(self.programme.catalogue.model)

    def obstacle(self, files: MarketFiles, process: str, version: Version) -> str:
        """Why an adopted process cannot be judged; empty if it can."""
        if self.usable(process, version) is None:
            exists = (process, version) in self.unusable | self.programme.unusable
            return f"version {version} cannot be used" if exists else f"there is no version {version}"
        if process in files.unusable:
            return "its variant cannot be used"
        return "its region's variant cannot be used" if process in files.region.unusable else ""

    def usable(self, process: str, version: Version | None) -> Document[Standard] | None:
        if version is None or (process, version) in self.unusable:
            return None
        return self.programme.standards.get(process, {}).get(version)

    def title(self, process: str, version: Version | None) -> str:
        versions = self.programme.standards.get(process, {})
        shown = version if version in versions else newest_in_effect(versions, self.day)
        return versions[shown].model.title if shown is not None else process

    def newest(self, process: str) -> Document[Standard] | None:
        """The newest version in effect that can be used."""
        versions = self.programme.standards.get(process, {})
        usable = {version: each for version, each in versions.items() if (process, version) not in self.unusable}
        newest = newest_in_effect(usable, self.day)
        return usable[newest] if newest is not None else None

    def weights_of(self, process: str, version: Version | None, market: Market | None) -> StandardWeights:
        """What a process weighs; without a usable version, by its newest active one in effect."""
        document = self.usable(process, version) or self.newest(process)
        if document is None:
            return StandardWeights({}, NO_WEIGHT)
        return self.standing(self.views.of(document, market) if market else self.views.of_all(document))

    def standing(self, elements: StandardElements) -> StandardWeights:
        known = self._weighed.get(id(elements))
        if known is None:
            known = self._weighed[id(elements)] = (elements, standard_weights(elements, self.weights))
        return known[1]
