"""Training data that names things: made from the knowledge base, so that no name is typed twice."""

from __future__ import annotations

import itertools
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from bot.nlu.features import MASKED
from bot.nlu.role_classifier import UNCLEAR, WRITER
from bot.safety import examples
from bot.safety.verdict import GERMAN
from knowledge.repository import KnowledgeRepository
from knowledge.schema import STATES, City, Person, Term, Topic
from knowledge.text import fold

PATTERNS = Path(__file__).with_name("patterns.yml")
ACTIVITIES = Path(__file__).with_name("activities.yml")
ANSWER_WEIGHT = 0.5
"""How much the text of a topic's answers counts as an example of it, against 1 for a question."""
SEED = 4
"""Of the names that are chosen for patterns; one that gives no held-out utterance (tests/nlu/test_held_out.py)."""
EXPANSIONS = 3
"""Examples made of a pattern; one is enough where all its names are of kinds that the classifier masks."""

NO_PROFESSION = {"child": ("kind", 3000), "bystander": (UNCLEAR, 1000)}
"""Speaker of the gate's examples -> the role that they have, and how many of them show it."""

UNNAMED = ("function",)
"""Kinds that fill patterns but are no names to be found: what people do is compared with the question."""

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
TELLING = 9
"""Letters from which on a district is known without its city in front; shorter ones are words ("Eiche")."""
LEAST_DISTRICT = 5
"""Letters from which on it is known with a preposition."""
_ORDINARY_NAMES = frozenset({"weiss", "schwarz", "paul", "schmidt", "schulz", "ernst"})


def write(facts: KnowledgeRepository, directory: Path, taken: Iterable[str] = ()) -> None:
    """Write ``topics.yml``, ``patterns.yml``, ``names.yml`` and ``writers.yml`` into ``directory``.

    ``taken`` are texts that stand in other training files; they are left out here.
    """
    directory.mkdir(parents=True, exist_ok=True)
    seen = {fold(text) for text in taken}
    names = names_by_kind(facts)
    people = {fold(name) for written in names["person"].values() for name in written}
    files = {
        "topics": _topics(facts, people, seen), "patterns": _patterns(names, seen), "names": _lookups(names),
        "writers": _writers(),
    }  # fmt: skip
    for stem, content in files.items():
        text = yaml.safe_dump({"version": "3.1", **content}, allow_unicode=True, sort_keys=False, width=1000)
        (directory / f"{stem}.yml").write_text(text, encoding="utf-8")


def names_by_kind(facts: KnowledgeRepository) -> dict[str, dict[str, list[str]]]:
    """Entity -> value -> ways to write it, as lists without repetition."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    short = _short_districts(facts.cities())
    for city in facts.cities():
        found["city"][city.id] += [city.name, city.short_name, *city.names, *city.districts, *city.postcodes]
        found["city"][city.id] += short[city.id]
        for town in city.towns:
            written = [town.name, *town.districts, *town.postcodes]
            found["city"][city.id] += written
            found["town"][town.name] += written
        for contact in facts.contacts(city.id):
            if contact.names:
                found["office"][f"{city.id}/{contact.id}"] += contact.names
    for place in facts.places():
        found["place"][place.name] += [place.name, *place.names]
    for person in facts.people():
        found["person"][person.id] += _person_names(person.name)
        found["function"][person.id] += _offices(person)
    for state in STATES:
        for procedure in facts.procedures(state):
            women = [f"{name}nen" for name in procedure.names if name.endswith("in")]
            found["role"][procedure.id] += [procedure.button, *procedure.names, *women]
    for role, activities in yaml.safe_load(ACTIVITIES.read_text(encoding="utf-8")).items():
        found["activity"][role] += activities
    for hotline in facts.hotlines():
        bare = hotline.name.partition(" (")[0]
        joined = [number.replace(" ", "") for number in hotline.numbers]
        found["hotline"][hotline.id] += [hotline.name, bare, *hotline.name.split(" – "), *hotline.numbers, *joined]
    for term in facts.glossary():
        found["term"][term.id] += _term_names(term)
    for event in facts.events():
        found["event"][event.id] += [event.title, *event.also_known_as]
    return {
        kind: {value: list(dict.fromkeys(written)) for value, written in values.items()}
        for kind, values in found.items()
    }


def _short_districts(cities: Sequence[City]) -> dict[str, list[str]]:
    """City -> its districts as those say who live there: "Friedrichsfeld" for "Voerde-Friedrichsfeld", and where
    that is a word as well "in Eiche"."""
    found = {
        city.id: [
            name.removeprefix(f"{place}-")
            for place, districts in (
                (city.short_name, city.districts),
                *((town.name, town.districts) for town in city.towns),
            )
            for name in districts
            if name.startswith(f"{place}-")
        ]
        for city in cities
    }
    counted = Counter(name for names in found.values() for name in names)
    return {
        city: [
            written
            for name in names
            if counted[name] == 1 and len(name) >= LEAST_DISTRICT
            for written in ([name] if len(name) >= TELLING else [f"in {name}", f"aus {name}"])
        ]
        for city, names in found.items()
    }


def _person_names(name: str) -> list[str]:
    family = name.split()[-1]
    written = [name, name.removeprefix("Dr. "), f"Frau {family}", f"Herr {family}", f"Herrn {family}"]
    return written if fold(family) in _ORDINARY_NAMES else [*written, family]


def _offices(person: Person) -> list[str]:
    """What ``person`` is called by office; nothing for coordinators, who are a topic."""
    telling = len(person.office) >= TELLING and "koordin" not in fold(person.office)
    return [person.office] if telling else []


def _term_names(term: Term) -> list[str]:
    return [term.term, *([term.long_form] if term.long_form else []), *term.also_known_as]


def _lookups(names: Mapping[str, Mapping[str, list[str]]]) -> dict[str, Any]:
    return {
        "nlu": [
            {"lookup": f"{kind}/{value}", "examples": _lines(written)}
            for kind, values in names.items()
            if kind not in UNNAMED
            for value, written in values.items()
        ]
    }


def _writers() -> dict[str, Any]:
    """Sentences of children, and of who tells of somebody else without a profession, from the gate's examples."""
    chance = random.Random(SEED)  # noqa: S311 - a fixed choice, not a secret
    told: dict[str, set[str]] = defaultdict(set)
    for example in examples.read_all():
        if example.language == GERMAN:
            told[example.speaker].add(" ".join(example.text.split()))
    return {
        "nlu": [
            {"lookup": f"{WRITER}/{role}", "examples": _lines(chance.sample(sorted(told[speaker]), count))}
            for speaker, (role, count) in NO_PROFESSION.items()
        ]
    }


