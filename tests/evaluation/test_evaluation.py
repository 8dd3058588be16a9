"""The parts of ``python -m bot evaluate``, without the model."""

from __future__ import annotations

import dataclasses
import datetime as dt
import random
import re
from pathlib import Path

import pytest
import yaml

from bot import perturbations
from bot.assistant import Reply, Request
from bot.engine.port import RankedTopic, Status, Understanding
from bot.evaluation import directory, offtopic, plots, report, robustness, stock_rasa, understanding
from bot.evaluation.asking import Answer, ask
from bot.evaluation.examples import Example
from bot.evaluation.peers import bm25, of_examples, of_topics
from bot.evaluation.results import Chart, Figure, Section, Table
from bot.evaluation.samples import Sample, load
from bot.evaluation.wording import HERE, say
from bot.nlu.compounds import Splitter
from knowledge.repository import KnowledgeRepository


def answer(
    meant: str | None, answered: str | None, *alternatives: str, status: str = "answered", confidence: float = 0.9,
    **sample: str,
) -> Answer:  # fmt: skip
    """An answer to a question about ``meant``."""
    return Answer(Sample("?", "topics", meant, **sample), status, "ask_topic", answered, confidence, "none", None,
                  alternatives, (), 0.01)  # fmt: skip


ANSWERS = (
    answer("anonym", "anonym", audience="kita", manner="klein"),
    answer("anonym", "akten", "anonym", audience="kita", manner="dialekt"),
    answer(
        "akten", None, "netzwerk", "akten", status="clarify", confidence=0.3, audience="verein", manner="klein"
    ),
    answer("akten", None, status="fallback", confidence=0.1, audience="verein", manner="klein"),
)


def test_an_answer_is_judged_by_the_topic_that_was_meant() -> None:
    assert [a.first for a in ANSWERS] == [True, False, False, False]
    assert [a.among for a in ANSWERS] == [True, True, True, False]
    assert [a.confidently_wrong for a in ANSWERS] == [False, True, False, False]
    assert [a.asked_back for a in ANSWERS] == [False, False, True, True]


def test_a_likely_answer_that_is_offered_with_others_is_not_given_with_confidence() -> None:
    hedged = answer("akten", "anonym", "akten", status="clarify")
    assert hedged.asked_back
    assert hedged.among
    assert not hedged.confidently_wrong


def test_a_reply_in_danger_that_says_nothing_about_the_guess_answers_no_topic() -> None:
    shown = answer("akten", "anonym", status="danger")
    card, office, path = {"type": "emergency"}, {"type": "contact"}, {"type": "steps"}
    assert not dataclasses.replace(shown, blocks=(card, office, path)).on_topic
    assert dataclasses.replace(shown, blocks=(card, {"type": "text"})).confidently_wrong
    assert dataclasses.replace(shown, status="answered", blocks=(office,)).confidently_wrong


def test_figures_name_the_worst_group(facts: KnowledgeRepository) -> None:
    section = understanding.section(ANSWERS, facts)
    values = {figure.name: figure.value for figure in section.figures}
    assert values[say("figure.first")] == 0.25
    assert values[say("figure.among")] == 0.75
    assert values[say("figure.worst_audience", group="verein")] == 0
    assert values[say("figure.worst_manner", group="dialekt")] == 0


def test_perfect_confidence_has_no_calibration_error() -> None:
    assert understanding.calibration_error([answer("a", "a", confidence=1.0)]) == 0
    assert understanding.calibration_error([answer("a", "b", confidence=1.0)]) == 1
    assert understanding.calibration_error([]) is None


@pytest.mark.parametrize(
    ("value", "floor", "at_most", "missed"),
    [(0.9, 0.8, False, False), (0.7, 0.8, False, True), (0.7, 0.8, True, False), (0.9, 0.8, True, True),
     (None, 0.8, False, True), (0.1, None, False, False)],
)  # fmt: skip
def test_a_figure_knows_whether_its_floor_is_kept(
    value: float | None, floor: float | None, at_most: bool, missed: bool
) -> None:
    assert Figure("x", value, floor=floor, at_most=at_most).missed is missed


