"""Build hook: assets travel inside a real wheel; an editable install finds them in the clone."""

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class AssetsHook(BuildHookInterface):
    """Puts `assets/` into the wheel as `scenegan/assets/`."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Adds the folder, unless the build is an editable one."""
        if self.target_name == "wheel" and version == "standard":
            build_data["force_include"]["assets"] = "scenegan/assets"
