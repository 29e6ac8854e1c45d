"""From a `Page` to a `Report` in contract codes. Knows no files and no network."""
