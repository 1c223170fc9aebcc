"""Regular expressions over letters, and the automaton of one by derivatives (Brzozowski 1964). Part of `flow`."""

from dataclasses import dataclass
from typing import Literal, NamedTuple


@dataclass(frozen=True, slots=True)
class Expression:
    """`letters` belongs to kind letter, `parts` to the others; built by the functions below, which keep it small."""

    kind: Literal["nothing", "empty", "letter", "then", "either", "not", "often"]
    parts: tuple["Expression", ...] = ()
    letters: str = ""


NOTHING = Expression("nothing")
EMPTY = Expression("empty")


def one_of(letters: str) -> Expression:
    return Expression("letter", letters=letters)


def then(*parts: Expression) -> Expression:
    """One after the other."""
    joined = EMPTY
    for part in reversed(parts):
        if NOTHING in (part, joined):
            return NOTHING
        joined = part if joined == EMPTY else joined if part == EMPTY else Expression("then", (part, joined))
    return joined


def either(*parts: Expression) -> Expression:
    flat: set[Expression] = set()
    for part in parts:
        flat |= set(part.parts) if part.kind == "either" else {part}
    ordered = sorted(flat - {NOTHING}, key=repr)
    if len(ordered) < 2:
        return ordered[0] if ordered else NOTHING
    return Expression("either", tuple(ordered))


def negate(part: Expression) -> Expression:
    return part.parts[0] if part.kind == "not" else Expression("not", (part,))


def both(*parts: Expression) -> Expression:
    return negate(either(*(negate(part) for part in parts)))


def often(part: Expression) -> Expression:
    """Any number of times, or never."""
    return Expression("often", (part,))


def accepts_empty(part: Expression) -> bool:
    inner = [accepts_empty(each) for each in part.parts]
    if part.kind == "then":
        return all(inner)
    if part.kind == "either":
        return any(inner)
    return not inner[0] if part.kind == "not" else part.kind in ("empty", "often")


def derivative(part: Expression, letter: str) -> Expression:
    """What may follow after this letter."""
    if part.kind == "letter":
        return EMPTY if letter in part.letters else NOTHING
    if part.kind in ("empty", "nothing"):
        return NOTHING
    inner = [derivative(each, letter) for each in part.parts]
    if part.kind == "then":
        first, rest = part.parts
        return either(then(inner[0], rest), inner[1] if accepts_empty(first) else NOTHING)
    if part.kind == "either":
        return either(*inner)
    return negate(inner[0]) if part.kind == "not" else then(inner[0], part)


class Automaton(NamedTuple):
    """State 0 is the start; `moves[state][letter]` is always given."""

    moves: tuple[dict[str, int], ...]
    accepting: frozenset[int]


def automaton(expression: Expression, letters: str) -> Automaton:
    """The deterministic automaton of an expression: a state for each derivative."""
    states = [expression]
    moves = []
    for state in states:
        after = {letter: derivative(state, letter) for letter in letters}
        states += [new for new in dict.fromkeys(after.values()) if new not in states]
        moves.append({letter: states.index(reached) for letter, reached in after.items()})
    return Automaton(tuple(moves), frozenset(at for at, state in enumerate(states) if accepts_empty(state)))
