"""One report on one page: its tables as printed, what fails and why, and where it comes from."""

from pipelines.explain.explanation import Explanation, explain
from pipelines.explain.page import html_page
from pipelines.explain.terminal import print_explanation

__all__ = ["Explanation", "explain", "html_page", "print_explanation"]
