"""The data dictionary in the repository."""

import re

from pipelines.dictionary import DICTIONARY, dictionary
from pipelines.sqlfiles import load_models


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
