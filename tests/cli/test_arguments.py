"""The quick reading of a command line gives what argparse gives, or leaves the line to argparse."""

import argparse
from importlib import import_module

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convert.cli.arguments import Quick
from convert.cli.main import COMMANDS

NAMES = sorted(COMMANDS)


class Refused(Exception):
    """What argparse does with a faulty line."""


class Parser(argparse.ArgumentParser):
    """The judge."""

    def error(self, message):
        raise Refused(message)

    def exit(self, status=0, message=None):
        raise Refused(message)


def quick(name: str) -> Quick:
    made = Quick()
    import_module(f"convert.cli.{name}").add_arguments(made)
    return made


def judge(name: str) -> Parser:
    made = Parser(prog=name)
    import_module(f"convert.cli.{name}").add_arguments(made)
    return made


def words(name: str) -> list[str]:
    options = [
        text for action in judge(name)._actions for text in action.option_strings if text not in ("-h", "--help")
    ]
    return [
        *options,
        *(f"{option}=1" for option in options),
        "a.txt",
        "-",
        "--",
        "b.md",
        "5M",
        "strict",
        "P2,q3",
        "a=b",
        "-qv",
        "--fo",
    ]


@given(st.data())
@pytest.mark.parametrize("name", NAMES)
def test_it_agrees_with_argparse_wherever_it_answers(name: str, data: st.DataObject) -> None:
    line = data.draw(st.lists(st.sampled_from(words(name)), max_size=6))
    found = quick(name).parse(line)
    if found is None:
        return
    try:
        wanted = judge(name).parse_args(line)
    except Refused as error:
        pytest.fail(f"argparse refuses {line}: {error}")
    assert vars(found) == vars(wanted)


@pytest.mark.parametrize(
    "line",
    [
        ["a.txt", "-o", "b.docx"],
        ["a.txt", "-q", "--to=pdf", "--select", "P2,Q3", "--set", "a=b", "--set", "c=d", "--size-limit", "5M"],
        ["-", "-t", "md", "--to-simplified", "--errors", "resync", "--no-config"],
    ],
)
def test_what_people_type_is_read_at_once(line: list[str]) -> None:
    found = quick("convert").parse(line)
    assert found is not None
    assert vars(found) == vars(judge("convert").parse_args(line))


@pytest.mark.parametrize(
    "line",
    [
        ["--help"],
        [],
        ["a.txt", "b.txt"],
        ["a.txt", "--ver"],
        ["a.txt", "-qv"],
        ["a.txt", "-o"],
        ["a.txt", "-o", "-q"],
        ["a.txt", "--size-limit", "much"],
        ["a.txt", "--errors", "ignore"],
        ["a.txt", "--quiet=yes"],
        ["a.txt", "--to-simplified", "--to-traditional"],
        ["--", "-a.txt"],
    ],
)
def test_help_and_mistakes_are_left_to_argparse(line: list[str]) -> None:
    assert quick("convert").parse(line) is None
