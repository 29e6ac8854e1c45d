"""Legacy Word documents: what LibreOffice makes of them, and what happens without it or when it fails."""

import shutil
import stat
import subprocess
import time
from pathlib import Path
from random import Random

import pytest

from pipelines.documents import parse_document
from pipelines.errors import UnreadableDocumentError
from pipelines.model import CellState, DocumentStatus, Hints
from pipelines.read import office
from pipelines.read.document import media_type
from pipelines.read.office import converter, read_office
from tests.generator.compare import compare
from tests.generator.styles import STYLES
from tests.generator.truth import draw_truth

needs_libreoffice = pytest.mark.skipif(converter() is None, reason="needs LibreOffice Writer (soffice)")
OLE_WORD = office.OLE + b"\xa1\xb1\x1a\xe1" + bytes(504) + b"\xec\xa5" + bytes(510) + "WordDocument".encode("utf-16-le")


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A shell script in the place of LibreOffice; the test writes what it does."""
    script = tmp_path / "soffice"
    script.touch()
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(office, "converter", lambda: str(script))
    return script


def legacy(folder: Path, style: str, seed: int, suffix: str) -> bytes:
    """A report of the generator as LibreOffice saves it in an old format."""
    truth = draw_truth(seed)
    (folder / "report.docx").write_bytes(STYLES[style].render(truth, Random(seed)).data)  # noqa: S311
    filter_name = {"doc": "doc:MS Word 97", "rtf": "rtf:Rich Text Format"}[suffix]
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [converter(), profile, "--headless", "--convert-to", filter_name, "--outdir", folder]
    subprocess.run([*map(str, command), folder / "report.docx"], check=True, capture_output=True, timeout=120)
    return (folder / f"report.{suffix}").read_bytes()


@needs_libreoffice
@pytest.mark.parametrize(
    ("style", "suffix", "media"),
    [("docx_plain", "doc", "application/msword"), ("docx_skewed", "rtf", "application/rtf")],
)
def test_every_cell_of_a_legacy_document_is_as_printed(tmp_path: Path, style: str, suffix: str, media: str) -> None:
    truth = draw_truth(3)
    rendering = STYLES[style].render(truth, Random(3))  # noqa: S311
    document = parse_document(legacy(tmp_path, style, 3, suffix), Hints())
    found = compare(truth, rendering, document, faithful=True)
    assert (found.wrong, found.unread, found.exact) == (0, 0, len(rendering.expected))
    assert (document.status, document.media_type) == (DocumentStatus.PARSED, media)
    assert "converted" in {issue.kind for issue in document.issues}


@needs_libreoffice
def test_a_broken_legacy_document_gives_no_value() -> None:
    document = parse_document(OLE_WORD + bytes(4096), Hints())
    facts = document.report.facts if document.report else ()
    assert document.status is not DocumentStatus.PARSED
    assert not [fact for fact in facts if fact.state is CellState.NUMBER]


def test_without_libreoffice_the_status_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "converter", lambda: None)
    document = parse_document(OLE_WORD, Hints(), file_name="report.wps")
    assert document.status is DocumentStatus.UNREADABLE
    assert "libreoffice-writer" in document.issues[0].detail


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (office.OLE + bytes(512) + "Workbook".encode("utf-16-le"), "a workbook"),
        (office.OLE + bytes(512) + "PowerPoint Document".encode("utf-16-le"), "slides"),
        (office.OLE + bytes(512), "no text document"),
        (office.OLE + bytes(512) + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (OLE_WORD[:522] + b"\x00\x01" + OLE_WORD[524:], "encrypted"),
        (b"<html>", "neither OLE nor RTF"),
    ],
)
def test_what_is_no_open_word_document_never_reaches_the_converter(
    stand_in: Path, tmp_path: Path, data: bytes, reason: str
) -> None:
    stand_in.write_text(f"#!/bin/sh\ntouch {tmp_path}/called\n")
    with pytest.raises(UnreadableDocumentError, match=reason):
        read_office(data)
    assert not (tmp_path / "called").exists()


def test_a_converter_that_hangs_is_killed_with_its_children(
    stand_in: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "MAX_SECONDS", 1.0)
    stand_in.write_text(f"#!/bin/sh\n(sleep 3; touch {tmp_path}/survived) &\nsleep 60\n")
    started = time.monotonic()
    with pytest.raises(UnreadableDocumentError, match="within 1 seconds"):
        read_office(OLE_WORD)
    assert time.monotonic() - started < 3
    time.sleep(3)
    assert not (tmp_path / "survived").exists()


def test_a_converter_that_gives_nothing_is_a_reason(stand_in: Path) -> None:
    stand_in.write_text("#!/bin/sh\nexit 77\n")
    with pytest.raises(UnreadableDocumentError, match="exit code 77"):
        read_office(OLE_WORD)


def test_a_converter_cannot_fill_the_disk(stand_in: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "MAX_OUTPUT", 100_000)
    stand_in.write_text('#!/bin/sh\nsleep 0.3\nhead -c 9000000 /dev/zero > "$(dirname "$0")/filled"\n')
    with pytest.raises(UnreadableDocumentError):
        read_office(OLE_WORD)
    assert (stand_in.parent / "filled").stat().st_size <= 100_001


def test_a_link_is_not_followed_out_of_the_output_folder(stand_in: Path) -> None:
    stand_in.write_text("#!/bin/sh\nln -s /etc/passwd output/document.docx\n")
    with pytest.raises(UnreadableDocumentError, match="made no document"):
        read_office(OLE_WORD)


def test_the_converter_runs_in_a_home_of_its_own_that_is_gone_afterwards(stand_in: Path, tmp_path: Path) -> None:
    stand_in.write_text(f'#!/bin/sh\necho "$HOME" > {tmp_path}/home\ncat profile/user/*.xcu > {tmp_path}/settings\n')
    with pytest.raises(UnreadableDocumentError):
        read_office(OLE_WORD)
    home = (tmp_path / "home").read_text().strip()
    assert "gongkai-office-" in home
    assert not Path(home).exists()
    assert "DisableMacrosExecution" in (tmp_path / "settings").read_text()


@pytest.mark.skipif(not office._without_network(), reason="this system does not let a user take the network away")
def test_the_converter_has_no_network(stand_in: Path, tmp_path: Path) -> None:
    assert shutil.which("cat")
    stand_in.write_text(f"#!/bin/sh\ncat /proc/net/dev > {tmp_path}/interfaces\n")
    with pytest.raises(UnreadableDocumentError):
        read_office(OLE_WORD)
    lines = (tmp_path / "interfaces").read_text().splitlines()[2:]
    assert [line.split(":")[0].strip() for line in lines if int(line.split(":")[1].split()[1])] == []


def test_an_ole_file_is_told_by_its_first_bytes() -> None:
    assert media_type(OLE_WORD) == "application/x-ole-storage"
