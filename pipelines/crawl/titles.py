"""Which links are annual reports: decided by the title, before anything is fetched.

Reports are 政府信息公开工作年度报告 in many wordings. Look-alikes stand on the same lists: reports on law-based
government, yearly statistics of the website, explanations and pictures of a report, notices about writing one
(domain, 4.3).
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

MAX_TITLE_LENGTH = 300

_YEAR = r"(?:20\d\d|二[〇○零O0][〇○零一二三四五六七八九O0]{2})"
_REPORT = re.compile(
    r"信息公开[^,。;]{0,12}(?:年报|年度[^,。;]{0,8}报告)"
    rf"|信息公开[^,。;]{{0,6}}{_YEAR}[^,。;]{{0,10}}(?:报告|年报)"
    rf"|{_YEAR}(?:年度|年)[^,。;]{{0,40}}信息公开[^,。;]{{0,10}}(?:报告|年报)"
)
_LOOK_ALIKE = re.compile(
    r"法治政府|依法行政|网站(?:监管|工作)?(?:年度|年)?(?:工作)?(?:报表|年报|年度报告)|解读|图解|图说|一图|长图|图片版|"
    r"要点|指南|目录|汇总|考核|评估报告|第三方|半年|季度|上半年|下半年|征求意见|"
    r"关于(?:做好|开展|报送|编制|编写|印发|切实做好|认真做好).{0,60}(?:通知|函)|(?:通知|函|模板|格式)$"
)
_HAS_YEAR = re.compile(_YEAR)
_LIST_PAGE = re.compile(
    r"(?:^|/)(?:index|list|default|column-index-\d+)?(?:_\d+)?(?:\.s?html?|\.jsp|\.aspx?|\.php)?$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class TitleRule:
    """The title rule of one portal.

    Attributes:
        include: patterns of the portal's YAML; a title they find is a report even if it looks like none.
        exclude: patterns of the portal's YAML; a title they find is never a report.
    """

    include: tuple[re.Pattern[str], ...] = ()
    exclude: tuple[re.Pattern[str], ...] = ()

    def accepts(self, title: str, url: str = "") -> bool:
        """Whether a link with this title leads to an annual report.

        Args:
            title: text or title attribute of the link.
            url: where it leads. A title without a year (政府信息公开年报) is also the name of a column on every page
                of a site, so such a link counts only when it does not lead to a list page.
        """
        folded = folded_title(title)
        if not folded or _finds(self.exclude, folded):
            return False
        if _finds(self.include, folded):
            return True
        if _LOOK_ALIKE.search(folded) or not _REPORT.search(folded):
            return False
        return bool(_HAS_YEAR.search(folded)) or not leads_to_list(url)


def title_rule(include: Iterable[str], exclude: Iterable[str]) -> TitleRule:
    """The rule with a portal's own patterns."""
    return TitleRule(tuple(map(re.compile, include)), tuple(map(re.compile, exclude)))


def folded_title(title: str) -> str:
    """NFKC without white space and invisible characters, at most `MAX_TITLE_LENGTH` characters."""
    folded = unicodedata.normalize("NFKC", title[: 2 * MAX_TITLE_LENGTH])
    return "".join(sign for sign in folded if sign.isprintable() and not sign.isspace())[:MAX_TITLE_LENGTH]


def leads_to_list(url: str) -> bool:
    """Whether an address has the shape of a list page: a folder or its index."""
    parts = urlsplit(url)
    return not parts.query and bool(_LIST_PAGE.search(parts.path or "/"))


def _finds(patterns: tuple[re.Pattern[str], ...], title: str) -> bool:
    return any(pattern.search(title) for pattern in patterns)
