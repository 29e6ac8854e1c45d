"""Both READMEs say the same, and what they say about commands is true."""

import re
from pathlib import Path

import pytest

from pipelines.cli import gongkai

ROOT = Path(__file__).resolve().parents[1]
ENGLISH, CHINESE = (ROOT / name for name in ("README.md", "README.zh.md"))


def headings(text: str) -> list[int]:
    return [
        len(marks) for marks in re.findall(r"^(#+) ", re.sub(r"```.*?```", "", text, flags=re.DOTALL), re.MULTILINE)
    ]


def blocks(text: str) -> list[str]:
    return re.findall(r"```\w*\n(.*?)```", text, flags=re.DOTALL)


def commands(text: str) -> list[str]:
    return re.findall(r"^\| `gongkai (\w+)", text, re.MULTILINE)


def test_both_languages_have_the_same_headings_and_the_same_commands() -> None:
    english, chinese = ENGLISH.read_text(encoding="utf-8"), CHINESE.read_text(encoding="utf-8")

    assert headings(english) == headings(chinese)
    assert blocks(english) == blocks(chinese)
    assert commands(english) == commands(chinese)


@pytest.mark.parametrize("path", [ENGLISH, CHINESE], ids=["english", "chinese"])
def test_every_command_is_described_and_every_described_command_exists(path: Path) -> None:
    assert sorted(commands(path.read_text(encoding="utf-8"))) == sorted(gongkai.commands)


def test_every_make_target_that_the_readme_names_exists() -> None:
    named = set(re.findall(r"(?:`|\$ )make ([a-z]+)", ENGLISH.read_text(encoding="utf-8")))
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))

    assert named <= targets


@pytest.mark.parametrize("path", [ENGLISH, CHINESE], ids=["english", "chinese"])
def test_every_setting_that_the_code_reads_is_described(path: Path) -> None:
    # GONGKAI_ADDRESS_POLICY is a Scrapy setting of that name, not a variable of the environment.
    code = "".join(
        file.read_text(encoding="utf-8")
        for top in ("pipelines", "assets", "tests/benchmarks")
        for file in (ROOT / top).rglob("*.py")
    )
    read = set(re.findall(r"\bGONGKAI_[A-Z_]+\b", code)) - {"GONGKAI_ADDRESS_POLICY"}

    assert read == set(re.findall(r"\bGONGKAI_[A-Z_]+\b", path.read_text(encoding="utf-8")))
