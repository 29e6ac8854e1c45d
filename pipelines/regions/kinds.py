"""What kind of body a name denotes, by the words it ends with (domain, 4.3).

Comes in: the agency's name, folded (NFKC, no white space), with what is left of it behind its regions. Goes out: a kind
of `Identity.kind`, or None where the name fits none: no default for an unknown category.
"""

import re

_CENTRAL = re.compile(
    r"国务院.{0,20}|(?:外交|国防|教育|科学技术|科技|工业和信息化|公安|民政|司法|财政|人力资源和?社会保障|自然资源|生态环境|"
    r"住房和城乡建设|交通运输|水利|农业农村|商务|文化和旅游|应急管理|退役军人事务|国土资源|环境保护|农业|文化|监察|铁道)部|"
    r"审计署|海关总署|中国人民银行|(?:国家|中国)[一-鿿]{2,18}(?:局|委员会|委|部|署|院|会)"
)
CENTRAL_WITH_BRANCHES = (
    "国家税务总局|国家统计局|中国人民银行|国家金融监督管理总局|中国证券监督管理委员会|中国证监会|中国银行保险监督管理委员会|中国银保监会|"
    "国家外汇管理局|国家能源局|国家矿山安全监察局|国家煤矿安全监察局|国家粮食和物资储备局|国家铁路局|中国民用航空|财政部"
)
"""Central bodies whose branches carry their name before a region's: 国家能源局华东监管局 is not the centre."""
# 中国气象局 is the centre itself, 淮安市气象局 its branch.
_CENTRAL_BY_NAME = re.compile("中国气象局|国家烟草专卖局|中国民用航空局|国家统计局|中国人民银行")
_VERTICAL = re.compile(
    rf"(?:{CENTRAL_WITH_BRANCHES}).{{2,}}(?:局|队|行|办事处|专员办)|国家税务总局.{{2,}}|中国人民银行.{{2,}}|"
    r"审计署驻.{2,}|(?:水利部.{2,}委员会|(?:交通运输部|生态环境部).{2,}局)|"
    r".*(?:税务局|海关|气象局|海事局|邮政管理局|烟草专卖局|调查总?队|证监局|银?保监局|银?保监分局|通信管理局)"
)
_OFFICE = re.compile(
    r".*政府(?:综合|信息公开|政务公开)?(?:办公厅|办公室|办)|(?:[省市州盟县区旗])?(?:政府办|政务公开办)(?:公室)?"
)
_TOWNSHIP = re.compile(
    r".*(?:镇|(?:民族)?乡|苏木|街道)(?:人民政府|政府|办事处|办)?(?:办公室|党政办公室|党政综合办公室)?"
)
_ZONE = re.compile(
    r".*(?:管理委员会|管委会)|.*(?:开发区|新区|园区|产业园|工业园|保税区|度假区|示范区|风景区|名胜区|经济区|试验区|合作区)"
)
_GOVERNMENT = re.compile(r"(?:人民)?政府|行政公署|行署")
_GOVERNMENT_BY_SUFFIX = re.compile(r".+(?:省|自治[区州县旗]|[市州盟县区旗]|地区)(?:(?:人民)?政府|行政公署|行署)?")
_MASS = re.compile(
    r".*(?:总工会|工会|残疾人联合会|残联|妇女联合会|妇联|共青团.*|团[省市州县区]?委|红十字会|科学技术协会|科协|文学艺术界联合会|"
    r"文联|归国华侨联合会|侨联|工商业联合会|工商联|供销合作(?:联合)?社|供销社|计划生育协会|贸促会)"
)
_ENTERPRISE = re.compile(r".*(?:公司|集团|学校|大学|学院|中学|小学|幼儿园|医院|卫生院|自来水厂)")
_DEPARTMENT = re.compile(
    r".*(?:局|委员会|委|厅|办公室|办|中心|院|大队|支队|总队|管理处|处|所|站|署|馆|公安部门|部)(?:\([一-鿿]{2,30}\))?"
)


def kind_of(name: str, rest: str, *, has_region: bool) -> str | None:
    """The kind of a body.

    Args:
        name: the whole name.
        rest: the name behind the regions it begins with; equal to `name` without any.
        has_region: whether the name begins with a region.

    Returns:
        A kind of `Identity.kind`, None where the name fits none.
    """
    if not has_region and (
        _CENTRAL_BY_NAME.fullmatch(name) or (_CENTRAL.fullmatch(name) and not _VERTICAL.fullmatch(name))
    ):
        return "state_council_dept"
    if has_region and (not rest or _GOVERNMENT.fullmatch(rest)):
        return "local_government"
    for kind, pattern in (
        ("mass_org", _MASS),
        ("enterprise", _ENTERPRISE),
        ("vertical", _VERTICAL),
        ("township", _TOWNSHIP),
        ("government_office", _OFFICE),
        ("functional_zone", _ZONE),
        ("department", _DEPARTMENT),
    ):
        if pattern.fullmatch(rest if has_region else name):
            return kind
    return "local_government" if not has_region and _GOVERNMENT_BY_SUFFIX.fullmatch(name) else None
