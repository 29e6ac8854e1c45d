"""From bytes to a `Page`: one module per document format. Knows no forms and no portals."""
