"""Node, its packages and a browser for the tests: found on the machine, else fetched once through npm or apt."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from functools import lru_cache
from pathlib import Path

import pytest
from filelock import FileLock

from bot.settings import ROOT

WIDGET = ROOT / "bot" / "widget"
CACHE = ROOT / ".cache" / "chromium"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")
FLAGS = (
    "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--disable-background-networking",
    "--disable-sync", "--disable-component-update", "--disable-default-apps", "--no-first-run",
    "--disable-breakpad",
    "--disable-domain-reliability", "--disable-features=OptimizationHints,MediaRouter,Translate",
    # names that are not this machine lead nowhere: the tests are offline
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1, EXCLUDE *.localhost",
)  # fmt: skip
"""Root needs ``--no-sandbox``; the rest keeps the browser from talking to its maker."""
ALONE = FileLock(ROOT / ".cache" / "tools.lock")
"""Of several processes that test, one fetches."""
_UNPACK = "import c from '@sparticuz/chromium'; console.log(await c.executablePath())"


def _run(*command: str, cwd: Path = WIDGET, **environment: str) -> subprocess.CompletedProcess[str]:
    """``command`` with its output captured; raises nothing."""
    return subprocess.run(
        command, cwd=cwd, text=True, capture_output=True, check=False, env=os.environ | environment
    )


@lru_cache(maxsize=1)
def node() -> str:
    """Path of Node 20 or newer; skips the test when there is none."""
    found = shutil.which("node")
    version = _run(found, "--version").stdout.strip() if found else ""
    if not found or int(version.removeprefix("v").split(".")[0] or 0) < 20:
        pytest.skip(f"needs Node 20 or newer, found: {version or 'none'}")
    return found


@lru_cache(maxsize=1)
def packages() -> Path:
    """``node_modules`` as the lock file says; installed when it is not there or older."""
    node()
    folder, lock = WIDGET / "node_modules", WIDGET / "package-lock.json"
    stamp = folder / ".installed-lock"
    with ALONE:
        if not stamp.exists() or stamp.read_bytes() != lock.read_bytes():
            done = _run("npm", "ci", "--ignore-scripts")
            if done.returncode:
                pytest.skip(f"npm cannot install the test tools: {done.stderr.strip()[-300:]}")
            stamp.write_bytes(lock.read_bytes())
    return folder


@lru_cache(maxsize=1)
def chromium() -> str:
    """Path of a Chromium: ``$CHROMIUM``, one on the machine, the one from npm, or from apt when run as root."""
    with ALONE:
        return _chromium()


def _chromium() -> str:
    named = os.environ.get("CHROMIUM")
    for candidate in (named, *map(shutil.which, NAMES)):
        if candidate and _starts(candidate):
            return candidate
    if shutil.which("node"):
        packages()
        CACHE.mkdir(parents=True, exist_ok=True)
        unpacked = _run(node(), "--input-type=module", "-e", _UNPACK, TMPDIR=str(CACHE)).stdout.strip()
        if unpacked and _starts(unpacked):
            return unpacked
    if hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        quiet = {"DEBIAN_FRONTEND": "noninteractive"}
        _run("apt-get", "update", "-qq", **quiet)
        _run("apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium", **quiet)
        if (found := shutil.which("chromium")) and _starts(found):
            return found
    return pytest.skip("no Chromium: set $CHROMIUM, or install chromium or Node 20")


def _starts(program: str) -> bool:
    return _run(program, "--version", cwd=ROOT).returncode == 0


if __name__ == "__main__":
    print(chromium(), file=sys.stdout)
