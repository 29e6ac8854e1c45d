"""Whose quantity a clause states."""

import pytest

from pipelines.parse.scopes import Scope
from tests.parse.prose_lines import figures_of


def scopes(*lines: str) -> list[tuple[str, Scope]]:
    return [(figure.raw, figure.scope) for figure in figures_of(*lines)]


def test_the_region_and_the_office_in_one_paragraph_are_kept_apart() -> None:
    text = "2023年，全市收到政府信息公开申请100件，办结98件。本办公室收到5件，均已答复，结转0件。"
    assert scopes(text) == [
        ("100件", "government_aggregate"),
        ("98件", "government_aggregate"),
        ("5件", "own_organ"),
        ("0件", "own_organ"),
    ]


def test_the_whole_city_is_the_region_where_the_opening_speaks_of_organs_of_all_levels() -> None:
    opening = "本报告根据全市各级行政机关年度报告编制。"
    assert scopes(opening, "全市收到信息公开申请100件，市政府办公厅收到5件。") == [
        ("100件", "region_aggregate"),
        ("5件", "own_organ"),
    ]


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("全省各级行政机关共收到信息公开申请12件。", "region_aggregate"),
        ("2023年度全区各镇收到信息公开申请12件。", "region_aggregate"),
        ("各级政府共收到信息公开申请12件。", "region_aggregate"),
        ("全市各級行政機關受理信息公開申請12件。", "region_aggregate"),
        ("全县共收到信息公开申请12件。", "government_aggregate"),
        ("我市收到信息公开申请12件。", "government_aggregate"),
        ("市政府及其部门收到信息公开申请12件。", "government_aggregate"),
        ("市级部门收到信息公开申请12件。", "government_aggregate"),
        ("市直各单位收到信息公开申请12件。", "government_aggregate"),
        ("县本级收到信息公开申请12件。", "government_aggregate"),
        ("市政府办公厅代表市政府收到信息公开申请12件。", "own_organ"),
        ("本机关收到信息公开申请12件。", "own_organ"),
        ("截至年底，我局共收到信息公开申请12件。", "own_organ"),
        ("我办全年收到信息公开申请12件。", "own_organ"),
        ("区人民政府办公室收到信息公开申请12件。", "own_organ"),
        ("全镇收到信息公开申请12件。", "own_organ"),
        ("我街道收到信息公开申请12件。", "own_organ"),
        ("收到信息公开申请12件。", "unknown"),
        ("因本机关不掌握等原因无法提供申请信息12件。", "unknown"),
        ("在全市率先办结信息公开申请12件。", "unknown"),
        ("全市首批公开信息12条。", "unknown"),
        ("根据本办法公开信息12条。", "unknown"),
        ("本区域公开信息12条。", "unknown"),
        ("本年度公开信息12条。", "unknown"),
    ],
)
def test_the_subject_of_the_clause_decides(text: str, scope: Scope) -> None:
    assert [found for _, found in scopes(text)] == [scope]


def test_a_subject_does_not_reach_into_the_next_paragraph() -> None:
    assert scopes("我局召开会议2次。", "公开信息3条。") == [("2次", "own_organ"), ("3条", "unknown")]


def test_a_subject_behind_the_number_is_not_its_own() -> None:
    assert scopes("公开信息3条，我局召开会议2次。") == [("3条", "unknown"), ("2次", "own_organ")]


def test_a_zero_in_words_has_a_scope_too() -> None:
    assert scopes("2023年，我局未收到政府信息公开申请。") == [("未收到政府信息公开申请", "own_organ")]
