"""Named errors. Each message says which thing, where, what was expected and found, and what to do."""


class GongkaiError(Exception):
    """Base of all errors that a user can act on; the command line prints the message and exits with `exit_code`."""

    exit_code = 1


class UsageError(GongkaiError):
    """The call itself is wrong: a path that does not exist, an option that does not fit."""

    exit_code = 2


class UnreadableDocumentError(GongkaiError):
    """The bytes are not a document that can be read; it becomes the status `unreadable`, with this reason."""


class NeedsOcrError(GongkaiError):
    """The document holds images of text only; it becomes the status `needs_ocr`."""


class ConfigurationError(GongkaiError):
    """A YAML file of the project or the operator is wrong; names file and line."""

    exit_code = 2


class SqlFileError(GongkaiError):
    """A file under sql/ breaks its own rules: header, name, columns, or a relation that does not exist."""


class ArchiveError(GongkaiError):
    """The archive contradicts itself, e.g. bytes that do not match their hash."""


class BlockingCheckError(GongkaiError):
    """A blocking check failed; the published file was left as it was."""


class WarehouseError(GongkaiError):
    """The working or the published database cannot be used: another process writes it, or it is not complete."""
