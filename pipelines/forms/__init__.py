"""The national forms as data: one YAML per form version, typed and validated on load."""
