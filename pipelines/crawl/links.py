"""What a fetched page links to: titles with dates on a list page, files on an article page. Pure, no requests."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from lxml.html import HtmlElement
from scrapy.http import TextResponse
from scrapy.utils.response import get_base_url

from pipelines.crawl.titles import MAX_TITLE_LENGTH
from pipelines.read.html_script import embedded_in_script

DOCUMENT_SUFFIXES = (".pdf", ".doc", ".docx", ".wps", ".txt", ".rtf", ".ofd")
_MAX_LINKS = 5000
_MAX_TEXT_PIECES = 200
_ANCESTORS_LOOKED_AT = 3
_MAX_NODES_AROUND = 60
_MIN_TABLE_CELLS = 30
_MIN_PROSE = 300
_SESSION_ID = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/?#;]*", re.IGNORECASE)
_DATE = re.compile(r"(20\d\d)\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})")
_ELLIPSIS = re.compile(r"(?:\.{2,}|…+|·{2,})$")
_TRAILING_DATE = re.compile(r"[\[(（【]?\s*20\d\d\s*[-./年]\s*\d{1,2}\s*[-./月]\s*\d{1,2}\s*日?\s*[\])）】]?\s*$")


@dataclass(frozen=True, slots=True)
class Link:
    """A link on a page.

    Attributes:
        url: absolute, without fragment and session id.
        titles: what names the target: title attribute and text, without a text that is only the attribute cut short.
        printed_on: date printed beside the link.
    """

    url: str
    titles: tuple[str, ...]
    printed_on: date | None = None


def page_links(response: TextResponse) -> Iterator[Link]:
    """All links of a page to http and https, in order, at most 5000; unreadable addresses are left out."""
    for anchor in elements(response, "//a[@href]"):
        url = absolute_url(response, anchor.get("href", ""))
        if url:
            yield Link(url, _titles(anchor), _date_beside(anchor))


def elements(response: TextResponse, path: str) -> Iterator[HtmlElement]:
    """The elements of a page that an XPath finds, at most 5000: a page is as long as its author likes."""
    return (node.root for node in response.xpath(f"({path})[position() <= {_MAX_LINKS}]"))


def absolute_url(response: TextResponse, address: str) -> str | None:
    """The absolute form of a link's address; None for scripts, mail and what is no address."""
    address = address.strip()
    if not address or address.startswith(("#", "javascript:", "mailto:", "tel:")):
        return None
    try:
        url = _SESSION_ID.sub("", urldefrag(urljoin(get_base_url(response), address)).url)
        return url if urlsplit(url).scheme in {"http", "https"} and urlsplit(url).hostname else None
    except ValueError:
        return None


def is_document_url(url: str) -> bool:
    """Whether an address names a file that can be a report by itself."""
    parts = urlsplit(url)
    return unquote(parts.path).lower().endswith(DOCUMENT_SUFFIXES) or parts.query.lower().endswith(DOCUMENT_SUFFIXES)


def attachments(response: TextResponse) -> tuple[Link, ...]:
    """Links of an article page to files, each address once."""
    files = {link.url: link for link in reversed(list(page_links(response))) if is_document_url(link.url)}
    return tuple(reversed(files.values()))


def script_markup(response: TextResponse) -> Iterator[str]:
    """Markup that the scripts of a page carry as JSON, one text per value; what the reader of documents reads, too."""
    for script in elements(response, "//script"):
        for embedded in embedded_in_script(script.text or ""):
            yield "".join(each.markup for each in embedded)


def holds_table(response: TextResponse) -> bool:
    """Whether a page holds a table of the size of a statutory one: table four alone has 15 cells under 22 headers."""
    return float(response.xpath("count(//td)").get() or 0) >= _MIN_TABLE_CELLS


def holds_prose(response: TextResponse) -> bool:
    """Whether a page has running text of its own, so that it is a document beside its attachment."""
    paragraphs = (text_of(paragraph).strip() for paragraph in elements(response, "//p"))
    return sum(len(text) for text in paragraphs if len(text) >= 40) >= _MIN_PROSE


def text_of(element: HtmlElement) -> str:
    """Text of an element, at most its first pieces: a page may nest a million of them."""
    return "".join(islice(element.itertext(), _MAX_TEXT_PIECES))


def _titles(anchor: HtmlElement) -> tuple[str, ...]:
    text = _TRAILING_DATE.sub("", " ".join(text_of(anchor)[: 2 * MAX_TITLE_LENGTH].split())).rstrip()
    attribute = " ".join(anchor.get("title", "")[: 2 * MAX_TITLE_LENGTH].split())
    # Lists cut long titles: 鄂城区人民政府2019年政府信…, and the title attribute holds the whole.
    if attribute.startswith(_ELLIPSIS.sub("", text)):
        text = ""
    return tuple(dict.fromkeys(title[:MAX_TITLE_LENGTH] for title in (attribute, text) if title))


def _date_beside(anchor: HtmlElement) -> date | None:
    """The first date in the smallest element around the link that holds one, as long as it holds no other link."""
    for around in (anchor, *islice(anchor.iterancestors(), _ANCESTORS_LOOKED_AT)):
        nodes = list(islice(around.iter(), _MAX_NODES_AROUND + 1))
        targets = {node.get("href") for node in nodes if node.tag == "a" and node.get("href")}
        if len(nodes) > _MAX_NODES_AROUND or len(targets) > 1:
            return None
        text = text_of(around)
        if len(text) > MAX_TITLE_LENGTH:
            return None
        is_part_of_title = around is anchor and not _TRAILING_DATE.search(text)
        if (found := _DATE.search(text)) and not is_part_of_title:
            return _as_date(found)
    return None


def _as_date(found: re.Match[str]) -> date | None:
    year, month, day = map(int, found.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None
