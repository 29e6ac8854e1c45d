"""The taxonomy as data: codes are well formed, mistakes are refused with the file, any text can be judged."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.errors import ConfigurationError
from pipelines.parse import taxonomy
from pipelines.parse.taxonomy import load_taxonomy
from tests.parse.prose_lines import figures_of

CODE = re.compile(
    r"(?:application|remedy|proactive|docs|interpretation|platform|org|fee|enforcement|service)(?:\.[a-z_{}]+)+"
)
WORDS = re.findall(
    r"\S+",
    """收到 受理 办结 答复 政府信息公开 申请 依申请公开 行政复议 行政诉讼 维持 纠正 其中 包括 主动公开 发布 信息 网站
    微信公众号 解读 培训 规范性文件 废止 公报 刊登 信息处理费 收取 未收到 未发生 没有 无 下一步 将继续 占 同比增长
    上年结转 结转下年度 0 1 12 2000 1,234 4.5 ２ 一 二十三 百 万 余 近 约 件 条 元 万元 % 期 次 人次 个 家
    ， 。 、 ； （ ） ： 《 》 “ ” 一是 2023年""",
)


def test_every_code_belongs_to_a_family_of_the_domain() -> None:
    taxonomy_ = load_taxonomy()
    codes = [rule.indicator for topic in taxonomy_.topics for rule in topic.rules if rule.indicator]
    codes += [count.indicator for statement in taxonomy_.zero_statements for count in statement.counts]
    assert len(codes) > 100
    assert [code for code in codes if not CODE.fullmatch(code)] == []


@pytest.mark.parametrize(
    "text",
    ["topics: [", "fillers: a\n", "fillers: '('\nplanned: a\nplanned_heading: a\ntopics: []\nzero_statements: []\n"],
)
def test_a_broken_taxonomy_is_refused_with_its_file(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "indicators.yaml"
    path.write_text(text, encoding="utf-8")
    monkeypatch.setattr(taxonomy, "TAXONOMY_PATH", path)
    with pytest.raises(ConfigurationError, match=re.escape(str(path))):
        load_taxonomy.__wrapped__()


@settings(max_examples=300, deadline=None)
@given(st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=25), min_size=1, max_size=4))
def test_any_text_yields_figures_that_are_in_print(paragraphs: list[list[str]]) -> None:
    lines = ["".join(words) + "。" for words in paragraphs]
    for figure in figures_of(*lines):
        line = lines[int(figure.locator.removeprefix("line ")) - 2]
        assert figure.raw in line
        assert figure.context in line
        assert figure.raw in figure.context
        assert figure.value >= 0
        assert figure.in_scope or figure.indicator is None or figure.indicator.startswith(("service", "enforcement"))
