"""Documents in their places: ids against folders, ids given twice, versions, buffers, other standards."""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest
from small_workspace import (
    CATALOGUE,
    ES_REFUND,
    ES_VOICE,
    LAW,
    MARKET,
    REFUND,
    REGION,
    REGION_VARIANT,
    SMALL,
    WAIVER,
    copy_of_small,
)

from checker.errors import InvalidCatalogueError, NoWorkspaceError
from checker.load.root import find_root
from checker.load.workspace import WorkspaceFiles
from checker.model.fault import Fault
from checker.model.value import Version
from checker.model.workspace import MarketFiles


def text_of(path: str) -> str:
    return (SMALL / path).read_text()


def files_of(tmp_path: Path, files: Mapping[str, str | bytes] | None = None) -> WorkspaceFiles:
    return WorkspaceFiles(copy_of_small(tmp_path / "workspace", files))


def said(faults: tuple[Fault, ...]) -> list[tuple[str, int, str]]:
    """Path, line and message of what is misplaced."""
    return [(fault.location.path, fault.location.span.line, fault.message) for fault in faults if fault.kind.value == "misplaced"]


def market_of(files: WorkspaceFiles, path: str) -> MarketFiles:
    found = [files.market(market, region) for region, markets in files.regions() for market in markets if market.path == path]
    return found[0]


def test_a_whole_workspace_is_read(tmp_path: Path) -> None:
    workspace = files_of(tmp_path).workspace()
    assert not workspace.faults
    assert list(workspace.markets) == ["es", "fr", "kr"]
    es = workspace.markets["es"]
    assert es.document is not None
    assert (es.document.model.name, set(es.variants), set(es.region.variants)) == (
        "Spain",
        {"refund", "voice"},
        {"refund"},
    )
    assert set(workspace.programme.standards) == {"refund", "voice"}
    assert set(workspace.programme.duties) == {"ES-RECORDS"}
    assert [waiver.model.id for waiver in workspace.programme.waivers] == ["W-1"]


MISPLACED = [
    (REFUND, "process: refund", "process: refunds", "`process` is `refunds`, and the file lies where `refund` belongs"),
    (REFUND, "version: 1.0.0", "version: 1.0.1", "`version` is `1.0.1`, and the file lies where `1.0.0` belongs"),
    (LAW, "jurisdiction: ES", "jurisdiction: FR", "`jurisdiction` is `FR`, and the file lies where `ES` belongs"),
    (WAIVER, "market: es", "market: fr", "`market` is `fr`, and the file lies where `es` belongs"),
    (WAIVER, "market: es", "region: eu", "`region` is `eu`, and the file lies where `es` belongs"),
    (WAIVER, "id: W-1", "id: W-2", "`id` is `W-2`, and the file lies where `W-1` belongs"),
    (REGION, "region: eu", "region: apac", "`region` is `apac`, and the file lies where `eu` belongs"),
    (
        REGION_VARIANT,
        "process: refund",
        "process: voice",
        "`process` is `voice`, and the file lies where `refund` belongs",
    ),
    (MARKET, "market: es", "market: pt", "`market` is `pt`, and the file lies where `es` belongs"),
    (ES_REFUND, "process: refund", "process: voice", "`process` is `voice`, and the file lies where `refund` belongs"),
]


@pytest.mark.parametrize(("path", "old", "new", "message"), MISPLACED, ids=[f"{row[0]}-{row[2]}" for row in MISPLACED])
def test_ids_that_disagree_with_the_place(tmp_path: Path, path: str, old: str, new: str, message: str) -> None:
    text = text_of(path)
    line = text.splitlines().index(old) + 1
    files = files_of(tmp_path, {path: text.replace(old, new, 1)})
    workspace = files.workspace()
    assert said(workspace.faults) == [(path, line, message)]
    (fault,) = workspace.faults
    assert fault.remedy.startswith("rename or move the file to where ")
    assert fault.location.excerpt == new


