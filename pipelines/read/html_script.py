"""Content that a page carries in its scripts as JSON, for the browser to show -> markup.

In: the text of a script, or a whole document that is JSON, as interfaces answer. Out: the strings of markup inside,
with the title beside each. The one idea: only JSON is read (`DETAIL: {"title": …, "content": "<p>…"}` of 广东 gkmlpt,
the state that a Vue application starts with), nothing is run, and which key holds the text is told by the markup in it,
never by the key's name.
"""

import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

MAX_SCRIPT_LENGTH = 16 * 2**20
_MAX_ATTEMPTS = 200
_MAX_EFFORT = 4
"""How many times over a script may be read in vain, since every brace could begin a value."""
_MAX_VALUES = 100_000
_MAX_STRINGS = 100
_LONGEST_TITLE = 300

_VALUE = re.compile(r"(?:[=:(,]|^)\s*(?=[{\[]\s*[\"{\[])")
_MAYBE_MARKUP = re.compile(r"(?:<|\\u003c)(?:table|p|div|span)\b", re.IGNORECASE)
_MARKUP = re.compile(r"<(?:table|p|div)\b[^<>]{0,2000}>", re.IGNORECASE)
_DECODER = json.JSONDecoder(strict=False)


class Embedded(NamedTuple):
    """Markup found in JSON.

    Attributes:
        markup: HTML, not a whole page.
        title: the `title` of the object that holds it, None when it has none.
    """

    markup: str
    title: str | None


def embedded_in_script(text: str) -> Iterator[tuple[Embedded, ...]]:
    """The markup inside each JSON value that a script assigns; values without any are left out."""
    if len(text) > MAX_SCRIPT_LENGTH or not _MAYBE_MARKUP.search(text):
        return
    position, effort = 0, _MAX_EFFORT * len(text)
    for _ in range(_MAX_ATTEMPTS):
        found = _VALUE.search(text, position)
        if not found or effort <= 0:
            return
        begin = found.end()
        try:
            value, position = _DECODER.raw_decode(text, begin)
        except RecursionError:
            return
        except json.JSONDecodeError as error:
            # JavaScript that is no JSON: what stands inside may be.
            effort -= error.pos - begin + 1
            position = begin + 1
            continue
        if strings := tuple(islice(_strings(value), _MAX_STRINGS)):
            yield strings


def embedded_in_json(text: str) -> tuple[Embedded, ...]:
    """The markup inside a document that is JSON as a whole; nothing for every other document."""
    if len(text) > MAX_SCRIPT_LENGTH or text.lstrip("\ufeff \t\r\n")[:1] not in {"{", "["}:
        return ()
    try:
        value = json.loads(text.lstrip("\ufeff"), strict=False)
    except (ValueError, RecursionError):
        return ()
    return tuple(islice(_strings(value), _MAX_STRINGS))


def _strings(value: object) -> Iterator[Embedded]:
    """The markup inside a value, in reading order, each string once."""
    seen: set[str] = set()
    waiting: list[tuple[object, str | None]] = [(value, None)]
    for _ in range(_MAX_VALUES):
        if not waiting:
            return
        value, title = waiting.pop()
        if isinstance(value, dict):
            named = value.get("title")
            own = " ".join(named.split())[:_LONGEST_TITLE] or None if isinstance(named, str) else None
            waiting.extend((each, own) for each in reversed(value.values()))
        elif isinstance(value, list):
            waiting.extend((each, title) for each in reversed(value))
        elif isinstance(value, str) and value not in seen and _MARKUP.search(value):
            seen.add(value)
            yield Embedded(value, title)
