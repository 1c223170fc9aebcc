"""Which element of the newer version is which of the older: by id, and by the names that versions between gave. Part of
`evolution`."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol, TypeVar

from checker.model.documents import Standard
from checker.model.documents.standard import Renamed
from checker.model.value import Version


class Named(Protocol):
    @property
    def id(self) -> str: ...


N = TypeVar("N", bound=Named)


class Names(NamedTuple):
    """Old id → new id, over all versions between two."""

    controls: Mapping[str, str] = {}
    steps: Mapping[str, str] = {}
    metrics: Mapping[str, str] = {}
    rules: Mapping[str, str] = {}


def names_between(versions: Mapping[Version, Standard], old: Version, new: Version) -> Names:
    """The renames from `old` to `new`, those of each version in between followed one after the other.

    A draft in between was never run, and renames nothing; `new` itself may be one.
    """
    steps = [
        model.renamed for version, model in sorted(versions.items())
        if old < version <= new and (version == new or model.status != "draft")
    ]  # fmt: skip
    return Names(*(_followed([getattr(each, kind) for each in steps]) for kind in Names._fields))


def names_of(renamed: Renamed) -> Names:
    """The renames of one version."""
    return Names(*(dict(getattr(renamed, kind)) for kind in Names._fields))


def _followed(steps: Sequence[Mapping[str, str]]) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for renames in steps:
        passed = {*found, *found.values()}
        found = {first: renames.get(last, last) for first, last in found.items()}
        found |= {first: last for first, last in renames.items() if first not in passed}
    return {first: last for first, last in found.items() if first != last}


def paired(old: Iterable[N], new: Iterable[N], names: Mapping[str, str]) -> Iterator[tuple[N | None, N | None, int, int]]:
    """Each element of the newer version with its older self, in its order; then those that have gone."""
    before = {each.id: (index, each) for index, each in enumerate(old)}
    came_from = {names.get(identity, identity): identity for identity in before}
    met: set[str] = set()
    for index, each in enumerate(new):
        identity = came_from.get(each.id)
        if identity is None:
            yield None, each, 0, index
        else:
            met.add(identity)
            yield before[identity][1], each, before[identity][0], index
    for identity, (index, each) in before.items():
        if identity not in met:
            yield each, None, index, 0
