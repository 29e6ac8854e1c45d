"""The report year and the day of publication, each decided among several witnesses.

Comes in: the page, its best title, its sections, what is known from outside. Goes out: a year with what disagrees,
and a date. The one idea: every witness votes with a weight in the order of domain 4.3 (title, period of the statistics,
preamble, first year of section one, folder, year of publication less one); disagreement is told, never hidden.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import unquote

from pipelines.model import Hints, Page, Section
from pipelines.parse.opening import Opening
from pipelines.parse.quantities import chinese_number
from pipelines.parse.titles import folded

FIRST_YEAR, LAST_YEAR = 1999, 2100
# Asked behind the year, so that the engine skips to what can begin one: no digit before these four.
_YEAR = r"((?:19|20)\d\d)(?<!\d{5})"
_PERIOD = re.compile(
    rf"{_YEAR}年0?1月0?1日?(?:零时)?(?:起|开始)?[,、]?(?:至|到|[-—~一―－]{{1,2}})(?:{_YEAR}年)?(?:12月31日|年底|底)"
)
_FIRST_YEAR = re.compile(rf"{_YEAR}年")
_CITED = re.compile(r"[《〔\[(][^《》〔〕\[\]()]{0,80}[》〕\])]")
_OPENS_CITATION = re.compile(r"[《〔\[(]")
_URL_YEARS = (
    re.compile(r"[?&](?:fbtime|timeFrame|year|nd)=(20\d\d)(?!\d)", re.IGNORECASE),
    re.compile(r"(?:gb|nb|bg|gk|year|nd|bb)(20\d\d)(?=[a-z/]|$)", re.IGNORECASE),
    re.compile(r"/(20\d\d)(?:n|nian|nd|year|ndbg|nb|xqzf)(?=/|$)", re.IGNORECASE),
    re.compile(r"/[a-z]*(?:nb|ndbg|gknb|nianbao)[a-z0-9_]*/(20\d\d)(?=/)", re.IGNORECASE),
)
_URL_DATES = (
    re.compile(r"/t(20\d\d)(\d\d)(\d\d)_"),
    re.compile(r"/(20\d\d)[/-](\d{1,2})[/-](\d{1,2})/"),
    re.compile(r"/(20\d\d)(\d\d)(\d\d)/"),
)
_DATE = re.compile(r"(?<!\d)(20\d\d)[年/.-](\d{1,2})[月/.-](\d{1,2})(?:日|(?!\d)|(?=\d\d:))")
_PUBLISHED = ("发布日期", "发布时间", "公开日期")
_WRITTEN = ("发文日期", "成文日期", "生成日期", "更新日期", "更新时间")
_PRINTED = re.compile(r"(?:发布日期|发布时间|公开日期|更新日期|时间)[:：]?(.{0,24})")
_DATE_LINE = re.compile(
    r"\(?(20\d\d)(?:[年/.-](\d{1,2})[月/.-](\d{1,2})日?|年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日)\)?"
)

_WEIGHTS: Mapping[str, int] = {
    "title": 4,
    "period": 3,
    "preamble": 2,
    "section one": 1,
    "address": 1,
    "claim": 1,
    "publication": 1,
}
_TELLING = frozenset({"title", "period", "preamble", "address", "claim"})


@dataclass(frozen=True, slots=True)
class YearVote:
    """The report year and who said what.

    Attributes:
        year: None when nothing but the day of publication speaks.
        witnesses: (witness, year) in order of weight.
    """

    year: int | None
    witnesses: tuple[tuple[str, int], ...]

    @property
    def disagreement(self) -> str | None:
        """The witnesses that name another year, for a person; None when all that matter agree."""
        others = [f"{who} says {year}" for who, year in self.witnesses if who in _TELLING and year != self.year]
        return ", ".join(others) if others else None


def vote_on_year(
    title_year: int | None,
    stated_year: int | None,
    prose: str,
    sections: Sequence[Section],
    hints: Hints,
    published: date | None,
) -> YearVote:
    """Decides the report year.

    Args:
        title_year: year of the title.
        stated_year: year of the sentence that announces the report (现将…2019年度…报告如下).
        prose: folded text from the top into section one.
        sections: for the first year named in section one.
        hints: address and claim.
        published: day of publication.
    """
    heard = {
        "title": title_year,
        "period": period_year(prose),
        "preamble": stated_year,
        "section one": _first_year(sections),
        "address": _address_year(hints.url),
        "claim": hints.year,
        "publication": published.year - 1 if published else None,
    }
    witnesses = tuple((who, year) for who, year in heard.items() if year and FIRST_YEAR <= year <= LAST_YEAR)
    if not any(who != "publication" for who, _ in witnesses):
        return YearVote(None, witnesses)
    votes: Counter[int] = Counter()
    for who, year in witnesses:
        votes[year] += _WEIGHTS[who]
    # Counter keeps insertion order: on a tie the witness of greater weight wins.
    return YearVote(votes.most_common(1)[0][0], witnesses)


def period_year(prose: str) -> int | None:
    """Year of 自2019年1月1日起至12月31日止; None without such a sentence or when it spans several years."""
    for period in _PERIOD.finditer(prose[:8000]):
        if period[2] in (None, period[1]):
            return int(period[1])
    return None


def _first_year(sections: Sequence[Section]) -> int | None:
    text = next((section.text for section in sections if section.no == 1), "")
    # Mostly the first words name it, before anything that may be a citation.
    found = _FIRST_YEAR.search(_OPENS_CITATION.split(folded(text, 300), maxsplit=1)[0])
    found = found or _FIRST_YEAR.search(_CITED.sub("", folded(text, 3000)))
    return int(found[1]) if found else None


def _address_year(url: str | None) -> int | None:
    path = unquote(url or "")[:500]
    return next((int(found[1]) for pattern in _URL_YEARS if (found := pattern.search(path))), None)


def published_on(page: Page, opening: Opening, hints: Hints) -> date | None:
    """Day of publication: PubDate, panel, a printed 发布日期, the address, the list, then the date of the signature.

    Args:
        page: for meta tags and panel.
        opening: for the lines before the first section, and the last lines.
        hints: address and date of the list.
    """
    return next((day for day in _publication_days(page, opening, hints) if day), None)


def _publication_days(page: Page, opening: Opening, hints: Hints) -> Iterator[date | None]:
    names = [(folded(name, 40), folded(value, 200)) for name, value in page.meta]
    yield from (_day(value) for name, value in names if name.lower() == "pubdate")
    for wanted in _PUBLISHED:
        yield from (_day(value) for name, value in names if name == wanted)
    top = opening.top_lines
    yield from (_day(printed[1]) for line in top if len(line) < 200 and (printed := _PRINTED.search(line)))
    address = unquote(hints.url or "")[:500]
    yield from (_date_of(found) for pattern in _URL_DATES if (found := pattern.search(address)))
    yield hints.link_date
    for wanted in _WRITTEN:
        yield from (_day(value) for name, value in names if name == wanted)
    yield from (
        _date_of(found) for line in (*top, *reversed(opening.last_lines)) if (found := _DATE_LINE.fullmatch(line))
    )


def is_date_line(line: str) -> bool:
    """Whether a folded line is a date and nothing else, as under a signature."""
    return _DATE_LINE.fullmatch(line) is not None


def _day(text: str) -> date | None:
    found = _DATE.search(text)
    return _date_of(found) if found else None


def _date_of(found: re.Match[str]) -> date | None:
    year, month, day, *in_words = found.groups()
    if month is None:
        month, day = (chinese_number(word) for word in in_words)
    try:
        return date(int(year), int(month or 0), int(day or 0))
    except ValueError:
        return None
