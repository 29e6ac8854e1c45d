"""Where the reports are published: one YAML per portal, read by `registry`."""
