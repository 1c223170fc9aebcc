"""Which file is what by its place: everything that lies elsewhere, links, and what is no file at all."""

import os
from pathlib import Path

import pytest
from small_workspace import copy_of_small

from checker.load import walk
from checker.load.layout import Layout, lay_out
from checker.model.fault import Fault
from checker.model.value import Version


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy_of_small(tmp_path / "workspace")


def layout_of(root: Path) -> Layout:
    return lay_out(root, root / "standards")


def faults_of(layout: Layout) -> list[Fault]:
    return sorted([*layout.faults, *layout.blocked.values()], key=lambda fault: fault.location)


def said(layout: Layout) -> list[tuple[str, str]]:
    return [(fault.location.path, fault.message) for fault in faults_of(layout)]


def write(root: Path, path: str, text: str = "kind: variant\n") -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text)


def link(root: Path, path: str, target: str | Path) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).unlink(missing_ok=True)
    (root / path).symlink_to(target)


def test_the_places_of_a_workspace(root: Path) -> None:
    layout = layout_of(root)
    assert not faults_of(layout)
    assert layout.standards == {
        ("refund", Version(1, 0, 0)): "standards/processes/refund/1.0.0.yaml",
        ("voice", Version(1, 0, 0)): "standards/processes/voice/1.0.0.yaml",
    }
    assert layout.laws == {"ES": "standards/law/ES.yaml"}
    assert layout.waivers == {("es", "W-1"): "standards/waivers/es/W-1.yaml"}
    apac, eu = layout.regions
    assert (apac.id, eu.id, eu.path, eu.region_file) == ("apac", "eu", "markets/eu", "markets/eu/region.yaml")
    assert eu.variants == {"refund": "markets/eu/refund.yaml"}
    es, fr = eu.markets
    assert (es.id, es.path, es.market_file) == ("es", "markets/eu/es", "markets/eu/es/market.yaml")
    assert es.variants == {"refund": "markets/eu/es/refund.yaml", "voice": "markets/eu/es/voice.yaml"}
    assert fr.variants == {"refund": "markets/eu/fr/refund.yaml"}


STRAYS = [
    "standards/notes.yaml",
    "standards/other/x.yaml",
    "standards/processes/refund.yaml",
    "standards/processes/refund/latest.yaml",
    "standards/processes/refund/1.0.yaml",
    "standards/processes/refund/01.0.0.yaml",
    "standards/processes/refund/v1.0.0.yaml",
    "standards/processes/refund/old/1.0.0.yaml",
    "standards/law/eu/EU.yaml",
    "standards/waivers/W-2.yaml",
    "standards/waivers/es/old/W-2.yaml",
    "markets/refund.yaml",
    "markets/eu/es/drafts/voice.yaml",
    "markets/eu/es/a/b/c/voice.yaml",
]


@pytest.mark.parametrize("path", STRAYS)
def test_yaml_where_none_belongs_is_misplaced(root: Path, path: str) -> None:
    write(root, path)
    (fault,) = faults_of(layout_of(root))
    assert (fault.kind.value, fault.location.path, fault.message) == ("misplaced", path, "no document belongs here")
    assert fault.remedy


@pytest.mark.parametrize(
    "path",
    [
        "standards/catalogue.yml",
        "standards/processes/refund/2.0.0.yml",
        "standards/law/FR.yml",
        "standards/waivers/es/W-2.yml",
        "markets/eu/voice.yml",
        "markets/eu/fr/voice.yml",
        "markets/eu/fr/voice.YAML",
        "markets/notes.yml",
        "markets/eu/es/deep/x.yml",
    ],
)
def test_another_suffix_is_misplaced(root: Path, path: str) -> None:
    write(root, path)
    (fault,) = faults_of(layout_of(root))
    assert (fault.kind.value, fault.location.path, fault.message) == (
        "misplaced",
        path,
        "the name of a document ends in `.yaml`",
    )
    assert fault.remedy == f"rename it to `{Path(path).stem}.yaml`"


