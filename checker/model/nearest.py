"""The nearest known word to one that names nothing. Part of `model`."""

from collections.abc import Iterable


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that the writer most likely meant, or None if none is near."""
    from difflib import get_close_matches

    by_folded = {candidate.casefold().replace("-", "_"): candidate for candidate in sorted(known, reverse=True)}
    close = get_close_matches(word.casefold().replace("-", "_"), by_folded, n=1, cutoff=0.6)
    return by_folded[close[0]] if close else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`; did you mean `x`?`, or an empty text."""
    near = nearest(word, known)
    return f"; did you mean `{near}`?" if near else ""
