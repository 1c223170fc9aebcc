"""`checker new`. Part of `cli`."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NamedTuple

import click

from checker.authoring.market_file import NewMarket, known_channels, market_file, region_file, require_free
from checker.authoring.standard_file import NewStandard, first_version, following, next_version
from checker.authoring.variant_file import NewVariant, Reason, variant_file
from checker.cli.asking_for import answer, members, one_of
from checker.cli.completion import owners, processes, regions
from checker.cli.completion_settings import settings as known_settings
from checker.cli.options import Place, place_of, run_check, workspace_options
from checker.cli.output import write
from checker.errors import UsageError
from checker.load.document import parse_document
from checker.load.workspace import WorkspaceFiles
from checker.model.documents import Market, ReasonType, Region, Standard, Variant
from checker.model.documents.shape import Shape
from checker.model.fault import UNREADABLE
from checker.model.finding import Finding
from checker.model.value import Version, parse_version
from checker.model.workspace import MarketFiles, Programme, RegionFiles
from checker.pipeline.run import read_programme
from checker.pipeline.waiver_request import NewFile


class Here(NamedTuple):
    """The workspace, as far as it is needed to write a file that fits."""

    place: Place
    programme: Programme
    regions: dict[str, RegionFiles]
    markets: dict[str, MarketFiles]


@click.group(
    "new",
    epilog="""\b
Examples:
  checker new market pt                     asks what it cannot know
  checker new variant pt refund-and-return --set payout_business_days=3 --because customer_preference
  checker new standard returns-by-courier   a draft to fill in
""",
)
def command() -> None:
    """Write a new file at its place, with what is known filled in and comments for the rest. Nothing is overwritten."""


@command.command(
    "market",
    epilog="""\b
Examples:
  checker new market pt
  checker new market pt --name Portugal --region eu --languages pt-PT --channels voice,email --currency EUR
""",
)
@click.argument("market")
@click.option("--name", help="What people call the market.")
@click.option("--country", help="The country's code (default: the id in capitals, if it has two letters).")
@click.option("--region", shell_complete=regions, help="The region's id; a new one gets a file of its own.")
@click.option("--languages", help="Such as es-ES,ca-ES.")
@click.option("--channels", help="Such as voice,email: they say which processes are due.")
@click.option("--currency", help="The currency's code, such as EUR.")
@click.option("--lead", help="The e-mail address of the person who answers for the market.")
@workspace_options
def market(  # noqa: PLR0913 (one parameter an option)
    *,
    market: str,
    name: str | None,
    country: str | None,
    region: str | None,
    languages: str | None,
    channels: str | None,
    currency: str | None,
    lead: str | None,
    root: Path | None,
    standards: Path | None,
    as_of: date | None,
) -> None:
    """Write a market's file, with every process that is due in its newest version."""
    here = _here(root, standards, as_of)
    require_free(market, here.markets)
    named = answer(name, "--name", "What do people call the market?")
    code = answer(country, "--country", "Its country, as two letters", market.upper() if len(market) == 2 else None)
    only = next(iter(here.regions)) if len(here.regions) == 1 else None
    of_region = answer(region, "--region", f"Its region ({', '.join(here.regions)}, or a new one)", only)
    known = here.regions.get(of_region)
    new = NewMarket(
        market,
        named,
        code,
        of_region,
        members(answer(languages, "--languages", "The languages customers are served in, such as es-ES, ca-ES")),
        members(answer(channels, "--channels", f"The channels ({', '.join(known_channels(here.programme))})")),
        answer(lead, "--lead", "The lead's e-mail address"),
        answer(currency, "--currency", "The currency, as three letters", _currency(here, of_region)) or None,
    )
    files = [market_file(new, here.programme, known.document.model if known and known.document else None, here.place.as_of)]
    if known is None:
        files.insert(0, region_file(of_region, of_region.upper(), new.lead))
    _write_all(files, here.place)
    _say_what_is_found(here.place, (market,), lambda finding: finding.market == market)


