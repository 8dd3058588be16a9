"""Goals 1, 7, 20, 103, 107: size, the same bytes from the same source, few dependencies, a core without a page."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import re
import subprocess
from base64 import b64decode
from pathlib import Path

import holidays
import pytest

from bot.web.headers import FOR_EVER
from bot.web.widget_files import BUILT
from tests.widget.tools import WIDGET, node, packages

LOADER, EVERYTHING, PACK = 8 * 1024, 30 * 1024, 4 * 1024
LICENCES = {"BSD-3-Clause", "MIT", "Apache-2.0", "ISC"}


def squeezed(path: Path) -> int:
    """Bytes on the wire."""
    return len(gzip.compress(path.read_bytes(), 9))


def test_w01_the_loader_and_everything_are_small() -> None:
    sizes = {name: squeezed(BUILT / name) for name in ("embed.js", "talk.js", "panel.js", "frame.css")}
    print(sizes, sum(sizes.values()))
    assert sizes["embed.js"] <= LOADER
    assert sum(sizes.values()) <= EVERYTHING
    kinds = {path.suffix for path in BUILT.rglob("*") if path.is_file()}
    assert kinds == {".js", ".css", ".json"}
    for path in (*BUILT.glob("*.js"), *BUILT.glob("*.css")):
        assert not re.search(r"@font-face|@import|url\((?!#)|data:image", path.read_text(encoding="utf-8")), (
            path.name
        )


def test_w07_a_language_is_small() -> None:
    for path in (BUILT / "lang").iterdir():
        assert squeezed(path) <= PACK, path.name


def test_w103_the_committed_files_are_what_the_source_builds(tmp_path: Path) -> None:
    packages()
    done = subprocess.run(
        [node(), "build.mjs", str(tmp_path / "one")], cwd=WIDGET, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    made = {
        path.relative_to(tmp_path / "one"): path.read_bytes()
        for path in (tmp_path / "one").rglob("*")
        if path.is_file()
    }
    kept = {path.relative_to(BUILT): path.read_bytes() for path in BUILT.rglob("*") if path.is_file()}
    assert made.keys() == kept.keys()
    assert [str(name) for name in made if made[name] != kept[name]] == []
    manifest = json.loads((BUILT / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["files"]["embed.js"]["integrity"] in done.stdout
    assert "max-age=31536000, immutable" in FOR_EVER
    assert f"- Widget {manifest['version']}" in done.stdout  # what is new, from the change log (goal 20)


def test_w20_the_version_is_in_the_changelog() -> None:
    version = json.loads((WIDGET / "package.json").read_text(encoding="utf-8"))["version"]
    assert f"Widget {version}" in (WIDGET.parent.parent / "CHANGELOG.md").read_text(encoding="utf-8")


def test_types_are_right() -> None:
    done = subprocess.run(
        [node(), str(packages() / "typescript" / "bin" / "tsc"), "--noEmit"],
        cwd=WIDGET,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_the_core_does_what_its_own_tests_say() -> None:
    packages()
    files = sorted(str(path.relative_to(WIDGET)) for path in (WIDGET / "tests").glob("*.test.ts"))
    done = subprocess.run(
        [node(), "--import", "./tests/typescript.mjs", "--test", *files],
        cwd=WIDGET,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    ran = re.search(r"^# tests (\d+)", done.stdout, re.MULTILINE)
    assert ran
    assert int(ran[1]) >= 20


def test_w103_one_dependency_with_a_free_licence_and_a_lock_without_addresses() -> None:
    manifest = json.loads((WIDGET / "package.json").read_text(encoding="utf-8"))
    assert list(manifest["dependencies"]) == ["lit"]
    text = (WIDGET / "package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in text
    assert "registry" not in text
    lock = json.loads(text)["packages"]
    shipped = {
        name: entry
        for name, entry in lock.items()
        if name and not entry.get("dev") and not entry.get("devOptional")
    }
    assert {entry.get("license") for entry in shipped.values()} <= LICENCES
    assert all(entry["integrity"].startswith("sha512-") for name, entry in lock.items() if name)


def test_w103_the_bill_of_materials_is_that_of_the_lock_file() -> None:
    """``npm run sbom`` writes it anew."""
    lock = json.loads((WIDGET / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    locked = {}
    for place, entry in lock.items():
        if place:
            name = place.rpartition("node_modules/")[2]
            locked[f"{name}@{entry['version']}"] = b64decode(entry["integrity"].removeprefix("sha512-")).hex()
    text = (WIDGET / "sbom.cdx.json").read_text(encoding="utf-8")
    bill = json.loads(text)
    assert (bill["bomFormat"], bill["metadata"]["component"]["version"]) == ("CycloneDX", lock[""]["version"])
    assert {part["bom-ref"]: part["hashes"][0]["content"] for part in bill["components"]} == locked
    assert all(part["licenses"] for part in bill["components"])
    assert "registry" not in text


def test_w107_the_core_knows_no_page_and_no_view() -> None:
    for path in (WIDGET / "src" / "core").glob("*.ts"):
        text = path.read_text(encoding="utf-8")
        imports = re.findall(r"from '([^']+)'", text)
        assert all(name.startswith("./") for name in imports), path.name
        code = re.sub(r"/\*.*?\*/|//[^\n]*", "", text, flags=re.DOTALL)
        assert not re.search(r"\b(?:document|window|HTMLElement|navigator|location)\b", code), path.name


def test_no_sentence_stands_in_the_source() -> None:
    german = re.compile(r"[äöüÄÖÜß]|\b(?:und|oder|nicht|bitte|eine?|das|dass|wird)\b")
    exceptions = {"personal.ts"}  # streets, part of a pattern
    for path in (WIDGET / "src").rglob("*.ts"):
        if path.name in exceptions:
            continue
        strings = re.findall(r"'([^'\n]*)'|`([^`]*)`", path.read_text(encoding="utf-8"))
        assert [text for pair in strings for text in pair if german.search(text)] == [], path.name


def test_a_source_file_is_short() -> None:
    for path in (WIDGET / "src").rglob("*.ts"):
        assert len(path.read_text(encoding="utf-8").splitlines()) < 300, path.name


def test_the_built_in_holidays_hold_for_a_year_ahead() -> None:
    known = set(json.loads((WIDGET / "src" / "core" / "holidays.json").read_text(encoding="utf-8")))
    years = {int(day[:4]) for day in known}
    expected = {day.isoformat() for day in holidays.country_holidays("DE", years=years)}
    assert known == {day for day in expected if day >= min(known)}
    assert max(years) > dt.date.today().year


@pytest.mark.parametrize("name", ["lit", "lit-html"])
def test_w103_the_licence_of_what_is_shipped_is_there(name: str) -> None:
    assert (packages() / name / "LICENSE").exists()
    assert "BSD 3-Clause" in (WIDGET / "LICENSES.txt").read_text(encoding="utf-8")
