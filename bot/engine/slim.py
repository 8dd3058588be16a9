"""Run Rasa 3.6.21 without TensorFlow and the messenger SDKs, and serve without what only a training needs.

Rasa imports these packages at module level, for components this assistant does not use (DIET, TED,
Slack, Twilio ...). :func:`install` puts a finder at the *end* of ``sys.meta_path`` that answers for exactly
the names in :data:`PLACEHOLDERS` with inert stand-ins. A package that is really installed is found first
and left alone. :func:`spare_memory` does the same for :data:`UNUSED_IN_SERVING`, but at the beginning, so that
what is installed is not loaded. Using a stand-in raises :class:`PlaceholderError`, which names what is missing.

Rasa 3.6.21 is the last release of its line, so the list cannot go stale.
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

PLACEHOLDERS = frozenset(
    {
        "tensorflow",
        "tensorflow_hub",
        "tensorflow_text",
        "keras",
        "transformers",
        "safetensors",
        "skops",
        "sklearn_crfsuite",
        "mitie",
        "jieba",
        "matplotlib",
        "fbmessenger",
        "twilio",
        "webexteamssdk",
        "slack_sdk",
        "rocketchat_API",
        "mattermostwrapper",
        "aiogram",
        "socketio",
        "boto3",
        "botocore",
        "azure",
        "google",
        "pymongo",
        "confluent_kafka",
        "aio_pika",
        "aiormq",
        "cachecontrol",
        "sentry_sdk",
        "structlog_sentry",
        "sanic_jwt",
        "psycopg2",
        "redis",
    }
)
ACTION_CLIENT = "aiohttp"
"""By which Rasa asks a server of actions."""
UNUSED_IN_SERVING = frozenset(
    {
        "sklearn",
        "scipy",
        "HanTa",
        "spacy.cli",
        "spacy.pipeline",
        ACTION_CLIENT,
        "packaging.requirements",
        "pkg_resources",
        "jwt",
        "requests",
        "prompt_toolkit",
        "questionary",
    }
)
"""Installed, and imported at module level by Rasa, spaCy or us, but used by training and command lines alone."""


class PlaceholderError(ImportError):
    """Something that is not part of the slim installation was really used."""


class _Inert(type):
    """Metaclass of all stand-ins: attributes are stand-ins again, instances cannot be made."""

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _stand_in(f"{cls.__module__}.{cls.__qualname__}", name)

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        raise PlaceholderError(
            f"{cls.__module__}.{cls.__qualname__} was used, but it is not part of the slim installation, or of a "
            "process that serves (see bot/engine/slim.py)."
        )

    def __getitem__(cls, _item: Any) -> Any:
        return cls


class UntouchedLog:
    """A structlog processor that changes nothing; Rasa's command line puts one of Sentry into every log chain."""

    def __init__(self, **_options: Any) -> None:
        pass

    def __call__(self, _logger: Any, _method: str, event: Any) -> Any:
        return event


def resource_filename(package: str, name: str) -> str:
    """Where a file of a loaded package lies; Rasa asks ``pkg_resources``, which reads all that is installed."""
    return str(Path(str(sys.modules[package].__file__)).parent / name)


_HARMLESS: Mapping[tuple[str, str], Any] = {
    ("structlog_sentry", "SentryProcessor"): UntouchedLog,
    ("pkg_resources", "resource_filename"): resource_filename,
}
"""Stand-ins that may be used, because what they do is all that is needed."""


def _stand_in(module: str, name: str) -> Any:
    if (module, name) in _HARMLESS:
        return _HARMLESS[module, name]
    base = Exception if name.endswith(("Error", "Exception")) else object
    return _Inert(name, (base,), {"__module__": module})


class _PlaceholderModule(ModuleType):
    """A module whose every attribute is a stand-in class."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        value = _stand_in(self.__name__, name)
        setattr(self, name, value)
        return value


class PlaceholderFinder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finder and loader for ``names`` and everything below them."""

    def __init__(self, names: frozenset[str]) -> None:
        self.names = names

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if not any(fullname == name or fullname.startswith(name + ".") for name in self.names):
            return None
        return importlib.machinery.ModuleSpec(fullname, self, is_package=True)

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType:
        return _PlaceholderModule(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Nothing to run: a stand-in has no code."""


def install() -> None:
    """Stand-ins for what is missing, once. Call it before the first ``import rasa``."""
    if not _answered(PLACEHOLDERS):
        sys.meta_path.append(PlaceholderFinder(PLACEHOLDERS))


def spare_memory(*, action_server: bool = False) -> None:
    """Stand-ins for what a process that only serves never uses: 110 MB. Call it before the first ``import rasa``.

    With an ``action_server`` Rasa's client for it is used. There is no way back, so only a program's entry point
    may call it.
    """
    names = UNUSED_IN_SERVING - ({ACTION_CLIENT} if action_server else set())
    if not _answered(names):
        sys.meta_path.insert(0, PlaceholderFinder(names))


def _answered(names: frozenset[str]) -> bool:
    return any(isinstance(finder, PlaceholderFinder) and finder.names == names for finder in sys.meta_path)
