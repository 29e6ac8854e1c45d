"""Who reports: every place of a document that names the reporting body, the most telling first.

Comes in: the page and its opening. Goes out: names with the place they were found in. The one idea: a title names the
body that reports, and so does the sentence that announces the report; who compiled it (由…编制), signed it or published
it is a weaker witness, because offices write and publish for others.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipelines.model import Hints, Page
from pipelines.parse.dates import is_date_line, period_year
from pipelines.parse.opening import Opening
from pipelines.parse.titles import Title, body_name, folded, look_alike_title, read_title, torn_titles
from pipelines.regions.names import walk

_CITATION = re.compile(r"《([^《》]{0,120})》")
_ABBREVIATION = re.compile(r"[(](?:以下|下称|简称)[^()]{0,40}[)]")
_ANNOUNCED = re.compile(
    r"(?:现将|现就|现对|公布|发布|公开|报告|通报|编制(?:了|出|完成|形成)?|制作|撰写|汇总|形成)(?P<phrase>[^,。;:!?]{4,90})"
)
_COMPILED = re.compile(
    r"由(?P<name>[^,。;:由]{2,60}?)(?:负责|组织|统一|结合|根据|按照|依据|依照|汇总|编制|编写|撰写|牵头)|"
    r"结合(?P<own>[^,。;:]{2,60}?)(?:政府|政务)信息公开"
)
_COMPILES = re.compile(
    r"(?:^|[。,])(?P<name>[一-鿿()]{2,40}?)(?:(?:依照|根据|按照|依据)[^,。;:]{0,60}?)?(?:组织)?编[制写](?:了|本|完成|20\d\d年)"
)
_CONTACT = re.compile(r"[与向](?P<name>[^,。;:()与向]{2,60}?)(?:联系|咨询)")
_TOWNSHIP_OFFICE = re.compile(
    r"(?P<township>[一-鿿]{2,30}?(?:镇|乡|街道)(?:人民政府|政府|办事处)?)(?:[一-鿿]{2,10}办公室|[一-鿿]{1,8}[办科])?"
)
_SUBJECT = re.compile(
    r"(?:20\d\d年(?:度|以来|来)?,?)?(?:在[^,。;:]{2,40}?[下中上],)?(?P<name>[^,。;:]{2,60}?)"
    r"(?=认真|严格|坚持|深入|积极|全面|高度|按照|紧紧|扎实|继续|始终|进一步|切实|以习|持续|着力|不断|根据|贯彻|围绕|充分|立足)"
)
_TOWNSHIP_SPEAKS = re.compile(r"[我本](?:镇|乡|街道|街办|办事处|街)")
_PUBLISHERS = frozenset(
    {"发布机构", "发文机关", "发布单位", "公开机构", "制发机关", "发文单位", "公开责任部门", "contentsource"}
)
_SOURCES = frozenset({"信息来源", "来源"})
_TITLE_NAMES = frozenset({"articletitle", "名称", "标题", "信息名称", "文件名称"})
# Offices write and publish for others; a government's portal publishes for all its departments.
_WRITES_FOR_OTHERS = re.compile(r".*(?:政府办公[厅室]|政府办|公开办|领导小组|领导小组办公室|网站?|信息中心|[报台])")
_PUBLISHES_FOR_OTHERS = re.compile(r".*(?:政府|办公[厅室]|政府办|公开办|领导小组|网站?|中心|[报台])")
_RELATIVE = re.compile(r"[省市州盟县区旗](?!场|容|域|属)")
_RECENT_YEAR = 2022


@dataclass(frozen=True, slots=True)
class Naming:
    """A name of the reporting body and where it was found."""

    name: str
    source: str


@dataclass(frozen=True, slots=True)
class Titles:
    """The titles of a document.

    Attributes:
        best: the one that says most and stands nearest to the report; None when the document has none.
        whole: titles that name the agency in one line.
        torn: titles that name it over several lines.
        listed: titles that name other bodies than the rest of the document does, of a list of reports.
    """

    best: Title | None
    whole: tuple[Title, ...]
    torn: tuple[Title, ...]
    listed: tuple[Title, ...] = ()


def find_titles(page: Page, opening: Opening, hints: Hints) -> Titles:
    """Titles above the report, in the page's own title, in its panel, and in the link that led to it.

    Above the report the last one counts first, because lists of other reports stand further up; one that the page's own
    title confirms counts before all. Where several bodies are named and none is confirmed, a list may stand between a
    title that names nobody and the report: a body that the rest of the document does not name does not count there when
    the period is of another year, or the report announces or compiles itself under another name.
    """
    printed = list(torn_titles(opening.lines))
    single = [title for _, count, title in reversed(printed) if count == 1]
    joined = [title for _, count, title in reversed(printed) if count > 1]
    named = [value for name, value in page.meta if folded(name, 40).lower() in _TITLE_NAMES]
    outer = [title for text in (page.title, *named, hints.link_title) if text and (title := read_title(text))]
    confirmed = [title for title in single if any(title.agency and title.agency == other.agency for other in outer)]
    listed: list[Title] = []
    if not confirmed and len({title.agency for title in single} - {None}) > 1:
        listed = list(_listed(single, printed, opening))
        single = [title for title in single if title not in listed]
        # Nor do they continue a title above them.
        taken = {index for index, count, title in printed if count == 1 and title in listed}
        joined = [
            title for at, count, title in reversed(printed) if count > 1 and taken.isdisjoint(range(at, at + count))
        ]
    whole = tuple(title for title in (*confirmed, *single, *outer) if title.agency)
    torn = tuple(title for title in joined if title.agency)
    in_order = (*whole, *torn, *(t for t in (*single, *joined, *outer) if t.year), *single, *outer, *listed)
    # A title that also has the year says most.
    best = next((title for title in (*whole, *torn) if title.year), next(iter(in_order), None))
    return Titles(best, whole, torn, tuple(listed))


def _listed(single: Sequence[Title], printed: Sequence[tuple[int, int, Title]], opening: Opening) -> Iterator[Title]:
    """Titles of other reports: of bodies that only they name, against the period or against what the report says."""
    taken = {line for index, count, _ in printed for line in range(index, index + count)}
    above = [line for at, line in enumerate(opening.top_lines) if at not in taken]
    below = [line for line in opening.last_lines if read_title(line) is None]
    told = "\n".join((*above, opening.section_one, *below))
    announced = announced_title(opening)
    own = {*_compilers(opening), *filter(None, [announced.agency if announced else None])}
    period = period_year(opening.prose)
    for title in single:
        if title.agency and title.agency not in told:
            is_of_other_year = title.year is not None and period is not None and title.year != period
            if is_of_other_year or (own and not any(_same_body(name, title.agency) for name in own)):
                yield title


def announced_title(opening: Opening) -> Title | None:
    """The title inside the sentence that announces the report: 现将鄂城区人民政府2019年度…情况报告如下.

    The one that names an agency before one that names only the year.
    """
    sentences = _without_citations(opening.prose[:6000]).split("。")
    found = [
        title
        for sentence in sentences
        if "公开" in sentence and ("报告" in sentence or "年报" in sentence)
        for announced in _ANNOUNCED.finditer(sentence)
        if (title := _title_in(announced["phrase"]))
    ]
    return next((title for title in found if title.agency), next((title for title in found if title.year), None))


def _title_in(phrase: str) -> Title | None:
    if "公开" not in phrase:
        return None
    # 松阳县大东坝镇 2021 calls it 政务公开年度报告.
    title = read_title(phrase.replace("政务公开", "政府信息公开"))
    return title if title and (title.agency or title.year) else None


def _without_citations(prose: str) -> str:
    """Citations of laws and notices name other bodies; a cited title of a report is kept."""

    def kept(citation: re.Match[str]) -> str:
        cited = citation[1]
        return cited if "公开" in cited and read_title(cited) and not look_alike_title(cited) else ""

    return _ABBREVIATION.sub("", _CITATION.sub(kept, prose))


def namings(page: Page, opening: Opening, titles: Titles, announced: Title | None, hints: Hints) -> Iterator[Naming]:
    """Names of the reporting body, the most telling first."""
    yield from (Naming(title.agency, "title") for title in titles.whole if title.agency)
    if announced and announced.agency:
        yield Naming(announced.agency, "announcement")
    signed = _signature(opening)
    for title in titles.torn:
        # A header of the site may stand right above a title without agency: the signature then knows better.
        if title.agency and (signed is None or _same_body(signed, title.agency)):
            yield Naming(title.agency, "title over several lines")
    if signed:
        yield Naming(signed, "signature")
    yield from (Naming(title.agency, "title over several lines") for title in titles.torn if title.agency)
    yield from (Naming(name, "compiler") for name in _compilers(opening))
    yield from (Naming(title.agency, "title") for title in titles.listed if title.agency)
    yield from (Naming(name, "contact") for name in _contacts(opening))
    if subject := _subject(opening):
        yield Naming(subject, "first sentence")
    yield from (Naming(name, "publisher") for name in _publishers(page))
    yield from (Naming(name, "source") for name in _sources(page, opening))
    if hints.agency and hints.agency.strip():
        yield Naming(hints.agency.strip(), "claim")


def _same_body(one: str, other: str) -> bool:
    return one in other or other in one


def _signature(opening: Opening) -> str | None:
    """A body alone on a line with a date under it, at the end or below the title."""
    lines = (*(folded(line, 200) for line in opening.lines[-40:]), "", *opening.last_lines)
    for line, below in zip(reversed(lines[:-1]), reversed(lines[1:]), strict=True):
        if is_date_line(below) and len(line) <= 40 and (name := body_name(line)):
            return name
    return None


def _compilers(opening: Opening) -> Iterator[str]:
    prose = _without_citations(opening.prose[:6000])
    for subject in _COMPILES.finditer(prose):
        name = body_name(subject["name"])
        if name and walk(name, _RECENT_YEAR).steps and not _WRITES_FOR_OTHERS.fullmatch(name):
            yield name
    for compiled in _COMPILED.finditer(prose):
        name = body_name(compiled["name"] or compiled["own"])
        if name and not _WRITES_FOR_OTHERS.fullmatch(name):
            yield name


def _contacts(opening: Opening) -> Iterator[str]:
    """The township whose office answers questions; of other bodies the contact is often another body."""
    if not _TOWNSHIP_SPEAKS.search(opening.prose[:6000]):
        return
    for contact in _CONTACT.finditer(_without_citations(opening.prose[:6000])):
        office = _TOWNSHIP_OFFICE.fullmatch(contact["name"])
        if office and (name := body_name(office["township"])):
            yield name


def _subject(opening: Opening) -> str | None:
    """The body that the first sentence of section one speaks of; only behind a region or as a relative name."""
    sentence = _SUBJECT.match(opening.section_one[:200])
    name = body_name(sentence["name"]) if sentence else None
    if not name:
        return None
    return name if walk(name, _RECENT_YEAR).steps or _RELATIVE.match(name) else None


def _publishers(page: Page) -> Iterator[str]:
    for label, value in page.meta:
        if folded(label, 40).lower() in _PUBLISHERS:
            name = body_name(folded(value, 200))
            if name and not _PUBLISHES_FOR_OTHERS.fullmatch(name):
                yield name


def _sources(page: Page, opening: Opening) -> Iterator[str]:
    """Where the page has the report from, if the report speaks as such a body (我局): many come from somebody else."""
    for label, value in page.meta:
        if label in _SOURCES:
            name = body_name(folded(value, 200))
            if (
                name
                and not _PUBLISHES_FOR_OTHERS.fullmatch(name)
                and any(f"{we}{name[-1]}" in opening.prose for we in "我本")
            ):
                yield name
