"""URLs on either side: the same outputs as on a disk."""

import json

import pytest

fsspec = pytest.importorskip("fsspec")


@pytest.fixture
def memory():
    files = fsspec.filesystem("memory")
    files.store.clear()
    yield files
    files.store.clear()


def contents(files) -> dict[str, bytes]:
    return {name: files.cat_file(name) for name in files.find("/out") if "/.wenzhuan/" not in name}


def test_from_url_to_url(batch, memory, capsys):
    memory.pipe({"/in/通知.txt": b"a", "/in/old/b.txt": b"b", "/in/.hidden": b"h", "/in/p.png": b"p"})
    for _ in range(2):
        assert batch("memory://in", "-o", "memory://out") == 0
    assert contents(memory) == {"/out/通知.out": b"made: a", "/out/old/b.out": b"made: b"}
    assert "0 done (0 outputs), 2 skipped as up to date" in capsys.readouterr().err
    memory.pipe("/in/old/b.txt", b"c")
    memory.rm_file("/in/通知.txt")
    assert batch("memory://in", "-o", "memory://out", "--prune") == 0
    assert contents(memory) == {"/out/old/b.out": b"made: c"}
    assert (
        "1 sources: 1 done (1 outputs), 0 skipped as up to date, 0 failed, 2 left out, 1 outputs removed"
        in capsys.readouterr().err
    )


def test_from_disk_to_url_and_back(batch, memory, put, tree, tmp_path):
    put("in/a.txt", "a")
    assert batch(tmp_path / "in", "-o", "memory://out") == 0
    assert contents(memory) == {"/out/a.out": b"made: a"}
    assert batch("memory://out/a.out", "-o", tmp_path / "out", to="copy") == 0
    assert tree() == {"a.copy": "made: a"}


def test_file_urls_are_written_beside_and_moved(batch, put, tree, tmp_path):
    put("in/a.txt", "a")
    for _ in range(2):
        assert batch(f"file://{tmp_path}/in", "-o", f"file://{tmp_path}/out", "--force") == 0
    assert tree() == {"a.out": "made: a"}


def test_failures_and_limits_hold_for_urls(batch, memory, capsys):
    memory.pipe({"/in/a.txt": b"a", "/in/bad.txt": b"bad", "/in/large.txt": b"x" * 5000})
    assert batch("memory://in", "memory://nowhere", "-o", "memory://out", "--size-limit", "4K") == 6
    said = capsys.readouterr().err
    assert "failed: memory://nowhere: no such file" in said
    assert "memory:///in/large.txt [probe]: is larger than the limit of 4096 bytes" in said
    assert contents(memory) == {"/out/a.out": b"made: a"}


def test_an_unknown_protocol_is_named(batch, capsys):
    assert batch("in", "-o", "nosuch://out") in (3, 4, 5)
    assert "nosuch" in capsys.readouterr().err


def test_the_remote_manifest_grows_in_pieces_and_is_gathered(memory, monkeypatch):
    from convert.batch import journal
    from convert.batch.remote import RemoteFolder

    monkeypatch.setattr(journal, "_RECORDS", 2)
    store = RemoteFolder("memory://out")
    with journal.open_manifest(store) as manifest:
        for number in range(5):
            manifest.append({"source": number})
    assert store.names(".wenzhuan") == [f"manifest-{n:09d}.jsonl" for n in (1, 2, 3)]
    with journal.open_manifest(store) as manifest:
        assert [record["source"] for record in manifest.records()] == [0, 1, 2, 3, 4]
        manifest.rewrite([{"source": "all"}])
    assert [json.loads(store.read(f".wenzhuan/{name}")) for name in store.names(".wenzhuan")] == [{"source": "all"}]
