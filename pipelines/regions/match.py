"""From an agency's name to its division: decided by what is written, or not at all.

Comes in: the name as the document has it, the report year, and the surroundings (the site's own code, the portal's
code, the report's prose). Goes out: a `Place`. The one idea to know: the name decides; where several regions share the
name, or it is relative (区统计局), the surroundings may decide between what the name allows, and where they do not the
code is None.

Algorithm: domain 4.4. A unique whole name is enough alone. A site that is not above it is recorded, not obeyed: portals
publish for their neighbours.
"""

import re
import unicodedata
from dataclasses import dataclass

from pipelines.regions.codes import CENTRAL_ADCODE, Region, ancestors, children, is_within, region_at_or_after
from pipelines.regions.kinds import CENTRAL_WITH_BRANCHES, kind_of
from pipelines.regions.names import LONGEST_NAME, Walk, contradicts, ever_named, walk, whole_name, written_forms

PROSE_SEARCHED = 20_000
_FOREWORD = re.compile(
    rf"中共|(?P<centre>{CENTRAL_WITH_BRANCHES})(?=.)|中华人民共和国(?=.)|国家(?=[一-鿿]{{2,8}}调查队)"
)
_RELATIVE = re.compile(r"(?P<unit>[省市州盟县区旗])(?!场|容|域|属|块|政(?!府|务|法|协)|民(?!政|族|宗|兵))")
_BRANCH = re.compile(r".{2,24}?(?:局|委|委员会|中心|支队)(?P<served>[一-鿿]{2,10}?)(?:分局|大队|分中心)")
_LEVEL_OF_UNIT = {
    "省": "province",
    "州": "prefecture",
    "盟": "prefecture",
    "县": "county",
    "区": "county",
    "旗": "county",
}
_UNITS_OF_LEVEL = {
    "省": ("province",),
    "市": ("prefecture", "county"),
    "州": ("prefecture",),
    "盟": ("prefecture",),
    "县": ("county",),
    "区": ("county",),
    "旗": ("county",),
}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known beside the name: evidence between what the name allows, never more.

    Attributes:
        site_adcode: first six digits of the site's SiteIDCode.
        portal_adcode: division code of the portal that published it.
        prose: text of the report, folded (NFKC, no white space); the first 20,000 characters are searched.
    """

    site_adcode: str | None = None
    portal_adcode: str | None = None
    prose: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an agency belongs.

    Attributes:
        adcode: code in force in the report year, `000000` for the centre, None where it is not decided.
        level: `central`, `province`, `prefecture`, `county`, `township`, or None. Zones have none.
        kind: as `Identity.kind`.
        evidence: what decided, or why nothing could, for a person.
        site_differs: the site or portal is neither the region nor above it.
        region_name: official name of the region, None without a code.
    """

    adcode: str | None
    level: str | None
    kind: str | None
    evidence: str
    site_differs: bool = False
    region_name: str | None = None


def locate(agency: str, year: int, around: Surroundings) -> Place:
    """The place of an agency in a report year.

    Args:
        agency: name as the document has it; white space and width do not matter.
        year: report year.
        around: evidence for names that several regions share.
    """
    name = re.sub(r"\s+", "", unicodedata.normalize("NFKC", agency))[:60]
    foreword = _FOREWORD.match(name)
    body = name[foreword.end() :] if foreword else name
    walked = walk(body, year)
    kind = kind_of(name if foreword else body, walked.rest, has_region=bool(walked.steps))
    if foreword and walked.steps and foreword["centre"]:
        kind = "vertical"
    elif foreword and walked.steps and kind in (None, "state_council_dept"):
        kind = kind_of(name, name, has_region=False)
    if kind == "state_council_dept":
        return Place(CENTRAL_ADCODE, "central", kind, "a department of the State Council by its name")
    if walked.steps:
        return _named(walked, kind, year, around)
    return _unnamed(body, kind, year, around)


def _named(walked: Walk, kind: str | None, year: int, around: Surroundings) -> Place:
    """A name that begins with regions."""
    written = "".join(step.text for step in walked.steps)
    if contradicts(walked.rest, year):
        return Place(None, _level_without_region(kind, ""), kind, f"{written} and {walked.rest} contradict each other")
    found, why = walked.candidates, f"{written} is unique in {year}"
    is_stem = walked.steps[-1].is_stem and len(walked.steps) == 1
    if len(found) > 1 or (is_stem and _outside(found, year, around)):
        shared = found
        found, why = _narrowed(found, year, around)
        why = why or f"{written} can mean {', '.join(region.adcode for region in shared)}; nothing decides"
    if len(found) != 1:
        return Place(None, _level_without_region(kind, walked.steps[-1].text), kind, why)
    region = _served_by_branch(walked.rest, found[0], kind, year)
    if kind == "township" and not _holds_townships(region, year):
        return Place(None, "township", kind, f"{walked.rest} lies in {region.region_name}, its county is not named")
    if kind in ("functional_zone", "enterprise") and region.level == "province" and walked.steps[-1].is_stem:
        return Place(None, None, kind, f"{written} names no host city")
    return _placed(region, kind, why, year, around)


def _placed(region: Region, kind: str | None, why: str, year: int, around: Surroundings) -> Place:
    level = {"township": "township", "functional_zone": None}.get(kind or "", region.level)
    return Place(region.adcode, level, kind, why, _outside((region,), year, around), region.region_name)


