"""Who reports: real places with their division codes, written down here so that the parser's own register is no oracle.

Every unambiguous name occurs once in the country and kept name and code from 2017 to 2025. A name in `AMBIGUOUS`
occurs several times: without other evidence its code cannot be decided, so the truth is no code.
"""

from dataclasses import dataclass
from random import Random

# name -> (code, province, prefecture)
COUNTIES = {
    "鄂城区": ("420704", "湖北省", "鄂州市"),
    "沭阳县": ("321322", "江苏省", "宿迁市"),
    "德清县": ("330521", "浙江省", "湖州市"),
    "安吉县": ("330523", "浙江省", "湖州市"),
    "歙县": ("341021", "安徽省", "黄山市"),
    "凤阳县": ("341126", "安徽省", "滁州市"),
    "阳朔县": ("450321", "广西壮族自治区", "桂林市"),
    "洛江区": ("350504", "福建省", "泉州市"),
    "图们市": ("222402", "吉林省", "延边朝鲜族自治州"),
    "乳山市": ("371083", "山东省", "威海市"),
    "阿巴嘎旗": ("152522", "内蒙古自治区", "锡林郭勒盟"),
    "红古区": ("620111", "甘肃省", "兰州市"),
    "开平市": ("440783", "广东省", "江门市"),
    "旅顺口区": ("210212", "辽宁省", "大连市"),
    "莱西市": ("370285", "山东省", "青岛市"),
    "东兴市": ("450681", "广西壮族自治区", "防城港市"),
    "和硕县": ("652828", "新疆维吾尔自治区", "巴音郭楞蒙古自治州"),
    "番禺区": ("440113", "广东省", "广州市"),
    "云龙区": ("320303", "江苏省", "徐州市"),
    "娄烦县": ("140123", "山西省", "太原市"),
    "源汇区": ("411102", "河南省", "漯河市"),
    "突泉县": ("152224", "内蒙古自治区", "兴安盟"),
    "句容市": ("321183", "江苏省", "镇江市"),
    "林州市": ("410581", "河南省", "安阳市"),
    "临桂区": ("450312", "广西壮族自治区", "桂林市"),
    "金坛区": ("320413", "江苏省", "常州市"),
    "东源县": ("441625", "广东省", "河源市"),
    "凌源市": ("211382", "辽宁省", "朝阳市"),
    "英德市": ("441881", "广东省", "清远市"),
    "汉滨区": ("610902", "陕西省", "安康市"),
    "前锋区": ("511603", "四川省", "广安市"),
    "龙里县": ("522730", "贵州省", "黔南布依族苗族自治州"),
}
PREFECTURES = {
    "西安市": ("610100", "陕西省"),
    "舟山市": ("330900", "浙江省"),
    "梧州市": ("450400", "广西壮族自治区"),
    "安阳市": ("410500", "河南省"),
    "德阳市": ("510600", "四川省"),
    "株洲市": ("430200", "湖南省"),
    "宣城市": ("341800", "安徽省"),
    "十堰市": ("420300", "湖北省"),
    "淄博市": ("370300", "山东省"),
    "乌兰察布市": ("150900", "内蒙古自治区"),
}
PROVINCES = {"湖北省": "420000", "浙江省": "330000", "甘肃省": "620000", "上海市": "310000", "贵州省": "520000"}
TOWNS = {
    "沭阳县": ("韩山镇", "青伊湖镇"),
    "德清县": ("莫干山镇", "新市镇"),
    "安吉县": ("天荒坪镇", "孝丰镇"),
    "歙县": ("深渡镇", "北岸镇"),
    "阳朔县": ("兴坪镇", "葡萄镇"),
    "凤阳县": ("小溪河镇", "大庙镇"),
}
AMBIGUOUS = ("鼓楼区", "朝阳区", "西湖区", "铁西区")
DEPARTMENTS = {
    "county": ("财政局", "教育局", "市场监督管理局", "水利局", "审计局", "发展和改革局", "卫生健康局", "统计局"),
    "prefecture": ("财政局", "教育局", "公安局", "交通运输局", "生态环境局", "自然资源和规划局", "应急管理局"),
    "province": ("财政厅", "教育厅", "水利厅", "交通运输厅"),
}


@dataclass(frozen=True, slots=True)
class Agency:
    """A reporting body.

    Attributes:
        name: as it stands in the report.
        adcode: division code, None where the name alone cannot decide it.
        kind: kind of the contract, e.g. `department`.
        level: `province`, `prefecture`, `county` or `township`.
        region: what the agency calls its territory, e.g. 县.
    """

    name: str
    adcode: str | None
    kind: str
    level: str
    region: str


def draw_agency(random: Random) -> Agency:
    """A reporting body; most are bodies of counties, as in the country."""
    return random.choices((_of_county, _of_prefecture, _of_province, _town, _ambiguous), (58, 20, 8, 10, 4))[0](random)


def _organ(random: Random, place: str, adcode: str | None, level: str) -> Agency:
    kind = random.choices(("local_government", "government_office", "department"), (40, 15, 45))[0]
    name = {
        "local_government": f"{place}人民政府",
        "government_office": f"{place}人民政府办公室" if level != "province" else f"{place}人民政府办公厅",
        "department": place + random.choice(DEPARTMENTS[level]),
    }[kind]
    return Agency(name, adcode, kind, level, place[-1])


def _of_county(random: Random) -> Agency:
    name, (adcode, province, prefecture) = random.choice(tuple(COUNTIES.items()))
    return _organ(
        random, random.choices(("", prefecture, province + prefecture), (70, 20, 10))[0] + name, adcode, "county"
    )


def _of_prefecture(random: Random) -> Agency:
    name, (adcode, province) = random.choice(tuple(PREFECTURES.items()))
    return _organ(random, random.choices(("", province), (80, 20))[0] + name, adcode, "prefecture")


def _of_province(random: Random) -> Agency:
    name, adcode = random.choice(tuple(PROVINCES.items()))
    if name == "上海市":  # its departments are 局 and 委, not 厅
        return Agency("上海市人民政府办公厅", adcode, "government_office", "province", "市")
    return _organ(random, name, adcode, "province")


def _town(random: Random) -> Agency:
    county, towns = random.choice(tuple(TOWNS.items()))
    return Agency(f"{county}{random.choice(towns)}人民政府", COUNTIES[county][0], "township", "township", "镇")


def _ambiguous(random: Random) -> Agency:
    name = random.choice(AMBIGUOUS)
    return Agency(f"{name}人民政府", None, "local_government", "county", "区")
