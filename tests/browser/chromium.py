"""Finds a Chromium-family browser on the machine; says how to get one if there is none."""

from __future__ import annotations

import os
import shutil

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "microsoft-edge-stable",
)
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
REMEDY = (
    "No Chromium-family browser was found. Install one (Debian and Ubuntu: apt-get install chromium; macOS: brew "
    "install --cask chromium; Windows: Edge is enough) or set MRT_BROWSER to its path."
)


def find() -> str | None:
    """Path of a browser: ``MRT_BROWSER``, else the first known name on PATH, else a known place."""
    named = os.environ.get("MRT_BROWSER")
    if named:
        return named
    on_path = next((path for name in NAMES if (path := shutil.which(name))), None)
    return on_path or next((place for place in PLACES if os.access(place, os.X_OK)), None)
