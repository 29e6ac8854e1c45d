"""Where the data is: the one resource of the assets."""

import dagster as dg

from pipelines.paths import DataPaths, data_paths


class DataDirectory(dg.ConfigurableResource[None]):
    """The data directory as a resource.

    Attributes:
        root: path of the directory; empty for `$GONGKAI_DATA`, else `data` in the project.
    """

    root: str = ""

    def paths(self) -> DataPaths:
        """Every path below the data directory."""
        return data_paths(self.root or None)
