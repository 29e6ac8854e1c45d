"""The styles: each prints a truth as a document of one format, and declares what of the truth is still printed.

Importing this package registers all of them in `STYLES`.
"""

from tests.generator.styles import (  # noqa: F401  # noqa: F401
    docx,
    html_encodings,
    html_losses,
    html_markup,
    html_pages,
    html_scripts,
    html_tables,
    html_values,
    losses,
    markdown,
    pdf,
    text,
)
from tests.generator.styles.base import STYLES, Rendering, Style

__all__ = ["STYLES", "Rendering", "Style"]
