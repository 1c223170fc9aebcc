"""Numbers written with a comma, as most of the world's languages write them: which number was meant. Part of `model`."""

import re

WRITTEN = re.compile(r"\s*([-+]?)(\d+(?:[.,]\d+)+)(?![\d.,:/-])\s*(.*)", re.DOTALL)
THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?")
DECIMAL = re.compile(r"(?:\d+|[1-9]\d{0,2}(?:\.\d{3})+),\d+")


def meant_by_comma(text: str) -> tuple[str, ...]:
    """The numbers that a text with a comma may stand for, as they are to be written; none where it is no number.

    `9,5 months` is 9.5; `1,250` is 1250 to some and 1.250 to others.
    """
    found = WRITTEN.match(text)
    if found is None or "," not in found[2]:
        return ()
    sign, digits = found[1].replace("+", ""), found[2]
    meant = []
    if THOUSANDS.fullmatch(digits):
        meant.append(sign + digits.replace(",", ""))
    if DECIMAL.fullmatch(digits):
        meant.append(sign + digits.replace(".", "").replace(",", "."))
    return tuple(meant)


def point_instead(text: str) -> str:
    """``write `9.5`, with a point instead of the comma``; empty where no number was written with a comma."""
    meant = meant_by_comma(text)
    if len(meant) == 2:
        return f"write `{meant[0]}`, or `{meant[1]}` if the comma stands before decimals"
    if not meant:
        return ""
    is_thousand = THOUSANDS.fullmatch(text.strip().lstrip("+-")) is not None
    return f"write `{meant[0]}`, {'without the comma' if is_thousand else 'with a point instead of the comma'}"
