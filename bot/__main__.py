"""``python -m bot``: serve, chat, train, check, release, evaluate, bench, actions, rasa."""

from __future__ import annotations

import argparse
import asyncio
import re
import socket
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from pydantic import ValidationError
from pydantic_settings import SettingsError
from rich.console import Console

from bot import wiring
from bot.engine import slim
from bot.settings import ROOT, Settings, prepare_action_server, prepare_rasa, quiet_rasa
from bot.wording import say

OPERATOR_ERROR = 1
USAGE_ERROR = 2
OWN_ARGUMENTS = ("rasa", "bench", "check", "evaluate", "release")
"""Commands that read their arguments themselves."""
SERVING = ("serve", "chat")
"""Commands that answer and do nothing else; a training that they need runs in a process of its own."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; gives the exit code, never a traceback for an operator's mistake."""
    options, rest = _parser().parse_known_args(arguments)
    if rest and options.command not in OWN_ARGUMENTS:
        _parser().error(say("usage.unknown", arguments=" ".join(rest)))
    try:
        settings = Settings()
        if options.command in SERVING:
            slim.spare_memory(action_server=bool(settings.action_server))
        command: Callable[[Settings, argparse.Namespace, list[str]], int] = COMMANDS[options.command]
        return command(settings, options, rest)
    except ValidationError as error:
        names = ", ".join(str(part["loc"][0]) for part in error.errors())
        print(say("start.settings", names=names), file=sys.stderr)
    except SettingsError as error:  # a list that is not written as one; the message quotes the field
        names = "".join(re.findall(r'field "(\w+)"', str(error)))
        print(say("start.settings", names=names), file=sys.stderr)
    except wiring.StartError as error:
        print(error, file=sys.stderr)
    except KeyboardInterrupt:
        return 130
    return OPERATOR_ERROR


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot", description=say("usage.description"))
    commands = parser.add_subparsers(dest="command", required=True, metavar=say("usage.command"))
    for name in COMMANDS:
        command = commands.add_parser(
            name, help=say(f"usage.{name}"), add_help=name not in OWN_ARGUMENTS
        )
        if name == "chat":
            command.add_argument("--city", help=say("usage.city"))
            command.add_argument("--audience", choices=("kind", "eltern", "buerger", "fachkraft"))
            command.add_argument("--easy", action="store_true", help=say("usage.easy"))
        if name == "actions":
            command.add_argument("--port", type=int, default=5055)
        if name == "train":
            command.add_argument("--force", action="store_true", help=say("usage.force"))
        if name == "train-gate":
            command.add_argument("--thresholds", action="store_true", help=say("usage.thresholds"))
    return parser


@contextmanager
def _progress() -> Iterator[Callable[[str], None]]:
    """Show on standard error what is being done, with the seconds it takes."""
    console = Console(stderr=True)
    with console.status("") as status:

        def show(text: str) -> None:
            if not console.is_terminal:
                console.print(f"{text} ...")
            status.update(f"{text} ...")

        yield show


def serve(settings: Settings, _options: argparse.Namespace, _rest: list[str]) -> int:
    """Build what is missing and serve; prints the address."""
    import uvicorn

    from actions.base import local_now
    from bot.web.app import create_app
    from bot.web.operator import OperatorError, read_operators

    _check_port(settings)
    try:
        read_operators(settings.operator_file)  # before anything that takes time
        with _progress() as progress:
            made = wiring.parts(settings, progress)
            wiring.check_released(made.facts)
            app = create_app(made.assistant, made.facts, made.counters, settings, local_now)
    except OperatorError as error:
        raise wiring.StartError(str(error)) from error
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    print(say("start.address", address=f"http://{host}:{settings.port}/"), flush=True)
    # no access log: it would hold addresses of visitors (goal P7)
    uvicorn.run(
        app, host=settings.host, port=settings.port, log_level="warning", access_log=False, server_header=False
    )
    return 0


def _check_port(settings: Settings) -> None:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except PermissionError as error:
            raise wiring.StartError(say("start.port_forbidden", port=settings.port)) from error
        except OSError as error:
            raise wiring.StartError(
                say("start.port_taken", port=settings.port, host=settings.host, other=settings.port + 1)
            ) from error


