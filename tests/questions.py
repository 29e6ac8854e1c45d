"""The queries of `docs/questions.md`."""

import re

from pipelines.paths import PROJECT_ROOT


def questions() -> list[tuple[str, str]]:
    """Heading and query of every SQL block, in order."""
    found: list[tuple[str, str]] = []
    text = (PROJECT_ROOT / "docs" / "questions.md").read_text(encoding="utf-8")
    for section in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        heading = section.partition("\n")[0]
        found += [(heading, query.strip()) for query in re.findall(r"```sql\n(.*?)```", section, re.DOTALL)]
    return found


def shown_answers() -> list[tuple[str, str]]:
    """Query and answer as CSV, wherever the page shows what the sample answers."""
    text = (PROJECT_ROOT / "docs" / "questions.md").read_text(encoding="utf-8")
    return re.findall(r"```sql\n([^`]*?)```\n\n```csv\n([^`]*?)```", text)