def test_what_is_misplaced_is_not_used(tmp_path: Path) -> None:
    files = files_of(
        tmp_path,
        {
            path: text_of(path).replace(old, new, 1)
            for path, old, new, _ in (
                MISPLACED[0],
                MISPLACED[2],
                MISPLACED[3],
                MISPLACED[6],
                MISPLACED[8],
                MISPLACED[9],
            )
        },
    )
    programme = files.programme()
    assert set(programme.standards) == {"voice"}
    assert programme.unusable == {("refund", Version(1, 0, 0))}
    assert not programme.laws
    assert not programme.waivers
    es = market_of(files, "markets/eu/es")
    assert es.document is None
    assert es.region.document is None
    assert (set(es.variants), es.unusable) == ({"voice"}, {"refund"})


def test_a_market_in_two_regions_is_used_in_neither(tmp_path: Path) -> None:
    files = files_of(tmp_path, {"markets/apac/es/market.yaml": text_of(MARKET)})
    workspace = files.workspace()
    assert said(workspace.faults) == [
        ("markets/apac/es/market.yaml", 2, "the market `es` has a second folder, `markets/eu/es`"),
        ("markets/eu/es/market.yaml", 2, "the market `es` has a second folder, `markets/apac/es`"),
    ]
    assert market_of(files, "markets/eu/es").document is None
    assert market_of(files, "markets/apac/es").document is None
    assert market_of(files, "markets/eu/fr").document is not None


def test_a_market_in_three_regions_names_both_others(tmp_path: Path) -> None:
    files = files_of(
        tmp_path,
        {f"markets/{region}/es/market.yaml": text_of(MARKET) for region in ("apac", "latam")}
        | {"markets/latam/region.yaml": text_of(REGION).replace("region: eu", "region: latam")},
    )
    messages = [message for _, _, message in said(files.workspace().faults)]
    assert messages[0] == "the market `es` has a second folder, `markets/eu/es` and `markets/latam/es`"


def test_a_duty_in_two_laws(tmp_path: Path) -> None:
    second = text_of(LAW).replace("jurisdiction: ES", "jurisdiction: FR")
    programme = files_of(tmp_path, {"standards/law/FR.yaml": second}).programme()
    assert said(programme.faults) == [
        ("standards/law/FR.yaml", 6, "the duty `ES-RECORDS` stands in `standards/law/ES.yaml` already")
    ]
    assert [law.model.jurisdiction for law in programme.laws] == ["ES"]


def test_a_duty_twice_in_one_law(tmp_path: Path) -> None:
    duty = text_of(LAW).partition("duties:\n")[2]
    programme = files_of(tmp_path, {LAW: text_of(LAW) + duty}).programme()
    assert said(programme.faults) == [(LAW, 15, "the duty `ES-RECORDS` stands twice in this file")]
    assert not programme.laws


def test_a_waiver_id_in_two_folders(tmp_path: Path) -> None:
    second = text_of(WAIVER).replace("market: es", "market: fr")
    programme = files_of(tmp_path, {"standards/waivers/fr/W-1.yaml": second}).programme()
    assert said(programme.faults) == [("standards/waivers/fr/W-1.yaml", 2, f"the waiver `W-1` stands in `{WAIVER}` already")]
    assert len(programme.waivers) == 1


@pytest.mark.parametrize(
    ("path", "message"),
    [
        (MARKET, "the folder of market `es` has no `market.yaml`"),
        (REGION, "the folder of region `eu` has no `region.yaml`"),
    ],
)
def test_a_folder_without_its_document(tmp_path: Path, path: str, message: str) -> None:
    root = copy_of_small(tmp_path / "workspace")
    (root / path).unlink()
    workspace = WorkspaceFiles(root).workspace()
    assert said(workspace.faults) == [(path, 1, message)]
    assert list(workspace.markets) == ["es", "fr", "kr"]
    assert workspace.faults[0].remedy == f"write `{path}`, or remove the folder"


def test_an_empty_folder_is_a_market_without_its_document(tmp_path: Path) -> None:
    root = copy_of_small(tmp_path / "workspace")
    (root / "markets/eu/pt").mkdir()
    workspace = WorkspaceFiles(root).workspace()
    assert said(workspace.faults) == [("markets/eu/pt/market.yaml", 1, "the folder of market `pt` has no `market.yaml`")]
    assert workspace.markets["pt"].document is None


