"""The prose of a report, made comparable with the prose of all others.

In: sections and identity of a report. Out: its `ProseSignature`, or None without prose. The one idea: a copied report
differs from its source in names, numbers and dates, so these are masked before anything is compared; and documents are
compared by signatures of a fixed size, made once, when a document is parsed.
"""

import hashlib
import re
import struct
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from operator import add

from rensa import RMinHash

from pipelines.model import Identity, ProseSignature, Section
from pipelines.parse.quantities import NUMERALS
from pipelines.parse.titles import unspaced
from pipelines.regions.codes import load_regions
from pipelines.regions.names import walk

PROSE_SECTIONS = frozenset({1, 5, 6})
"""Sections that bodies write themselves; the others hold the tables of the form."""

SIGNATURE_SIZE = 128
"""Values of a signature: a similarity of 0.9 is measured to 0.03."""

BAND_SIZE = 8

ALGORITHM = f"{RMinHash.ALGORITHM_VERSION}-{SIGNATURE_SIZE}"
"""Signatures of different algorithms cannot be compared."""

_SHINGLE = 4
_WINDOW = 3 * _SHINGLE
"""Bytes of a shingle without digits and Latin letters in UTF-8."""

_AT_ONCE = 64
_SEED = 1
_RECENT_YEAR = 2022
_NAME = "某"
_NUMBER = "数"
# Begins with one set, which the engine skips to. In Chinese a number begins where no digit stands before it.
_COUNTED = re.compile(
    rf"([0-9{NUMERALS}](?:(?<=[0-9])[0-9]*(?:[.,][0-9]+)*|"
    rf"(?<=[{NUMERALS}])(?<![{NUMERALS}]{{2}})[{NUMERALS}]*+[余多]?(?=[件条次个场期份人名篇家项起批元])))"
)
_CUT = "\n"
# Marks that prose is full of; replacing each is faster than searching for all of them.
_COMMON_MARKS = ",。、;:《》“”()"
_MARK = re.compile(rf"[^0-9A-Za-z一-鿿{_CUT}]")
_LATIN = re.compile(r"[0-9A-Za-z][0-9A-Za-z]*")
_UNITS = "省市县区旗州盟"
_JOINING = frozenset(("", *_UNITS))
"""What may stand between masked names that are one."""

_UNIT = re.compile(f"[{_UNITS}]")
_TOWNSHIP_ENDS = ("街道", "镇", "乡")
_TOWNSHIP = re.compile(f"[一-鿿]{{2,3}}(?:{'|'.join(_TOWNSHIP_ENDS)})")
_OWN_BODY = "(?:开发区|管委会|街道办事处|街道办|街道|单位|机关|部门|中心|省|市|县|区|旗|州|镇|乡|局|委|办|厅|院|处|所)"
# Each begins with one character, which is found much faster than one of four.
_ITSELF = tuple(re.compile(pronoun + _OWN_BODY) for pronoun in "我本全该")


def sign(sections: Iterable[Section], identity: Identity) -> ProseSignature | None:
    """The signature of the prose of a report; None where it has none.

    Args:
        sections: with their text.
        identity: whose names are masked.
    """
    text = unspaced("".join(section.text for section in sections if section.no in PROSE_SECTIONS))
    if not text:
        return None
    parts = _COUNTED.split(_without_names(text, identity))
    words = _words(_CUT.join(parts[::2])).split(_CUT)
    numbers = _words(_CUT.join((*parts[1::2], ""))).split(_CUT)
    text_hash = hashlib.sha256("".join(map(add, words, numbers)).encode("utf-8", "replace")).hexdigest()[:32]
    masked = _NUMBER.join(words)
    minhash = RMinHash(num_perm=SIGNATURE_SIZE, seed=_SEED)
    minhash.update(_shingles(masked))
    values = tuple(minhash.digest())
    return ProseSignature(len(masked), text_hash, values, tuple(_bands(values)))


def _bands(values: Sequence[int]) -> Iterator[int]:
    """Of two texts that are alike to nine tenths one band of sixteen agrees in 9,999 of 10,000 cases."""
    for place in range(0, SIGNATURE_SIZE, BAND_SIZE):
        band = struct.pack(f"<{BAND_SIZE + 1}I", place, *values[place : place + BAND_SIZE])
        yield int.from_bytes(hashlib.blake2b(band, digest_size=8).digest(), "little")


