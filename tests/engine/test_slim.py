"""Rasa without TensorFlow and the messenger SDKs."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pkg_resources
import pytest

from bot.engine import slim
from bot.settings import ROOT

WANTED = "wanted_but_missing"


@pytest.fixture(autouse=True)
def finder(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A finder for a name of our own, so that no test meddles with what Rasa has imported."""
    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path, slim.PlaceholderFinder(frozenset({WANTED}))])
    yield
    for name in [name for name in sys.modules if name.partition(".")[0] == WANTED]:
        del sys.modules[name]


def answering(names: frozenset[str]) -> list[int]:
    """Where in ``sys.meta_path`` finders for ``names`` stand."""
    return [
        place for place, each in enumerate(sys.meta_path)
        if isinstance(each, slim.PlaceholderFinder) and each.names == names
    ]  # fmt: skip


def run(program: str) -> str:
    """What a Python process of its own prints."""
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.mark.parametrize(("action_server", "real"), [(True, "True"), (False, "False")])
def test_a_process_that_serves_can_ask_a_server_of_actions(action_server: bool, real: str) -> None:
    program = (
        f"from bot.engine import slim; slim.spare_memory(action_server={action_server}); import aiohttp; "
        "print(hasattr(aiohttp, '__version__'))"
    )
    assert run(program) == real


def test_a_missing_package_and_all_below_it_can_be_imported() -> None:
    module = importlib.import_module(f"{WANTED}.deep.below")
    assert module.__name__ == f"{WANTED}.deep.below"
    assert issubclass(type("Mine", (module.Base,), {}), module.Base)


def test_using_a_placeholder_raises_an_error_that_names_it() -> None:
    module = importlib.import_module(f"{WANTED}.client")
    with pytest.raises(slim.PlaceholderError, match=rf"{WANTED}\.client\.Connection was used") as raised:
        module.Connection("host")
    assert raised.value.__class__.__mro__[1] is ImportError


def test_an_attribute_of_a_placeholder_is_a_placeholder_too() -> None:
    module = importlib.import_module(WANTED)
    with pytest.raises(slim.PlaceholderError, match=rf"{WANTED}\.Outer\.inner"):
        module.Outer.inner()


def test_an_exception_of_a_missing_package_can_stand_in_an_except_clause() -> None:
    module = importlib.import_module(WANTED)
    try:
        raise ValueError("ours")
    except module.ConnectionError:
        pytest.fail("a stand-in must not catch what is not its own")
    except ValueError as error:
        assert str(error) == "ours"  # noqa: PT017 - which clause catches is the point


def test_an_unknown_name_is_still_missing() -> None:
    with pytest.raises(ModuleNotFoundError):
        importlib.import_module("a_name_that_nobody_has")


def test_a_name_that_only_begins_alike_is_still_missing() -> None:
    with pytest.raises(ModuleNotFoundError):
        importlib.import_module(WANTED + "_too")


def test_installing_twice_puts_one_finder() -> None:
    slim.install()
    slim.install()
    assert len(answering(slim.PLACEHOLDERS)) == 1


def test_what_serving_spares_is_answered_for_before_the_real_packages() -> None:
    assert answering(slim.UNUSED_IN_SERVING) == []
    slim.spare_memory()
    slim.spare_memory()
    assert answering(slim.UNUSED_IN_SERVING) == [0]


def test_what_serving_spares_is_installed_and_imported_without_it() -> None:
    assert {name for name in slim.UNUSED_IN_SERVING if importlib.util.find_spec(name) is None} == set()


def test_the_engine_is_imported_without_what_only_a_training_needs() -> None:
    kinds = run(
        "from bot.engine import slim; slim.spare_memory(); import bot.engine.inprocess, sys;"
        "print({type(sys.modules[name]).__name__ for name in slim.UNUSED_IN_SERVING & sys.modules.keys()})"
    )
    assert kinds == "{'_PlaceholderModule'}"


def test_a_real_package_is_left_alone(tmp_path: Path) -> None:
    """A real ``tensorflow`` anywhere on the path is found before the placeholder."""
    (tmp_path / "tensorflow.py").write_text("REAL = 42\n", encoding="utf-8")
    asked = "import bot, tensorflow; print(tensorflow.REAL, tensorflow.__file__)"
    done = subprocess.run(
        [sys.executable, "-c", asked], cwd=ROOT, env={"PYTHONPATH": str(tmp_path)}, capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    assert done.stdout.split() == ["42", str(tmp_path / "tensorflow.py")]


def test_rasa_is_imported_without_tensorflow() -> None:
    asked = (
        "import bot, rasa.core.agent, rasa.model_training, sys, importlib.machinery;"
        "print(type(sys.modules['tensorflow']).__name__)"
    )
    assert run(asked) == "_PlaceholderModule"


def test_no_placeholder_stands_for_a_package_that_is_installed() -> None:
    locked = set(re.findall(r"^([A-Za-z0-9_.-]+)==", (ROOT / "requirements.lock").read_text(), re.MULTILINE))
    assert len(locked) > 50
    names = {re.sub(r"[-_.]+", "-", name).lower() for name in locked}
    assert {name for name in slim.PLACEHOLDERS if re.sub(r"[-_.]+", "-", name).lower() in names} == set()


def test_the_log_processor_of_rasas_command_line_changes_nothing() -> None:
    event = {"event": "started"}
    processor = slim._stand_in("structlog_sentry", "SentryProcessor")(event_level=50)
    assert processor(None, "info", event) is event


def test_files_of_rasa_are_found_where_the_real_package_finds_them() -> None:
    found = slim._stand_in("pkg_resources", "resource_filename")
    asked = ("rasa", "shared/nlu/training_data/schemas/responses.yml"), ("bot.engine.slim", "port.py")
    for package, name in asked:
        importlib.import_module(package)
        assert found(package, name) == pkg_resources.resource_filename(package, name)
        assert Path(found(package, name)).is_file()