@pytest.mark.parametrize("suffix", [".yml", ".YAML", ".Yml"])
def test_a_document_with_another_suffix_takes_its_place_so_that_its_process_is_not_passed_over(root: Path, suffix: str) -> None:
    old = root / "markets/eu/fr/refund.yaml"
    old.rename(old.with_suffix(suffix))
    layout = layout_of(root)
    fr = layout.regions[1].markets[1]
    assert fr.variants == {"refund": f"markets/eu/fr/refund{suffix}"}
    assert list(layout.blocked) == [f"markets/eu/fr/refund{suffix}"]


@pytest.mark.parametrize("suffix", [".yml", ".YAML"])
def test_beside_the_right_document_another_suffix_is_only_a_fault(root: Path, suffix: str) -> None:
    write(root, f"markets/eu/fr/refund{suffix}")
    layout = layout_of(root)
    assert layout.regions[1].markets[1].variants == {"refund": "markets/eu/fr/refund.yaml"}
    assert not layout.blocked
    assert [fault.location.path for fault in layout.faults] == [f"markets/eu/fr/refund{suffix}"]


def test_hidden_files_and_what_is_no_yaml_are_passed_over(root: Path) -> None:
    for path in (
        ".x.yaml", "standards/.catalogue.yaml", "markets/.git/config.yaml", "markets/eu/.old/market.yaml",
        "markets/README.md", "markets/eu/es/notes.txt", "markets/eu/es/yaml", "standards/law/ES.yaml.bak",
        "standards/releases.yaml", "other/x.yaml",
    ):  # fmt: skip
        write(root, path)
    assert not faults_of(layout_of(root))


def test_a_folder_without_documents_is_a_market_all_the_same(root: Path) -> None:
    (root / "markets/eu/pt").mkdir()
    (root / "markets/latam").mkdir()
    layout = layout_of(root)
    assert [region.id for region in layout.regions] == ["apac", "eu", "latam"]
    assert [market.id for market in layout.regions[1].markets] == ["es", "fr", "pt"]
    assert layout.regions[1].markets[2].market_file is None


def test_no_markets_at_all_is_an_empty_layout(tmp_path: Path) -> None:
    assert lay_out(tmp_path, tmp_path / "standards") == Layout()


def test_the_order_does_not_depend_on_the_disk(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(root, "markets/eu/fr/refund.YAML")
    write(root, "markets/stray.yaml")
    usual = layout_of(root)
    scandir = os.scandir

    class Backwards:
        def __init__(self, folder: str) -> None:
            self.found = sorted(scandir(folder), key=lambda entry: entry.name, reverse=True)

        def __enter__(self) -> list[os.DirEntry[str]]:
            return self.found

        def __exit__(self, *_: object) -> None:
            pass

    monkeypatch.setattr(walk.os, "scandir", Backwards)
    turned = layout_of(root)
    assert turned == usual
    assert list(turned.standards) == list(usual.standards)
    assert [list(market.variants) for market in turned.regions[1].markets] == [["refund", "voice"], ["refund"]]


# Symbolic links.

LEAVES = "a link that leaves the workspace is not followed"


def test_a_link_inside_the_workspace_is_followed(root: Path) -> None:
    link(root, "markets/eu/fr/voice.yaml", "../es/voice.yaml")
    link(root, "standards/processes/refund/1.1.0.yaml", root / "standards/processes/refund/1.0.0.yaml")
    link(root, "markets/eu-west", "eu")
    layout = layout_of(root)
    assert not faults_of(layout)
    assert layout.regions[2].markets[1].variants["voice"] == "markets/eu-west/fr/voice.yaml"
    assert ("refund", Version(1, 1, 0)) in layout.standards


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("markets/eu/fr/voice.yaml", "../../../../elsewhere/voice.yaml"),
        ("markets/eu/fr/voice.yaml", "/dev/null"),
        ("markets/eu/fr/voice.yaml", "/nowhere"),
        ("markets/eu/fr/refund.yaml", "/etc/hostname"),
        ("markets/eu/voice.yaml", "/dev/zero"),
        ("markets/eu/es/market.yaml", "../../../../elsewhere/voice.yaml"),
        ("markets/eu/region.yaml", "/dev/null"),
        ("standards/processes/refund/1.1.0.yaml", "/dev/null"),
        ("standards/law/FR.yaml", "/dev/null"),
        ("standards/waivers/es/W-2.yaml", "/dev/null"),
        ("standards/catalogue.yaml", "/dev/null"),
    ],
)
def test_a_document_that_is_a_link_out_keeps_its_place_and_is_not_opened(root: Path, path: str, target: str) -> None:
    write(root.parent, "elsewhere/voice.yaml")
    link(root, path, target)
    layout = layout_of(root)
    assert not layout.faults
    assert [(path, fault.kind.value, fault.message) for path, fault in layout.blocked.items()] == [(path, "misplaced", LEAVES)]


