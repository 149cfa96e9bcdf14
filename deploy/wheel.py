"""What happens when a wheel is built, and when the checkout is installed where it lies: the catalogues are compiled."""

import subprocess
import sys
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Compile(BuildHookInterface):  # type: ignore[type-arg]
    """hatchling looks for the one class of this kind."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """hatchling calls it so, and knows none of our folders: hence a process of its own."""
        subprocess.run([sys.executable, "-m", "deploy.catalogues", "compile"], cwd=self.root, check=True)
