"""The taxonomy of the prose: topics, the rules under them, and the sentences that say zero.

In: `indicators.yaml` beside this module, whose head explains every key. Out: typed entries with compiled patterns.
"""

import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, NamedTuple

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
        return Taxonomy.model_validate(yaml.safe_load(TAXONOMY_PATH.read_text(encoding="utf-8")))
    except (ValidationError, yaml.YAMLError) as error:
        raise ConfigurationError(f"{TAXONOMY_PATH}: {error}") from error


@cache
def topics() -> Mapping[str, Topic]:
    """Topics by name, in the order in which they are tried."""
    return {topic.topic: topic for topic in load_taxonomy().topics}


class Candidate(NamedTuple):
    """A rule laid out for the loop that tries it against every clause."""

    search: Callable[[str], re.Match[str] | None]
    units: frozenset[str] | None
    is_for_parts: bool
    rule: Rule


@cache
def candidates(topic: str, *, is_open: bool) -> tuple[Candidate, ...]:
    """Rules of a topic in order: all of them where a cue opened it, else those that need none."""
    rules = (rule for rule in topics()[topic].rules if is_open or rule.inherited or rule.part)
    return tuple(Candidate(rule.pattern.search, rule.units, rule.part, rule) for rule in rules)


@cache
def cue_pattern() -> Regex:
    """Every word that opens a topic."""
    cues = [cue.pattern for topic in load_taxonomy().topics for cue in (topic.cues, topic.weak_cues) if cue]
    return re.compile("|".join(cues))