@pytest.mark.parametrize(
    ("path", "blocked"),
    [
        ("markets/eu/pt", ["markets/eu/pt/market.yaml"]),
        ("markets/latam", ["markets/latam/region.yaml"]),
        ("standards/processes/chat", []),
        ("standards/waivers/fr", []),
        ("standards/law/more", []),
        ("markets/eu/es/more", []),
        ("standards/more", []),
    ],
)
def test_a_folder_that_is_a_link_out_is_not_entered(root: Path, path: str, blocked: list[str]) -> None:
    write(root.parent, "elsewhere/es/market.yaml")
    link(root, path, root.parent / "elsewhere")
    layout = layout_of(root)
    assert said(layout) == [(path, LEAVES)]
    assert list(layout.blocked) == blocked


@pytest.mark.parametrize("folder", ["law", "waivers", "processes"])
def test_one_of_the_three_folders_that_is_a_link_out_is_not_entered(root: Path, folder: str) -> None:
    (root / "standards" / folder).rename(root.parent / folder)
    link(root, f"standards/{folder}", root.parent / folder)
    assert said(layout_of(root)) == [(f"standards/{folder}", LEAVES)]


def test_markets_that_are_a_link_out_are_not_entered(root: Path) -> None:
    (root / "markets").rename(root.parent / "markets")
    link(root, "markets", root.parent / "markets")
    layout = layout_of(root)
    assert said(layout) == [("markets", LEAVES)]
    assert not layout.regions


def test_a_folder_whose_name_only_starts_alike_is_another_folder(root: Path) -> None:
    write(root.parent, "workspace-of-others/voice.yaml")
    link(root, "markets/eu/fr/voice.yaml", root.parent / "workspace-of-others/voice.yaml")
    link(root, "markets/eu-west/region.yaml", "../eu/region.yaml")
    link(root, "markets/eu-west/es", "../eu/es")
    layout = layout_of(root)
    assert said(layout) == [("markets/eu/fr/voice.yaml", LEAVES)]
    assert [market.id for market in layout.regions[2].markets] == ["es"]
    link(root, "markets/eu-west/all", "../eu")
    assert {message for _, message in said(layout_of(root))} == {LEAVES, "no document belongs here"}


def test_a_workspace_reached_through_a_link_is_no_link_out(root: Path) -> None:
    (root.parent / "door").symlink_to(root)
    assert layout_of(root.parent / "door") == layout_of(root)


@pytest.mark.parametrize(
    ("path", "target", "message"),
    [
        ("markets/eu/es/up", "..", "a link to a folder above itself is not followed"),
        ("markets/eu/pt", "../..", "a link to a folder above itself is not followed"),
        ("markets/all", ".", "a link to a folder above itself is not followed"),
        ("markets/eu/pt", "pt", "a link that leads nowhere"),
        ("markets/eu/pt", "gone", "a link that leads nowhere"),
        ("markets/eu/es/chat.yaml", "chat.yaml", "this is no file that can be read"),
        ("markets/eu/es/chat.yaml", "gone.yaml", "this is no file that can be read"),
        ("standards/law/FR.yaml", "FR.yaml", "this is no file that can be read"),
    ],
)
def test_links_in_circles_and_to_nothing_are_faults(root: Path, path: str, target: str, message: str) -> None:
    link(root, path, target)
    assert said(layout_of(root)) == [(path, message)]


