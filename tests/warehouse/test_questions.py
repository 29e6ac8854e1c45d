"""The ten questions of the README, asked of a published file."""

from pipelines.database import connect
from pipelines.paths import DataPaths
from pipelines.warehouse import publish
from tests.questions import questions

ALWAYS_ANSWERED = ("1.", "8.")
"""Questions that 120 reports of 20 bodies over six years answer, whatever stands in them; others need divisions."""


def test_ten_questions_are_asked() -> None:
    assert [heading.partition(" ")[0] for heading, _ in questions()] == [f"{number}." for number in range(1, 11)]


def test_every_question_is_answered_by_the_published_file(ready: DataPaths) -> None:
    publish(ready)
    with connect(ready.published_database, read_only=True) as connection:
        for heading, query in questions():
            answer = connection.execute(query).fetchall()
            assert answer or not heading.startswith(ALWAYS_ANSWERED), heading