@command.command(
    "variant",
    epilog="""\b
Examples:
  checker new variant es refund-and-return                     all that may differ, as comments
  checker new variant es refund-and-return --set payout_business_days=3 --because customer_preference
  checker new variant eu order-status                          for every market of a region
""",
)
@click.argument("owner", metavar="MARKET|REGION", shell_complete=owners)
@click.argument("process", shell_complete=processes)
@click.option(
    "--set",
    "settings",
    multiple=True,
    metavar="CONTROL=VALUE",
    shell_complete=known_settings,
    help="A control that differs; may be given again.",
)
@click.option("--because", type=click.Choice([each.value for each in ReasonType]), help="Why.")
@click.option("--law", help="The duty, with --because law_requires or law_permits.")
@click.option("--note", help="A sentence for those who read it later.")
@workspace_options
def variant(  # noqa: PLR0913 (one parameter an option)
    *,
    owner: str,
    process: str,
    settings: tuple[str, ...],
    because: str | None,
    law: str | None,
    note: str | None,
    root: Path | None,
    standards: Path | None,
    as_of: date | None,
) -> None:
    """Write how a market or region runs a process differently."""
    here = _here(root, standards, as_of)
    owners = {
        **{each: region.path for each, region in here.regions.items()},
        **{each: own.path for each, own in here.markets.items()},
    }
    folder = owners[one_of(owner, owners, "market or region", _called(here, owner))]
    one_of(process, here.programme.standards, "process", _titles(here.programme))
    values = dict(_setting(each) for each in settings)
    if (law or note) and because is None:
        raise UsageError("`--law` and `--note` belong to a reason: name it with `--because`")
    reason = Reason(because, law, note) if because is not None else None
    standard = _pinned(here, owner, process)
    own = here.markets.get(owner)
    region = own.region.variants.get(process) if own is not None else None
    beneath = region.model if region is not None else None
    _write_all([variant_file(NewVariant(folder, standard, values, reason, beneath, here.place.as_of))], here.place)
    path = f"{folder}/{process}.yaml"
    _say_what_is_found(here.place, (), lambda finding: finding.location.path == path)


@command.command(
    "standard",
    epilog="""\b
Examples:
  checker new standard returns-by-courier --title "Returns by courier"
  checker new standard voice-support            the next version of one that there is
  checker new standard voice-support --version 2.0.0
""",
)
@click.argument("process", shell_complete=processes)
@click.option("--version", help="Of a process that there is: the new version (default: the next minor one).")
@click.option("--title", help="What people call the process.")
@click.option("--purpose", help="What it is for, in a sentence.")
@click.option("--owner", help="Who answers for it (default: the owner of the catalogue).")
@click.option("--channels", help="Where it applies, such as voice,email.")
@workspace_options
def standard(  # noqa: PLR0913 (one parameter an option)
    *,
    process: str,
    version: str | None,
    title: str | None,
    purpose: str | None,
    owner: str | None,
    channels: str | None,
    root: Path | None,
    standards: Path | None,
    as_of: date | None,
) -> None:
    """Write a draft: of a new process, or of the next version of one."""
    here = _here(root, standards, as_of)
    versions = here.programme.standards.get(process)
    if versions:
        newest = versions[max(versions)]
        file = next_version(newest, _version(version) if version else following(newest.model.version), here.place.as_of)
        hint = "look at `enforced_from` and `renamed`, which still say what the version before said"
    else:
        asked = NewStandard(
            process,
            answer(title, "--title", "What do people call the process?"),
            answer(purpose, "--purpose", "What is it for, in a sentence?"),
            answer(owner, "--owner", "Who answers for it?", here.programme.catalogue.model.owner),
            members(answer(channels, "--channels", f"The channels ({', '.join(known_channels(here.programme))})")),
        )
        file = first_version(asked, here.place.as_of)
        hint = f"name it under `processes` in standards/catalogue.yaml when it is due somewhere: `{process}: {{due: always}}`"
    _write_all([file], here.place)
    write(f"It is a draft; {hint}.\n")
    _say_what_is_found(here.place, (), lambda finding: finding.location.path == file.path)