def _topics(facts: KnowledgeRepository, people: set[str], seen: set[str]) -> dict[str, Any]:
    """Questions and answers of every topic, the cities' own versions included.

    Questions that name somebody are left out: whom a person is asked about is ``ask_person``, whatever the topic.
    """
    versions: dict[str, list[Topic]] = defaultdict(list)
    for city in (None, *(city.id for city in facts.cities())):
        for topic in facts.topics(city):
            if topic not in versions[topic.id]:
                versions[topic.id].append(topic)
    blocks: list[dict[str, Any]] = []
    for name, topics in versions.items():
        questions = [
            text
            for topic in topics
            for text in (topic.question, *topic.alt_questions)
            if not _names_somebody(text, people)
        ]
        blocks.append({"intent": f"ask_topic/{name}", "examples": _lines(_new(questions, seen))})
        answers = " ".join(text for topic in topics for text in (topic.answer, *topic.items))
        example = {"text": answers, "metadata": {"weight": ANSWER_WEIGHT}}
        blocks.append({"intent": f"ask_topic/{name}", "examples": [example]})
    responses = {f"utter_ask_topic/{name}": [{"text": topics[0].answer}] for name, topics in versions.items()}
    return {"nlu": [block for block in blocks if block["examples"]], "responses": responses}


def _names_somebody(text: str, people: set[str]) -> bool:
    folded = f" {fold(text)} "
    return any(f" {name} " in folded for name in people)


def _patterns(names: Mapping[str, Mapping[str, list[str]]], seen: set[str]) -> dict[str, Any]:
    patterns = yaml.safe_load(PATTERNS.read_text(encoding="utf-8"))
    return {
        "nlu": [
            {
                "intent": intent,
                "examples": _lines(_new(itertools.chain(*(_expand(p, names) for p in lines)), seen)),
            }
            for intent, lines in patterns.items()
        ]
    }


def _expand(pattern: str, names: Mapping[str, Mapping[str, list[str]]]) -> Iterator[str]:
    """``pattern`` with a few names in its placeholders, the same whatever other patterns there are; itself when it
    has none."""
    chance = random.Random(f"{SEED} {pattern}")  # noqa: S311 - a fixed choice, not a secret
    kinds = _PLACEHOLDER.findall(pattern)
    for _ in range(1 if set(kinds) <= set(MASKED) else EXPANSIONS):
        yield pattern.format(**{kind: _any_name(names[kind], chance) for kind in kinds})


def _any_name(values: Mapping[str, list[str]], chance: random.Random) -> str:
    named = sorted(value for value, written in values.items() if written)
    written = [name for name in values[chance.choice(named)] if not name.isdigit()]
    return chance.choice(written)


def _new(texts: Iterable[str], seen: set[str]) -> list[str]:
    """Those of ``texts`` that were not seen before; they count as seen from now on."""
    fresh = []
    for text in texts:
        folded = fold(text)
        if folded and folded not in seen:
            seen.add(folded)
            fresh.append(" ".join(text.split()))
    return fresh


def _lines(texts: Iterable[str]) -> str:
    return "".join(f"- {text}\n" for text in texts)
