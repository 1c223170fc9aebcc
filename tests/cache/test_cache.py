"""The cache: right where nothing changed, silent where anything did, and never harmed by what happens to its files."""

import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from checker.cache import answers as answers_module
from checker.cache import inventory as inventory_module
from checker.cache.answers import Answer, Answers
from checker.cache.folder import cache_folder
from checker.cache.inventory import take
from checker.cache.store import Store

LONG_AGO = 1_600_000_000


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "cache")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "workspace"
    for path, text in {
        "standards/catalogue.yaml": "kind: catalogue\n",
        "markets/eu/es/market.yaml": "kind: market\n",
        "markets/eu/es/notes.txt": "notes\n",
    }.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return root


def digest(root: Path, store: Store) -> str | None:
    found = take(str(root), ("standards", "markets"), (".yaml", ".yml"), store)
    return found.digest if found is not None else None


# Entries.


def test_an_entry_comes_back_as_it_was_put(store: Store) -> None:
    assert store.get("kind/name") is None
    assert store.put("kind/name", [b"one\n", b"two"])
    assert store.get("kind/name") == b"one\ntwo"


@pytest.mark.parametrize("damage", [b"", b"x", b"checker-cache 1", b"checker-cache 1 00000000 3\nabc", b"\xff" * 50])
def test_a_damaged_entry_is_none(store: Store, damage: bytes) -> None:
    store.put("kind/name", [b"body"])
    (store.folder / "kind/name").write_bytes(damage)
    assert store.get("kind/name") is None


def test_every_shorter_or_altered_form_of_an_entry_is_none(store: Store) -> None:
    store.put("kind/name", [b"body of an entry"])
    whole = (store.folder / "kind/name").read_bytes()
    for length in range(len(whole)):
        (store.folder / "kind/name").write_bytes(whole[:length])
        assert store.get("kind/name") is None
    for at in range(len(whole)):
        (store.folder / "kind/name").write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert store.get("kind/name") is None


def test_a_folder_that_cannot_be_written_keeps_nothing_and_raises_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    store = Store(tmp_path / "file" / "below")
    assert not store.put("kind/name", [b"body"])
    assert store.get("kind/name") is None
    store.tidy()


def test_runs_side_by_side_read_whole_entries_only(store: Store) -> None:
    bodies = [bytes([number]) * 100_000 for number in range(8)]
    writers = [threading.Thread(target=lambda body=body: [store.put("kind/name", [body]) for _ in range(20)]) for body in bodies]
    for writer in writers:
        writer.start()
    seen = [store.get("kind/name") for _ in range(200)]
    for writer in writers:
        writer.join()
    assert {body for body in seen if body is not None} <= set(bodies)


def test_the_oldest_entries_go_first(store: Store) -> None:
    for number in range(10):
        store.put(f"kind/{number}", [b"x" * 1000])
        os.utime(store.folder / f"kind/{number}", (LONG_AGO + number, LONG_AGO + number))
    store.tidy(most=1_000_000)
    assert all(store.get(f"kind/{number}") for number in range(10))
    store.tidy(most=6_000)
    kept = [number for number in range(10) if store.get(f"kind/{number}")]
    assert kept == list(range(10 - len(kept), 10))
    assert 0 < len(kept) < 4


# What lies in a workspace.


def test_every_kind_of_change_is_seen(root: Path, store: Store) -> None:
    seen = [digest(root, store)]
    file = root / "markets/eu/es/market.yaml"

    def changed() -> None:
        seen.append(digest(root, store))

    file.write_text("kind: other!\n")
    changed()
    file.rename(file.with_name("renamed.yaml"))
    changed()
    (root / "markets/eu/fr").mkdir()
    (root / "markets/eu/fr/market.yaml").write_text("kind: market\n")
    changed()
    (root / "markets/eu/es/more.txt").write_text("")
    changed()
    (root / "standards/catalogue.yaml").unlink()
    changed()
    assert None not in seen
    assert len(set(seen)) == len(seen)


