"""A portal of each family on loopback: lists, further pages and articles as the family has them, two nights long.

Written from what is known of the families, not copied from sites. Articles and static lists have an ETag; answers of
interfaces have none, as on real sites.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from fake_portal import TABLE, Answer, Asked, FakePortal

SIZE = 10
REPORTS = 37
LOOK_ALIKES = (
    "测试区2023年法治政府建设年度报告",
    "测试区政府网站工作年度报表（2023年度）",
    "一图读懂测试区2023年政府信息公开工作年度报告",
    "关于做好2023年政府信息公开工作年度报告编制工作的通知",
    "测试区2024年政务公开工作要点",
    "测试区2023年政府信息公开指南",
)


@dataclass(frozen=True)
class Entry:
    """A line of a list.

    `number` names the article, `version` is what its text says.
    """

    number: int
    title: str
    is_report: bool
    version: int = 1

    @property
    def date(self) -> str:
        return f"2024-01-{self.number % 28 + 1:02}"

    @property
    def hex(self) -> str:
        return hashlib.md5(str(self.number).encode(), usedforsecurity=False).hexdigest()


def first_night() -> list[Entry]:
    reports = [Entry(number, f"测试区第{number}局2023年政府信息公开工作年度报告", True) for number in range(REPORTS)]
    others = [Entry(100 + number, title, False) for number, title in enumerate(LOOK_ALIKES)]
    step = len(reports) // len(others)
    for place, other in enumerate(others):
        reports.insert(place * (step + 1) + 3, other)
    return reports


def second_night() -> list[Entry]:
    """One report is new, one says something else, one has vanished."""
    entries = [entry for entry in first_night() if entry.number != 5]
    entries = [Entry(7, entry.title, True, version=2) if entry.number == 7 else entry for entry in entries]
    return [Entry(50, "测试区第50局2023年政府信息公开工作年度报告", True), *entries]


def page(markup: str, *, etag: bool = True, media_type: str = "text/html; charset=utf-8") -> Answer:
    body = markup.encode()
    validator = {"ETag": f'"{hashlib.sha256(body).hexdigest()[:16]}"'} if etag else {}
    return Answer(body, headers={"Content-Type": media_type, **validator})


def as_json(value: object) -> Answer:
    return page(json.dumps(value, ensure_ascii=False), etag=False, media_type="application/json;charset=UTF-8")


def article(entry: Entry) -> Answer:
    return page(f"<html><body><h1>{entry.title}</h1><p>version {entry.version}</p>{TABLE}</body></html>")


def gkmlpt_article(entry: Entry) -> Answer:
    """A page that shows a panel only; the text is JSON in a script, its signs as codes."""
    detail = json.dumps({"id": entry.number, "title": entry.title, "content": f"<p>version {entry.version}</p>{TABLE}"})
    for sign in "<>&":
        detail = detail.replace(sign, f"\\u{ord(sign):04X}")
    panel = "<table><tr><td>索引号</td><td>1</td><td>发布机构</td><td>测试局</td></tr></table>"
    return page(f"<html><body>{panel}<script>window._CONFIG = {{ SID: '755041', DETAIL: {detail} }};</script></body>")


def items(entries: Iterable[Entry], path: Callable[[Entry], str]) -> str:
    return "".join(
        f'<li><a href="{path(entry)}" title="{entry.title}">{entry.title[:14]}…</a><span>{entry.date}</span></li>'
        for entry in entries
    )


def split(entries: Sequence[Entry], size: int = SIZE) -> list[Sequence[Entry]]:
    return [entries[start : start + size] for start in range(0, len(entries), size)]


def query(asked: Asked) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(asked.path).query, keep_blank_values=True).items()}


Site = tuple[str, Mapping[str, Answer], Mapping[str, Callable[[Asked], Answer]], Callable[[Entry], str]]


def trs(entries: Sequence[Entry]) -> Site:
    def path(entry: Entry) -> str:
        return f"/nb/202401/t{entry.date.replace('-', '')}_{entry.number}.html"

    chunks = split(entries)
    call = f"<script>var countPage = {len(chunks)};createPageHTML(countPage, currentPage, 'index', 'html');</script>"
    lists = {
        f"/nb/{f'index_{index}.html' if index else ''}": page(f"<ul>{items(chunk, path)}</ul>{'' if index else call}")
        for index, chunk in enumerate(chunks)
    }
    return "/nb/", lists, {}, path


def jcms(entries: Sequence[Entry]) -> Site:
    def path(entry: Entry) -> str:
        return f"/art/2024/1/{entry.number % 28 + 1}/art_77_{entry.number}.html"

    def records(chunk: Sequence[Entry]) -> str:
        return "".join(f"<record><![CDATA[{items([entry], path)}]]></record>" for entry in chunk)

    def proxy(asked: Asked) -> Answer:
        if "columnid=77" not in asked.form or "unitid=901" not in asked.form:
            return Answer(b"no column", 400)
        first, last = int(query(asked)["startrecord"]), int(query(asked)["endrecord"])
        found = records(entries[first - 1 : last])
        body = f"<datastore><totalrecord>{len(entries)}</totalrecord><recordset>{found}</recordset></datastore>"
        return page(body, etag=False, media_type="text/xml;charset=UTF-8")

    script = (
        f"<script>jQuery('#901').jpage({{totalRecord:{len(entries)}, perPage:5,"
        "proxyUrl:'/module/web/jpage/dataproxy.jsp',"
        "params:{col:1,appid:'1',webid:'9',path:'/',columnid:'77',sourceContentType:'1',unitid:'901',"
        "webname:'测试区',permissiontype:'0'}})</script>"
    )
    first = f"<div id='901'><script type='text/xml'><datastore>{records(entries[:15])}</datastore></script></div>"
    return (
        "/col/col77/index.html",
        {"/col/col77/index.html": page(first + script)},
        {"/module/web/jpage/dataproxy.jsp": proxy},
        path,
    )


def jpaas(entries: Sequence[Entry]) -> Site:
    def path(entry: Entry) -> str:
        return f"/nb/art/2024/art_{entry.hex}.html"

    def unit(asked: Asked) -> Answer:
        asked_for = query(asked)
        if "Referer" not in asked.headers or asked_for.get("pageId") != "p1":
            return Answer(b"forbidden", 403)
        paging = json.loads(asked_for["paramJson"])
        start = (paging["pageNo"] - 1) * paging["pageSize"]
        found = entries[start : start + paging["pageSize"]]
        return as_json({"success": True, "data": {"html": f"<ul>{items(found, path)}</ul>" if found else ""}})

    data = "{'parseType':'bulidstatic','webId':'w','tplSetId':'t','pageType':'column','tagId':'分页列表','pageId':'p1'}"
    interface = "/api-gateway/jpaas-publish-server/front/page/build/unit"
    script = f'<script src="/unitbuild.js" url="{interface}" queryData="{data}"></script>'
    # The page shows the first entries itself, which the interface repeats.
    shown = page(f"<ul>{items(entries[:20], path)}</ul>{script}")
    return "/nb/index.html", {"/nb/index.html": shown}, {interface: unit}, path


def gkmlpt(entries: Sequence[Entry]) -> Site:
    def path(entry: Entry) -> str:
        return f"/gkmlpt/content/1/1/post_{entry.number}.html"

    def listed(asked: Asked) -> Answer:
        chunks = split(entries)
        if query(asked).get("sid") != "755041":
            return as_json({"classify": {}, "articles": []})
        number = int(query(asked)["page"])
        found = chunks[number - 1] if number <= len(chunks) else ()
        articles = [
            {"title": entry.title, "url": path(entry), "date": 1704038400 + 86400 * (entry.number % 28)}
            for entry in found
        ]
        return as_json({"classify": {"post_count": 900}, "articles": articles})

    application = page("<div id='app'></div><script>window._CONFIG = { SID: '755041', TREE: [] };</script>")
    lists = {"/gkmlpt/annualreport": application}
    return "/gkmlpt/annualreport#2629", lists, {"/gkmlpt/api/all/2629": listed}, path


def lonsun(entries: Sequence[Entry]) -> Site:
    def path(entry: Entry) -> str:
        return f"/public/4381/{entry.number}.html"

    chunks = split(entries)

    def label(asked: Asked) -> Answer:
        named = query(asked)
        wanted = {"labelName": "publicInfoList", "siteId": "6781", "organId": "4381", "catId": "7036", "type": "4"}
        if not wanted.items() <= named.items():
            return Answer(b"no such list", 404)
        return page(f"<ul>{items(chunks[int(named['pageIndex']) - 1], path)}</ul>", etag=False)

    script = f"<script>Ls.pagination({{currPage:1, pageCount:{len(chunks)}, pageSize:{SIZE}}})</script>"
    meta = '<meta name="SiteId" content="6781">'
    first = page(f"<html><head>{meta}</head><body><ul>{items(chunks[0], path)}</ul>{script}</body></html>")
    start = "/public/column/4381?type=4&catId=7036&action=list"
    return start, {start: first}, {"/site/label/8888": label}, path


def openness(entries: Sequence[Entry]) -> Site:
    def path(entry: Entry) -> str:
        return f"/OpennessContent/show/{entry.number}.html"

    chunks = split(entries)
    folder = "/OpennessContent/showList/784/34502/"
    # Only neighbours and the last page are linked.
    lists = {
        f"{folder}page_{number}.html": page(
            f"<ul>{items(chunk, path)}</ul><a href='{folder}page_{min(number + 1, len(chunks))}.html'>下一页</a>"
            f"<a href='{folder}page_{len(chunks)}.html'>尾页</a>"
        )
        for number, chunk in enumerate(chunks, 1)
    }
    return f"{folder}page_1.html", lists, {}, path


def ucap(entries: Sequence[Entry]) -> Site:
    def path(entry: Entry) -> str:
        return f"/test/gknb/202401/{entry.hex}.shtml"

    chunks = split(entries)
    call = f"<script>createPageHTML('page', {len(chunks)}, 1, 'column-index', 'shtml', {len(entries)});</script>"
    lists = {
        f"/test/gknb/column-index-{number}.shtml": page(f"<ul>{items(chunk, path)}</ul>{call if number == 1 else ''}")
        for number, chunk in enumerate(chunks, 1)
    }
    return "/test/gknb/column-index-1.shtml", lists, {}, path


def epoint(entries: Sequence[Entry]) -> Site:
    def path(entry: Entry) -> str:
        return f"/zwgk/002005/20240101/{entry.hex}.html"

    def listed(asked: Asked) -> Answer:
        params = json.loads(query(asked)["params"])
        if params["siteGuid"] != "7eb5f7f1" or params["categoryNum"] != "002005":
            return as_json({"custom": {"count": 0, "infodata": []}})
        start = params["pageIndex"] * params["pageSize"]
        found = entries[start : start + params["pageSize"]]
        data = [
            {"title": f"<font>{entry.title}</font>", "infourl": path(entry), "infodate": entry.date} for entry in found
        ]
        return as_json({"controls": [], "custom": {"count": len(entries), "infodata": data}})

    interface = "/EWB-FRONT/rest/frontAppCustomAction/getPageInfoListNew"
    script = f"<script>var siteGuid = '7eb5f7f1', categoryNum = '002005', source = '{interface}';</script>"
    return "/zwgk/002005/list.html", {"/zwgk/002005/list.html": page(f"<ul></ul>{script}")}, {interface: listed}, path


def xxgk(entries: Sequence[Entry]) -> Site:
    def path(entry: Entry) -> str:
        return f"/module/xxgk/xxgkAnnualReport.jsp?area=1137{entry.number:04}&fbtime=2023"

    # Bodies are named, years stand in a select; look-alikes have addresses of another kind.
    reports = [entry for entry in entries if entry.is_report]
    bodies = "".join(f'<a href="{path(entry).lstrip("/")}">第{entry.number}局</a>' for entry in reports[::2])
    years = "".join(f'<option value="{path(entry).replace("&", "&amp;")}">2023</option>' for entry in reports[1::2])
    others = items(
        (entry for entry in entries if not entry.is_report), lambda entry: f"/art/2024/1/1/art_1_{entry.number}.html"
    )
    index = page(f'<base href="/"><ul>{others}</ul>{bodies}<select>{years}</select>')
    return "/col/col9/index.html", {"/col/col9/index.html": index}, {}, path


def generic(entries: Sequence[Entry]) -> Site:
    def path(entry: Entry) -> str:
        return f"/doc?id={entry.number}"

    chunks = split(entries)
    lists = {
        f"/list?p={number}": page(
            f"<ul>{items(chunk, path)}</ul>"
            + (f"<a href='/list?p={number + 1}'>下一页</a>" if number < len(chunks) else "")
        )
        for number, chunk in enumerate(chunks, 1)
    }
    return "/list?p=1", lists, {}, path


FAMILIES: Mapping[str, Callable[[Sequence[Entry]], Site]] = {
    "trs": trs,
    "jcms": jcms,
    "jpaas": jpaas,
    "gkmlpt": gkmlpt,
    "lonsun": lonsun,
    "openness": openness,
    "ucap": ucap,
    "epoint": epoint,
    "xxgk": xxgk,
    "generic": generic,
}

ARTICLES: Mapping[str, Callable[[Entry], Answer]] = {"gkmlpt": gkmlpt_article}
"""Families whose articles are no plain pages."""


def publish(portal: FakePortal, family: str, entries: Sequence[Entry]) -> tuple[str, dict[str, Entry]]:
    """Put a night's state on a portal.

    Returns:
        Path of the list, and the entry behind each article's path.
    """
    start, lists, routes, path = FAMILIES[family](entries)
    articles = {path(entry): entry for entry in entries}
    write = ARTICLES.get(family, article)
    portal.answers = {**lists, **{place: write(entry) for place, entry in articles.items()}}
    portal.routes = dict(routes)
    return start, articles
