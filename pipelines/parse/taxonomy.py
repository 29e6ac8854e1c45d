"""The taxonomy of the prose: topics, the rules under them, and the sentences that say zero.

In: `indicators.yaml` beside this module, whose head explains every key. Out: typed entries with compiled patterns.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from pipelines.errors import ConfigurationError

TAXONOMY_PATH = Path(__file__).with_name("indicators.yaml")

Regex = re.Pattern[str]


def _split_units(units: object) -> object:
    """Units are written with blanks between; - stands for a number printed without one."""
    return frozenset("" if unit == "-" else unit for unit in units.split()) if isinstance(units, str) else units


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Rule(_Strict):
    """A wording of a clause and the indicator it stands for.

    Attributes:
        indicator: code, perhaps with {kind} or {channel}; None for counts that are known but have no code.
        otherwise: code when {channel} cannot be decided.
        inherited: also where the topic was only the subject of the text before.
        part: only inside a breakdown of a number of the same topic.
        in_scope: None for that of the topic.
    """

    indicator: str | None
    pattern: Regex
    otherwise: str | None = None
    units: Annotated[frozenset[str] | None, BeforeValidator(_split_units)] = None
    inherited: bool = False
    part: bool = False
    in_scope: bool | None = None


class Topic(_Strict):
    """A subject of the prose, the words that open it and its rules in order."""

    topic: str
    in_scope: bool
    cues: Regex | None = None
    weak_cues: Regex | None = None
    needs_disclosure: bool = False
    kinds: Mapping[str, Regex] = {}
    both: str | None = None
    keeps_scope: bool = False
    channels: Mapping[str, Regex] = {}
    rules: tuple[Rule, ...]


class ZeroCount(_Strict):
    """A count that a zero statement sets to zero when `named` stands in its phrase."""

    indicator: str
    unit: str
    named: Regex | None = None


class ZeroStatement(_Strict):
    """A way of saying zero without a digit.

    Attributes:
        pattern: the phrase, from its negation on.
        starts: how it must begin.
        excludes: words that make it another statement.
        named: words it must hold, unless the text before is about applications.
        needs_disclosure: whether the paragraph must be about disclosure.
    """

    pattern: Regex
    starts: Regex
    excludes: Regex | None = None
    named: Regex | None = None
    needs_disclosure: bool = False
    counts: tuple[ZeroCount, ...]


class Taxonomy(_Strict):
    """The whole of `indicators.yaml`."""

    fillers: Regex
    planned: Regex
    planned_heading: Regex
    topics: tuple[Topic, ...]
    zero_statements: tuple[ZeroStatement, ...]


@cache
def load_taxonomy() -> Taxonomy:
    """The taxonomy, typed.

    Raises:
        ConfigurationError: the YAML does not say what a taxonomy must say.
    """
    try:
        return Taxonomy.model_validate(yaml.load(TAXONOMY_PATH.read_bytes(), Loader=yaml.CSafeLoader))
    except (ValidationError, yaml.YAMLError) as error:
        raise ConfigurationError(f"{TAXONOMY_PATH}: {error}") from error


@cache
def topics() -> Mapping[str, Topic]:
    """Topics by name, in the order in which they are tried."""
    return {topic.topic: topic for topic in load_taxonomy().topics}


@cache
def kinds_of_topics() -> Mapping[str | None, Mapping[str, Regex]]:
    """The kinds of the topics that have any, by topic."""
    return {name: topic.kinds for name, topic in topics().items() if topic.kinds}


Candidate = tuple[Callable[[str], re.Match[str] | None], Topic, Rule]
"""A rule laid out for the loop that tries it against a clause; a bare tuple, because thousands are taken apart."""


@lru_cache(maxsize=16_384)
def candidates(opened: frozenset[str], topic: str | None, broken_down: str | None, unit: str) -> tuple[Candidate, ...]:
    """Rules to try against a clause, in order.

    Args:
        opened: topics whose cues stand in the clause: all their rules.
        topic: subject of the text before: its rules that need no cue.
        broken_down: topic of the number that the clause breaks down: the same, and its rules for parts.
        unit: unit of the number.
    """
    found: list[Candidate] = []
    for name in topics():
        if name in opened or name in {topic, broken_down}:
            found += _of_topic(name, unit, is_open=name in opened, is_broken_down=name == broken_down)
    return tuple(found)


@cache
def _of_topic(name: str, unit: str, *, is_open: bool, is_broken_down: bool) -> tuple[Candidate, ...]:
    topic = topics()[name]
    return tuple(
        (rule.pattern.search, topic, rule)
        for rule in topic.rules
        if (is_broken_down if rule.part else is_open or rule.inherited) and (rule.units is None or unit in rule.units)
    )


@cache
def filler_pattern() -> Regex:
    """Filler words at the end of a text.

    Written out twice: a pattern that begins with a repetition is tried at every character, one with words only where
    a word can begin.
    """
    words = load_taxonomy().fillers.pattern
    return re.compile(f"(?:{words})(?:{words})*$")


@cache
def cue_pattern() -> Regex:
    """Every word that opens a topic, in one group.

    Words with the same first character share its branch: there are a hundred words, and most places begin none. Only
    the order of words that begin alike decides which one is found.
    """
    words = [
        word
        for topic in load_taxonomy().topics
        for cues in (topic.cues, topic.weak_cues)
        if cues
        for word in _alternatives(cues.pattern)
    ]
    branches: dict[str, list[str]] = {}
    for word in words:
        branches.setdefault(word[0], []).append(word[1:])
    shared = [f"{first}(?:{'|'.join(rest)})" for first, rest in branches.items()]
    return re.compile(f"({'|'.join(shared)})")


def _alternatives(pattern: str) -> Iterator[str]:
    """The branches of a pattern: a|b(?:c|d) has two."""
    depth = start = 0
    for position, character in enumerate(pattern):
        depth += (character == "(") - (character == ")")
        if character == "|" and depth == 0:
            yield pattern[start:position]
            start = position + 1
    yield pattern[start:]
