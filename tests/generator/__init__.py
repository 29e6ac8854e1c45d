"""A generator of reports: true cells in, documents out.

Truth (`truth.py`) is drawn first, every cell with its value and state; styles (`styles/`) print it in the ways of the
wild; `measure.py` reads the documents with the parser and compares. The expected values are the input, never the
parser's output.
"""
