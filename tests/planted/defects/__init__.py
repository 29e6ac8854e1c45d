"""Defects of known kinds, one or more documents each, with the finding that a careful reader would write down."""
