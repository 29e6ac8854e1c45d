"""What a number counts: the clause decides, its neighbours help."""

import pytest

from tests.parse.prose_lines import figures_of, read


def test_the_clause_decides_not_the_first_match_of_the_paragraph() -> None:
    text = "本年度收到政府信息公开申请40件，上年度结转3件，办结41件，结转下年度2件。"
    assert read(text) == [
        ("application.received", 40, "件"),
        ("application.carried_in", 3, "件"),
        ("application.replied", 41, "件"),
        ("application.carried_out", 2, "件"),
    ]


def test_a_count_in_brackets_is_its_own_clause() -> None:
    text = "全年处理政府信息公开申请1261件（含上年结转74件），答复1181件，结转80件。"
    assert read(text) == [
        ("application.received", 1261, "件"),
        ("application.carried_in", 74, "件"),
        ("application.replied", 1181, "件"),
        ("application.carried_out", 80, "件"),
    ]


def test_the_number_may_stand_before_its_noun() -> None:
    assert read("全年收到12件政府信息公开申请，另有3件转到下年度答复。") == [
        ("application.received", 12, "件"),
        ("application.carried_out", 3, "件"),
    ]


def test_outcomes_are_read_where_applications_are_the_subject() -> None:
    text = "收到信息公开申请9件。其中予以公开1件，部分公开2件，不予公开3件，无法提供1件，不予处理1件，其他处理1件。"
    assert [indicator for indicator, _, _ in read(text)] == [
        "application.received",
        "application.granted",
        "application.partial",
        "application.denied",
        "application.unable",
        "application.refused",
        "application.other",
    ]


def test_the_same_words_about_documents_are_no_outcomes() -> None:
    text = "全年制发公文96件，其中主动公开5件，不予公开91件，依申请公开0件。"
    assert not [indicator for indicator, _, _ in read(text) if indicator and indicator.startswith("application")]


def test_channels_and_applicants_of_applications() -> None:
    text = (
        "收到依申请公开9件，其中当面申请1件，信函申请2件，网络申请3件，传真申请1件，电子邮件申请2件；"
        "自然人7件，商业企业2件。"
    )
    assert [indicator for indicator, _, _ in read(text)[1:]] == [
        "application.by_channel.in_person",
        "application.by_channel.mail",
        "application.by_channel.online",
        "application.by_channel.fax",
        "application.by_channel.email",
        "application.by_applicant.natural_person",
        "application.by_applicant.commercial_enterprise",
    ]


@pytest.mark.parametrize("text", ["不予受理5件。", "未受理5件。", "尚未办结5件。", "延期答复5件。"])
def test_the_opposite_of_a_count_is_not_the_count(text: str) -> None:
    indicators = [indicator for indicator, _, _ in read("受理政府信息公开申请50件。" + text)]
    assert indicators == ["application.received", None]


def test_a_rate_of_another_business_is_not_the_rate_of_applications() -> None:
    text = "受理政府信息公开申请50件。12345热线受理工单100件，办结率99%。"
    assert [indicator for indicator, _, _ in read(text)] == ["application.received", "service.hotline", None]


def test_a_breakdown_ends_with_its_brackets() -> None:
    text = "收到政府信息公开申请156件（其中自然人140件，法人或其他组织16件），较上年增长15.6%。"
    assert read(text)[-1] == ("application.received.increase", 15.6, "%")


def test_accounts_are_not_posts() -> None:
    assert read("全市有政务新媒体账号86个，其中微信公众号50个。") == [("platform.accounts", 86, "个"), (None, 50, "个")]


def test_a_sub_heading_says_what_its_paragraphs_are_about() -> None:
    assert read("（二）依申请公开情况", "全年共收到12件，办结11件。") == [
        ("application.received", 12, "件"),
        ("application.replied", 11, "件"),
    ]
    assert read("（三）政务服务情况", "全年共收到12件，办结11件。") == [(None, 12, "件"), (None, 11, "件")]


@pytest.mark.parametrize(
    "text",
    [
        "受理低保申请36件。",
        "受理行政许可申请36件。",
        "受理“12345”市长热线36件。",
        "收到群众来信36件。",
        "办理信访事项36件。",
    ],
)
def test_applications_of_another_kind_are_other_business(text: str) -> None:
    (figure,) = figures_of(text)
    assert figure.value == 36
    assert not figure.in_scope
    assert not (figure.indicator or "").startswith("application")