def _unnamed(name: str, kind: str | None, year: int, around: Surroundings) -> Place:
    """A relative name (区统计局), a township's or a department's bare name, or a name of no region known."""
    relative = _RELATIVE.match(name)
    unit = relative["unit"] if relative else ""
    level = _level_without_region(kind, unit or name)
    mentioned = _mentioned_with(name, unit, year, around)
    if len(mentioned) == 1:
        return _placed(
            mentioned[0], kind, f"the report itself calls it {mentioned[0].region_name} …{name}", year, around
        )
    homes = [] if mentioned else _homes(year, around)
    if unit:
        homes = [r for r in homes if r.level in _UNITS_OF_LEVEL[unit] and r.region_name.endswith(unit)]
    elif kind in ("township", "department", "vertical", "mass_org"):
        homes = [r for r in homes if _holds_townships(r, year)]
    else:
        homes = [r for r in homes if _differs_by_one(name, r.region_name)]
    if len(homes) == 1:
        return _placed(homes[0], kind, f"the site belongs to {homes[0].region_name}", year, around)
    return Place(None, level, kind, f"{name} names no region in force in {year}, and nothing else decides")


def _homes(year: int, around: Surroundings) -> list[Region]:
    """The regions of the portal and the site, each once."""
    codes = dict.fromkeys(code for code in (around.portal_adcode, around.site_adcode) if code)
    return [region for code in codes if (region := region_at_or_after(code, year))]


def _outside(found: tuple[Region, ...], year: int, around: Surroundings) -> bool:
    """Whether the site or the portal belongs to a region that holds none of the candidates."""
    return any(not any(is_within(region, home.adcode, year) for region in found) for home in _homes(year, around))


def _narrowed(found: tuple[Region, ...], year: int, around: Surroundings) -> tuple[tuple[Region, ...], str]:
    """What the evidence leaves of several candidates; every piece must agree."""
    pieces = [
        (f"site or portal {home.adcode}", {region for region in found if is_within(region, home.adcode, year)})
        for home in _homes(year, around)
    ]
    if qualified := _qualified(found, year, around):
        pieces.append(("the report's own words", qualified))
    if not pieces:
        return (), ""
    left = set.intersection(*(kept for _, kept in pieces))
    return tuple(left), f"decided by {' and '.join(label for label, _ in pieces)}" if len(left) == 1 else ""


def _qualified(found: tuple[Region, ...], year: int, around: Surroundings) -> set[Region]:
    """Candidates that the report names together with a region above them: 昆明市五华区."""
    prose = around.prose[:PROSE_SEARCHED]
    return {
        region
        for region in found
        for above in ancestors(region, year)
        for form in written_forms(above)
        if form + region.region_name in prose
    }


def _mentioned_with(name: str, unit: str, year: int, around: Surroundings) -> list[Region]:
    """Regions that the report writes directly before the name, or around the unit it begins with.

    衢江区 in 衢州市衢江区湖南镇 for 湖南镇; 岱岳区 in 岱岳区统计局 for 区统计局.
    """
    prose = around.prose[:PROSE_SEARCHED]
    found: set[Region] = set()
    at = prose.find(name)
    while at >= 0:
        end = at + len(unit)
        named = next(
            (r for n in range(LONGEST_NAME, 1, -1) if n <= end and (r := whole_name(prose[end - n : end], year))), ()
        )
        if len(named) > 1:
            named = tuple(region for region in named if _is_preceded(prose[:end], region, year)) or named
        found.update(region for region in named if unit or _holds_townships(region, year))
        at = prose.find(name, at + 1)
    return sorted(found, key=lambda region: region.adcode)


def _is_preceded(prose: str, region: Region, year: int) -> bool:
    return any(
        prose.endswith(form + region.region_name) for above in ancestors(region, year) for form in written_forms(above)
    )


def _served_by_branch(rest: str, region: Region, kind: str | None, year: int) -> Region:
    """鄂州市自然资源和规划局鄂城分局 belongs to the city's bureau but serves 鄂城区, whose county reports it."""
    branch = _BRANCH.fullmatch(rest) if kind == "department" else None
    if not branch:
        return region
    served = [below for below in children(region.adcode, year) if branch["served"] in written_forms(below)]
    return served[0] if len(served) == 1 else region


def _holds_townships(region: Region, year: int) -> bool:
    """Counties, and prefectures without counties (东莞, 中山, 嘉峪关, 儋州)."""
    return region.level == "county" or (region.level == "prefecture" and not children(region.adcode, year))


def _differs_by_one(name: str, official: str) -> bool:
    """A single misread character in a name that no region ever had (沐阳县 for 沭阳县)."""
    print_ = name[: len(official)]
    wrong = sum(a != b for a, b in zip(print_, official, strict=False))
    return len(print_) == len(official) >= 3 and wrong == 1 and print_[-1] == official[-1] and not ever_named(print_)


def _level_without_region(kind: str | None, print_: str) -> str | None:
    """What the name alone says about the level; a 市 may be a prefecture or a county."""
    if kind == "township":
        return "township"
    if kind == "functional_zone":
        return None
    government = re.match(r".*?(自治[区州县旗]|[省州盟县区旗])(?=(?:人民)?政府|$)", print_)
    if not government:
        return _LEVEL_OF_UNIT.get(print_[:1])
    unit = government[1]
    return "province" if unit == "自治区" else _LEVEL_OF_UNIT[unit[-1]]