@pytest.mark.parametrize("how", ["link out", "pipe", "folder", "other suffix", "gone"])
@pytest.mark.parametrize("path", [REFUND, LAW, WAIVER, REGION, REGION_VARIANT, MARKET, ES_VOICE])
def test_a_file_that_cannot_be_opened_is_one_fault_and_counts_as_unusable(tmp_path: Path, path: str, how: str) -> None:
    root = copy_of_small(tmp_path / "workspace")
    spoil(root, path, how)
    workspace = WorkspaceFiles(root).workspace()
    (fault,) = workspace.faults
    assert fault.location.path.startswith(path.removesuffix(".yaml"))
    es = workspace.markets["es"]
    assert set(workspace.markets) == {"es", "fr", "kr"}
    assert (workspace.programme.unusable == {("refund", Version(1, 0, 0))}) == (path == REFUND)
    assert (es.document is None) == (path == MARKET)
    assert (es.region.document is None) == (path == REGION)
    assert (es.unusable, es.region.unusable) == (
        {"voice"} if path == ES_VOICE else set(), {"refund"} if path == REGION_VARIANT else set(),
    )  # fmt: skip
    assert bool(workspace.programme.laws) == (path != LAW)
    assert bool(workspace.programme.waivers) == (path != WAIVER)


def spoil(root: Path, path: str, how: str) -> None:
    file = root / path
    text = file.read_text()
    file.unlink()
    if how == "link out":
        (root.parent / "elsewhere.yaml").write_text(text)
        file.symlink_to(root.parent / "elsewhere.yaml")
    elif how == "pipe":
        os.mkfifo(file)
    elif how == "folder":
        file.mkdir()
    elif how == "other suffix":
        file.with_suffix(".yml").write_text(text)
    else:
        file.symlink_to("gone.yaml")


def test_a_file_that_is_gone_after_the_walk_is_a_fault(tmp_path: Path) -> None:
    files = files_of(tmp_path)
    (files.root / LAW).unlink()
    (fault,) = files.programme().faults
    assert (fault.location.path, fault.message) == (LAW, "the file cannot be read: no such file or directory")


def test_version_3_10_is_newer_than_3_9(tmp_path: Path) -> None:
    versions = ("3.9.0", "3.10.0", "3.2.11", "10.0.0")
    text = text_of(REFUND)
    files = files_of(
        tmp_path,
        {f"standards/processes/refund/{version}.yaml": text.replace("1.0.0", version, 1) for version in versions},
    )
    programme = files.programme()
    assert not programme.faults
    assert [str(version) for version in programme.standards["refund"]] == [
        "1.0.0",
        "3.2.11",
        "3.9.0",
        "3.10.0",
        "10.0.0",
    ]


def test_the_digest_names_what_was_read_and_changes_with_it(tmp_path: Path) -> None:
    first, second = files_of(tmp_path / "a"), files_of(tmp_path / "b")
    third = files_of(tmp_path / "c", {ES_VOICE: text_of(ES_VOICE) + "# changed\n"})
    for files in (first, second, third):
        files.workspace()
    assert first.digest == second.digest != third.digest


# Where a workspace is, and where its standards are.


def test_the_root_is_the_nearest_folder_above(tmp_path: Path) -> None:
    root = copy_of_small(tmp_path / "workspace")
    assert find_root(root / "markets/eu/es") == root
    with pytest.raises(NoWorkspaceError, match=r"no `standards/catalogue\.yaml` in this folder or above it"):
        find_root(tmp_path)


@pytest.mark.parametrize("root", [".", "missing"])
def test_a_folder_without_catalogue_is_no_workspace(tmp_path: Path, root: str) -> None:
    with pytest.raises(NoWorkspaceError, match=r"no `standards/catalogue\.yaml` in"):
        WorkspaceFiles(tmp_path / root)


def test_standards_that_are_a_link_out_are_not_followed(tmp_path: Path) -> None:
    root = copy_of_small(tmp_path / "workspace")
    (root / "standards").rename(tmp_path / "standards")
    (root / "standards").symlink_to(tmp_path / "standards")
    with pytest.raises(NoWorkspaceError, match="a link that leaves the workspace"):
        WorkspaceFiles(root)
    assert not WorkspaceFiles(root, tmp_path / "standards").workspace().faults


