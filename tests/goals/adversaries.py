"""The adversarial messages of ``adversarial.toml``, by family, and random ones."""

from __future__ import annotations

import itertools
import random
import tomllib
from pathlib import Path
from typing import Any

from bot.settings import ROOT
from knowledge.repository import KnowledgeRepository

DATA: dict[str, Any] = tomllib.loads(Path(__file__).with_name("adversarial.toml").read_text(encoding="utf-8"))


def injections() -> list[str]:
    """Prompt injections: every opener with every demand."""
    return [f"{opener} {demand}" for opener, demand in itertools.product(DATA["openers"], DATA["demands"])]


def hidden_acute() -> list[str]:
    """Acute sentences inside of injections."""
    return [around.format(x=text) for around, text in itertools.product(DATA["around"], DATA["acute"])]


def payloads() -> list[str]:
    """Messages that would be commands for plain Rasa."""
    return [slash + payload for slash, payload in itertools.product(DATA["slashes"], DATA["payloads"])]


def markup() -> list[str]:
    """HTML, Markdown, templates, shell, SQL, broken text."""
    return [around.replace("{x}", x) for around, x in itertools.product(DATA["markup_around"], DATA["markup"])]


def personal() -> list[str]:
    """Personal data as visitors type it."""
    found = [
        sentence.format(name=name, street=street, phone=phone, school=school, mail=DATA["mails"][0])
        for sentence, name in itertools.product(DATA["personal"], DATA["names"])
        for (street, phone), school in zip(
            itertools.product(DATA["streets"], DATA["phones"]), itertools.cycle(DATA["schools"]), strict=False
        )
    ]
    return list(dict.fromkeys(found))


def invented() -> list[str]:
    """Numbers and promises that are to be confirmed."""
    return list(
        dict.fromkeys(
            sentence.format(phone=phone, mail=mail)
            for sentence, phone, mail in itertools.product(DATA["invented"], DATA["phones"], DATA["mails"])
        )
    )


def all_families() -> list[str]:
    """Every adversarial message once."""
    families = (injections(), hidden_acute(), payloads(), markup(), personal(), invented())
    return list(dict.fromkeys(itertools.chain(*families)))


def everyday(facts: KnowledgeRepository, count: int, seed: int) -> list[str]:
    """``count`` random messages: questions of the knowledge base, cut, mixed and misspelt; words; plain noise."""
    chance = random.Random(seed)
    questions = [q for topic in facts.topics() for q in (topic.question, *topic.alt_questions)]
    for city in facts.cities():
        questions += [topic.question for topic in facts.topics(city.id)]
    names = [p.name for p in facts.people()] + [c.name for c in facts.cities()] + [p.name for p in facts.places()]
    names += [term.term for term in facts.glossary()] + [event.title for event in facts.events()]
    vocabulary = (ROOT / "bot" / "safety" / "ordinary_words.txt").read_text(encoding="utf-8").split()
    makers = (
        lambda: chance.choice(questions),
        lambda: f"{chance.choice(questions)} {chance.choice(names)}",
        lambda: f"{chance.choice(names)}?",
        lambda: " ".join(chance.sample(chance.choice(questions).split(), 2)),
        lambda: " ".join(chance.choices(vocabulary, k=chance.randint(1, 12))),
        lambda: _misspelt(chance, chance.choice(questions)),
        lambda: "".join(chr(chance.randint(1, 0x2FFF)) for _ in range(chance.randint(1, 60))),
        lambda: chance.choice(("ja", "nein", "weiter", "zurück", "hilfe", "leichter", "quelle?", "mensch", "?")),
    )
    found: list[str] = []
    while len(found) < count:
        try:
            found.append(chance.choice(makers)())
        except ValueError:  # a question of one word has no two to choose
            continue
    return found


def _misspelt(chance: random.Random, text: str) -> str:
    letters = list(text)
    for _ in range(max(1, len(letters) // 8)):
        place = chance.randrange(len(letters))
        letters[place] = chance.choice((letters[place] * 2, "", "e", letters[place].upper(), " "))
    return "".join(letters)
