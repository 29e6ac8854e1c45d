"""Remembers what pure functions say of short texts: labels, numbers, cue words come by the thousand and repeat.

In: a function of one text. Out: the same function with a memory. The one idea: documents come from outside, so the
memory is bounded by the number of its texts and by their length; longer ones are worked out each time.
"""

from collections.abc import Callable
from typing import TypeVar

LONGEST = 240
"""Characters of the longest text that is remembered; the longest label of the forms has about 100."""

Result = TypeVar("Result")


class _Memory(dict[str, Result]):
    """Results by text. A dictionary, so that what is known costs no call of a function in Python."""

    def __init__(self, function: Callable[[str], Result], most: int) -> None:
        super().__init__()
        self.function = function
        self.most = most

    def __missing__(self, text: str) -> Result:
        result = self.function(text)
        if len(text) <= LONGEST:
            if len(self) >= self.most:
                self.clear()
            self[text] = result
        return result


def remembered(most: int) -> Callable[[Callable[[str], Result]], Callable[[str], Result]]:
    """Remember the results of a function for up to `most` texts; when they are more, begin anew."""
    return lambda function: _Memory(function, most).__getitem__
