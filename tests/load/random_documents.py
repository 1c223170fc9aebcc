"""Random YAML documents, written in every style that the profile allows."""

from random import Random

WORDS = (
    "a",
    "id",
    "voice-support",
    "max_repeats",
    "1.2.0",
    "x y",
    "ä",
    "日本",
    "it's",
    "NO",
    "é😀",
    "a:b",
    "x#no",
    "-x",
)
QUOTED = ('"a: b"', "'it''s'", '"\\t\\u00e9"', "''", '"- x"', "'#'", '"1"', '"{x}"')
NUMBERS = ("1", "-3", "014", "1.5", "1e3", ".5", "0x1F", "true", "false", "null", "~", "8:30", "2026-10-01", "=")
SCALARS = WORDS + QUOTED + NUMBERS
BLOCKS = ("|", ">", "|-", ">-", "|+")
KEYS = ("a", "b", "key", "x_1", "é", "日", "x y", '"quoted: key"', "'1'", "NO")


def random_document(seed: int) -> str:
    """A mapping of up to five levels; the same text for the same seed."""
    random = Random(seed)  # noqa: S311 (no secret)
    return "".join(f"{key}:{_block(random, 0, 4)}" for key in _keys(random))


def _keys(random: Random) -> list[str]:
    return random.sample(KEYS, random.randint(1, 4))


def _block(random: Random, indent: int, depth: int) -> str:
    """A value to stand after a colon or a dash, and the lines below it."""
    pad = " " * (indent + 2)
    kind = random.choice(("scalar", "scalar", "block", "list", "map", "compact", "flow"))
    if kind == "list" and depth:
        return "\n" + "".join(f"{pad}-{_block(random, indent + 2, depth - 1)}" for _ in range(random.randint(1, 3)))
    if kind == "map" and depth:
        return f"{_comment(random)}\n" + "".join(f"{pad}{key}:{_block(random, indent + 2, depth - 1)}" for key in _keys(random))
    if kind == "compact" and depth:
        first, *rest = _keys(random)
        lines = [
            f"{pad}-   {first}: {random.choice(SCALARS)}\n",
            *(f"{pad}    {key}: {random.choice(SCALARS)}\n" for key in rest),
        ]
        return "\n" + "".join(lines)
    if kind == "block":
        return f" {random.choice(BLOCKS)}\n{pad}first line\n\n{pad}- second: line # no comment\n"
    if kind == "flow":
        return f" {_flow(random, 3)}{_comment(random)}\n"
    return f" {random.choice(SCALARS)}{_comment(random)}\n"


def _comment(random: Random) -> str:
    return random.choice(("", "", "  # a comment: [x"))


def _flow(random: Random, depth: int) -> str:
    kind = random.choice(("scalar", "list", "map"))
    gap = random.choice((", ", ",", " , ", ",\n" + " " * 12))
    if kind == "list" and depth:
        return "[" + gap.join(_flow(random, depth - 1) for _ in range(random.randint(0, 3))) + "]"
    if kind == "map" and depth:
        return "{" + gap.join(f"{key}: {_flow(random, depth - 1)}" for key in _keys(random)) + "}"
    return random.choice(SCALARS)
