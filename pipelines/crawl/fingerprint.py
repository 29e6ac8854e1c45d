"""Which content management system made a page: told by what its addresses and scripts look like. Pure, no requests.

In: address and markup of a page. Out: the family with the marks that speak for it. A mark in the page's own address
weighs more than the same mark in its markup, since pages link to other sites.
"""

import re
from dataclasses import dataclass

MAX_LENGTH = 2 * 2**20
GENERIC = "generic"

_MARKS: dict[str, tuple[tuple[re.Pattern[str], int], ...]] = {
    family: tuple((re.compile(pattern), weight) for pattern, weight in marks)
    for family, marks in {
        "xxgk": ((r"/module/xxgk/xxgkAnnualReport\.jsp", 9),),
        "gkmlpt": ((r"/gkmlpt/(?:annualreport|index|api/all|content|policy|guide)", 6),),
        "openness": ((r"/Openness(?:Content|AnnualReport)/show", 6),),
        "lonsun": ((r"/public/column/\d+\?", 4), (r"/site/label/8888", 5), (r"publicInfoList", 3)),
        "epoint": ((r"frontAppCustomAction/getPageInfoList", 7), (r"EpointWebBuilder|EWB-FRONT|webbuildermis", 4)),
        "jpaas": ((r"/api-gateway/jpaas-publish-server/", 7), (r"/art/20\d\d/art_[0-9a-f]{32}\.html", 3)),
        "jcms": (
            (r"jpage/(?:more\w{0,10})?dataproxy\.jsp", 5),
            (r"<datastore>", 3),
            (r"/art/20\d\d/\d{1,2}/\d{1,2}/art_\d+_\d+\.html", 3),
            (r"/col/col\d+/", 2),
        ),
        "ucap": (
            (r"column-index-\d+\.shtml", 5),
            (r"/20\d{4}/[0-9a-f]{32}\.shtml", 3),
            (r"UCAPCONTENT|UCAPTITLE", 4),
            (r"createPageHTML\(\s*['\"][^'\"]{1,60}['\"]\s*,\s*\d+\s*,\s*1\s*,[^()]{1,80}shtml", 4),
        ),
        "trs": (
            (r"createPageHTML\(\s*(?:\d+|countPage)\s*,\s*(?:0|currentPage)\s*,", 5),
            (r"/t20\d{6}_\d+\.s?html?", 3),
            (r"TRS_Editor|TRS_UEDITOR|trs_paper_default|trs_editor_view", 3),
        ),
    }.items()
}


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What a page was recognised by.

    Attributes:
        family: CMS family, `generic` when nothing speaks for one.
        marks: what speaks for it, as found, in the order of their weight.
    """

    family: str
    marks: tuple[str, ...] = ()


def fingerprint(url: str, markup: str) -> Fingerprint:
    """The family of a page; of several the one with the most weight, the rarer sign first.

    Args:
        url: where the page was; empty for a saved page.
        markup: the page, of which the first `MAX_LENGTH` characters are looked at.
    """
    markup = markup[:MAX_LENGTH]
    best, best_weight = Fingerprint(GENERIC), 2
    for family, marks in _MARKS.items():
        weight, found = 0, list[str]()
        for pattern, value in marks:
            in_address, in_page = pattern.search(url), pattern.search(markup)
            if hit := in_address or in_page:
                weight += 2 * value if in_address else value
                found.append(hit[0][:120])
        if weight > best_weight:
            best, best_weight = Fingerprint(family, tuple(found)), weight
    return best