@pytest.mark.parametrize("how", ["link out", "pipe", "folder", "gone"])
def test_a_catalogue_that_cannot_be_opened_stops_the_run(tmp_path: Path, how: str) -> None:
    root = copy_of_small(tmp_path / "workspace")
    spoil(root, CATALOGUE, how)
    with pytest.raises(InvalidCatalogueError) as error:
        WorkspaceFiles(root).programme()
    (place,) = error.value.places
    assert place.startswith("standards/catalogue.yaml:1:1: error: ")


def test_an_invalid_catalogue_names_all_its_faults(tmp_path: Path) -> None:
    text = text_of(CATALOGUE).replace("max_renewals: 2", "max_renewals: two").replace("title:", "titel:")
    with pytest.raises(InvalidCatalogueError) as error:
        files_of(tmp_path, {CATALOGUE: text}).programme()
    assert [place.split(": ")[0] for place in error.value.places] == [f"{CATALOGUE}:3:1", f"{CATALOGUE}:10:15"]


@pytest.mark.parametrize("inner", ["", "standards"])
def test_standards_of_another_checkout(tmp_path: Path, inner: str) -> None:
    own = copy_of_small(tmp_path / "own", {REFUND: "broken", LAW: "broken"})
    other = copy_of_small(tmp_path / "other", {LAW: text_of(LAW).replace("ES-RECORDS", "ES-OTHER")})
    files = WorkspaceFiles(own, other / inner)
    assert list(files.programme().duties) == ["ES-OTHER"]
    assert not files.workspace().faults
    (law,) = files.programme().laws
    assert law.path == LAW


def test_standards_named_without_catalogue_are_no_standards(tmp_path: Path) -> None:
    with pytest.raises(NoWorkspaceError, match=r"no `catalogue\.yaml` in"):
        WorkspaceFiles(copy_of_small(tmp_path / "own"), tmp_path)


# Buffers of an editor.


def test_a_buffer_stands_for_its_file(tmp_path: Path) -> None:
    root = copy_of_small(tmp_path / "workspace")
    files = WorkspaceFiles(
        root, buffers={ES_VOICE: b"kind: varient\n", REFUND: text_of(REFUND).replace("Refund", "Other").encode()}
    )
    workspace = files.workspace()
    assert workspace.programme.standards["refund"][Version(1, 0, 0)].model.title == "Other"
    assert workspace.markets["es"].unusable == {"voice"}
    assert {fault.location.path for fault in workspace.faults} == {ES_VOICE}


@pytest.mark.parametrize(
    "path",
    [
        "markets/eu/pt/market.yaml",
        "markets/eu/pt/refund.yaml",
        "markets/latam/region.yaml",
        "markets/latam/mx/voice.yaml",
        "standards/processes/chat/1.0.0.yaml",
        "standards/law/PT.yaml",
        "standards/waivers/pt/W-9.yaml",
    ],
)
def test_a_buffer_without_file_takes_its_place(tmp_path: Path, path: str) -> None:
    files = WorkspaceFiles(copy_of_small(tmp_path / "workspace"), buffers={path: b""})
    faults = files.workspace().faults
    assert ("the file is empty", path) in [(fault.message, fault.location.path) for fault in faults]


@pytest.mark.parametrize(
    "path", ["README.md", "markets/eu/README.md", "markets/eu/es/x.txt", "standards/processes/refund/x.yaml"]
)
def test_a_buffer_that_has_no_place_changes_nothing(tmp_path: Path, path: str) -> None:
    files = WorkspaceFiles(copy_of_small(tmp_path / "workspace"), buffers={path: b"{"})
    assert not files.workspace().faults


def test_a_buffer_mends_what_cannot_be_opened(tmp_path: Path) -> None:
    root = copy_of_small(tmp_path / "workspace")
    spoil(root, ES_VOICE, "link out")
    assert not WorkspaceFiles(root, buffers={ES_VOICE: text_of(ES_VOICE).encode()}).workspace().faults
