"""Tesseract: pictures of text -> words.

In: pictures as arrays of grey. Out: the words of each. The one idea: one start of the program reads many pictures, for
loading its model takes longer than reading a cell.
"""

import csv
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pipelines.errors import UnreadableDocumentError
from pipelines.read.programs import ProgramTooSlowError, run_bounded

Grey = npt.NDArray[np.uint8]
"""Rows x columns, 0 is black."""

ONE_LINE, ONE_BLOCK = 7, 6
"""Page segmentation modes of Tesseract."""
# Per cent. Print is above 80 even in poor scans, patterns and dirt near zero.
_LEAST_CONFIDENCE = 20.0
_OUTPUT_BYTES = 32 * 1024 * 1024


class OcrTooSlowError(Exception):
    """The pictures were not read in the time that was left."""


class Word(NamedTuple):
    """A word where it stands: pixels from the upper left corner of its picture; `line` counts the lines of it."""

    text: str
    line: int
    left: int
    top: int
    right: int
    bottom: int


def read_pictures(
    program: str, pictures: Sequence[Grey], *, language: str, mode: int, seconds: float, only: str = ""
) -> list[list[Word]]:
    """The words of each picture.

    Args:
        program: path of Tesseract.
        pictures: with dark print on white.
        language: model to use.
        mode: page segmentation mode.
        seconds: time for all pictures.
        only: characters that may come out; empty means any.

    Raises:
        OcrTooSlowError: they were not read in time.
        UnreadableDocumentError: the program failed.
    """
    found: list[list[Word]] = [[] for _ in pictures]
    if not pictures:
        return found
    with tempfile.TemporaryDirectory(prefix="gongkai-ocr-") as name:
        folder = Path(name)
        for number, picture in enumerate(pictures):
            header = f"P5 {picture.shape[1]} {picture.shape[0]} 255\n".encode()
            (folder / f"{number}.pgm").write_bytes(header + np.ascontiguousarray(picture).tobytes())
        listing = "".join(f"{folder / f'{number}.pgm'}\n" for number in range(len(pictures)))
        (folder / "pictures.txt").write_text(listing, encoding="utf-8")
        command = [program, "pictures.txt", "words", "-l", language, "--psm", str(mode), "--dpi", "300"]
        command += ["-c", f"tessedit_char_whitelist={only}"] if only else []
        # One thread: with more they wait for each other on pictures as small as cells.
        settings = {"OMP_THREAD_LIMIT": "1"}
        if "TESSDATA_PREFIX" in os.environ:
            settings["TESSDATA_PREFIX"] = os.environ["TESSDATA_PREFIX"]
        try:
            code = run_bounded([*command, "tsv"], folder, seconds=seconds, file_bytes=_OUTPUT_BYTES, settings=settings)
        except ProgramTooSlowError as error:
            reason = f"OCR of {len(pictures)} pictures took longer than {seconds:.0f} seconds"
            raise OcrTooSlowError(reason) from error
        result = folder / "words.tsv"
        if code != 0 or not result.is_file():
            raise UnreadableDocumentError(f"Tesseract failed with exit code {code}")
        _collect(result, found)
    return found


def _collect(path: Path, found: list[list[Word]]) -> None:
    lines: dict[tuple[str, ...], int] = {}
    with path.open(encoding="utf-8", errors="replace", newline="") as stream:
        for row in csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE):
            text = (row["text"] or "").strip()
            if row["level"] != "5" or not text or float(row["conf"]) < _LEAST_CONFIDENCE:
                continue
            line = lines.setdefault(
                tuple(row[key] for key in ("page_num", "block_num", "par_num", "line_num")), len(lines)
            )
            left, top, width, height = (int(row[key]) for key in ("left", "top", "width", "height"))
            found[int(row["page_num"]) - 1].append(Word(text, line, left, top, left + width, top + height))
