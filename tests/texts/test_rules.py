"""The linters of texts: each pattern finds its bad example, each exception is needed, no text breaks a rule."""

from __future__ import annotations

import pytest

from bot.texts import lint, rulebook
from bot.texts.lint import Text
from bot.texts.rulebook import Rule
from bot.texts.sources import collect

RULES = {rule.name: rule for rule in rulebook.load()}
PATTERNS = [(rule, pattern) for rule in RULES.values() for pattern in rule.patterns]
RESPONSE = "data/responses/test.yml"


@pytest.fixture(scope="module")
def texts() -> list[Text]:
    return lint.all_texts(collect())


def rules_broken(text: str, source: str = RESPONSE, at: str = "2.text", key: str = "utter_test") -> set[str]:
    return {finding.rule for finding in lint.findings([Text(source, key, at, text)])}


def short(value: Rule | rulebook.Pattern) -> str:
    return value.name if isinstance(value, Rule) else value.bad


@pytest.mark.parametrize(("rule", "pattern"), PATTERNS, ids=short)
def test_a_pattern_finds_its_bad_example(rule: Rule, pattern: rulebook.Pattern) -> None:
    assert pattern.match.search(pattern.bad)
    assert list(rule.found_in(pattern.bad))


def test_there_are_enough_forbidden_promises() -> None:
    assert len(RULES["promises"].patterns) >= 80
    assert len({pattern.match.pattern for pattern in RULES["promises"].patterns}) >= 80


@pytest.mark.parametrize("name", RULES)
def test_every_rule_is_applied_to_what_the_assistant_says(name: str) -> None:
    rule = RULES[name]
    assert [p.bad for p in rule.patterns if rule.title not in rules_broken(p.bad)] == []


@pytest.mark.parametrize("name", [name for name, rule in RULES.items() if rule.scope == lint.ALL])
def test_rules_for_all_texts_reach_the_knowledge_base_and_the_widget(name: str) -> None:
    bad = RULES[name].patterns[0].bad
    places = ("knowledge/content/herne/topics.yaml", "bot/widget/src/strings/talk.json", "bot/web/problems.toml")
    for source in places:
        assert RULES[name].title in rules_broken(bad, source, "answer", "any-topic"), source


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Das bleibt unter uns.", "promises"),
        ("Die Polizei ist informiert, alles wird gut.", "promises"),
        ("Stell ihn zur Rede und nimm es auf.", "advice"),
        ("Warum hast du das nicht früher gesagt?", "blame"),
        ("Das ist eindeutig Missbrauch.", "judging"),
        ("Was hat er mit dir gemacht?", "interrogation"),
        ("Sie hat Selbstmord begangen.", "suicide"),
        ("Wie heißt du und wie alt bist du?", "personal"),
        ("Bezüglich Ihrer Anfrage erfolgt eine Prüfung.", "officialese"),
        ("Ups, ich bin verwirrt!", "chatter"),
    ],
)
def test_what_must_not_be_said_is_found(text: str, rule: str) -> None:
    assert RULES[rule].title in rules_broken(text)


@pytest.mark.parametrize(
    "text",
    [
        "Stellen Sie niemanden zur Rede.",
        "Sammeln Sie keine Beweise.",
        "Bilder nicht ansehen, nicht speichern, nicht weiterleiten.",
        "Du bist nicht schuld.",
        "Der Arzt ist da. Er kann gut in Suizidprävention helfen.",
        "Bitte keine Namen und Adressen schreiben.",
    ],
)
def test_what_may_be_said_is_not(text: str) -> None:
    assert rules_broken(text) == set()


def test_a_negation_in_one_sentence_does_not_excuse_the_next() -> None:
    assert RULES["advice"].title in rules_broken("Warten Sie nicht. Stellen Sie ihn zur Rede.")


def test_a_list_of_what_not_to_do_may_name_it_and_nothing_else_may() -> None:
    place = ("knowledge/content/_national/procedures.yaml", "do_not.0", "schule")
    assert rules_broken("Den Vater zur Rede stellen", *place) == set()
    assert rules_broken("Das Kind bestimmt nicht ausfragen, alles wird gut", *place)


def test_an_exception_holds_only_where_it_was_made(texts: list[Text]) -> None:
    for rule in RULES.values():
        for allowed in rule.exceptions:
            assert list(rule.found_in(allowed.phrase)), allowed
            assert not list(rule.found_in(allowed.phrase, allowed.where[0])), allowed


def test_no_exception_is_without_an_occasion(texts: list[Text]) -> None:
    wordings = [(text.key, text.wording) for text in texts]
    assert [phrase for rule in RULES.values() for phrase in rule.unused(wordings)] == []
    nowhere = [(key, "") for key, _ in wordings]
    assert len(RULES["promises"].unused(nowhere)) >= len(RULES["promises"].exceptions)


def test_no_text_breaks_a_rule(texts: list[Text]) -> None:
    assert len(texts) > 3000
    assert [f"{f.text.source} {f.text.key} {f.text.at}: {f.rule}: {f.match}" for f in lint.findings(texts)] == []


@pytest.mark.parametrize(
    ("source", "key", "at"),
    [
        ("bot/emergency.toml", "first.default", "first.default.child"),
        (RESPONSE, "utter_test", "0.text"),
        ("knowledge/content/herne/topics.yaml", "any-topic", "easy_answer"),
        ("knowledge/content/_national/topics/kinder.yaml", "any-topic", "answer"),
        ("knowledge/content/_national/glossary.yaml", "any-term", "easy_definition"),
    ],
)
def test_long_and_hard_sentences_are_found(source: str, key: str, at: str) -> None:
    long = "du " * 24 + "gehst."
    hard = "Verwaltungsverfahrensbeteiligte beantragen Akteneinsicht."
    assert rules_broken(long, source, at, key)
    assert rules_broken(hard, source, at, key)
    assert rules_broken("Ruf 110 an.", source, at, key) == set()


def test_a_limit_of_its_own_holds_for_every_kind(texts: list[Text]) -> None:
    kinds = lint._kinds()
    assert len(kinds) >= 10
    assert [kind for kind in kinds if not any(kind.holds(text) for text in texts)] == []


def test_the_visitors_voice_is_not_the_assistants() -> None:
    assert not Text(RESPONSE, "utter_x", "0.buttons.0.title", "").spoken
    assert not Text("bot/emergency.toml", "fine", "fine.child", "").spoken
    assert Text("bot/emergency.toml", "first.default", "first.default.child", "").spoken
