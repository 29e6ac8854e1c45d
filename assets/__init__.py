"""The Dagster layer: assets, checks, jobs and schedules over `pipelines`. Thin: no parsing, no SQL text."""

import warnings

import dagster as dg

# One run for a whole range of partitions is what makes a night affordable; that the parameter may change is known,
# and Dagster is pinned to the exact version.
warnings.filterwarnings("ignore", message=r"Parameter `backfill_policy`", category=dg.BetaWarning)
