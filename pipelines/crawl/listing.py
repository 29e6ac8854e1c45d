"""Pages of a list: what asks for the next one, and which links lead to a list below this one. Pure, no requests."""

import json
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urldefrag, urlsplit

from scrapy.http import HtmlResponse, TextResponse
from scrapy.utils.response import get_base_url

from pipelines.crawl.links import Link
from pipelines.crawl.titles import folded_title, leads_to_list
from pipelines.errors import GongkaiError

MAX_FOLDER_DEPTH = 2
"""Lists of years, and lists of departments within a year; deeper trees are other things."""
_FOLDER = re.compile(
    r"20\d\d年?|信息公开.{0,6}(?:年报|年度报告)|^(?:[市区县州旗]?直|[市区县州旗]?政府)?(?:部门|工作部门|单位)|乡镇|镇街|街道"
)


class ListingError(GongkaiError):
    """A list page is not what its family sends."""


@dataclass(frozen=True, slots=True)
class Further:
    """The request for a further page of a list.

    Attributes:
        url: address.
        form: url-encoded body of a POST, None for a GET.
    """

    url: str
    form: str | None = None

    @property
    def key(self) -> str:
        """What the archive knows the page by; a form stands behind the address like a fragment."""
        return self.url if self.form is None else f"{urldefrag(self.url).url}#{self.form}"


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page of one list.

    Attributes:
        further: how it is asked for.
        first: key of the list's first page.
        number: which page of the list it is, from 1.
        depth: how many lists lie above this one.
    """

    further: Further
    first: str
    number: int = 1
    depth: int = 0


def is_folder_below(link: Link, page_url: str) -> bool:
    """Whether a link leads to a list of a year or a kind of bodies inside the folder of a list page."""
    here, there = urlsplit(page_url), urlsplit(link.url)
    folder = here.path.rpartition("/")[0] + "/"
    inside = there.path.removeprefix(folder) if there.path.startswith(folder) else ""
    is_deeper = "/" in inside.rstrip("/") + ("/" if inside.endswith("/") else "")
    if folder == "/" or here.netloc != there.netloc or not is_deeper or not leads_to_list(link.url):
        return False
    return any(_FOLDER.search(folded_title(title)) for title in link.titles)


def html_page(page: TextResponse, markup: str) -> HtmlResponse:
    """Markup that a page carries inside, as a page of the same address."""
    return HtmlResponse(get_base_url(page), body=markup.encode(), encoding="utf-8")


def json_object(page: TextResponse) -> dict[str, Any]:
    """The JSON object that an interface answers with.

    Raises:
        ListingError: it answers with something else.
    """
    try:
        value = json.loads(page.text)
    except (ValueError, RecursionError) as error:
        raise ListingError(f"a JSON object is expected: {error}") from None
    if not isinstance(value, dict):
        raise ListingError(f"a JSON object is expected, found a {type(value).__name__}")
    return value
