"""The nearest known word to one that names nothing. Part of `model`."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

WHOLE, PART = 0.6, 0.75
LEAST_PART = 3
BREAKS = re.compile(r"[-_/:.@ ]+")


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that the writer most likely meant, or None if none is near."""
    from difflib import get_close_matches

    by_folded = {candidate.casefold().replace("-", "_"): candidate for candidate in sorted(known, reverse=True)}
    close = get_close_matches(word.casefold().replace("-", "_"), by_folded, n=1, cutoff=WHOLE)
    return by_folded[close[0]] if close else None


def nearest_by_part(word: str, known: Iterable[str]) -> tuple[str, ...]:
    """The known words of which a part is like the word: `emial` is like a part of `email-ticket`; the likest ones, sorted."""
    from difflib import SequenceMatcher

    asked = word.casefold()
    if len(asked) < LEAST_PART:
        return ()
    likeness: dict[str, float] = {}
    for candidate in known:
        parts = [part for part in BREAKS.split(candidate.casefold()) if len(part) >= LEAST_PART]
        likeness[candidate] = max((SequenceMatcher(None, asked, part).ratio() for part in parts), default=0.0)
    best = max(likeness.values(), default=0.0)
    return tuple(sorted(each for each, degree in likeness.items() if degree == best)) if best >= PART else ()


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`; did you mean `x`?`, or an empty text."""
    near = nearest(word, known)
    return f"; did you mean `{near}`?" if near else ""


def meant(word: str, known: Iterable[str], called: Mapping[str, str] | None = None) -> str:
    """The same for a word typed at a prompt: what people call a thing, and parts of its name, will do too.

    `called`: known word → what people call it.
    """
    known, names = list(known), dict(called or {})
    by_name = [each for each, name in names.items() if name.casefold() == word.casefold()]
    if by_name:
        return f"; did you mean `{by_name[0]}` ({names[by_name[0]]})?"
    near = nearest(word, known)
    if near:
        return f"; did you mean `{near}`?"
    name = nearest(word, names.values())
    if name:
        return f"; did you mean `{next(each for each in names if names[each] == name)}` ({name})?"
    return _one_of(nearest_by_part(word, known))


MOST = 3


def _one_of(candidates: tuple[str, ...]) -> str:
    shown = list(_quoted(candidates[:MOST]))
    if not shown or len(candidates) > MOST:
        return ""
    return f"; did you mean {' or '.join([', '.join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)}?"


def _quoted(words: Iterable[str]) -> Iterator[str]:
    return (f"`{word}`" for word in words)


MOST_YEARS_MEANT = 2


def nearest_day(written: date, after: date) -> date | None:
    """The day that was meant where a year is mistyped: two of its figures swapped, or else one of them another.

    `after`: the day meant is not before this one, and at most two years later. None where no slip leads there, or where
    the written day lies there itself.
    """
    last = after.year + MOST_YEARS_MEANT
    if written.year <= last:
        return None
    figures = f"{written.year:04}"
    years = [year for year in range(after.year, last + 1) if distance(figures, str(year)) == 1]
    years.sort(key=lambda year: sorted(str(year)) != sorted(figures))
    days = (_in_year(written, year) for year in years)
    return next((day for day in days if day is not None and day >= after), None)


def _in_year(day: date, year: int) -> date | None:
    try:
        return day.replace(year=year)
    except ValueError:  # the 29th of February
        return None


def only_near(name: str, known: Iterable[str]) -> str | None:
    """The one known name that a slip of one or two letters makes, if no other lies within one letter more."""
    reach = 1 if len(name) < 6 else 2
    distances = sorted((distance(name, each), each) for each in known)
    if not distances or distances[0][0] > reach:
        return None
    is_alone = len(distances) == 1 or distances[1][0] > distances[0][0] + 1
    return distances[0][1] if is_alone else None


def distance(left: str, right: str) -> int:
    """Letters to leave out, put in, replace or swap with their neighbour (optimal string alignment)."""
    before: list[int] = []
    above = list(range(len(right) + 1))
    for i, letter in enumerate(left, 1):
        row = [i]
        for j, other in enumerate(right, 1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == right[j - 2] and left[i - 2] == other:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, above = above, row
    return above[-1]