def test_a_part_is_never_a_second_total() -> None:
    text = "主动公开政府信息100条，其中公开政府信息30条；收取信息处理费80元，其中某局收取50元。"
    assert [indicator for indicator, _, _ in read(text)] == [
        "proactive.total",
        "proactive.category.other",
        "fee.processing_yuan",
        None,
    ]


def test_percentages_refer_to_the_count_before_them() -> None:
    text = "受理政府信息公开申请50件，同比下降12.3%；不予公开5件，占10%。按时答复率100%。"
    assert read(text)[1::2] == [("application.received.decrease", 12.3, "%"), ("application.denied.share", 10, "%")]
    assert read(text)[-1] == ("application.on_time_rate", 100, "%")


def test_reviews_and_lawsuits_with_their_results() -> None:
    text = "因政府信息公开被申请行政复议7件，其中维持5件，纠正1件，尚未审结1件；提起行政诉讼9件，其中维持8件，败诉1件。"
    assert read(text) == [
        ("remedy.review", 7, "件"),
        ("remedy.review.upheld", 5, "件"),
        ("remedy.review.corrected", 1, "件"),
        ("remedy.review.pending", 1, "件"),
        ("remedy.litigation", 9, "件"),
        ("remedy.litigation.upheld", 8, "件"),
        ("remedy.litigation.corrected", 1, "件"),
    ]


def test_reviews_and_lawsuits_counted_together_are_neither() -> None:
    assert read("政府信息公开行政复议、行政诉讼案件12件。") == [("remedy.total", 12, "件")]
    assert read("做好信息公开行政复议、行政诉讼应诉工作，共办理相关案件74件。") == [("remedy.total", 74, "件")]


def test_reviews_of_other_matters_are_other_business() -> None:
    (figure,) = figures_of("全年办理行政复议案件300件。")
    assert (figure.indicator, figure.in_scope) == (None, False)


def test_documents_made_repealed_and_in_force() -> None:
    text = "制发行政规范性文件6件，废止1件，现行有效32件。主动公开规章13件，规范性文件42件，其他文件3件。"
    assert read(text) == [
        ("docs.normative.made", 6, "件"),
        ("docs.normative.repealed", 1, "件"),
        ("docs.normative.valid", 32, "件"),
        ("docs.rules", 13, "件"),
        ("docs.normative", 42, "件"),
        ("proactive.category.other", 3, "件"),
    ]


def test_what_a_gazette_prints_is_not_what_the_agency_made() -> None:
    text = "编发政府公报24期，刊登规章、规范性文件等112件，部门规范性文件45件。"
    assert read(text) == [
        ("platform.gazette_issues", 24, "期"),
        ("proactive.channel.gazette", 112, "件"),
        ("proactive.channel.gazette", 45, "件"),
    ]


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("主动公开各类政府信息80条。", "proactive.total"),
        ("通过政府网站发布信息80条。", "proactive.channel.website"),
        ("微信公众号推送信息80条。", "proactive.channel.wechat"),
        ("政务微博发布信息80条。", "proactive.channel.weibo"),
        ("通过网站、微信公众号发布信息80条。", "proactive.total"),
        ("通过网站公开部门预决算信息80条。", "proactive.category.budget"),
        ("发布政策解读80篇。", "interpretation.items"),
        ("召开新闻发布会80场。", "interpretation.press_conference"),
        ("举办在线访谈80期。", "interpretation.interviews"),
        ("开展意见征集80次。", "interpretation.consultation"),
        ("回应公众关注热点80次。", "interpretation.response"),
        ("办理网民留言80条。", "interpretation.messages"),
        ("开设公开专栏80个。", "platform.columns"),
        ("建成政务公开专区80个。", "platform.venues"),
        ("公众号粉丝80万人。", "platform.followers"),
        ("网站访问量80万次。", "platform.views"),
        ("举办政务公开培训80次。", "org.training.sessions"),
        ("政务公开培训80人次。", "org.training.people"),
        ("召开政务公开工作推进会80次。", "org.meetings"),
        ("对政府网站开展检查80次。", "org.inspections"),
        ("作出行政处罚决定80件。", "enforcement.penalty"),
        ("办理行政许可80件。", "enforcement.licence"),
        ("征收行政事业性收费80万元。", "fee.admin_yuan"),
        ("收取政府信息公开信息处理费80元。", "fee.processing_yuan"),
    ],
)
def test_a_clause_about_disclosure_work_has_its_code(text: str, indicator: str) -> None:
    (figure,) = figures_of(text)
    assert (figure.indicator, figure.in_scope) == (indicator, True)


