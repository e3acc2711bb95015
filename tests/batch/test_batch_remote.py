"""URLs on either side: the same outputs as on a disk."""

import json

import pytest

fsspec = pytest.importorskip("fsspec")


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    """Wait for no other run's lease to show."""
    from convert.batch import lease

    monkeypatch.setattr(lease, "_SETTLED", 0.0)


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
        assert store.names(".wenzhuan")[0] == "lease.json"
    assert store.names(".wenzhuan") == [f"manifest-{n:09d}.jsonl" for n in (1, 2, 3)]
    with journal.open_manifest(store) as manifest:
        assert [record["source"] for record in manifest.records()] == [0, 1, 2, 3, 4]
        manifest.rewrite([{"source": "all"}])
    assert [json.loads(store.read(f".wenzhuan/{name}")) for name in store.names(".wenzhuan")] == [{"source": "all"}]


@pytest.mark.parametrize("packed", ["in/old.zip", "in/old.tar.gz"])
def test_archives_behind_urls_are_unpacked_and_pruned_by_member(batch, memory, tmp_path, packed, capsys):
    import io
    import tarfile
    import zipfile

    def pack(names: dict[str, str]) -> bytes:
        target = io.BytesIO()
        if packed.endswith("zip"):
            with zipfile.ZipFile(target, "w") as archive:
                for name, text in names.items():
                    archive.writestr(name, text)
        else:
            with tarfile.open(fileobj=target, mode="w:gz") as archive:
                for name, text in names.items():
                    info = tarfile.TarInfo(name)
                    info.size = len(text)
                    archive.addfile(info, io.BytesIO(text.encode()))
        return target.getvalue()

    memory.pipe({f"/{packed}": pack({"报告/a.txt": "a", "../b.txt": "b"}), "/in/c.txt": b"c"})
    assert batch("memory://in", "-o", "memory://out") == 0
    folder = packed.removeprefix("in/")
    assert contents(memory) == {
        f"/out/{folder}/报告/a.out": b"made: a",
        f"/out/{folder}/b.out": b"made: b",
        "/out/c.out": b"made: c",
    }
    assert batch("memory://in", "-o", "memory://out", "--prune") == 0
    assert "0 done (0 outputs), 3 skipped as up to date" in capsys.readouterr().err
    memory.pipe(f"/{packed}", pack({"报告/a.txt": "a"}))
    assert batch("memory://in", "-o", "memory://out", "--prune") == 0
    assert set(contents(memory)) == {f"/out/{folder}/报告/a.out", "/out/c.out"}
    assert batch(f"memory://{packed}", "-o", tmp_path / "out") == 0
    assert (tmp_path / "out/报告/a.out").read_text() == "made: a"


def test_chained_urls_keep_their_chain(batch, put, tree, tmp_path):
    import zipfile

    with zipfile.ZipFile(tmp_path / "in.zip", "w") as archive:
        archive.writestr("sub/a.txt", "a")
        archive.writestr("b.txt", "b")
    assert batch(f"zip://::file://{tmp_path}/in.zip", "-o", tmp_path / "out") == 0
    assert tree() == {"sub/a.out": "made: a", "b.out": "made: b"}


@pytest.mark.parametrize("scheme", ["file", "local"])
def test_urls_of_this_machine_are_paths(batch, put, tree, tmp_path, scheme):
    put("in/a.txt", "a")
    assert batch(f"{scheme}://{tmp_path}/in", "-o", f"{scheme}://{tmp_path}/out") == 0
    assert tree() == {"a.out": "made: a"}
    assert (tmp_path / "out/.wenzhuan/lock").exists()


def leave_lease(memory, mark: str) -> None:
    memory.pipe("/out/.wenzhuan/lease.json", json.dumps({"run": mark, "renewed": 0}).encode())


def test_a_second_run_into_a_remote_folder_waits_for_the_first(batch, memory, monkeypatch, capsys):
    from convert.batch import lease, progress

    memory.pipe("/in/a.txt", b"a")
    leave_lease(memory, "elsewhere 1 x")
    monkeypatch.setattr(progress, "_MOMENT", 0.0)
    wait, moments = progress.Lines.wait, iter(range(3))

    def wait_and_release(self: progress.Lines) -> bool:
        if next(moments) == 2:
            memory.rm_file("/out/.wenzhuan/lease.json")
        return wait(self)

    monkeypatch.setattr(progress.Lines, "wait", wait_and_release)
    assert batch("memory://in", "-o", "memory://out") == 0
    assert capsys.readouterr().err.count("another run is writing to this folder; waiting for it to end") == 1
    assert contents(memory) == {"/out/a.out": b"made: a"}
    assert not memory.exists(f"/out/{lease.NAME}")


def test_the_lease_of_a_dead_run_is_taken_over(batch, memory, monkeypatch, capsys):
    import socket
    import subprocess
    import sys

    from convert.batch import lease

    memory.pipe("/in/a.txt", b"a")
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    leave_lease(memory, f"{socket.gethostname()} {dead.pid} x")
    assert batch("memory://in", "-o", "memory://out") == 0
    leave_lease(memory, "elsewhere 1 x")
    monkeypatch.setattr(lease, "_DEAD", -1.0)
    assert batch("memory://in", "-o", "memory://out") == 0
    assert "waiting" not in capsys.readouterr().err


def test_a_run_whose_lease_another_took_over_writes_no_more_records(memory, monkeypatch):
    from convert.batch import journal, lease
    from convert.batch.remote import RemoteFolder
    from convert.errors import UsageError

    monkeypatch.setattr(lease, "_RENEWAL", 0.001)
    store = RemoteFolder("memory://out")
    held = lease.Lease(store, lambda: False)
    with pytest.raises(UsageError, match="another run is writing"):
        lease.Lease(store, lambda: False)
    leave_lease(memory, "elsewhere 1 x")
    held._thread.join()
    manifest = journal.RemoteManifest(store, held.check)
    manifest.append({"source": "late"})
    with pytest.raises(UsageError, match="another run has taken over"):
        manifest.__exit__(None, None, None)
    assert not [name for name in store.names(".wenzhuan") if name.startswith("manifest")]
