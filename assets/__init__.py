"""The Dagster layer: assets, checks, jobs and schedules over `pipelines`. Thin: no parsing, no SQL text."""