@pytest.mark.parametrize(
    "text",
    [
        "检查企业80家。",
        "罚款80万元。",
        "抽检80批次。",
        "立案查处80起。",
        "区直部门有审批事项80项。",
        "设置综合窗口80个。",
        "上级采纳信息80条。",
        "种植果树80亩，新建学校80所。",
        "通过某平台处置工单80件。",
    ],
)
def test_other_business_is_out_of_scope(text: str) -> None:
    (figure,) = figures_of(text)
    assert not figure.in_scope


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("公开政府采购信息36条。", "proactive.category.other"),
        ("发布征地拆迁信息36条。", "proactive.category.other"),
        ("公开“三公”经费信息36条。", "proactive.category.budget"),
        ("主动公开各领域信息36条。", "proactive.total"),
        ("公开部门预算68份，办理人大代表建议36件。", "service.proposals"),
        ("组织专题培训36期。", "org.training.sessions"),
        ("公开征求意见7次，收到建议213条，采纳36条。", None),
        ("发布政策解读120篇，全年发布36篇。", "interpretation.items"),
        ("发出收费通知2件，总金额36元。", None),
        ("发出收费通知2件，总金额100元，实际收取总金额36元。", "fee.processing_yuan"),
        ("发出收费通知2件，收取信息处理费36元。", "fee.processing_yuan"),
        ("网站浏览量800次，单条最高浏览量36次。", None),
    ],
)
def test_a_clause_beside_one_that_looks_like_it_has_its_own_code(text: str, indicator: str | None) -> None:
    assert (figures_of(text)[-1].indicator, figures_of(text)[-1].value) == (indicator, 36)


def test_a_word_behind_a_number_belongs_to_it_and_not_to_the_next() -> None:
    text = "因政府信息公开被申请行政复议8件，其中5件维持、2件驳回、1件撤销。"
    assert [indicator for indicator, _, _ in read(text)] == [
        "remedy.review",
        "remedy.review.upheld",
        "remedy.review.upheld",
        "remedy.review.corrected",
    ]


def test_results_follow_the_lawsuits_that_went_without_review() -> None:
    text = "政府信息公开行政诉讼4件，其中未经复议直接起诉3件（维持2件、尚未审结1件）。"
    assert [indicator for indicator, _, _ in read(text)] == [
        "remedy.litigation",
        "remedy.litigation.direct",
        "remedy.litigation.upheld",
        "remedy.litigation.pending",
    ]


def test_a_share_is_no_count() -> None:
    text = "收到政府信息公开申请50件。予以公开占46%，部分公开占12%，其他占3%。"
    assert read(text)[1:] == [
        ("application.granted.share", 46, "%"),
        ("application.partial.share", 12, "%"),
        ("application.other.share", 3, "%"),
    ]


@pytest.mark.parametrize("text", ["主动公开信息增长10%。", "解读率由65%提高到92%。", "答复量增长5%。"])
def test_a_percentage_with_a_subject_of_its_own_says_nothing_of_the_count_before(text: str) -> None:
    assert read("举办政务公开培训3次，" + text)[-1][0] is None


def test_a_paragraph_that_begins_with_plans_holds_plans() -> None:
    figures = figures_of(
        "存在的问题：有3个村更新慢。改进措施：一是举办培训2期；二是新增专栏4个。",
        heading="五、存在的主要问题及改进情况",
    )
    assert [figure.modality for figure in figures] == ["reported", "planned", "planned"]
    figures = figures_of("下年工作打算：新增专栏4个。", heading="五、存在的主要问题及改进情况")
    assert [figure.modality for figure in figures] == ["planned"]
