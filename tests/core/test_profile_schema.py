"""Profiles for editors: the JSON Schema accepts what the loader accepts, and the TOML printed reads back."""

from __future__ import annotations

import tomllib

import pytest

from convert import profile
from convert.profile_schema import schema, to_toml


@pytest.mark.parametrize("name", profile.BUILT_IN)
def test_a_merged_profile_printed_reads_back_the_same(name: str) -> None:
    table = profile.merged_table(name)
    assert tomllib.loads(to_toml(table)) == table


def test_odd_keys_and_strings_survive_printing() -> None:
    table = {"a b": 'x"y\\z\n\x7f', "t": {"甲": {"n": 1.5, "f": True, "list": ["a", ["b", 1]]}, "empty": {}}}
    assert tomllib.loads(to_toml(table)) == table


def follow(reference: dict[str, object], whole: dict[str, object]) -> dict[str, object]:
    target = reference.get("$ref")
    return whole["$defs"][target.removeprefix("#/$defs/")] if isinstance(target, str) else reference  # type: ignore[index]


def fits(value: object, kind: dict[str, object], whole: dict[str, object]) -> bool:
    """Check the part of JSON Schema that the schema uses."""
    kind = follow(kind, whole)
    if "enum" in kind:
        return value in kind["enum"]  # type: ignore[operator]
    if "anyOf" in kind and "type" not in kind:
        return any(fits(value, one, whole) for one in kind["anyOf"])  # type: ignore[attr-defined]
    match kind.get("type"):
        case "object":
            rest = kind["additionalProperties"]
            known = kind.get("properties", {})
            return isinstance(value, dict) and all(
                fits(part, known[key], whole) if key in known else rest is not False and fits(part, rest, whole)  # type: ignore[index,operator]
                for key, part in value.items()
            )
        case "array" if "prefixItems" in kind:
            return isinstance(value, list) and all(
                fits(v, k, whole) for v, k in zip(value, kind["prefixItems"], strict=True)
            )  # type: ignore[call-overload]
        case "array":
            return isinstance(value, list) and all(fits(part, kind["items"], whole) for part in value)  # type: ignore[arg-type]
        case name:
            types: dict[object, object] = {"string": str, "boolean": bool, "integer": int, "number": (int, float)}
            return isinstance(value, types[name])  # type: ignore[arg-type]


@pytest.mark.parametrize("lines", [["^%%"], {"remark": "^%%"}])
def test_a_list_of_patterns_may_be_a_table_of_names(lines: object) -> None:
    whole = schema()
    assert fits({"rules": {"ignore-lines": lines}}, whole, whole)
    assert profile.load("gongwen", overlay={"rules": {"ignore-lines": lines}}).rules.ignore_lines == ("^%%",)


@pytest.mark.parametrize("name", profile.BUILT_IN)
def test_the_schema_accepts_every_built_in_profile(name: str) -> None:
    whole = schema()
    assert fits(profile.merged_table(name), whole, whole)


@pytest.mark.parametrize(
    "table",
    [{"pgae": {}}, {"page": {"width": "wide"}}, {"styles": {"body": {"align": "middle"}}}, {"grid": {"lines": 1.5}}],
)
def test_the_schema_refuses_what_the_loader_refuses(table: dict[str, object]) -> None:
    whole = schema()
    assert not fits(table, whole, whole)
    with pytest.raises(profile.ProfileError):
        profile.build(profile.Profile, {"name": "x", **table}, source="x")


def test_the_schema_names_its_draft_and_the_profiles_to_extend() -> None:
    whole = schema()
    assert whole["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert whole["properties"]["extends"]["anyOf"][0] == {"enum": list(profile.BUILT_IN)}  # type: ignore[index]
