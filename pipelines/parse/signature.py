"""The prose of a report, made comparable with the prose of all others.

In: sections and identity of a report. Out: its `ProseSignature`, or None without prose. The one idea: a copied report
differs from its source in names, numbers and dates, so these are masked before anything is compared; and documents are
compared by signatures of a fixed size, made once, when a document is parsed.
"""

import hashlib
import re
import struct
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from rensa import RMinHash

from pipelines.model import Identity, ProseSignature, Section
from pipelines.parse.titles import nfkc
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
_SEED = 1
_RECENT_YEAR = 2022
_NAME = "某"
_NUMBER = "数"
_COUNTED = re.compile(
    r"[0-9]+(?:[.,][0-9]+)*|[一二两三四五六七八九十百千万零〇]+(?:余|多)?(?=[件条次个场期份人名篇家项起批元])"
)
_WORDS = re.compile(r"[0-9A-Za-z一-鿿]+")
_UNIT = re.compile("[省市县区旗州盟]")
_TOWNSHIP = re.compile(r"[一-鿿]{2,3}(?:街道|镇|乡)")
_ITSELF = re.compile(
    r"(?:[我本全该])(?:开发区|管委会|街道办事处|街道办|街道|单位|机关|部门|中心|省|市|县|区|旗|州|镇|乡|局|委|办|厅|院|处|所)"
)
_RELATIVE = re.compile(f"[省市县区旗州盟]?{_NAME}(?:[省市县区旗州盟]?{_NAME})*")


def sign(sections: Iterable[Section], identity: Identity) -> ProseSignature | None:
    """The signature of the prose of a report; None where it has none.

    Args:
        sections: with their text.
        identity: whose names are masked.
    """
    text = _folded("".join(section.text for section in sections if section.no in PROSE_SECTIONS))
    if not text:
        return None
    without_names = _without_names(text, identity)
    text_hash = hashlib.sha256(_words(without_names).encode("utf-8", "replace")).hexdigest()[:32]
    masked = _words(_COUNTED.sub(_NUMBER, without_names))
    minhash = RMinHash(num_perm=SIGNATURE_SIZE, seed=_SEED)
    minhash.update(_shingles(masked))
    values = tuple(minhash.digest())
    return ProseSignature(len(masked), text_hash, values, tuple(_bands(values)))


def _bands(values: Sequence[int]) -> Iterator[int]:
    """Of two texts that are alike to nine tenths one band of sixteen agrees in 9,999 of 10,000 cases."""
    for place in range(0, SIGNATURE_SIZE, BAND_SIZE):
        band = struct.pack(f"<{BAND_SIZE + 1}I", place, *values[place : place + BAND_SIZE])
        yield int.from_bytes(hashlib.blake2b(band, digest_size=8).digest(), "little")


def _folded(text: str) -> str:
    return "".join(nfkc(text).split())


def _words(text: str) -> str:
    """The text without marks and blanks."""
    return "".join(_WORDS.findall(text))


def _without_names(text: str, identity: Identity) -> str:
    """The text with one sign for every body and region that it is about."""
    for name in _own_names(identity):
        text = text.replace(name, _NAME)
    text = _without_regions(text)
    # 县发展和改革局 of 沭阳县发展和改革局 is one name too.
    return _RELATIVE.sub(_NAME, _ITSELF.sub(_NAME, _TOWNSHIP.sub(_NAME, text)))


def _own_names(identity: Identity) -> tuple[str, ...]:
    """The agency's name, and what is left of it without its regions, as it calls itself in running text."""
    if not identity.agency:
        return ()
    agency = _folded(identity.agency)
    rest = walk(agency, identity.year or _RECENT_YEAR).rest
    return (agency, rest) if 3 <= len(rest) < len(agency) else (agency,)


def _without_regions(text: str) -> str:
    kept: list[str] = []
    begin = 0
    for unit in _UNIT.finditer(text):
        length = _region_length(text, begin, unit.end())
        if length:
            kept += (text[begin : unit.end() - length], _NAME)
            begin = unit.end()
    return "".join((*kept, text[begin:]))


def _region_length(text: str, begin: int, end: int) -> int:
    """Length of the longest region's name that ends here; 0 where none does."""
    names, endings, longest = _region_names()
    if text[end - 2 : end] not in endings:
        return 0
    return next((size for size in range(min(longest, end - begin), 1, -1) if text[end - size : end] in names), 0)


@cache
def _region_names() -> tuple[frozenset[str], frozenset[str], int]:
    """The names of all regions, what they end with (two characters: most of 我市, 全区 are no name), the longest."""
    names = frozenset(region.region_name for region in load_regions())
    return names, frozenset(name[-2:] for name in names), max(map(len, names))


def _shingles(text: str) -> list[str]:
    """Each place's four characters; repeated ones stay, for the smallest hash is the same with them."""
    return [text[place : place + _SHINGLE] for place in range(max(1, len(text) - _SHINGLE + 1))]