def test_the_report_needs_no_other_file_and_escapes_what_it_shows(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    section = Section(
        "Titel <b>", (Figure("Größe", 0.5, floor=0.8),), (Table("T", ("a", "b"), [("<i>", 0.25), ("x", 3)]),),
        (Chart("C", plots.bars({"<script>": 0.5})),),
    )  # fmt: skip
    report.write(path, [section], dt.datetime(2026, 11, 24, 10, 0))
    text = path.read_text(encoding="utf-8")
    assert "&lt;b&gt;" in text
    assert "&lt;script&gt;" in text
    assert "<script" not in text
    assert "25,0 %" in text
    assert not re.search(r"""(?:src|href)=["'](?!data:)""", text)


def test_drawings_are_well_formed() -> None:
    import xml.etree.ElementTree as tree

    drawn = (
        plots.bars({"a": 0.5, "b": 1.0}, floor=0.7, counts={"a": 1, "b": 2}), plots.reliability([(0.5, 0.4, 3)]),
        plots.matrix(["a", "b"], [[1, 0], [2, 3]]), plots.histogram([1.0, 2.0, 3.0]),
    )  # fmt: skip
    for svg in drawn:
        tree.fromstring(svg)  # noqa: S314 - our own


async def test_every_sample_is_asked_in_a_conversation_of_its_own() -> None:
    class Fake:
        def __init__(self) -> None:
            self.asked: list[Request] = []
            self.forgotten: list[str] = []

        async def reply(self, request: Request) -> Reply:
            self.asked.append(request)
            understood = Understanding("ask_topic", "anonym", 0.8, alternatives=(RankedTopic("akten", 0.1),))
            return Reply(f"c{len(self.asked)}", "m", Status.ANSWERED, (), understood)

        async def forget(self, conversation_id: str) -> None:
            self.forgotten.append(conversation_id)

    fake, steps = Fake(), []
    samples = [Sample("eins", "topics", "anonym", page="herne"), Sample("zwei", "topics", "akten")]
    answers = await ask(fake, samples, lambda: steps.append(1))  # type: ignore[arg-type]
    assert [request.conversation_id for request in fake.asked] == [None, None]
    assert [request.city for request in fake.asked] == ["herne", None]
    assert fake.forgotten == ["c1", "c2"]
    assert [a.first for a in answers] == [True, False]
    assert answers[1].among
    assert len(steps) == 2


def test_changes_of_writing_are_the_same_every_time() -> None:
    samples = [Sample("Gefährdungsmeldung für die Straße schreiben", "topics", "x")]
    splitter = Splitter(["gefaehrdung", "meldung"])
    changed = robustness.variants(samples, splitter.written_apart)
    assert changed == robustness.variants(samples, splitter.written_apart)
    assert changed["no_umlauts"][0].text.isascii()
    assert changed["lower_case"][0].text == "gefährdungsmeldung für die straße schreiben"
    assert changed["typos"][0].text != samples[0].text


def test_typos_are_one_for_eight_characters() -> None:
    text = "abcdefgh " * 8
    changed = perturbations.typos(text, random.Random(3))
    assert changed != text
    assert abs(len(changed) - len(text)) <= len(text) // perturbations.TYPO_EVERY


def test_bm25_finds_the_topic_with_the_words() -> None:
    examples = [Example("wie lange werden akten aufbewahrt", "ask_topic/akten"),
                Example("anonym anrufen ohne namen", "ask_topic/anonym"), Example("hallo", "greet"),
                Example("frühe hilfen fürs baby", "ask_topic/baby"),
                Example("insofa finden", "ask_topic/insofa")]  # fmt: skip
    assert bm25(of_examples(examples), [Sample("Akten aufbewahren?", "topics")])[0][0] == "akten"


def test_bm25_over_the_topics_reads_what_the_knowledge_base_says(facts: KnowledgeRepository) -> None:
    documents = of_topics(facts)
    assert documents.keys() == {topic.id for topic in facts.topics()} | set(documents)
    topic = next(topic for topic in facts.topics() if topic.alt_questions)
    assert all(text in documents[topic.id] for text in (topic.question, topic.alt_questions[0], topic.answer))
    asked = [Sample(topic.question, "topics")]
    assert topic.id in bm25(documents, asked)[0]


def test_stock_rasa_gets_flat_intents() -> None:
    assert stock_rasa.flat("ask_topic/anonym") == "topic__anonym"
    assert stock_rasa.flat("greet") == "greet"


def test_named_entries_count_when_card_and_city_fit() -> None:
    sample = Sample("?", "directory", city="herne", aim="contact")
    right = Answer(
        sample, "answered", None, None, 1, "none", "herne", (), ({"type": "contact", "city": "herne"},), 0
    )
    wrong = Answer(sample, "answered", None, None, 1, "none", "voerde", (), (), 0)
    values = [figure.value for figure in directory.section([right, wrong]).figures]
    assert values == [0.5, 0.5]


def test_strangers_count_when_they_are_answered_without_asking_back() -> None:
    section = offtopic.section([answer(None, "akten"), answer(None, None, status="out_of_scope")], [])
    assert section.figures[0].value == 0.5


def test_what_is_only_told_counts_apart_from_strangers() -> None:
    told = [answer(None, "akten"), answer(None, None, status="smalltalk"), answer(None, None, status="smalltalk")]
    section = offtopic.section([answer(None, None, status="out_of_scope")], [], told)
    assert [figure.value for figure in section.figures] == [0, 1 / 3]


def test_samples_take_what_is_shared_from_their_entry(tmp_path: Path) -> None:
    content = [{"topic": "anonym", "items": [{"text": "eins", "audience": "kita"}, "zwei"]}]
    (tmp_path / "topics_x.yml").write_text(yaml.safe_dump(content), encoding="utf-8")
    found = load("topics", tmp_path)
    assert [(s.text, s.topic, s.audience) for s in found] == [("eins", "anonym", "kita"), ("zwei", "anonym", None)]


def test_every_floor_belongs_to_a_figure() -> None:
    import tomllib

    floors = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))
    figures = tomllib.loads((HERE / "wording.toml").read_text(encoding="utf-8"))["figure"]
    assert set(floors) - set(figures) == set()
