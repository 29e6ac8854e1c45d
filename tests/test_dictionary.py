"""The data dictionary in the repository."""

import re
from pathlib import Path

from pipelines.dictionary import CHECKS, DICTIONARY, answered_elsewhere, check_list, dictionary
from pipelines.sqlfiles import load_checks, load_models


def test_the_committed_dictionary_is_the_generated_one() -> None:
    assert DICTIONARY.read_text(encoding="utf-8") == dictionary(), "run: make dictionary"


def test_every_published_column_is_in_it_in_both_languages() -> None:
    text = dictionary()
    for model in load_models():
        section = text.partition(f"### {model.name}\n")[2].partition("\n### ")[0]
        for column in model.columns:
            row = re.search(rf"^\| `{column}` \| (.+) \| (.+) \|$", section, re.MULTILINE)
            assert row, f"{model.name}.{column}"
            assert re.search(r"[\u4e00-\u9fff]", row[2]), f"{model.name}.{column}"


def test_every_link_of_the_contents_leads_to_its_heading() -> None:
    text = dictionary()
    links = re.findall(r"\(#([a-z_0-9]+)\)", text)
    headings = {heading.replace(".", "") for heading in re.findall(r"^### (.+)$", text, re.MULTILINE)}
    assert set(links) == headings
    assert "staging." not in "".join(re.findall(r"^### .+$", text, re.MULTILINE))


def test_the_committed_list_of_checks_is_the_generated_one() -> None:
    assert CHECKS.read_text(encoding="utf-8") == check_list(), "run: make dictionary"


def test_every_rule_of_the_catalogue_is_answered_once_by_checks_or_elsewhere(shared: Path) -> None:
    catalogue = (shared / "rules.md").read_text(encoding="utf-8").partition("## 1. Rules")[2].partition("## 2.")[0]
    first_cells = " ".join(re.findall(r"^\| ([A-Z][^|]+) \|", catalogue, re.MULTILINE))
    rules = set(re.findall(r"[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)+", re.sub(r"-?\{.*?\}", "", first_cells)))
    checked = {rule for check in load_checks() for rule in check.rules}
    assert len(rules) > 80
    assert checked | answered_elsewhere().keys() == rules
    assert not checked & answered_elsewhere().keys()
