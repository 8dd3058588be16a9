"""``python -m knowledge validate | build | export | report``.

Exit codes: 0 done, 1 mistakes in the content, 2 wrong use or a place that cannot be read or written.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

from knowledge import console
from knowledge.build import BuildError, build
from knowledge.export import ExportError, export
from knowledge.loader import ContentError, load
from knowledge.report import report
from knowledge.repository import KnowledgeUnavailable
from knowledge.settings import KnowledgeSettings
from knowledge.wording import knowledge_wording


class _Formatter(argparse.HelpFormatter):
    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        # an empty prefix is asked for when the names of subcommands are made
        super().add_usage(usage, actions, groups, knowledge_wording()("cli.usage") if prefix is None else prefix)


class _Parser(argparse.ArgumentParser):
    """Speaks German."""

    def __init__(self, prog: str, description: str) -> None:
        super().__init__(prog, description=description, formatter_class=_Formatter, add_help=False)
        wording = knowledge_wording()
        self._optionals.title = wording("cli.options")
        self._positionals.title = wording("cli.arguments")
        self.add_argument("-h", "--help", action="help", help=wording("cli.help"))

    def error(self, message: str) -> NoReturn:
        console.fail(knowledge_wording()("cli.usage_error", usage=self.format_usage().split(":", 1)[1].strip()))
        sys.exit(2)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; gives the exit code."""
    wording = knowledge_wording()
    chosen = _parser().parse_args(arguments)
    try:
        match chosen.command:
            case "validate":
                console.say(wording("cli.valid", **console.counts(load(chosen.content))))
            case "build":
                with console.progress() as progress:
                    result = build(chosen.content, chosen.database, progress)
                console.say(wording("cli.built" if result.changed else "cli.unchanged"))
            case "export":
                written = export(chosen.database, chosen.folder)
                console.say(wording("cli.exported", count=len(written), folder=chosen.folder))
            case _:
                knowledge = load(chosen.content)
                console.show_report(knowledge, report(knowledge, chosen.today), chosen.today, chosen.json)
    except ContentError as error:
        for problem in error.problems:
            console.fail(str(problem))
        console.fail(wording("cli.invalid", count=len(error.problems)))
        return 1
    except (BuildError, ExportError, KnowledgeUnavailable) as error:
        console.fail(str(error))
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    wording, settings = knowledge_wording(), KnowledgeSettings()
    parser = _Parser("python -m knowledge", description=wording("cli.about"))
    commands = parser.add_subparsers(dest="command", required=True, title=wording("cli.commands"))
    commands.metavar = "BEFEHL"
    made = {}
    for name in ("validate", "build", "export", "report"):
        text = wording(f"cli.{name}")
        made[name] = commands.add_parser(name, help=text, description=text)
    for name in ("validate", "build", "report"):
        made[name].add_argument(
            "--content", type=Path, default=settings.content_dir, metavar="DIR", help=wording("cli.content_option")
        )
    for name in ("build", "export"):
        made[name].add_argument(
            "--database", default=settings.database_url, metavar="URL", help=wording("cli.database_option")
        )
    made["export"].add_argument("folder", type=Path, metavar="DIR", help=wording("cli.folder_argument"))
    made["report"].add_argument("--json", action="store_true", help=wording("cli.json_option"))
    made["report"].add_argument(
        "--today",
        type=dt.date.fromisoformat,
        default=dt.date.today(),
        metavar="JJJJ-MM-TT",
        help=wording("cli.today_option"),
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
