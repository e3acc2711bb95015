"""What is found, what is left out, and what is never touched."""

import io
import os
import tarfile
import zipfile

import pytest


def test_takes_files_lists_and_names_on_standard_input(batch, put, tree, tmp_path, monkeypatch):
    for name in ("a", "list/b", "list/c", "pipe/d", "pipe/e"):
        put(f"in/{name}.txt", name)
    put("in/names.lst", "\ufefflist/b.txt\r\n\r\nlist/c.txt\r\n")
    monkeypatch.chdir(tmp_path / "in")
    names = f"pipe/d.txt\0{tmp_path}/in/pipe/e.txt\0".encode()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(names)))
    assert batch("a.txt", "@names.lst", "-", "-o", tmp_path / "out") == 0
    assert sorted(tree()) == ["a.out", "e.out", "list/b.out", "list/c.out", "pipe/d.out"]


def test_base_mirrors_names_given_outright(batch, put, tree, tmp_path):
    paths = [put(f"in/{year}/a.txt", year) for year in ("1998", "1999")]
    assert batch(*paths, "--base", tmp_path / "in", "-o", tmp_path / "out") == 0
    assert tree() == {"1998/a.out": "made: 1998", "1999/a.out": "made: 1999"}


def test_include_and_exclude(batch, put, tree, tmp_path):
    for name in ("a.txt", "a.log", "old/a.txt", "old/deep/a.txt", "draft/a.txt"):
        put(f"in/{name}", "x")
    batch(tmp_path / "in", "-o", tmp_path / "out", "--include", "*.txt", "--exclude", "draft", "--exclude", "old/deep/")
    assert sorted(tree()) == ["a.out", "old/a.out"]


def test_ignore_files_work_as_gitignore(batch, put, tree, tmp_path):
    put("in/.wenzhuanignore", "# drafts\n*.log\n!kept.log\n/top.txt\nbuild/\n**/secret/**\n")
    put("in/sub/.wenzhuanignore", "!a.log\n")
    for name in (
        "a.log",
        "kept.log",
        "top.txt",
        "sub/top.txt",
        "sub/a.log",
        "build/x.txt",
        "x/secret/y.txt",
        "build.txt",
    ):
        put(f"in/{name}", "x")
    batch(tmp_path / "in", "-o", tmp_path / "out")
    assert sorted(tree()) == ["build.out", "kept.out", "sub/a.out", "sub/top.out"]


def test_hidden_names_and_foreign_files_are_left_out(batch, put, tree, tmp_path, capsys):
    for name in (".git/config", ".hidden.txt", "photo.JPG", "~$draft.txt", "Thumbs.db", "a.txt"):
        put(f"in/{name}", "x")
    assert batch(tmp_path / "in", "-o", tmp_path / "out") == 0
    assert sorted(tree()) == ["a.out"]
    assert f"left out: {tmp_path}/in/photo.JPG: is no text document, by its suffix" in capsys.readouterr().err
    assert batch(tmp_path / "in", "-o", tmp_path / "out", "--hidden") == 0
    assert sorted(tree()) == [".git/config.out", ".hidden.out", "a.out"]


def test_pipes_devices_and_broken_links_are_named_and_not_opened(batch, put, tree, tmp_path, capsys):
    put("in/a.txt", "a")
    os.mkfifo(tmp_path / "in/pipe")
    (tmp_path / "in/device").symlink_to("/dev/zero")
    (tmp_path / "in/nowhere.txt").symlink_to("gone.txt")
    assert batch(tmp_path / "in", "-o", tmp_path / "out") == 6
    said = capsys.readouterr().err
    assert "in/pipe: is a pipe, no file" in said
    assert "in/device: is a device, no file" in said
    assert "failed: " + str(tmp_path / "in/nowhere.txt") + ": no such file" in said
    assert tree() == {"a.out": "made: a"}
    assert batch("/dev/zero", "-o", tmp_path / "out") == 6


def test_links_to_files_are_followed_and_loops_are_not(batch, put, tree, tmp_path, capsys):
    put("in/sub/a.txt", "a")
    put("beside/b.txt", "b")
    (tmp_path / "in/link.txt").symlink_to(tmp_path / "beside/b.txt")
    (tmp_path / "in/sub/up").symlink_to(tmp_path / "in")
    (tmp_path / "in/beside").symlink_to(tmp_path / "beside")
    assert batch(tmp_path / "in", "-o", tmp_path / "out") == 0
    assert sorted(tree()) == ["link.out", "sub/a.out"]
    assert "is a link to a folder (--follow-links goes in)" in capsys.readouterr().err
    assert batch(tmp_path / "in", "-o", tmp_path / "out", "--follow-links") == 0
    assert sorted(tree()) == ["beside/b.out", "link.out", "sub/a.out"]
    assert "is a link back to a folder above it" in capsys.readouterr().err


