"""Words are explained, unknown ones honestly not."""

from __future__ import annotations

from tests.actions.conftest import Stage


def test_a_word_is_explained_with_its_long_form_and_source(small_stage: Stage) -> None:
    block = small_stage.run("action_glossary", entities={"term": "insofa"}).blocks[0]
    assert block["title"] == "insoFa (Insoweit erfahrene Fachkraft)"
    assert block["text"] == "Sie berät bei der Einschätzung."
    assert block["sources"]


def test_simple_language_has_its_own_explanation(small_stage: Stage) -> None:
    said = small_stage.run("action_glossary", entities={"term": "insofa"}, register="leicht")
    assert said.blocks[0]["text"] == "Sie hilft beim Nachdenken."


def test_an_ambiguous_word_is_explained_in_all_its_meanings(stage: Stage) -> None:
    both = [{"entity": "term", "value": value} for value in ("kkg", "kkg-nrw")]
    assert len(stage.run("action_glossary", entities=both).blocks) == 2


def test_every_term_can_be_explained(stage: Stage) -> None:
    for term in stage.facts.glossary():
        assert stage.run("action_glossary", entities={"term": term.id}).blocks[0]["text"] == term.definition


def test_an_unknown_word_is_not_guessed(stage: Stage) -> None:
    said = stage.run("action_glossary", entities={"term": "no-such-word"})
    assert said.responses == ["utter_term_unknown"]
    assert said.meta["status"] == "clarify"
