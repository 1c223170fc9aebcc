"""Sequences and mappings that are made when somebody first looks at them. Part of `model`."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TypeVar, overload

T_co = TypeVar("T_co", covariant=True)
K = TypeVar("K")
V_co = TypeVar("V_co", covariant=True)


class Later(Sequence[T_co]):
    """What `make` gives, asked for once. Equal to whatever sequence holds the same."""

    def __init__(self, make: Callable[[], Sequence[T_co]]) -> None:
        self._make = make

    @cached_property
    def made(self) -> Sequence[T_co]:
        return self._make()

    @overload
    def __getitem__(self, index: int) -> T_co: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[T_co]: ...
    def __getitem__(self, index: int | slice) -> T_co | Sequence[T_co]:
        return self.made[index]

    def __len__(self) -> int:
        return len(self.made)

    def __iter__(self) -> Iterator[T_co]:
        return iter(self.made)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self.made))

    def __repr__(self) -> str:
        return repr(self.made)


class MappingLater(Mapping[K, V_co]):
    """The same for a mapping."""

    def __init__(self, make: Callable[[], Mapping[K, V_co]]) -> None:
        self._make = make

    @cached_property
    def made(self) -> Mapping[K, V_co]:
        return self._make()

    def __getitem__(self, key: K) -> V_co:
        return self.made[key]

    def __len__(self) -> int:
        return len(self.made)

    def __iter__(self) -> Iterator[K]:
        return iter(self.made)

    def __repr__(self) -> str:
        return repr(self.made)