def test_a_folder_that_cannot_be_listed_is_a_failure(batch, put, tree, tmp_path, monkeypatch, capsys):
    put("in/a.txt", "a")
    locked = put("in/locked/b.txt", "b").parent
    scandir = os.scandir

    def refuse(path: str):
        if path == str(locked):
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert batch(tmp_path / "in", "-o", tmp_path / "out") == 6
    assert f"failed: {locked}: cannot be listed: Permission denied" in capsys.readouterr().err
    assert tree() == {"a.out": "made: a"}


def test_a_source_deleted_under_way_is_named(batch, put, tree, tmp_path, monkeypatch, capsys):
    from convert.batch.ledger import Ledger

    put("in/a.txt", "a")
    doomed = put("in/b.txt", "b")
    settle = Ledger.settle_names

    def settle_and_delete(self: Ledger) -> None:
        settle(self)
        doomed.unlink()

    monkeypatch.setattr(Ledger, "settle_names", settle_and_delete)
    assert batch(tmp_path / "in", "-o", tmp_path / "out") == 6
    assert f"failed: {doomed} [probe]: no such file" in capsys.readouterr().err
    assert tree() == {"a.out": "made: a"}


def test_a_source_over_the_limit_is_refused_by_that_limit(batch, put, tree, tmp_path, capsys):
    put("in/a.txt", "a")
    put("in/large.txt", b"x" * 4097)
    assert batch(tmp_path / "in", "-o", tmp_path / "out", "--size-limit", "4K") == 6
    assert "is larger than the limit of 4096 bytes (split it, or raise --size-limit)" in capsys.readouterr().err
    assert tree() == {"a.out": "made: a"}


