"""A folder goes in, its tree comes out; the next run does only what changed or failed."""

import json
import os
from pathlib import Path

import pytest


def summary(captured: str) -> str:
    return next(line for line in captured.splitlines() if " sources: " in line)


def test_mirrors_the_tree_in_every_format(batch, put, tree, tmp_path):
    put("in/通知.txt", "一")
    put("in/一九九九年/会议 纪要.txt", "二")
    assert batch(tmp_path / "in", "-o", tmp_path / "out", to="probe,copy") == 0
    assert tree() == {
        "一九九九年/会议 纪要.copy": "二",
        "一九九九年/会议 纪要.out": "made: 二",
        "通知.copy": "一",
        "通知.out": "made: 一",
    }


def test_second_run_does_nothing_and_a_change_costs_one_conversion(batch, put, tree, tmp_path, capsys):
    for number in range(5):
        put(f"in/{number}.txt", str(number))
    assert batch(tmp_path / "in", "-o", tmp_path / "out") == 0
    assert (
        summary(capsys.readouterr().err)
        == "5 sources: 5 done (5 outputs), 0 skipped as up to date, 0 failed, 0 left out"
    )
    assert batch(tmp_path / "in", "-o", tmp_path / "out") == 0
    assert (
        summary(capsys.readouterr().err)
        == "5 sources: 0 done (0 outputs), 5 skipped as up to date, 0 failed, 0 left out"
    )
    put("in/3.txt", "x")
    assert batch(tmp_path / "in", "-o", tmp_path / "out") == 0
    assert (
        summary(capsys.readouterr().err)
        == "5 sources: 1 done (1 outputs), 4 skipped as up to date, 0 failed, 0 left out"
    )
    assert tree()["3.out"] == "made: x"


def test_a_change_is_seen_even_with_old_size_and_time(batch, put, tree, tmp_path):
    path = put("in/a.txt", "one")
    batch(tmp_path / "in", "-o", tmp_path / "out")
    before = path.stat()
    path.write_text("two")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    batch(tmp_path / "in", "-o", tmp_path / "out")
    assert tree() == {"a.out": "made: two"}


def test_a_touched_but_equal_source_is_not_converted(batch, put, tmp_path, capsys):
    path = put("in/a.txt", "one")
    batch(tmp_path / "in", "-o", tmp_path / "out")
    os.utime(path, (1, 1))
    batch(tmp_path / "in", "-o", tmp_path / "out")
    assert "0 done (0 outputs), 1 skipped as up to date" in capsys.readouterr().err


@pytest.mark.parametrize("harm", ["remove", "cut", "edit"])
def test_an_output_lost_or_changed_is_made_again(batch, put, tree, tmp_path, harm):
    put("in/a.txt", "one")
    batch(tmp_path / "in", "-o", tmp_path / "out")
    output = tmp_path / "out/a.out"
    match harm:
        case "remove":
            output.unlink()
        case "cut":
            output.write_text("ma")
        case "edit":
            output.write_text("made: two")
    batch(tmp_path / "in", "-o", tmp_path / "out")
    assert tree() == {"a.out": "made: one"}


def test_other_options_make_everything_anew_and_another_format_only_that(batch, put, tmp_path, capsys):
    put("in/a.txt", "one")
    batch(tmp_path / "in", "-o", tmp_path / "out")
    batch(tmp_path / "in", "-o", tmp_path / "out", "--meta", "issuer=国务院")
    batch(tmp_path / "in", "-o", tmp_path / "out", "--meta", "issuer=国务院", to="probe,copy")
    done = [line for line in capsys.readouterr().err.splitlines() if " sources: " in line]
    assert [line.split(",")[0] for line in done] == ["1 sources: 1 done (1 outputs)"] * 3


def test_an_image_that_changes_makes_its_document_anew(batch, put, tree, tmp_path):
    put("in/a.txt", "picture pic.png")
    put("in/pic.png", b"\x01")
    batch(tmp_path / "in", "-o", tmp_path / "out")
    put("in/pic.png", b"\x02")
    batch(tmp_path / "in", "-o", tmp_path / "out")
    assert tree() == {"a.out": r"made: b'\x02'"}


def test_force_converts_all_and_dry_run_writes_nothing(batch, put, tmp_path, capsys):
    put("in/a.txt", "one")
    assert batch(tmp_path / "in", "-o", tmp_path / "out", "--dry-run") == 0
    assert not (tmp_path / "out").exists()
    assert capsys.readouterr().out == f"{tmp_path}/in/a.txt -> a.out (new)\n"
    batch(tmp_path / "in", "-o", tmp_path / "out")
    batch(tmp_path / "in", "-o", tmp_path / "out", "--dry-run")
    assert capsys.readouterr().out == ""
    batch(tmp_path / "in", "-o", tmp_path / "out", "--force")
    assert "1 done (1 outputs), 0 skipped as up to date" in capsys.readouterr().err


