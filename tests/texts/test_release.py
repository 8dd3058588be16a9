"""Releasing: what is new is recorded, what changed loses its approval, nothing is edited behind the log's back."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path

import pytest
from rich.console import Console

from bot.settings import ROOT
from bot.texts import release
from bot.texts.audit import AuditLog, TamperedError
from bot.texts.registry import Registry

HELP = "data/responses/help.yml"


class House:
    """A small copy of the house whose texts are released by command."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / "released"
        for place in (HELP, "data/responses/events.yml", "bot/emergency.toml", "bot/safety/rules.toml"):
            (root / place).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / place, root / place)
        self.folder.mkdir()
        (root / "knowledge" / "content").mkdir(parents=True)

    def run(self, *arguments: str) -> tuple[int, str]:
        """Exit code and output of the command."""
        shown = io.StringIO()
        code = release.main(arguments, self.root, self.folder, Console(file=shown, width=500))
        return code, shown.getvalue()

    def change(self, place: str, old: str, new: str) -> None:
        """Replace a text in a file."""
        path = self.root / place
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    def registry(self) -> Registry:
        return Registry(self.folder)

    def log(self) -> AuditLog:
        return AuditLog(self.folder / release.LOG)


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


@pytest.fixture
def released(house: House) -> House:
    assert house.run("--author", "Anna Autorin")[0] == 0
    return house


def test_nothing_is_released_at_first(house: House) -> None:
    code, shown = house.run("--check")
    assert code == 1
    assert f"Nicht freigegeben: {HELP}: utter_help" in shown
    assert "Nicht freigegeben: files: bot/safety/rules.toml" in shown


def test_release_needs_a_name(house: House) -> None:
    assert house.run()[0] == 1
    assert house.run("--check")[0] == 1


def test_what_was_released_is_released(released: House) -> None:
    code, shown = released.run("--check")
    assert (code, "unversehrt" in shown) == (0, True)
    record = released.registry().records[HELP, "utter_help"]
    assert (record.author, record.reviewer, len(record.texts)) == ("Anna Autorin", "", 15)
    assert "Nichts zu tun" in released.run("--author", "Bert")[1]


@pytest.mark.parametrize(
    ("place", "old", "new", "key"),
    [
        (HELP, "Ein Mensch kann besser helfen.", "Ein Mensch hilft besser.", "utter_human"),
        ("bot/emergency.toml", "Ruf 110 an.", "Ruf an.", "first.default"),
        ("bot/safety/rules.toml", "[", "\n[", "bot/safety/rules.toml"),
    ],
)
def test_one_changed_letter_is_not_released(released: House, place: str, old: str, new: str, key: str) -> None:
    released.change(place, old, new)
    code, shown = released.run("--check")
    assert code == 1
    assert key in shown
    assert released.run("--author", "Bert Bearbeiter")[0] == 0
    assert released.run("--check")[0] == 0
    authors = {key: record.author for (_, key), record in released.registry().records.items()}
    assert authors[key] == "Bert Bearbeiter"
    assert authors["utter_help"] == "Anna Autorin"


def test_what_is_gone_is_stale_until_it_is_released_again(released: House) -> None:
    (released.root / "data/responses/events.yml").unlink()
    code, shown = released.run("--check")
    assert (code, "nicht mehr vorhanden: data/responses/events.yml" in shown) == (1, True)
    assert released.run("--author", "Anna")[0] == 0
    assert not (released.folder / "data/responses/events.yml.json").exists()
    assert released.run("--check")[0] == 0


def test_a_second_person_approves_and_a_change_takes_the_approval_away(released: House) -> None:
    assert released.run("--approve", f"{HELP}:utter_help", "--reviewer", "Petra Prüferin")[0] == 0
    record = released.registry().records[HELP, "utter_help"]
    assert record.reviewer == "Petra Prüferin"
    assert record.reviewed_on
    assert released.registry().records[HELP, "utter_human"].reviewer == ""
    assert released.run("--check")[0] == 0
    released.change(HELP, "Ich sage dir, wer Kindern hilft.", "Ich sage dir, wer hilft.")
    assert released.run("--author", "Anna Autorin")[0] == 0
    assert released.registry().records[HELP, "utter_help"].reviewer == ""


