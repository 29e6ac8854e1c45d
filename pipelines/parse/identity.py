"""Who reports, for which year, from where, when and for whom.

Comes in: a `Page`, its sections and what is known from outside. Goes out: an `Identity` and what could not be decided.
The one idea: what the document says decides, hints only decide between what it leaves open, and what stays open is None
with an issue, never a guess.
"""

import re
from dataclasses import replace

from pipelines.model import Hints, Identity, Issue, Page, Section
from pipelines.parse.agencies import Naming, announced_title, find_titles, namings
from pipelines.parse.dates import YearVote, published_on, vote_on_year
from pipelines.parse.opening import Opening, read_opening, whole_prose
from pipelines.regions.match import Place, Surroundings, locate

_SITE_CODE = re.compile(r"(\d{6})\d{4}")
_RELATIVE = re.compile(r"[省市州盟县区旗](?!场|容|域|属)")
# Division codes change from year to year; without a year a code counts only where all of these agree.
_YEARS_TO_AGREE = (2015, 2019, 2024)

_OWN_KINDS = frozenset(
    {"government_office", "department", "township", "vertical", "state_council_dept", "mass_org", "enterprise"}
)
_REGION_WIDE = re.compile(
    r"全[省市州盟县区旗](?:共有)?(?:各级|各镇|各乡|各街道|所有行政机关|行政机关|政府系统)|所属各级|各级(?:人民政府|行政机关|政府)|"
    r"(?:汇总|综合|包括|涵盖)[^。]{0,40}(?:乡镇|镇街|街道|镇乡|县区|区县|县市|下级|各县|各区)"
)
_GOVERNMENT_WIDE = re.compile(
    r"[区市县州旗省](?:级|直)(?:各)?(?:部门|单位|机关)|[区市县州旗省]直|各部门|各(?:有关)?单位|(?:政府|区|县|市)(?:及其|及|和)(?:所属|工作)?部门|"
    r"全[省市州盟县区旗]|我[省市州盟县区旗]|汇总|本级"
)
_OWN_ONLY = re.compile(r"代表[省市区县州]政府|本机关|[我本][办厅局]|本单位")


def identify(page: Page, sections: tuple[Section, ...], hints: Hints) -> tuple[Identity, tuple[Issue, ...]]:
    """Reads the identity of a report.

    Args:
        page: the document.
        sections: its sections, for what stands before the first one and the first year named in section one.
        hints: what is known from outside; evidence, never proof.

    Returns:
        The identity, with None for whatever is not decided, and the issues `agency_unknown`, `agency_claimed`,
        `year_unknown`, `year_disagreement`, `adcode_undecided`, `site_region_mismatch`.
    """
    opening = read_opening(page, sections)
    titles = find_titles(page, opening, hints)
    announced = announced_title(opening)
    published = published_on(page, opening, hints)
    vote = vote_on_year(
        titles.best.year if titles.best else None,
        announced.year if announced else None,
        opening.prose,
        sections,
        hints,
        published,
    )
    naming = next(namings(page, opening, titles, announced, hints), None)
    place = _place(naming, vote.year, page, hints)
    identity = Identity(
        agency=_full_name(naming, place),
        adcode=place.adcode if place else None,
        year=vote.year,
        title=titles.best.text if titles.best else None,
        published_on=published,
        level=place.level if place else None,
        kind=place.kind if place else None,
        scope=_scope(place, opening),
    )
    return identity, _issues(naming, place, vote, hints)


def _place(naming: Naming | None, year: int | None, page: Page, hints: Hints) -> Place | None:
    if naming is None:
        return None
    around = Surroundings(_site_adcode(page), hints.portal_adcode)
    if year is not None:
        place = locate(naming.name, year, around)
        return place if place.adcode else locate(naming.name, year, replace(around, prose=whole_prose(page)))
    places = [locate(naming.name, some_year, around) for some_year in _YEARS_TO_AGREE]
    if len({place.adcode for place in places}) == 1:
        return places[0]
    return Place(
        None, places[-1].level, places[-1].kind, f"the report year is unknown and the code of {naming.name} changed"
    )


def _site_adcode(page: Page) -> str | None:
    """Division code of the site, the first six digits of its SiteIDCode; the site's region, not the agency's."""
    code = next((value for name, value in page.meta if name.strip().lower() == "siteidcode"), "")
    found = _SITE_CODE.fullmatch(code.strip())
    return found[1] if found else None


def _full_name(naming: Naming | None, place: Place | None) -> str | None:
    """The name as printed; a relative one (区统计局) with its region in place of the unit, where that is known."""
    if naming is None:
        return None
    region = place.region_name if place else None
    if region and _RELATIVE.match(naming.name) and region.endswith(naming.name[0]):
        return region + naming.name[1:]
    return naming.name


def _scope(place: Place | None, opening: Opening) -> str:
    """Whose figures the report holds (domain, 2.3); only governments report for others than themselves."""
    if place is None or place.kind is None:
        return "unknown"
    if place.kind in _OWN_KINDS:
        return "own_organ"
    if place.kind == "functional_zone":
        return "government_aggregate" if "汇总" in opening.prose else "unknown"
    if _REGION_WIDE.search(opening.prose):
        return "region_aggregate"
    if _GOVERNMENT_WIDE.search(opening.prose):
        return "government_aggregate"
    return "own_organ" if _OWN_ONLY.search(opening.prose) else "unknown"


def _issues(naming: Naming | None, place: Place | None, vote: YearVote, hints: Hints) -> tuple[Issue, ...]:
    issues: list[Issue] = []
    if naming is None:
        issues.append(
            Issue("agency_unknown", "agency", "neither title, preamble, signature nor panel names the agency")
        )
    elif naming.source == "claim":
        issues.append(Issue("agency_claimed", "agency", f"only the person who gave the file says {naming.name}"))
    if vote.year is None:
        issues.append(
            Issue("year_unknown", "year", "neither title, period, preamble nor section one names the report year")
        )
    elif vote.disagreement:
        issues.append(Issue("year_disagreement", "year", f"taken for {vote.year}, but {vote.disagreement}"))
    if place is not None and place.adcode is None:
        issues.append(Issue("adcode_undecided", "adcode", place.evidence))
    if place is not None and place.site_differs:
        where = f"portal {hints.portal_adcode}" if hints.portal_adcode else "the site's code"
        issues.append(Issue("site_region_mismatch", "adcode", f"{place.adcode} by its name, but {where} is elsewhere"))
    return tuple(issues)
