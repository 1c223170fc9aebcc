"""How wide text is, and where it breaks. Part of `diagram`.

No font is at hand when a report is written: widths are those of a wide screen font, so that text fits in any.
"""

import unicodedata
from functools import lru_cache

ELLIPSIS, HYPHEN = "…", "-"
NARROWEST = 24
WIDTHS = {
    **dict.fromkeys("iIjl.,:;'|!’", 0.29),
    **dict.fromkeys('ftr()[]-/ "', 0.38),
    **dict.fromkeys("mwMW@%–—…", 0.89),
    **dict.fromkeys("ABCDEFGHJKLNOPQRSTUVXYZ+−~×&", 0.69),
}


@lru_cache(maxsize=8192)
def text_width(text: str, size: float) -> int:
    """Pixels of a line of text in a font of this size."""
    return round(sum(_em(letter) for letter in text) * size)


@lru_cache(maxsize=1024)
def _em(letter: str) -> float:
    if letter in WIDTHS:
        return WIDTHS[letter]
    if unicodedata.combining(letter):
        return 0
    return 1.0 if unicodedata.east_asian_width(letter) in "WF" else 0.58


@lru_cache(maxsize=4096)
def wrap(text: str, width: int, size: float, most: int) -> tuple[str, ...]:
    """At most this many lines, as even as they can be; an ellipsis says that there is more."""
    lines = _greedy(" ".join(words_of(text)), width, size)
    if len(lines) > most:
        return (*lines[: most - 1], _cut(f"{lines[most - 1]} {lines[most]}", width, size))
    narrower = width - 6
    while narrower > NARROWEST:
        even = _greedy(" ".join(lines), narrower, size)
        if len(even) != len(lines) or not _is_whole(even, lines):
            break
        lines, narrower = even, narrower - 6
    return tuple(lines)


def _is_whole(even: list[str], lines: list[str]) -> bool:
    """Whether no word is broken to make lines even."""
    return " ".join(even).split() == " ".join(lines).split()


def words_of(text: str) -> list[str]:
    """The parts that a line may break between; not at a no-break space."""
    return [word for word in text.replace("\n", " ").replace("\t", " ").split(" ") if word]


def fits(text: str, width: int, size: float, most: int) -> bool:
    """Whether the text needs neither an ellipsis nor a break inside a word."""
    words = words_of(text)
    is_whole = all(text_width(word, size) <= width for word in words)
    return is_whole and len(_greedy(" ".join(words), width, size)) <= most


def _greedy(text: str, width: int, size: float) -> list[str]:
    lines: list[str] = []
    for word in (part for whole in text.split(" ") for part in _parts(whole, width, size)):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _parts(word: str, width: int, size: float) -> list[str]:
    """A word that is wider than a line, in pieces: a name without spaces, or a script that has none."""
    if text_width(word, size) <= width:
        return [word]
    parts = [""]
    for letter in word:
        if parts[-1] and text_width(parts[-1] + letter + HYPHEN, size) > width:
            parts[-1] += HYPHEN if parts[-1][-1].isalpha() and _em(parts[-1][-1]) < 1 else ""
            parts.append("")
        parts[-1] += letter
    return parts


def _cut(text: str, width: int, size: float) -> str:
    """As many whole words as fit before an ellipsis; of a word that does not fit at all, a part."""
    while text and text_width(text + ELLIPSIS, size) > width:
        text = text.rpartition(" ")[0] or text[:-1]
    return text.rstrip(" ,;–-") + ELLIPSIS