def test_links_that_lead_to_one_another_are_entered_once(root: Path) -> None:
    for name in "ab":
        write(root, f"markets/eu/es/{name}/stray.yaml")
    for name, other in ("ab", "ba"):
        for number in range(8):
            link(root, f"markets/eu/es/{name}/to_{number}", f"../{other}")
    paths = [fault.location.path for fault in faults_of(layout_of(root))]
    assert len(paths) < 50
    assert "markets/eu/es/a/stray.yaml" in paths


# What is no file.


@pytest.mark.parametrize(
    "path",
    ["markets/eu/es/chat.yaml", "markets/eu/es/market.yaml", "standards/law/FR.yaml", "standards/catalogue.yaml"],
)
def test_a_pipe_is_not_opened(root: Path, path: str) -> None:
    (root / path).unlink(missing_ok=True)
    os.mkfifo(root / path)
    layout = layout_of(root)
    assert said(layout) == [(path, "this is no file that can be read")]
    assert list(layout.blocked) == [path]


@pytest.mark.parametrize("path", ["markets/eu/es/refund.yaml", "markets/eu/es/market.yaml", "standards/law/ES.yaml"])
def test_a_folder_with_the_name_of_a_document_is_a_fault(root: Path, path: str) -> None:
    (root / path).unlink()
    write(root, f"{path}/inner.yaml")
    assert said(layout_of(root)) == [(path, "a folder bears the name of a document")]


def test_markets_that_are_a_file_are_a_fault(tmp_path: Path) -> None:
    write(tmp_path, "markets")
    assert said(lay_out(tmp_path, tmp_path / "standards")) == [("markets", "the folder cannot be read: not a directory")]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (b"caf\xe9.yaml", r"caf\xe9.yaml"),
        (b"a\nb.yaml", r"a\nb.yaml"),
        (b"a\x1b[31m.yaml", r"a\x1b[31m.yaml"),
        ("a\u202eb.yaml".encode(), r"a\u202eb.yaml"),
        ("\ufeffa.yaml".encode(), r"\ufeffa.yaml"),
    ],
)
def test_a_name_that_cannot_be_printed_is_shown_escaped(root: Path, name: bytes, shown: str) -> None:
    (Path(os.fsdecode(os.fsencode(root) + b"/markets/eu/es/" + name))).write_text("kind: variant\n")
    ((path, message),) = said(layout_of(root))
    assert (path, message) == (f"markets/eu/es/{shown}", "the file's name holds characters that cannot be printed")


def test_very_deep_folders_end_somewhere(root: Path) -> None:
    deep = "markets/eu/es/" + "/".join(["d"] * 900)
    (root / deep).mkdir(parents=True)
    write(root, f"{deep}/x.yaml")
    assert [path for path, _ in said(layout_of(root))] == [f"{deep}/x.yaml"]


# Standards of another checkout.


def test_standards_of_another_checkout_are_shown_as_standards(root: Path, tmp_path: Path) -> None:
    other = copy_of_small(tmp_path / "other")
    write(other, "standards/processes/refund/1.1.0.yaml")
    write(other, "standards/stray.yaml")
    for name in ("standards", "programme"):
        folder = (other / "standards").rename(tmp_path / name)
        layout = lay_out(root, folder)
        assert layout.standards["refund", Version(1, 1, 0)] == "standards/processes/refund/1.1.0.yaml"
        assert said(layout) == [("standards/stray.yaml", "no document belongs here")]
        assert [region.id for region in layout.regions] == ["apac", "eu"]
        folder.rename(other / "standards")


def test_standards_of_another_checkout_may_be_reached_through_a_link_but_not_lead_out(root: Path, tmp_path: Path) -> None:
    other = copy_of_small(tmp_path / "other")
    (tmp_path / "door").symlink_to(other / "standards")
    link(other, "standards/law/FR.yaml", "ES.yaml")
    assert not faults_of(lay_out(root, tmp_path / "door"))
    link(other, "standards/law/FR.yaml", root / "standards/law/ES.yaml")
    assert said(lay_out(root, tmp_path / "door")) == [("standards/law/FR.yaml", LEAVES)]