def _here(root: Path | None, standards: Path | None, as_of: date | None) -> Here:
    place = place_of(root, standards, as_of)
    files = WorkspaceFiles(place.root, place.standards)
    programme = read_programme(files)
    regions: dict[str, RegionFiles] = {}
    markets: dict[str, MarketFiles] = {}
    for region, layouts in files.regions():
        regions[region.id] = region
        markets |= {layout.id: files.market(layout, region) for layout in layouts}
    return Here(place, programme, regions, markets)


def _called(here: Here, typed: str) -> dict[str, str]:
    """What people call each market and region; a market's country, where that is what was typed."""
    regions = {each: region.document.model.name for each, region in here.regions.items() if region.document is not None}
    markets = {each: own.document.model for each, own in here.markets.items() if own.document is not None}
    own = {each: own.country if own.country.casefold() == typed.casefold() else own.name for each, own in markets.items()}
    return regions | own


def _titles(programme: Programme) -> dict[str, str]:
    return {process: versions[max(versions)].model.title for process, versions in programme.standards.items()}


def _currency(here: Here, region: str) -> str | None:
    """What every other market of the region uses."""
    of_region = {each.document.model.currency for each in here.markets.values() if each.document and each.region.id == region}
    return next(iter(of_region)) if len(of_region) == 1 else None


def _pinned(here: Here, owner: str, process: str) -> Standard:
    """The version that the market runs, or the region adopts; failing that the newest."""
    own, versions = here.markets.get(owner), here.programme.standards[process]
    region: Region | None = None
    if (files := own.region if own else here.regions[owner]).document is not None:
        region = files.document.model
    adopted = (own.document.model.adopts if own and own.document else {}) or {}
    pinned = adopted.get(process) or (region.adopts.get(process) if region else None)
    if pinned is None:
        click.echo(f"note: {owner} has not adopted {process} yet; add it under `adopts`", err=True)
    return versions.get(pinned or max(versions), versions[max(versions)]).model


def _setting(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not value.strip():
        raise UsageError(f"`--set {text}` says no value; write it like `--set payout_days=3`")
    return name.strip(), value.strip()


def _version(text: str) -> Version:
    try:
        return parse_version(text)
    except ValueError as error:
        raise UsageError(f"`{text}` is no version like 2.1.0") from error


def _write_all(files: list[NewFile], place: Place) -> None:
    """Files that are not there yet; none is written if one of them is. Raises UsageError."""
    for file in files:
        _refuse_bad_shape(file)
    targets = [_folder(place, file.path) / file.path for file in files]
    for file, target in zip(files, targets, strict=True):
        if target.exists() or target.is_symlink():
            raise UsageError(f"{file.path} is there already, and is left as it is")
    for file, target in zip(files, targets, strict=True):
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("x", encoding="utf-8", newline="") as opened:
                opened.write(file.text)
        except OSError as error:
            raise UsageError(f"cannot write {file.path}: {(error.strerror or '').lower()}") from error
        write(f"wrote {file.path}\n")


def _refuse_bad_shape(file: NewFile) -> None:
    """A file that no check could use is not written. Raises UsageError."""
    kinds: dict[str, type[Shape]] = {"market": Market, "region": Region}
    model = kinds.get(Path(file.path).stem, Standard if file.path.startswith("standards/") else Variant)
    faults = [fault for fault in parse_document(file.text.encode(), file.path, model).faults if fault.kind in UNREADABLE]
    if faults:
        raise UsageError(f"nothing is written: {faults[0].message}")


def _folder(place: Place, path: str) -> Path:
    return place.standards.parent if place.standards is not None and path.startswith("standards/") else place.root


def _say_what_is_found(place: Place, words: tuple[str, ...], concerns: Callable[[Finding], bool]) -> None:
    """What a check says of the new file: a start, and no verdict."""
    found = [finding for finding in run_check(place, words, quiet=True).findings if finding.is_open and concerns(finding)]
    for finding in found:
        if finding.level != "info":
            line = f"{finding.location.path}:{finding.location.span.line}"
            write(f"{finding.level}: {finding.message} ({line})\n{f'  do: {finding.remedy}' if finding.remedy else ''}\n")
    if not any(finding.level != "info" for finding in found):
        write("`checker check` has nothing against it.\n")
