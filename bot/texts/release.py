"""``python -m bot release``: record who answers for which text, check that nothing else is shown."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bot.settings import ROOT
from bot.texts.audit import AuditLog, TamperedError
from bot.texts.registry import Changes, Key, Registry, SamePersonError
from bot.texts.sources import Entry, collect
from knowledge.wording import Wording

FOLDER = ROOT / "released"
LOG = "log.jsonl"
WORDING = Path(__file__).with_name("wording.toml")


def main(
    arguments: Sequence[str], root: Path = ROOT, folder: Path = FOLDER, console: Console | None = None
) -> int:
    """Run the command; gives 0, or 1 when something is not released or may not be done."""
    say, out = Wording(WORDING), console or Console(soft_wrap=True)
    options = _parser(say).parse_args(arguments)
    entries, log = collect(root), AuditLog(folder / LOG)
    try:
        registry = Registry(folder)
        if options.check or options.report:
            if options.report:
                out.print(_table(registry, say))
            return _check(registry, log, entries, say, out)
        if log.lines() and not log.covers(registry.state()):
            out.print(say("release.uncovered"))
            return 1
        if options.approve:
            return _approve(registry, log, entries, options, say, out)
        return _release(registry, log, entries, options.author, say, out)
    except TamperedError as error:
        out.print(say("release.tampered", line=error))
    except (OSError, ValueError, TypeError) as error:
        out.print(say("release.unreadable", reason=error))
    return 1


def problems(registry: Registry, log: AuditLog, entries: Iterable[Entry]) -> list[str]:
    """What keeps the texts on disk from being shown, as sentences; raises :class:`TamperedError`."""
    say = Wording(WORDING)
    difference = registry.difference(entries)
    found = [say("release.unreleased", source=source, entry=key) for source, key in difference.unreleased]
    found += [say("release.stale", source=source, entry=key) for source, key in difference.stale]
    return found if log.covers(registry.state()) else [*found, say("release.uncovered")]


def _check(registry: Registry, log: AuditLog, entries: Sequence[Entry], say: Wording, out: Console) -> int:
    found = problems(registry, log, entries)
    for line in found:
        out.print(line, markup=False, highlight=False)
    if found:
        return 1
    count = sum(len(record.texts) for record in registry.records.values())
    out.print(say("release.good", texts=count, entries=len(registry.records), open=_open(registry)))
    return 0


def _release(
    registry: Registry, log: AuditLog, entries: Sequence[Entry], author: str, say: Wording, out: Console
) -> int:
    difference = registry.difference(entries)
    if not difference.unreleased and not difference.stale:
        out.print(say("release.nothing"))
        return 0
    if not author.strip():
        out.print(say("release.nobody"))
        return 1
    changed, removed = registry.release(entries, author.strip(), _today())
    registry.save()
    _note(log, registry, "release", author.strip(), changed, removed)
    out.print(say("release.released", changed=_size(changed), removed=_size(removed), open=_open(registry)))
    return 0


def _approve(
    registry: Registry, log: AuditLog, entries: Sequence[Entry], options: argparse.Namespace, say: Wording,
    out: Console,
) -> int:  # fmt: skip
    reviewer = options.reviewer.strip()
    if not reviewer:
        out.print(say("release.no_reviewer"))
        return 1
    unreleased = registry.difference(entries).unreleased
    keys: list[Key] = []
    for place in options.approve:
        source, _, key = place.partition(":")
        chosen = [k for k in registry.records if k[0] == source and key in ("", k[1])]
        if not chosen:
            out.print(say("release.unknown", place=place))
            return 1
        keys += chosen
    for key in keys:
        if key in unreleased:
            out.print(say("release.changed_since", entry=key[1]))
            return 1
    try:
        changed = registry.approve(keys, reviewer, _today())
    except SamePersonError as error:
        out.print(say("release.same_person", entry=error))
        return 1
    registry.save()
    _note(log, registry, "approve", reviewer, changed, {})
    out.print(say("release.approved", reviewer=reviewer, changed=_size(changed)))
    return 0


def _note(log: AuditLog, registry: Registry, action: str, person: str, changed: Changes, removed: Changes) -> None:
    at = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    log.append({"at": at, "action": action, "person": person, "changed": changed, "removed": removed,
                "state": registry.state()})  # fmt: skip


def _table(registry: Registry, say: Wording) -> Table:
    table = Table(*(say(f"release.column.{name}") for name in ("source", "entries", "texts", "approved")))
    for source in (*sorted({key[0] for key in registry.records}), None):
        records = [record for key, record in registry.records.items() if source in (None, key[0])]
        counts = (len(records), sum(len(r.texts) for r in records), sum(bool(r.reviewer) for r in records))
        table.add_row(source or say("release.column.sum"), *map(str, counts))
    return table


def _open(registry: Registry) -> int:
    return sum(not record.reviewer for record in registry.records.values())


def _size(changes: Changes) -> int:
    return sum(len(keys) for keys in changes.values())


def _today() -> str:
    return dt.datetime.now(dt.UTC).date().isoformat()


def _parser(say: Wording) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot release", description=say("release.about"))
    parser.add_argument("--author", default="", help=say("release.author"))
    parser.add_argument("--approve", nargs="+", metavar="PLACE", help=say("release.approve"))
    parser.add_argument("--reviewer", default="", help=say("release.reviewer"))
    parser.add_argument("--check", action="store_true", help=say("release.check"))
    parser.add_argument("--report", action="store_true", help=say("release.report"))
    return parser
