"""Legacy Word and WPS documents (.doc, .wps, .rtf) to `Page`, through LibreOffice where it is installed.

In: the bytes of an OLE file or of RTF. Out: the page of the DOCX that LibreOffice makes of them. The one idea: the
converter is a stranger that opens hostile files, so each run has a folder, a profile, limits and a process group of its
own, and nothing but its one output file is looked at.
"""

import shutil
import subprocess
import tempfile
from dataclasses import replace
from functools import cache
from pathlib import Path

from pipelines.errors import UnreadableDocumentError
from pipelines.model import Issue, Page
from pipelines.read.docx import read_docx
from pipelines.read.programs import ProgramTooSlowError, converter, run_bounded

OLE = b"\xd0\xcf\x11\xe0"
RTF = b"{\\rtf"
DOC_TYPE, RTF_TYPE = "application/msword", "application/rtf"
MAX_BYTES = 32 * 1024 * 1024
MAX_OUTPUT = 48 * 1024 * 1024
MAX_SECONDS = 45.0
"""A first start with an empty profile takes two to five seconds, a report one second more."""

_INSTALL = (
    "install LibreOffice Writer (Debian and Ubuntu: apt-get install libreoffice-writer), or save the document as .docx "
    "or PDF and drop it in again"
)
_WORD, _WORKBOOK, _SLIDES, _ENCRYPTED = (
    name.encode("utf-16-le") for name in ("WordDocument", "Workbook", "PowerPoint Document", "EncryptedPackage")
)
_FIB = b"\xec\xa5"
"""The first bytes of the stream WordDocument (MS-DOC 2.5.2, wIdent)."""
_IS_ENCRYPTED = 0x0100
_SECTOR = 512

# Never a macro, never a link followed, never a script: what the installation's own settings say does not matter.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
</item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>0</value></prop>
</item>
</oor:items>
"""


def read_office(data: bytes) -> Page:
    """Read a legacy Word or WPS document, or RTF.

    Args:
        data: the file, at most `MAX_BYTES`.

    Returns:
        The page of its conversion, with an issue `converted`. Locators are those of the DOCX: `table 2 row 6 column 4`.

    Raises:
        UnreadableDocumentError: no text document, protected by a password, beyond the bounds, or no LibreOffice.
        NeedsOcrError: pictures without text.
    """
    suffix = _demand_word(data)
    program = converter()
    if program is None:
        raise UnreadableDocumentError(f"the file is a legacy Word or WPS document ({suffix}); to read it, {_INSTALL}")
    page = read_docx(_converted(program, data, suffix))
    detail = f"a {suffix} file, read from the DOCX that LibreOffice made of it; its tables are as LibreOffice sees them"
    media_type = DOC_TYPE if suffix == ".doc" else RTF_TYPE
    return replace(page, media_type=media_type, issues=(*page.issues, Issue("converted", "document", detail)))


def _demand_word(data: bytes) -> str:
    """The suffix of the format, by content."""
    if len(data) > MAX_BYTES:
        raise UnreadableDocumentError(f"the file has {len(data)} bytes; at most {MAX_BYTES} are converted")
    if data.startswith(RTF):
        return ".rtf"
    if not data.startswith(OLE):
        raise UnreadableDocumentError("the bytes are no legacy Word document: neither OLE nor RTF")
    if _ENCRYPTED in data or _is_encrypted(data):
        raise UnreadableDocumentError("the file is encrypted with a password; ask the publisher for an open copy")
    if _WORD not in data:
        kind = "a workbook" if _WORKBOOK in data else "slides" if _SLIDES in data else "no text document"
        raise UnreadableDocumentError(f"the OLE file is {kind}: it has no stream WordDocument")
    return ".doc"


def _is_encrypted(data: bytes) -> bool:
    """Whether the head of the Word stream says so; streams begin with a sector."""
    for start in range(_SECTOR, min(len(data), 1024 * _SECTOR), _SECTOR):
        if data[start : start + 2] == _FIB:
            return bool(int.from_bytes(data[start + 10 : start + 12], "little") & _IS_ENCRYPTED)
    return False


def _converted(program: str, data: bytes, suffix: str) -> bytes:
    with tempfile.TemporaryDirectory(prefix="gongkai-office-") as name:
        folder = Path(name)
        source, profile, output = folder / f"document{suffix}", folder / "profile", folder / "output"
        source.write_bytes(data)
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
        output.mkdir()
        command = [
            *_without_network(),
            program,
            f"-env:UserInstallation={profile.as_uri()}",
            *("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo", "--nofirststartwizard"),
            *("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(output), str(source)),
        ]
        try:
            code = run_bounded(command, folder, seconds=MAX_SECONDS, file_bytes=MAX_OUTPUT + 1)
        except ProgramTooSlowError as error:
            reason = f"LibreOffice did not convert the file within {MAX_SECONDS:.0f} seconds"
            raise UnreadableDocumentError(reason) from error
        result = output / "document.docx"
        if not result.is_file() or result.is_symlink():
            reason = f"LibreOffice made no document of the file (exit code {code}): it is broken or protected"
            raise UnreadableDocumentError(reason)
        if result.stat().st_size > MAX_OUTPUT:
            raise UnreadableDocumentError(
                f"the file becomes {result.stat().st_size} bytes of DOCX, at most {MAX_OUTPUT}"
            )
        return result.read_bytes()


@cache
def _without_network() -> tuple[str, ...]:
    """A prefix that takes the network from a command, where the system lets a user do that."""
    unshare = shutil.which("unshare")
    if unshare is None:
        return ()
    prefix = (unshare, "--map-current-user", "--net")
    allowed = subprocess.run([*prefix, "true"], capture_output=True, timeout=10, check=False)  # noqa: S603
    return prefix if allowed.returncode == 0 else ()
