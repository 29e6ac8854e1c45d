"""From published reports to a warehouse with verdicts: plain Python, no Dagster.

Bytes come in (crawl, inbox), become a Page (read), then a Report (parse), then Parquet (parsed), then DuckDB
tables and verdicts (warehouse, checks). Each step is a function from values to values; files are at the edges.
"""
