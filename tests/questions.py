"""The ten questions of the README."""

import re

from pipelines.paths import PROJECT_ROOT


def questions() -> list[tuple[str, str]]:
    """Heading and query of each question, in order."""
    return re.findall(r"^### (\d+\. [^\n]*)\n.*?```sql\n(.*?);\n```", _readme(), flags=re.MULTILINE | re.DOTALL)


def shown_answers() -> list[tuple[str, str]]:
    """Query and answer as CSV, wherever the page shows what the sample answers."""
    return re.findall(r"```sql\n([^`]*?);\n```\n\n```csv\n([^`]*?)```", _readme())


def _readme() -> str:
    return (PROJECT_ROOT / "README.md").read_text(encoding="utf-8")