def chat(settings: Settings, options: argparse.Namespace, _rest: list[str]) -> int:
    """Talk to the assistant in the terminal."""
    from bot import terminal

    with _progress() as progress:
        made = wiring.parts(settings, progress)
    cities = made.facts.cities()
    if options.city and not made.facts.city(options.city):
        known = ", ".join(city.id for city in cities)
        raise wiring.StartError(say("start.unknown_city", city=options.city, known=known))
    register = "leicht" if options.easy else "standard"
    asyncio.run(
        terminal.chat(
            made.assistant,
            Console(),
            city=options.city,
            audience=options.audience,
            register=register,
            cities=cities,
        )
    )
    return 0


def train(settings: Settings, options: argparse.Namespace, _rest: list[str]) -> int:
    """Build the knowledge base and train the model where their inputs changed."""
    quiet_rasa()
    from bot.training import model

    with _progress() as progress:
        facts = wiring.facts(settings, progress)
        try:
            trained = model.ensure(settings, facts, progress, force=options.force)
        except model.ModelError as error:
            raise wiring.StartError(str(error)) from error
    print(say("model.ready", path=trained.archive))
    return 0


def train_gate(settings: Settings, options: argparse.Namespace, _rest: list[str]) -> int:
    """Train the classifier of the danger gate, or only choose its thresholds anew."""
    from bot.training import danger, thresholds

    aside = settings.var_dir / "gate" / "aside.npz"
    with _progress() as progress:
        try:
            done = thresholds.choose(aside) if options.thresholds else danger.train(aside, progress)
        except thresholds.NotSetAsideError as error:
            raise wiring.StartError(str(error)) from error
    second = done["second_opinion"]
    print(
        say("gate.trained", examples=done["examples"], recall=done["recall"], own=done["false_alarms_own"],
            none=done["false_alarms_none"], concern=done["false_alarms_concern"],
            second_recall=second["recall"], second_none=second["false_alarms_none"],
            second_concern=second["false_alarms_concern"])
    )  # fmt: skip
    return 0


def cluster_words(_settings: Settings, _options: argparse.Namespace, _rest: list[str]) -> int:
    """Group words by meaning for the danger gate; train it again afterwards."""
    from bot.training import word_clusters

    with _progress() as progress:
        count = word_clusters.write(progress)
    print(say("clusters.written", count=count))
    return 0


def actions(settings: Settings, options: argparse.Namespace, _rest: list[str]) -> int:
    """Run the actions as a separate rasa-sdk action server."""
    prepare_action_server(wiring.database_url(settings))
    from rasa_sdk import endpoint

    with _progress() as progress:
        wiring.facts(settings, progress)
    print(say("start.actions", port=options.port), flush=True)
    # endpoint.run would listen on every address, and let Sanic look for the app in workers that do not have it
    app = endpoint.create_app("actions", cors_origins=[])
    app.run(settings.host, options.port, single_process=True, access_log=False, motd=False)
    return 0


def rasa(_settings: Settings, _options: argparse.Namespace, rest: list[str]) -> int:
    """Rasa's own command line on our files, e.g. ``python -m bot rasa data validate``."""
    prepare_rasa()
    from rasa.__main__ import main as rasa_main

    sys.argv = ["rasa", *rest]
    rasa_main()
    return 0


def check(_settings: Settings, _options: argparse.Namespace, _rest: list[str]) -> int:
    """Linters, types, import rules and content checks."""
    from bot import checks

    return checks.main(ROOT)


def release(_settings: Settings, _options: argparse.Namespace, rest: list[str]) -> int:
    """Release texts, or check that all are."""
    from bot.texts import release as releases

    return releases.main(rest)


def bench(_settings: Settings, _options: argparse.Namespace, rest: list[str]) -> int:
    """Measure size, times and memory."""
    from bot import bench as measurements

    return measurements.main(rest)


def evaluate(settings: Settings, _options: argparse.Namespace, rest: list[str]) -> int:
    """Measure on held-out utterances and write a report."""
    quiet_rasa()
    from bot.evaluation import command

    return command.main(settings, rest)


COMMANDS = {
    "serve": serve, "chat": chat, "train": train, "train-gate": train_gate, "cluster-words": cluster_words,
    "actions": actions, "check": check, "evaluate": evaluate, "release": release, "bench": bench, "rasa": rasa,
}  # fmt: skip

if __name__ == "__main__":
    sys.exit(main())