def test_a_change_of_the_same_size_with_the_old_times_put_back_is_seen(root: Path, store: Store) -> None:
    file = root / "markets/eu/es/market.yaml"
    before = digest(root, store)
    times = file.stat()
    file.write_text("kind: nothin\n"[: times.st_size])
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert digest(root, store) != before


def test_files_left_alone_are_not_read_again(root: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inventory_module, "SETTLED", -(10**18))  # as if all had been left alone for long
    before = digest(root, store)
    monkeypatch.setattr(inventory_module, "_digest", lambda path, *_: pytest.fail(f"{path} was read"))
    assert digest(root, store) == before


def test_files_written_just_now_are_read_again(root: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    digest(root, store)
    read: list[str] = []
    own = inventory_module._digest

    def recorded(path: str, digest_of: Callable[[bytes], str]) -> str:
        read.append(path)
        return own(path, digest_of)

    monkeypatch.setattr(inventory_module, "_digest", recorded)
    digest(root, store)
    assert len(read) == 2


def test_what_the_cache_knows_of_files_may_be_nonsense(root: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inventory_module, "SETTLED", -(10**18))
    before = digest(root, store)
    for entry in (store.folder / "inventories").iterdir():
        for nonsense in (b"[]", b"null", b'{"a": 1}', b'{"a": [[1], 2, 3]}', b"{", b'{"standards/catalogue.yaml": [1, 2]}'):
            store.put(f"inventories/{entry.name}", [nonsense])
            assert digest(root, store) == before


def test_links_devices_and_missing_folders_are_left_to_the_check_itself(root: Path, store: Store) -> None:
    (root / "markets/link.yaml").symlink_to(root / "standards/catalogue.yaml")
    assert digest(root, store) is None
    (root / "markets/link.yaml").unlink()
    assert digest(root, store) is not None
    os.mkfifo(root / "markets/pipe.yaml")
    assert digest(root, store) is None
    (root / "markets/pipe.yaml").unlink()
    (root / "markets").rename(root / "elsewhere")
    assert digest(root, store) is None
    (root / "markets").symlink_to(root / "elsewhere")
    assert digest(root, store) is None


# Answers.


def test_an_answer_is_known_for_the_same_question_and_files_only(root: Path, store: Store) -> None:
    Answers(store, root, ["json"]).keep(Answer(1, (b"text",)))
    assert Answers(store, root, ["json"]).known() == Answer(1, (b"text",))
    assert Answers(store, root, ["text"]).known() is None
    (root / "markets/eu/es/market.yaml").write_text("kind: market # changed\n")
    assert Answers(store, root, ["json"]).known() is None


def test_an_answer_is_not_kept_where_files_changed_meanwhile(root: Path, store: Store) -> None:
    asked = Answers(store, root, ["json"])
    (root / "markets/eu/es/market.yaml").write_text("kind: market # changed\n")
    asked.keep(Answer(0, (b"text", b"")))
    assert Answers(store, root, ["json"]).known() is None


def test_another_state_of_the_tool_knows_no_answers(root: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    Answers(store, root, ["json"]).keep(Answer(0, (b"text", b"")))
    monkeypatch.setattr(answers_module, "tool_state", lambda: "other")
    assert Answers(store, root, ["json"]).known() is None


# Where it lies.


def test_it_lies_where_users_keep_caches() -> None:
    name = "process-standard-checker"
    assert cache_folder({"CHECKER_CACHE_DIR": "/own"}, "linux") == Path("/own")
    assert cache_folder({"XDG_CACHE_HOME": "/shared", "HOME": "/home"}, "linux") == Path("/shared") / name
    assert cache_folder({"HOME": "/home"}, "linux") == Path("/home/.cache") / name
    assert cache_folder({"HOME": "/home"}, "darwin") == Path("/home/Library/Caches") / name
    assert cache_folder({"LOCALAPPDATA": "/local"}, "win32") == Path("/local") / name
    assert cache_folder({}, "linux") is None