def _words(text: str) -> str:
    """The text without marks and blanks, save the cuts."""
    for mark in _COMMON_MARKS:
        text = text.replace(mark, "")
    return _MARK.sub("", text)


def _without_names(text: str, identity: Identity) -> str:
    """The text with one sign for every body and region that it is about."""
    for name in _own_names(identity):
        text = text.replace(name, _NAME)
    text = _without_townships(_without_regions(text))
    for itself in _ITSELF:
        text = itself.sub(_NAME, text)
    return _with_names_joined(text)


def _own_names(identity: Identity) -> tuple[str, ...]:
    """The agency's name, and what is left of it without its regions, as it calls itself in running text."""
    if not identity.agency:
        return ()
    agency = unspaced(identity.agency)
    rest = walk(agency, identity.year or _RECENT_YEAR).rest
    return (agency, rest) if 3 <= len(rest) < len(agency) else (agency,)


def _without_regions(text: str) -> str:
    kept: list[str] = []
    begin = 0
    names, sizes = _region_names(), _region_sizes()
    for unit in _UNIT.finditer(text):
        end = unit.end()
        for size in sizes.get(text[end - 2 : end], ()):
            if end - size >= begin and text[end - size : end] in names:
                kept += (text[begin : end - size], _NAME)
                begin = end
                break
    return "".join((*kept, text[begin:]))


@cache
def _region_names() -> frozenset[str]:
    return frozenset(region.region_name for region in load_regions())


@cache
def _region_sizes() -> Mapping[str, tuple[int, ...]]:
    """How long names of regions with these last two characters are, the longest first; 我市 and 全区 end no name."""
    sizes: dict[str, set[int]] = defaultdict(set)
    for name in _region_names():
        sizes[name[-2:]].add(len(name))
    return {ending: tuple(sorted(found, reverse=True)) for ending, found in sizes.items()}


def _without_townships(text: str) -> str:
    """Names of townships masked; they are looked for from their ends, which are much rarer than what can begin one."""
    kept: list[str] = []
    begin = 0
    for end in sorted(end.start() for ending in _TOWNSHIP_ENDS for end in re.finditer(ending, text)):
        for start in (end - 3, end - 2):
            if start >= begin and (township := _TOWNSHIP.match(text, start)):
                kept += (text[begin:start], _NAME)
                begin = township.end()
                break
    return "".join((*kept, text[begin:]))


def _with_names_joined(text: str) -> str:
    """Masked names in a row as one, with the units between and before them.

    县发展和改革局 of 沭阳县发展和改革局 is one name too.
    """
    first, *others = text.split(_NAME)
    if not others:
        return text
    *between, last = others
    parts = (first, *(part for part in between if part not in _JOINING))
    return _NAME.join((*(part[:-1] if part[-1:] in _JOINING else part for part in parts), last))


def _shingles(text: str) -> list[bytes]:
    """Each place's four characters in UTF-8; repeated ones stay, for the smallest hash is the same with them.

    Args:
        text: words, so that all characters but digits and Latin letters have three bytes.
    """
    last = max(0, len(text) - _SHINGLE)
    found: list[bytes] = []
    begin = 0
    for latin in _LATIN.finditer(text):
        found += _windows(text[begin : latin.start()].encode())
        begin = latin.end()
        around = range(max(0, latin.start() - _SHINGLE + 1), min(begin, last + 1))
        found += [text[place : place + _SHINGLE].encode() for place in around]
    found += _windows(text[begin:].encode())
    return found or [text.encode()]


def _windows(run: bytes) -> list[bytes]:
    """All windows of twelve bytes that begin at every third one; unpacking many at once is faster than slicing."""
    found: list[bytes] = []
    for first in range(0, _WINDOW, 3):
        for begin in range(first, len(run) - _WINDOW + 1, _AT_ONCE * _WINDOW):
            count = min(_AT_ONCE, (len(run) - begin) // _WINDOW)
            found += struct.unpack_from(f"{_WINDOW}s" * count, run, begin)
    return found
