"""The manifest: cut or spoilt at any byte it costs work, never a record that is whole, never the run."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from convert.batch.manifest import Manifest, read_records
from convert.batch.storage import Folder


@pytest.fixture
def folder(tmp_path):
    store = Folder(str(tmp_path / "out"))
    store.prepare()
    return store


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_cut_at_any_byte_the_whole_lines_stay_and_new_ones_follow(folder, data):
    path = folder.state / "manifest.jsonl"
    path.unlink(missing_ok=True)
    with Manifest(folder.root) as manifest:
        for number in range(4):
            manifest.append({"source": f"第{number}号\n"})
    whole = path.read_bytes()
    cut = data.draw(st.integers(0, len(whole)))
    path.write_bytes(whole[:cut])
    complete = whole[:cut].count(b"\n")
    with Manifest(folder.root) as manifest:
        manifest.append({"source": "new"})
    kept = [record["source"] for record in read_records(folder.root)]
    last = (
        [] if cut in (0, len(whole)) or whole[cut - 1 : cut] == b"\n" or whole[cut : cut + 1] != b"\n" else [complete]
    )
    assert kept == [f"第{n}号\n" for n in [*range(complete), *last]] + ["new"]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.one_of(st.binary(max_size=40), st.sampled_from([b"{}", b"[]", b'{"source":1}', b'{"removed":2}']))))
def test_a_manifest_full_of_rubbish_is_as_good_as_none(batch, put, tree, tmp_path, folder, lines):
    put("in/a.txt", "a")
    (folder.state / "manifest.jsonl").write_bytes(b"\n".join(lines))
    assert batch(tmp_path / "in", "-o", tmp_path / "out") == 0
    assert tree() == {"a.out": "made: a"}


def test_history_is_dropped_when_it_outweighs_what_is_live(batch, put, tmp_path, folder, capsys):
    put("in/a.txt", "a")
    batch(tmp_path / "in", "-o", tmp_path / "out")
    path = folder.state / "manifest.jsonl"
    line = path.read_bytes()
    path.write_bytes(line * 1200)
    batch(tmp_path / "in", "-o", tmp_path / "out")
    assert path.read_bytes().count(b"\n") == 1
    batch(tmp_path / "in", "-o", tmp_path / "out")
    assert capsys.readouterr().err.count("0 done (0 outputs), 1 skipped as up to date") == 2


def test_records_name_source_outputs_and_failure(batch, put, tmp_path, folder):
    put("in/a.txt", "unwritable")
    batch(tmp_path / "in", "-o", tmp_path / "out", to="copy,probe")
    (record,) = read_records(folder.root)
    assert record["source"] == str(tmp_path / "in/a.txt")
    assert [output["path"] for output in record["outputs"]] == ["a.copy"]
    assert record["failed"][0]["message"] == "this format cannot say that"
    assert json.dumps(record).isascii()


def test_outputs_never_leave_the_folder_by_a_link_in_it(batch, put, tree, tmp_path, capsys):
    put("in/sub/a.txt", "a")
    put("beside/kept", "kept")
    (tmp_path / "out").mkdir()
    (tmp_path / "out/sub").symlink_to(tmp_path / "beside")
    assert batch(tmp_path / "in", "-o", tmp_path / "out") == 6
    assert "would be written outside the output folder" in capsys.readouterr().err
    assert tree("beside") == {"kept": "kept"}


def test_a_link_in_the_place_of_an_output_is_replaced_not_followed(batch, put, tree, tmp_path):
    put("in/a.txt", "a")
    put("beside.out", "kept")
    (tmp_path / "out").mkdir()
    (tmp_path / "out/a.out").symlink_to(tmp_path / "beside.out")
    assert batch(tmp_path / "in", "-o", tmp_path / "out") == 0
    assert tree() == {"a.out": "made: a"} and (tmp_path / "beside.out").read_text() == "kept"