def test_folders_four_hundred_deep_are_walked(batch, tmp_path, capsys):
    here = os.open(tmp_path, os.O_RDONLY)
    for _ in range(400):
        os.mkdir("d", dir_fd=here)
        below = os.open("d", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    os.close(here)
    batch(tmp_path, "-o", tmp_path / "out")
    assert " sources: " in capsys.readouterr().err


def test_output_folder_inside_the_source_is_no_source(batch, put, tree, tmp_path, capsys):
    put("in/a.txt", "a")
    put("in/out/b.txt", "b")
    for _ in range(2):
        assert batch(tmp_path / "in", "-o", tmp_path / "in/out") == 0
    assert sorted(tree("in")) == ["a.txt", "out/a.out", "out/b.txt"]


def test_a_source_is_never_overwritten(batch, put, tree, tmp_path, capsys):
    put("in/a.copy", "first")
    put("in/b.txt", "second")
    assert batch(tmp_path / "in", "-o", tmp_path / "in", to="copy") == 6
    assert tree("in") == {"a.copy": "first", "b.copy": "second", "b.txt": "second"}
    assert "would overwrite the source a.copy (choose another folder with -o)" in capsys.readouterr().err


# --- archives -----------------------------------------------------------------------------------------------


class _Unflagged(zipfile.ZipInfo):
    """A member whose name is bytes in `encoding`, without the flag for UTF-8."""

    encoding = ""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:
        return self.filename.encode(self.encoding), 0


def zipped(path, files: dict[str, bytes], *, encoding: str = "") -> None:
    """Write a ZIP; with `encoding` the names are those bytes without the flag for UTF-8, as old packers left them."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            info = _Unflagged(name) if encoding else zipfile.ZipInfo(name)
            if encoding:
                info.encoding = encoding
            archive.writestr(info, data)


@pytest.mark.parametrize("encoding", ["gbk", "big5", "utf-8", ""])
def test_names_in_a_zip_are_read_in_their_encoding(batch, tree, tmp_path, encoding):
    zipped(tmp_path / "in.zip", {"報告/一.txt": b"x", "報告/工作計劃.txt": b"y"}, encoding=encoding)
    assert batch(tmp_path / "in.zip", "-o", tmp_path / "out") == 0
    assert tree() == {"報告/一.out": "made: x", "報告/工作計劃.out": "made: y"}


def test_an_archive_in_a_folder_is_a_folder_of_its_own_name(batch, put, tree, tmp_path):
    put("in/a.txt", "a")
    zipped(tmp_path / "in/old.zip", {"a.txt": b"b"})
    batch(tmp_path / "in", "-o", tmp_path / "out")
    assert tree() == {"a.out": "made: a", "old.zip/a.out": "made: b"}


def test_hostile_members_stay_inside_the_folder(batch, tree, tmp_path):
    names = (
        "../../up.txt",
        "/root.txt",
        "C:\\drive.txt",
        "a\\b.txt",
        "x/../../y.txt",
        "new\nline.txt",
        "..",
        "dup.txt",
    )
    with pytest.warns(UserWarning, match="Duplicate"):
        zipped(tmp_path / "deep/er/in.zip", {name: name.encode() for name in names})
        with zipfile.ZipFile(tmp_path / "deep/er/in.zip", "a") as archive:
            archive.writestr("dup.txt", "again")
    before = set(tmp_path.rglob("*"))
    batch(tmp_path / "deep/er/in.zip", "-o", tmp_path / "out")
    outside = set(tmp_path.rglob("*")) - before
    assert all(path.is_relative_to(tmp_path / "out") for path in outside)
    made = tree()
    assert made["up.out"] == "made: ../../up.txt"
    assert {"root.out", "drive.out", "a/b.out", "x/y.out", "new%0Aline.out"} < set(made)
    assert sorted(text for name, text in made.items() if name.startswith("dup")) == ["made: again", "made: dup.txt"]


@pytest.mark.parametrize("mode", ["", "gz", "bz2", "xz"])
def test_tar_members_are_read_and_links_in_it_are_not(batch, tree, tmp_path, capsys, mode):
    path = tmp_path / f"in.tar{'.' if mode else ''}{mode}"
    with tarfile.open(path, f"w:{mode}", encoding="gbk") as archive:
        for name in ("通知/一.txt", "通知/二.txt", "../三.txt"):
            info = tarfile.TarInfo(name)
            info.size = len(name.encode())
            archive.addfile(info, io.BytesIO(name.encode()))
        link = tarfile.TarInfo("link.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    assert batch(path, "-o", tmp_path / "out") == 0
    assert tree() == {
        "三.out": "made: ../三.txt",
        "通知/一.out": "made: 通知/一.txt",
        "通知/二.out": "made: 通知/二.txt",
    }
    assert "left out: " + str(path) + "!/link.txt: is a link in an archive" in capsys.readouterr().err
    assert batch(path, "-o", tmp_path / "out") == 0
    assert "0 done (0 outputs), 3 skipped as up to date" in capsys.readouterr().err


def test_a_touched_archive_of_the_same_members_is_up_to_date(batch, tree, tmp_path, capsys):
    for text in (b"a", b"a", b"b"):
        zipped(tmp_path / "in.zip", {"a.txt": text, "c.txt": b"c"})
        os.utime(tmp_path / "in.zip", (1, 1))
        assert batch(tmp_path / "in.zip", "-o", tmp_path / "out") == 0
    tallies = [line for line in capsys.readouterr().err.splitlines() if " sources: " in line]
    assert [line.split(",")[0] for line in tallies] == [f"2 sources: {n} done ({n} outputs)" for n in (2, 0, 1)]
    assert tree() == {"a.out": "made: b", "c.out": "made: c"}


def test_broken_archives_and_members_are_named(batch, put, tree, tmp_path, capsys):
    put("in/none.zip", "no archive")
    put("in/none.tar.gz", b"\x1f\x8b no archive")
    zipped(tmp_path / "in/inner.zip", {"x.zip": b"PK", "a.txt": b"a" * 1000})
    data = bytearray((tmp_path / "in/inner.zip").read_bytes())
    at = data.index(b"a.txt") + 5
    data[at : at + 4] = b"\xff\xff\xff\xff"
    put("in/inner.zip", bytes(data))
    assert batch(tmp_path / "in", "-o", tmp_path / "out") == 6
    said = capsys.readouterr().err
    assert "in/none.zip: cannot be unpacked" in said
    assert "in/none.tar.gz: cannot be unpacked" in said
    assert "in/inner.zip!/x.zip: is an archive in an archive" in said
    assert "in/inner.zip!/a.txt [probe]: cannot be unpacked" in said
    assert tree() == {}


def test_a_member_larger_than_the_limit_is_not_unpacked(batch, tree, tmp_path, capsys):
    zipped(tmp_path / "in.zip", {"bomb.txt": bytes(1 << 22), "a.txt": b"a"})
    assert batch(tmp_path / "in.zip", "-o", tmp_path / "out", "--size-limit", "1M") == 6
    assert "is larger than the limit of 1048576 bytes" in capsys.readouterr().err
    assert tree() == {"a.out": "made: a"}


def test_names_that_are_not_unicode_come_out_under_the_same_bytes(batch, put, tmp_path, capsys):
    name = "报告".encode("gbk")
    put(f"in/{os.fsdecode(name)}.txt", "a")
    for _ in range(2):
        assert batch(tmp_path / "in", "-o", tmp_path / "out", "-v", to="probe,copy") == 0
    made = {os.fsencode(path.name) for path in (tmp_path / "out").iterdir()}
    assert made == {name + b".copy", name + b".out", b".wenzhuan"}
    said = capsys.readouterr().err
    assert "1 skipped as up to date" in said and r"\udcb1" in said


def test_members_do_not_travel_back_with_their_outcome(tmp_path, probe):
    from convert.batch.job import Job, Setup, Target
    from convert.batch.storage import Folder
    from convert.batch.work import perform
    from convert.pipeline import Request

    store = Folder(str(tmp_path))
    store.prepare()
    request = Request("copy", "probe", "gongwen")
    job = Job(1, "a.zip!/b.txt", "b.txt", (Target("copy", "b.copy", ""),), "stamp", b"x" * 1000)
    outcome = perform(Setup({"copy": request}, store), job)
    assert outcome.job.data is None and outcome.stamp == "stamp"


def test_what_a_glob_leaves_out_is_counted_but_not_listed(batch, put, tmp_path, capsys):
    put("in/a.txt", "a")
    put("in/b.log", "b")
    put("in/c/d.log", "d")
    put("in/.hidden.txt", "h")
    assert batch(tmp_path / "in", "-o", tmp_path / "out", "--exclude", "*.log") == 0
    said = capsys.readouterr().err.splitlines()
    assert said == [
        f"left out: {tmp_path}/in/.hidden.txt: is hidden (--hidden takes it)",
        "1 sources: 1 done (1 outputs), 0 skipped as up to date, 0 failed, 3 left out",
        "  left out 2: is excluded by a glob or ignore file",
        "  left out 1: is hidden (--hidden takes it)",
        "  characters set aside: 0",
        "  rules applied: 0 times",
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
def test_lists_in_the_encodings_of_windows(batch, put, tree, tmp_path, monkeypatch, encoding):
    put("in/报告/工作总结.txt", "a")
    put("in/会议通知.txt", "b")
    put("names.lst", "in/报告/工作总结.txt\r\nin/会议通知.txt\r\n".encode(encoding))
    monkeypatch.chdir(tmp_path)
    assert batch("@names.lst", "-o", tmp_path / "out") == 0
    assert sorted(tree()) == ["in/会议通知.out", "in/报告/工作总结.out"]


def test_a_folder_deleted_under_way_is_named_whenever_it_goes(batch, put, tree, tmp_path, monkeypatch, capsys):
    import shutil

    from convert.batch.ledger import Ledger
    from convert.batch.sources import Found, LeftOut, Search, expand

    put("in/a.txt", "a")
    doomed = put("in/b/b.txt", "b").parent
    put("in/b/c.txt", "c")
    findings = expand(str(tmp_path / "in"), Search())
    assert next(findings) == Found(
        str(tmp_path / "in/a.txt"), "a.txt", next(expand(str(tmp_path / "in"), Search())).stamp
    )
    shutil.rmtree(doomed)
    assert list(findings) == [LeftOut(str(doomed), "cannot be listed: no such file", failed=True)]
    put("in/b/b.txt", "b")
    put("in/b/c.txt", "c")
    settle = Ledger.settle_names

    def settle_and_delete(self: Ledger) -> None:
        settle(self)
        shutil.rmtree(doomed)

    monkeypatch.setattr(Ledger, "settle_names", settle_and_delete)
    assert batch(tmp_path / "in", "-o", tmp_path / "out") == 6
    said = capsys.readouterr().err
    assert all(f"failed: {doomed}/{name}.txt [probe]: no such file" in said for name in "bc")
    assert tree() == {"a.out": "made: a"}