def test_failures_are_named_with_their_reason_and_tried_again(batch, put, tree, tmp_path, capsys):
    put("in/good.txt", "good")
    put("in/bad.txt", "bad")
    put("in/bug.txt", "bug")
    for _ in range(2):
        assert batch(tmp_path / "in", "-o", tmp_path / "out") == 6
        said = capsys.readouterr().err
        assert f"failed: {tmp_path}/in/bad.txt [probe]: byte 0xFF at 17 is no text" in said
        assert f"failed: {tmp_path}/in/bug.txt [probe]: plug-in 'probe' of probe 1.0 failed: KeyError: 'a bug'" in said
        assert "2 failed" in summary(said)
        assert tree() == {"good.out": "made: good"}
    put("in/bad.txt", "better")
    assert batch(tmp_path / "in", "-o", tmp_path / "out") == 6
    assert tree() == {"bad.out": "made: better", "good.out": "made: good"}


def test_a_bug_of_ours_is_told_with_its_traceback_and_stops_no_other_document(
    batch, put, tree, tmp_path, monkeypatch, capsys
):
    from convert.batch import work

    prepare = work.prepare

    def fail(data, request, environment):
        if data == b"bug":
            raise KeyError("of ours")
        return prepare(data, request, environment)

    monkeypatch.setattr(work, "prepare", fail)
    put("in/a.txt", "a")
    put("in/bug.txt", "bug")
    assert batch(tmp_path / "in", "-o", tmp_path / "out", "-v") == 6
    said = capsys.readouterr().err
    assert (
        "in/bug.txt [probe]: KeyError: 'of ours' (please report this bug)\nTraceback (most recent call last):" in said
    )
    assert tree() == {"a.out": "made: a"}


def test_a_format_that_fails_does_not_stop_the_others(batch, put, tree, tmp_path, capsys):
    put("in/a.txt", "unwritable")
    assert batch(tmp_path / "in", "-o", tmp_path / "out", to="probe,copy") == 6
    assert tree() == {"a.copy": "unwritable"}
    assert "[probe]: this format cannot say that" in capsys.readouterr().err
    assert batch(tmp_path / "in", "-o", tmp_path / "out", to="probe,copy") == 6
    assert "0 done (0 outputs), 0 skipped as up to date, 1 failed" in capsys.readouterr().err


def test_prune_removes_only_what_lost_its_source(batch, put, tree, tmp_path):
    gone = put("in/old/gone.txt", "gone")
    put("in/kept.txt", "kept")
    put("else/other.txt", "other")
    batch(tmp_path / "in", tmp_path / "else", "-o", tmp_path / "out", to="probe,copy")
    put("out/mine.out", "not of the batch")
    gone.unlink()
    batch(tmp_path / "in", "-o", tmp_path / "out")
    assert "old/gone.out" in tree()
    batch(tmp_path / "in", "-o", tmp_path / "out", "--prune")
    assert sorted(tree()) == ["kept.copy", "kept.out", "mine.out", "other.copy", "other.out"]
    assert not (tmp_path / "out/old").exists()


def test_prune_refuses_when_a_source_is_not_there(batch, put, tree, tmp_path, capsys):
    put("in/a.txt", "a")
    batch(tmp_path / "in", "-o", tmp_path / "out")
    (tmp_path / "in").rename(tmp_path / "elsewhere")
    assert batch(tmp_path / "in", "-o", tmp_path / "out", "--prune") == 2
    assert tree() == {"a.out": "made: a"}
    assert "nothing was removed" in capsys.readouterr().err


def test_log_json_tells_each_file_and_the_tally(batch, put, tmp_path, capsys):
    put("in/a.txt", "a")
    put("in/b.txt", "bad")
    put("in/c.png", "")
    batch(tmp_path / "in", "-o", tmp_path / "out", "--log-json", "-j", "1")
    events = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [event["event"] for event in events] == ["left-out", "begin", "done", "failed", "summary"]
    assert events[2]["outputs"] == ["a.out"]
    assert events[3]["message"] == "byte 0xFF at 17 is no text"
    assert {key: events[4][key] for key in ("found", "done", "failed")} == {"found": 2, "done": 1, "failed": 1}


def test_a_second_run_into_the_same_folder_waits_for_the_first(batch, put, tree, tmp_path, monkeypatch, capsys):
    from convert.batch import progress
    from convert.batch.manifest import Manifest
    from convert.errors import UsageError

    put("in/a.txt", "a")
    batch(tmp_path / "in", "-o", tmp_path / "out")
    first = Manifest(str(tmp_path / "out"))
    with pytest.raises(UsageError, match="another run is writing to this folder"):
        Manifest(str(tmp_path / "out"))
    moments = iter([None, None, first])
    wait = progress.Lines.wait

    def wait_and_release(self: progress.Lines) -> bool:
        if held := next(moments):
            held.__exit__(None, None, None)
        return wait(self)

    monkeypatch.setattr(progress, "_MOMENT", 0.0)
    monkeypatch.setattr(progress.Lines, "wait", wait_and_release)
    assert batch(tmp_path / "in", "-o", tmp_path / "out") == 0
    said = capsys.readouterr().err
    assert said.count("another run is writing to this folder; waiting for it to end") == 1


