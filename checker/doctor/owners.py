"""Who has to review which file, by CODEOWNERS: the last line that fits decides. Part of `doctor`."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from checker.doctor.setup import Advice, Setup, good, look, missing

PLACES = (".github/CODEOWNERS", ".gitlab/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS")
SECTION = re.compile(r"\^?\[[^\]]+\](\[\d+\])?")
ABOUT = "owners"


class Line(NamedTuple):
    """One line of the file: a pattern and who owns what fits it; nobody where it names none."""

    number: int
    pattern: str
    owners: tuple[str, ...]


def read_owners(text: str) -> tuple[Line, ...]:
    """The lines that count. A section's owners hold for its lines that name none, as GitLab reads them."""
    lines = []
    of_section: tuple[str, ...] = ()
    for number, raw in enumerate(text.splitlines(), start=1):
        words = _words(raw)
        if not words:
            continue
        if section := SECTION.match(" ".join(words)):
            of_section = tuple(" ".join(words)[section.end() :].split())
            continue
        pattern, *owners = words
        lines.append(Line(number, pattern.replace("\\ ", " "), tuple(owners) or of_section))
    return tuple(lines)


def _words(raw: str) -> list[str]:
    text = re.split(r"(?:^|\s)#", raw, maxsplit=1)[0]
    return re.findall(r"(?:\\ |\S)+", text)


def deciding(lines: Sequence[Line], path: str) -> Line | None:
    """The line that decides about a path; None where no line fits."""
    return next((line for line in reversed(lines) if fits(line.pattern, path)), None)


def fits(pattern: str, path: str) -> bool:
    return _compiled(pattern).fullmatch(path) is not None


@lru_cache(maxsize=512)
def _compiled(pattern: str) -> re.Pattern[str]:
    """As gitignore reads patterns: with a slash inside from the top, without one anywhere; a folder with all in it."""
    is_anchored = "/" in pattern.rstrip("/")
    body = pattern.strip("/")
    parts = [_part(part) for part in re.split(r"(\*\*/|/\*\*|\*\*|\*|\?)", body)]
    start = "" if is_anchored else "(?:.*/)?"
    end = "/.*" if pattern.endswith("/") else "" if body.endswith("/*") else "(?:/.*)?"
    return re.compile(f"{start}{''.join(parts)}{end}", re.DOTALL)


def _part(part: str) -> str:
    known = {"**/": "(?:.*/)?", "/**": "/.*", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    return known.get(part, re.escape(part))


def owner_advice(setup: Setup) -> Iterator[Advice]:
    """What CODEOWNERS says about the files that decide what the gate does."""
    place = next((place for place in PLACES if place in setup.texts), None)
    if place is None:
        yield missing(
            ABOUT, "there is no CODEOWNERS", "copy `templates/CODEOWNERS` to `.github/CODEOWNERS`, and put your teams in it"
        )
        return
    lines = read_owners(setup.texts[place])
    others = [other for other in PLACES if other in setup.texts and other != place]
    if others:
        yield look(ABOUT, f"{place} counts, and {', '.join(others)} is read by nobody", "keep one of them")
    yield from _guarded(setup, place, lines)
    yield from _regions(setup, place, lines)


def guarded_paths(setup: Setup, place: str) -> Iterator[tuple[str, str]]:
    """A file of each kind whose edit can weaken or switch off the gate, and what it decides."""
    if setup.has_own_standards:
        inner = f"{setup.prefix}standards"
        yield f"{inner}/catalogue.yaml", "severities and who may sign"
        yield f"{inner}/processes/any/1.0.0.yaml", "the standards"
        yield f"{inner}/law/EU.yaml", "the law"
        yield f"{inner}/waivers/any/W-1.yaml", "waivers"
        yield f"{inner}/releases.yaml", "what was released"
    yield place, "who has to review"
    for path in setup.texts:
        if path not in PLACES:
            yield path, "whether the gate runs"


def _guarded(setup: Setup, place: str, lines: Sequence[Line]) -> Iterator[Advice]:
    covered = []
    for path, decides in guarded_paths(setup, place):
        line = deciding(lines, path)
        if line is None or not line.owners:
            where = "no line" if line is None else f"line {line.number} (`{line.pattern}`), which names nobody,"
            yield missing(
                ABOUT,
                f"{path} decides about {decides}, and {where} fits it",
                f"write `/{_folder(path)} @your-team` as one of the last lines of {place}",
            )
        elif (earlier := _taken_over(lines, line, path)) is not None:
            says = (
                f"{path} decides about {decides}; line {earlier.number} (`{earlier.pattern}`) names its owners, "
                f"and the later line {line.number} (`{line.pattern}`) takes it over"
            )
            yield missing(
                ABOUT, says, f"put `{line.pattern}` before `{earlier.pattern}` in {place}: the last line that fits decides"
            )
        else:
            covered.append(path)
    if covered:
        yield good(ABOUT, f"{place} names owners for {len(covered)} kinds of files that decide what the gate does")


def _taken_over(lines: Sequence[Line], decisive: Line, path: str) -> Line | None:
    """An earlier line that fits the path more closely, with other owners."""
    closer = [
        line
        for line in lines
        if line.number < decisive.number
        and fits(line.pattern, path)
        and len(line.pattern.strip("/*")) > len(decisive.pattern.strip("/*"))
        and set(line.owners) != set(decisive.owners)
    ]
    return closer[-1] if closer else None


def _folder(path: str) -> str:
    folder = path.rpartition("/")[0]
    return f"{folder.replace('/any', '')}/" if folder else path


def _regions(setup: Setup, place: str, lines: Sequence[Line]) -> Iterator[Advice]:
    """Each region's leads own its folder."""
    bare = []
    for region in setup.regions:
        path = f"{setup.prefix}markets/{region}/any/market.yaml"
        line = deciding(lines, path)
        if line is None or not line.owners or region not in line.pattern:
            bare.append(region)
    if bare:
        listed = ", ".join(bare)
        line_for = f"`/{setup.prefix}markets/{bare[0]}/ @lead-{bare[0]}`"
        do = f"write a line for each, like {line_for}, before the lines of the standards in {place}"
        yield look(ABOUT, f"no line is for the markets of {listed} alone, so that their leads need not be asked", do)
    elif setup.regions:
        yield good(ABOUT, f"{len(setup.regions)} regions have owners of their own")
