"""The cells and prints of the two national forms, typed here a second time from domain.md section 1.

They are not taken from `pipelines.forms`: a slip in its YAML must show as a difference.
"""

from typing import Literal

from pipelines.model import TableCode

FormVersion = Literal["2019", "2021"]
Key = tuple[TableCode, str, str]

APPLICANTS = {
    "natural_person": "自然人",
    "commercial_enterprise": "商业企业",
    "research_institution": "科研机构",
    "public_interest_org": "社会公益组织",
    "legal_service_org": "法律服务机构",
    "other_org": "其他",
    "total": "总计",
}
PARTS = tuple(APPLICANTS)[:-1]
ORGANISATIONS = PARTS[1:]

RESULTS = {"upheld": "结果维持", "corrected": "结果纠正", "other": "其他结果", "pending": "尚未审结", "total": "总计"}
CHANNELS = {"review": "行政复议", "litigation_direct": "未经复议直接起诉", "litigation_after_review": "复议后起诉"}

# row -> (ordinal inside its group, label); groups in print order.
_OUTCOMES = (
    ("", "granted", "（一）予以公开"),
    ("", "granted_in_part", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"),
    ("（三）不予公开", "denied_state_secret", "1.属于国家秘密"),
    ("（三）不予公开", "denied_by_law", "2.其他法律行政法规禁止公开"),
    ("（三）不予公开", "denied_safety_stability", "3.危及“三安全一稳定”"),
    ("（三）不予公开", "denied_third_party_rights", "4.保护第三方合法权益"),
    ("（三）不予公开", "denied_internal_affairs", "5.属于三类内部事务信息"),
    ("（三）不予公开", "denied_deliberative", "6.属于四类过程性信息"),
    ("（三）不予公开", "denied_enforcement_file", "7.属于行政执法案卷"),
    ("（三）不予公开", "denied_administrative_inquiry", "8.属于行政查询事项"),
    ("（四）无法提供", "unavailable_not_held", "1.本机关不掌握相关政府信息"),
    ("（四）无法提供", "unavailable_needs_creation", "2.没有现成信息需要另行制作"),
    ("（四）无法提供", "unavailable_unclear_request", "3.补正后申请内容仍不明确"),
    ("（五）不予处理", "not_processed_petition", "1.信访举报投诉类申请"),
    ("（五）不予处理", "not_processed_repeat", "2.重复申请"),
    ("（五）不予处理", "not_processed_publication", "3.要求提供公开出版物"),
    ("（五）不予处理", "not_processed_excessive", "4.无正当理由大量反复申请"),
    ("（五）不予处理", "not_processed_reconfirmation", "5.要求行政机关确认或重新出具已获取信息"),
)
_OTHER: dict[FormVersion, tuple[tuple[str, str, str], ...]] = {
    "2019": (("", "other", "（六）其他处理"),),
    "2021": (
        (
            "（六）其他处理",
            "other_overdue_correction",
            "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
        ),
        (
            "（六）其他处理",
            "other_unpaid_fee",
            "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
        ),
        ("（六）其他处理", "other_misc", "3.其他"),
    ),
}
RESULT_GROUP = "三、本年度办理结果"
TOTAL_PROCESSED = "（七）总计"
RECEIVED_NEW = "一、本年新收政府信息公开申请数量"
CARRIED_IN = "二、上年结转政府信息公开申请数量"
CARRIED_FORWARD = "四、结转下年度继续办理"
CORNER = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"


def outcomes(version: FormVersion) -> tuple[tuple[str, str, str], ...]:
    """Outcome rows of table three: (group label or empty, row code, label), in print order."""
    return _OUTCOMES + _OTHER[version]


def application_rows(version: FormVersion) -> tuple[str, ...]:
    """Row codes of table three in print order: 23 of 2019, 25 of 2021."""
    middle = tuple(row for _, row, _ in outcomes(version))
    return ("received_new", "carried_in", *middle, "total_processed", "carried_forward")


# article -> rows; a row is (code, label, column codes).
ARTICLES: dict[FormVersion, dict[str, tuple[tuple[str, str, tuple[str, ...]], ...]]] = {
    "2019": {
        "（一）": (
            ("regulations", "规章", ("made", "disclosed", "disclosed_total")),
            ("normative_documents", "规范性文件", ("made", "disclosed", "disclosed_total")),
        ),
        "（五）": (
            ("licences", "行政许可", ("items_last_year", "items_change", "decisions")),
            ("other_services", "其他对外管理服务事项", ("items_last_year", "items_change", "decisions")),
        ),
        "（六）": (
            ("penalties", "行政处罚", ("items_last_year", "items_change", "decisions")),
            ("compulsory_measures", "行政强制", ("items_last_year", "items_change", "decisions")),
        ),
        "（八）": (("administrative_fees", "行政事业性收费", ("items_last_year", "items_change")),),
        "（九）": (("central_procurement", "政府集中采购", ("projects", "amount")),),
    },
    "2021": {
        "（一）": (
            ("regulations", "规章", ("issued", "repealed", "in_force")),
            ("normative_documents", "行政规范性文件", ("issued", "repealed", "in_force")),
        ),
        "（五）": (("licences", "行政许可", ("decisions",)),),
        "（六）": (("penalties", "行政处罚", ("decisions",)), ("compulsory_measures", "行政强制", ("decisions",))),
        "（八）": (("administrative_fees", "行政事业性收费", ("amount",)),),
    },
}
# A line break stands where the form breaks the line.
MEASURES: dict[FormVersion, dict[str, str]] = {
    "2019": {
        "made": "本年新\n制作数量",
        "disclosed": "本年新\n公开数量",
        "disclosed_total": "对外公开总数量",
        "items_last_year": "上一年项目数量",
        "items_change": "本年增/减",
        "decisions": "处理决定数量",
        "projects": "采购项目数量",
        "amount": "采购总金额",
    },
    "2021": {
        "issued": "本年制发件数",
        "repealed": "本年废止件数",
        "in_force": "现行有效件数",
        "decisions": "本年处理决定数量",
        "amount": "本年收费金额（单位：万元）",
    },
}
HEADINGS = {
    1: "总体情况",
    2: "主动公开政府信息情况",
    3: "收到和处理政府信息公开申请情况",
    4: "政府信息公开行政复议、行政诉讼情况",
    5: "存在的主要问题及改进情况",
    6: "其他需要报告的事项",
}


def unit_of(version: FormVersion, table: TableCode, column: str) -> str:
    """Unit of a fact: 元 for money, 项 for items of the 2019 form, else 件."""
    if table == "disclosure" and column == "amount":
        return "元"
    if table == "disclosure" and version == "2019" and column in {"items_last_year", "items_change", "projects"}:
        return "项"
    return "件"


def disclosure_keys(version: FormVersion) -> tuple[Key, ...]:
    """Cells of table two in print order: 22 of 2019, 10 of 2021."""
    return tuple(
        ("disclosure", row, column)
        for rows in ARTICLES[version].values()
        for row, _, columns in rows
        for column in columns
    )


def application_keys(version: FormVersion) -> tuple[Key, ...]:
    """Cells of table three in print order: 161 of 2019, 175 of 2021."""
    return tuple(("application", row, column) for row in application_rows(version) for column in APPLICANTS)


DISPUTE_KEYS: tuple[Key, ...] = tuple(("dispute", row, column) for row in CHANNELS for column in RESULTS)