@pytest.mark.parametrize(
    ("arguments", "to", "message"),
    [
        (("in",), "probe", "no output folder"),
        (("-o", "out"), "probe", "no SOURCE"),
        (("in", "-o", "out"), "", "no output format"),
        (("in", "-o", "out"), "docy", "unknown output format 'docy'"),
        (("in", "-o", "out", "-j", "0"), "probe", "must be a whole number above 0"),
        (("@nowhere.txt", "-o", "out"), "probe", "no such file"),
    ],
)
def test_wrong_use_is_one_line_and_writes_no_output(batch, tmp_path, monkeypatch, capsys, arguments, to, message):
    monkeypatch.chdir(tmp_path)
    assert batch(*arguments, to=to) in (2, 3)
    said = capsys.readouterr().err
    assert message in said and said.count("\n") == 1


def test_read_only_target_is_said_and_leaves_nothing(batch, put, tmp_path, capsys):
    put("in/a.txt", "a")
    put("out", "a file where the folder should be")
    assert batch(tmp_path / "in", "-o", tmp_path / "out") == 4
    assert "cannot be written" in capsys.readouterr().err


def test_a_full_disk_stops_the_run_and_the_next_one_completes(batch, put, tree, tmp_path, monkeypatch, capsys):
    import errno

    from convert.batch.storage import Folder, unwritable

    for number in range(6):
        put(f"in/{number}.txt", str(number))
    written = []
    write = Folder.write

    def until_full(self: Folder, path: str, data: bytes) -> str:
        if len(written) == 3:
            raise unwritable(path, OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)))
        written.append(path)
        return write(self, path, data)

    monkeypatch.setattr(Folder, "write", until_full)
    assert batch(tmp_path / "in", "-o", tmp_path / "out", "-j", "1") == 4
    assert "No space left on device (free some space and run the same command again)" in capsys.readouterr().err
    monkeypatch.undo()


def test_prints_the_path_of_the_makefile_rules(capsys):
    from convert.cli.main import main

    assert main(["batch", "--makefile"]) == 0
    assert "%.$(1): %.$(2)" in Path(capsys.readouterr().out.strip()).read_text()


def test_a_tree_that_has_moved_is_still_up_to_date(batch, put, tmp_path, capsys):
    put("in/a.txt", "one")
    batch(tmp_path / "in", "-o", tmp_path / "out")
    (tmp_path / "in").rename(tmp_path / "moved")
    assert batch(tmp_path / "moved", "-o", tmp_path / "out", "--prune") == 0
    assert "0 done (0 outputs), 1 skipped as up to date" in capsys.readouterr().err


def test_every_source_is_counted_once(batch, put, tmp_path, capsys):
    put("in/a.txt", "one")
    put("in/b.txt", "bad")
    assert batch(tmp_path / "in", tmp_path / "nowhere", "-o", tmp_path / "out") == 6
    assert (
        summary(capsys.readouterr().err)
        == "3 sources: 1 done (1 outputs), 0 skipped as up to date, 2 failed, 0 left out"
    )


def test_a_reference_document_may_stand_anywhere_and_its_content_counts(put, tmp_path, capsys, monkeypatch):
    from zipfile import ZipFile

    from convert.cli.main import main

    def run(*more: str) -> tuple[int, str]:
        status = main(["batch", "in", "-o", "out", "-t", "docx", "-j1", "--no-config", *more])
        return status, capsys.readouterr().err

    def styles() -> bytes:
        with ZipFile(tmp_path / "out/a.docx") as package:
            return package.read("word/styles.xml")

    def write_reference(name: str) -> None:
        with ZipFile(tmp_path / "out/a.docx") as package, ZipFile(tmp_path / "house/own.docx", "w") as made:
            for member in package.namelist():
                data = package.read(member)
                if member == "word/styles.xml":
                    data = data.replace(
                        b"</w:styles>",
                        f'<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="{name}"/></w:style></w:styles>'.encode(),
                    )
                made.writestr(member, data)

    monkeypatch.chdir(tmp_path)
    put("in/a.txt", "通知\n\n　　正文。\n")
    (tmp_path / "house").mkdir()
    assert run()[0] == 0
    write_reference("First of the house")
    assert run("--reference-docx", "house/own.docx")[0] == 0
    assert b"First of the house" in styles()
    assert "0 done (0 outputs), 1 skipped" in run("--reference-docx", "house/own.docx")[1]
    write_reference("Second of the house")
    assert "1 done (1 outputs), 0 skipped" in run("--reference-docx", "house/own.docx")[1]
    assert b"Second of the house" in styles()
    assert run("--reference-docx", "nowhere.docx") == (
        2,
        "wenzhuan: error: no reference document 'nowhere.docx' (give the path of a .docx file)\n",
    )
