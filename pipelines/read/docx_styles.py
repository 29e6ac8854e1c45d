"""What paragraph styles of a Word file say about structure: heading levels and lists.

Comes in: the style part. Goes out: for each style its heading level and its list, inherited ones included.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

_LONGEST_CHAIN = 20
_BODY_LEVEL = 9


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style.

    Attributes:
        heading_level: 1-6, None for body text.
        list_id: the list that numbers its paragraphs, None without one.
        list_level: level in that list, 0 is the outermost.
    """

    heading_level: int | None = None
    list_id: str | None = None
    list_level: int = 0


def read_styles(root: etree._Element | None, namespace: str) -> Mapping[str, Style]:
    """Styles by their id; none without a style part."""
    if root is None:
        return {}
    elements = {
        element.get(f"{{{namespace}}}styleId", ""): element for element in root.findall(f"{{{namespace}}}style")
    }
    return {name: _style(name, elements, namespace) for name in elements}


def heading_level(properties: etree._Element | None, namespace: str) -> int | None:
    """The level that the properties of a paragraph or style set themselves, 0 for explicit body text."""
    outline = None if properties is None else properties.find(f"{{{namespace}}}outlineLvl")
    text = "" if outline is None else outline.get(f"{{{namespace}}}val", "")
    if not text.isdecimal():
        return None
    return 0 if int(text) >= _BODY_LEVEL else min(int(text) + 1, 6)


def list_place(properties: etree._Element | None, namespace: str) -> tuple[str | None, str | None]:
    """List and level that the properties set themselves, each None where they do not. List 0 is no list."""
    place = None if properties is None else properties.find(f"{{{namespace}}}numPr")
    if place is None:
        return None, None
    list_id, level = place.find(f"{{{namespace}}}numId"), place.find(f"{{{namespace}}}ilvl")
    value = f"{{{namespace}}}val"
    return (None if list_id is None else list_id.get(value)), (None if level is None else level.get(value))


def _style(name: str, elements: Mapping[str, etree._Element], namespace: str) -> Style:
    level: int | None = None
    list_id: str | None = None
    list_level: str | None = None
    for _ in range(_LONGEST_CHAIN):
        element = elements.get(name)
        if element is None:
            break
        properties = element.find(f"{{{namespace}}}pPr")
        level = heading_level(properties, namespace) if level is None else level
        own_list, own_level = list_place(properties, namespace)
        list_id = own_list if list_id is None else list_id
        list_level = own_level if list_level is None else list_level
        based_on = element.find(f"{{{namespace}}}basedOn")
        name = "" if based_on is None else based_on.get(f"{{{namespace}}}val", "")
    depth = int(list_level) if list_level is not None and list_level.isdecimal() and len(list_level) < 3 else 0
    return Style(level or None, list_id, depth)