@pytest.mark.parametrize("name", ["Anna Autorin", "anna  autorin "])
def test_the_author_cannot_approve(released: House, name: str) -> None:
    code, shown = released.run("--approve", HELP, "--reviewer", name)
    assert (code, "zweite" in shown) == (1, True)
    assert {record.reviewer for record in released.registry().records.values()} == {""}


def test_what_changed_must_be_released_before_it_is_approved(released: House) -> None:
    released.change(HELP, "Ich sage dir, wer Kindern hilft.", "Ich sage dir, wer hilft.")
    assert released.run("--approve", HELP, "--reviewer", "Petra Prüferin")[0] == 1


@pytest.mark.parametrize("arguments", [("--approve", HELP), ("--approve", "nowhere", "--reviewer", "Petra")])
def test_approval_needs_a_name_and_an_entry(released: House, arguments: tuple[str, ...]) -> None:
    assert released.run(*arguments)[0] == 1


def test_the_report_says_that_nobody_has_approved(released: House) -> None:
    total = next(line for line in released.run("--report")[1].splitlines() if "Summe" in line)
    assert total.replace("│", " ").split()[-1] == "0"


def test_the_log_says_who_released_what(released: House) -> None:
    released.run("--approve", f"{HELP}:utter_help", "--reviewer", "Petra Prüferin")
    first, second = released.log().lines()
    assert (first["action"], first["person"]) == ("release", "Anna Autorin")
    assert "utter_help" in first["changed"][HELP]
    assert (second["action"], second["changed"]) == ("approve", {HELP: ["utter_help"]})
    assert second["previous"] == first["hash"]


def three_lines(house: House) -> list[str]:
    house.run("--author", "Anna")
    for reviewer in ("Petra", "Paul"):
        house.run("--approve", HELP, "--reviewer", reviewer)
    lines = (house.folder / release.LOG).read_text(encoding="utf-8").splitlines()
    assert len(lines) == 3
    return lines


def test_every_tampering_with_the_log_is_seen(house: House) -> None:
    lines = three_lines(house)
    changed = json.loads(lines[1]) | {"person": "Karl"}
    forged = [
        [lines[0], json.dumps(changed), lines[2]],
        [lines[0], lines[2]],
        [lines[1], lines[2]],
        [lines[1], lines[0], lines[2]],
        [*lines, lines[2]],
        [*lines, "{}"],
        [*lines, "no json"],
        lines[:2],
        [],
    ]
    for version in forged:
        (house.folder / release.LOG).write_text("".join(line + "\n" for line in version), encoding="utf-8")
        assert house.run("--check")[0] == 1, version
    (house.folder / release.LOG).write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    assert house.run("--check")[0] == 0


def test_a_broken_log_is_not_continued(released: House) -> None:
    path = released.folder / release.LOG
    path.write_text(path.read_text(encoding="utf-8").replace("Anna", "Karl"), encoding="utf-8")
    released.change(HELP, "Ein Mensch kann besser helfen.", "Ein Mensch hilft.")
    assert released.run("--author", "Karl")[0] == 1
    with pytest.raises(TamperedError):
        released.log().append({"state": "x"})


def test_an_approval_written_by_hand_is_seen_and_not_taken_over(released: House) -> None:
    path = released.folder / f"{HELP}.json"
    path.write_text(path.read_text("utf-8").replace('"reviewer": ""', '"reviewer": "Petra"'), encoding="utf-8")
    assert released.run("--check")[0] == 1
    assert released.run("--author", "Anna Autorin")[0] == 1
    assert released.run("--check")[0] == 1


def test_a_damaged_registry_is_an_error_not_a_traceback(released: House) -> None:
    (released.folder / f"{HELP}.json").write_text("{", encoding="utf-8")
    code, shown = released.run("--check")
    assert (code, "lässt sich nicht lesen" in shown) == (1, True)


def test_everything_in_this_house_is_released() -> None:
    shown = io.StringIO()
    assert release.main(["--check"], console=Console(file=shown, width=200)) == 0, shown.getvalue()
