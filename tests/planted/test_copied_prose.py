"""Copied prose is found, and what everybody writes is no copy.

Generated prose: each report has sentences of the outline, which a third of all bodies share, and sentences of its own.
Copies exchange names, numbers and dates and change some words. `GONGKAI_PROSE=5000` measures more of them.
"""

import os
from collections.abc import Sequence
from random import Random

from pipelines.model import DocumentStatus, Identity, ParsedDocument, Report, Section
from pipelines.parse.signature import sign
from tests.generator.truth import seeded
from tests.planted.judged import warehouse_of

BODIES = int(os.environ.get("GONGKAI_PROSE", "300"))
COPIES = BODIES // 10

_VOCABULARY = (
    "公开信息政策解读平台栏目群众企业服务审批监督培训机制制度目录更新发布审核保密网站互动留言回应关切重点"
    "领域规划财政预算项目教育医疗就业社保住房环境安全应急乡村产业科技交通水利文化旅游统计税务市场流程时限"
    "渠道窗口专区热线督查考核评估整改队伍业务能力意识质量效率规范标准数据共享建设管理落实推进完善加强提升"
    "优化健全梳理编制修订清理归集展示宣传引导座谈走访调研会议部署责任分工台账清单案例经验试点示范"
)
WORDS = tuple(_VOCABULARY[place : place + 2] for place in range(0, len(_VOCABULARY), 2))


def _sentence(random: Random) -> str:
    return "".join(random.choices(WORDS, k=random.randrange(8, 16))) + f"{random.randrange(2, 900)}件。"


_OUTLINE = tuple(_sentence(seeded(f"outline {number}")) for number in range(12))
Text = tuple[str, ...]


def _text(seed: str) -> Text:
    """Four sentences of the outline and twelve of its own."""
    random = seeded(seed)
    return (*random.sample(_OUTLINE, 4), *(_sentence(random) for _ in range(12)))


def _copied(text: Text, seed: str) -> Text:
    """The same with other numbers, and one word in two hundred exchanged."""
    random = seeded(seed)
    changed = "".join(
        str(random.randrange(2, 900)) if part.isdigit() else part for part in _split_numbers("".join(text))
    )
    words = [random.choice(WORDS) if random.random() < 1 / 200 else pair for pair in _pairs(changed)]
    return tuple("".join(words).split("。"))


def _split_numbers(text: str) -> list[str]:
    parts, current = [""], False
    for sign_ in text:
        if sign_.isdigit() != current:
            parts.append("")
            current = not current
        parts[-1] += sign_
    return parts


def _pairs(text: str) -> list[str]:
    return [text[place : place + 2] for place in range(0, len(text), 2)]


def _document(number: int, year: int, text: Text, place: int) -> ParsedDocument:
    identity = Identity(f"第{number}号局", None, year, level="county", kind="department", scope="own_organ")
    half = len(text) // 2
    sections = (
        Section(1, "总体情况", "line 1", f"第{number}号局{year}年" + "。".join(text[:half])),
        Section(5, "存在的主要问题及改进情况", "line 2", "。".join(text[half:])),
    )
    report = Report(identity, sections=sections, prose=sign(sections, identity))
    return ParsedDocument(f"{place:064x}", "text/html", 1, DocumentStatus.NO_TABLES, report)


def _failures(documents: Sequence[ParsedDocument], check: str) -> set[int]:
    connection = warehouse_of(documents)
    try:
        rows = connection.execute(
            "select report.document_id from quality.check_result as result join core.dim_report as report"
            " using (report_id) where result.check_name = ? and result.status = 'fail'",
            [check],
        ).fetchall()
    finally:
        connection.close()
    return {int(row[0], 16) for row in rows}


def test_prose_taken_from_another_body_is_found_and_nothing_else() -> None:
    texts = [_text(f"body {number}") for number in range(BODIES)]
    # The first bodies take their prose from the last ones, as it was two years before.
    copies = {number: BODIES - 1 - number for number in range(COPIES)}
    documents = [
        _document(number, 2023 if number in copies else 2021, texts[number], number) for number in range(BODIES)
    ]
    for copy, source in copies.items():
        documents[copy] = _document(copy, 2023, _copied(texts[source], f"copy {copy}"), copy)
    found = _failures(documents, "prose_differs_from_other_bodies")
    expected = set(copies) | set(copies.values())
    assert found <= expected
    assert len(expected - found) <= len(expected) // 20


def test_prose_left_from_last_year_is_found_and_nothing_else() -> None:
    documents = []
    for number in range(BODIES):
        before, now = _text(f"body {number} 2021"), _text(f"body {number} 2022")
        documents.append(_document(number, 2021, before, 2 * number))
        # Every fourth body writes anew half of what it wrote.
        now = (*before[:8], *now[8:]) if number % 4 == 0 else now
        now = _numbers_changed(before, str(number)) if number < COPIES else now
        documents.append(_document(number, 2022, now, 2 * number + 1))
    found = _failures(documents, "prose_differs_from_last_year")
    assert found == {2 * number + 1 for number in range(COPIES)}


def _numbers_changed(text: Text, seed: str) -> Text:
    random = seeded(seed)
    return tuple(
        "".join(str(random.randrange(2, 900)) if part.isdigit() else part for part in _split_numbers(sentence))
        for sentence in text
    )
