"""A few words after an answer are about its subject, unless they say what else."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from actions.confidence import STILL_MEANT, SURE, UNSURE
from actions.context import Context, Subject
from actions.follow_ups import after_subject
from tests.actions.conftest import Stage


def meant(stage: Stage, asked: str, after: Subject | None, *, text: str = "und dann", **more: Any) -> list[str]:
    """Ids of the topics that ``asked``, the surest, and another mean after a subject, the likeliest first."""
    topics = ((asked, 0.95), ("netzwerk", 0.03))
    context = Context(text=text, subject=after, topics=topics, telling=True, intent="ask_topic")
    changed = after_subject(stage.facts, replace(context, **more))
    return [id for id, _ in changed.topics]


@pytest.mark.parametrize(
    ("asked", "after", "audience", "topic"),
    [
        ("familie-ansprechen", "grenzverletzung-sport", None, "verdacht-missbrauch"),
        ("familie-ansprechen", "nachbarn-schreien", None, "familie-ansprechen"),
        ("familie-ansprechen", "schule-42", "fachkraft", "eltern-informieren"),
        ("wo-melden", "kita-47", "fachkraft", "kita-47"),
        ("kosten", "fuehrungszeugnis", None, "fuehrungszeugnis-antrag"),
        ("kosten", "hze", "eltern", "kosten"),
        ("wer-darf-melden", "vier-kkg-ablauf", "fachkraft", "schweigepflicht"),
        ("kind-kummer", "kind-missbrauch", "kind", "kind-missbrauch"),
        ("kind-geschlagen", "psychische-gewalt", "kind", "psychische-gewalt"),
        ("verdacht-missbrauch", "koerperliche-gewalt", "eltern", "ueberfordert"),
        ("kita-47", "sportverein", "fachkraft", "sportverein"),
        ("ohne-telefon", "andere-stadt", "fachkraft", "meldung-inhalt"),
        ("nachts", "kind-allein", "eltern", "kind-allein"),
        ("kind-hilfe", "kind-obhut", "kind", "kind-obhut"),
        ("schweigepflichtentbindung", "sorgerecht-grundlagen", "eltern", "sorgerecht-grundlagen"),
        ("familie-ansprechen", "kita-47", "fachkraft", "verdacht-im-team"),
    ],
)
def test_a_question_means_what_the_subject_and_who_asks_make_of_it(
    stage: Stage, asked: str, after: str, audience: str | None, topic: str
) -> None:
    assert meant(stage, asked, Subject("topic", after), audience=audience)[0] == topic


def test_a_citys_own_answer_means_no_other_question(stage: Stage) -> None:
    own = stage.facts.topic("nachts", "potsdam")
    assert own
    assert not own.instead
    assert meant(stage, "nachts", Subject("topic", "med-hotline"), city="potsdam")[0] == "med-hotline"


@pytest.mark.parametrize("subject", [None, Subject("event", "fachtag"), Subject("topic", "gibt-es-nicht")])
def test_without_a_topic_before_nothing_changes(stage: Stage, subject: Subject | None) -> None:
    assert meant(stage, "familie-ansprechen", subject, audience="fachkraft")[0] == "familie-ansprechen"


def test_what_only_another_city_has_stays(stage: Stage) -> None:
    owners = {topic.id for topic in stage.facts.topics("land-brandenburg")}
    elsewhere = sorted(id for id in owners if stage.facts.topic(id, "herne") is None)[0]
    assert meant(stage, elsewhere, Subject("topic", "hze"), city="herne")[0] == elsewhere


def test_a_long_message_says_itself_what_it_is_about(stage: Stage) -> None:
    said = "was kostet es eigentlich wenn das jugendamt uns jemanden nach hause zum helfen schickt"
    assert meant(stage, "kosten", Subject("topic", "fuehrungszeugnis"), text=said)[0] == "kosten"


def test_two_short_sentences_are_few_words(stage: Stage) -> None:
    said = "die eltern sind sehr nett eig. soll ich mit denen reden"
    found = meant(stage, "familie-ansprechen", Subject("topic", "zwangsheirat-fgm"), text=said)
    assert found[0] == "zwangsheirat-fgm"


def test_whether_it_holds_too_is_asked_of_the_subject(stage: Stage) -> None:
    said = {"wanted": ("same",), "text": "gilt das auch für die Honorarkräfte"}
    assert meant(stage, "fuehrungszeugnis", Subject("topic", "schutzkonzept"), **said) == ["schutzkonzept"]
    held = stage.run(
        "action_continue", intent="inform", subject='{"kind": "topic", "id": "schweigepflicht"}',
        entities={"role": "arzt"}, **said,
    )  # fmt: skip
    assert held.meta["topic"] == "schweigepflicht"


@pytest.mark.parametrize(
    ("asked", "chance", "meant_is"),
    [
        ("kindeswille", 0.65, "psychische-gewalt"),  # a guess at another situation
        ("kindeswille", SURE, "kindeswille"),
        ("kosten", 0.8, "kosten"),  # asked after anything
        ("nach-meldung", 0.6, "nach-meldung"),
    ],
)
def test_no_other_situation_is_guessed_from_words_that_tell_nothing(
    stage: Stage, asked: str, chance: float, meant_is: str
) -> None:
    about = Subject("topic", "psychische-gewalt")
    found = meant(stage, asked, about, telling=False, topics=((asked, chance),))
    assert found[0] == meant_is


def test_a_reporting_path_is_a_subject_like_its_topic(stage: Stage) -> None:
    assert meant(stage, "wo-melden", Subject("procedure", "kita"), audience="fachkraft")[0] == "wo-melden"
    assert meant(stage, "meldepflicht", Subject("procedure", "kita"), audience="fachkraft")[0] == "vereinbarung"


@pytest.mark.parametrize(
    ("asked", "after", "audience", "stays"),
    [
        ("hausbesuch", "kind-geschlagen", None, False),
        ("kinder-weg", "kind-geschlagen", None, True),  # has an answer for children
        ("mama-wehrt-sich-nicht", "nichts-passiert", None, False),
        ("mama-wehrt-sich-nicht", "ohne-telefon", None, True),  # both may read that
        ("hausbesuch", "nachbarn-schreien", "fachkraft", True),
    ],
)
def test_words_that_tell_no_topic_are_for_the_same_readers(
    stage: Stage, asked: str, after: str, audience: str | None, stays: bool
) -> None:
    found = meant(stage, asked, Subject("topic", after), telling=False, audience=audience)
    assert (asked in found) is stays
    assert stays or after in found
    assert asked in meant(stage, asked, Subject("topic", after), telling=True, audience=audience)


def test_who_asks_what_to_do_in_words_that_tell_nothing_asks_about_the_subject(stage: Stage) -> None:
    wish = {"telling": False, "wanted": ("action",), "topics": (("mobbing", SURE - 0.1),)}
    assert meant(stage, "mobbing", Subject("topic", "kind-freund"), **wish) == ["kind-freund"]
    whom = {**wish, "topics": (("wo-melden", SURE - 0.1),)}  # asked after anything
    assert meant(stage, "wo-melden", Subject("topic", "eltern-informieren"), **whom)[0] == "wo-melden"
    sure = {**wish, "topics": (("mobbing", SURE),)}
    assert meant(stage, "mobbing", Subject("topic", "kind-freund"), **sure) == ["mobbing"]


def test_where_no_topic_is_likely_the_subject_may_be_meant(stage: Stage) -> None:
    known = {"text": "muss das sein", "subject": Subject("topic", "hze"), "topics": (("kosten", 0.2),)}
    asked = after_subject(stage.facts, Context(intent="ask_topic", **known))
    assert asked.topics == (("kosten", 0.2), ("hze", STILL_MEANT))
    assert after_subject(stage.facts, Context(intent="chitchat", **known)).topics == (("kosten", 0.2),)


def test_a_path_that_is_shown_for_want_of_a_topic_is_the_subject(stage: Stage) -> None:
    own = [{"entity": "role", "value": "schule", "role": "self"}]
    said = stage.run("action_fallback", city="herne", entities=own, topics=[("mobbing", 0.2)])
    assert said.of("steps")
    assert said.slots["subject"] == '{"kind": "procedure", "id": "schule"}'


@pytest.mark.parametrize(
    ("text", "telling", "chance", "topic"),
    [
        ("warum", False, 0.5, "hze"),
        ("und bei mir?", False, 0.5, "hze"),
        ("warum", True, 0.5, "kosten"),
        ("warum", False, 0.6, "kosten"),
        ("und wie ist das", False, 0.5, "kosten"),
    ],
)
def test_bare_words_that_tell_no_topic_are_about_the_subject(
    stage: Stage, text: str, telling: bool, chance: float, topic: str
) -> None:
    topics = (("kosten", chance),)
    context = Context(
        subject=Subject("topic", "hze"), text=text, telling=telling, topics=topics, intent="ask_topic"
    )
    found = after_subject(stage.facts, context)
    assert found.topics[0][0] == topic
    assert found.asks_subject == 0


def test_how_surely_the_words_ask_about_the_subject_is_kept(stage: Stage) -> None:
    context = Context(subject=Subject("topic", "hze"), text="und das auch", intent="ask_topic", telling=True)
    sure = after_subject(stage.facts, replace(context, topics=(("hze", 0.95),)))
    assert sure.asks_subject == 0.95
    unsure = after_subject(stage.facts, replace(context, topics=(("hze", 0.7),)))
    assert unsure.asks_subject == UNSURE
    other = after_subject(stage.facts, replace(context, topics=(("hze", 0.2), ("kosten", 0.7))))
    assert other.asks_subject == 0.2


AFTER = (("mobbing", 0.96), ("nichts-passiert", 0.02))


@pytest.mark.parametrize(
    ("topics", "subject", "found"),
    [
        ((("nichts-passiert", 0.5), ("mobbing", 0.1)), None, [("mobbing", 0.53), ("nichts-passiert", 0.26)]),
        ((("nichts-passiert", 0.7), ("mobbing", 0.1)), None, [("nichts-passiert", 0.7), ("mobbing", 0.1)]),
        ((("mobbing", 0.7), ("nichts-passiert", 0.1)), None, [("mobbing", 0.96), ("nichts-passiert", 0.1)]),
        ((), None, [("mobbing", 0.48), ("nichts-passiert", 0.01)]),
        ((("nichts-passiert", 0.5),), "mobbing", [("mobbing", 0.48), ("nichts-passiert", 0.26)]),
        ((("familie-ansprechen", 0.5),), "schule-42", [("eltern-informieren", 0.5)]),
    ],
)
def test_words_that_hardly_tell_anything_are_read_after_what_was_told(
    stage: Stage, topics: tuple[tuple[str, float], ...], subject: str | None, found: list[tuple[str, float]]
) -> None:
    """What the knowledge base says of the likeliest is not asked of the whole conversation again."""
    about = Subject("topic", subject) if subject else None
    context = Context(
        text="die macht aber leider gar nix", subject=about, topics=topics, in_context=AFTER, intent="ask_topic",
        audience="fachkraft" if subject == "schule-42" else None,
    )  # fmt: skip
    ranked = after_subject(stage.facts, context).topics
    assert [(id, round(chance, 2)) for id, chance in ranked] == found


@pytest.mark.parametrize(("in_context", "own"), [(AFTER, 0.1), ((), 1.0)])
def test_in_many_words_the_subject_is_asked_for_as_surely_as_they_say(
    stage: Stage, in_context: tuple[tuple[str, float], ...], own: float
) -> None:
    text = "ich habe das der lehrerin schon drei mal gesagt und die macht aber leider gar nix"
    context = Context(
        text=text, subject=Subject("topic", "mobbing"), topics=(("mobbing", 0.1),), in_context=in_context
    )
    assert after_subject(stage.facts, context).asks_subject == own


@pytest.mark.parametrize(("chance", "topic"), [(0.56, "essstoerung"), (0.7, "nach-meldung")])
def test_what_to_do_is_asked_of_the_subject_unless_something_else_is_likely(
    stage: Stage, chance: float, topic: str
) -> None:
    context = Context(
        text="und was kann ich da machen", subject=Subject("topic", "essstoerung"), telling=False,
        topics=(("nach-meldung", chance),), wanted=("action",), intent="ask_topic",
    )  # fmt: skip
    assert after_subject(stage.facts, context).topics[0][0] == topic


def test_who_meant_something_else_does_not_mean_the_subject(stage: Stage) -> None:
    about = Subject("topic", "elterngespraech-fuehren")
    said = Context(
        text="mit dem kind meinte ich", subject=about, intent="nlu_fallback",
        topics=(("mobbing", 0.2), ("gespraech-kind", 0.1)),
        in_context=((about.id, 0.9), ("gespraech-kind", 0.08)),
    )  # fmt: skip
    assert after_subject(stage.facts, said).topics[0][0] == about.id
    topics = after_subject(stage.facts, replace(said, corrects=True)).topics
    assert topics[0][0] == "gespraech-kind"
    assert about.id not in dict(topics)


@pytest.mark.parametrize(
    "more",
    [
        {"topics": (("elterngespraech-fuehren", 0.5), ("mobbing", 0.2))},
        {"entities": ({"entity": "city", "value": "herne"},)},
        {"alarmed": True},
    ],
    ids=["named-again", "another-place", "emergency-block"],
)
def test_the_subject_may_be_meant_where_something_else_was_corrected(stage: Stage, more: dict[str, Any]) -> None:
    about = Subject("topic", "elterngespraech-fuehren")
    said = Context(
        text="ich meinte das gespräch", subject=about, intent="ask_topic", corrects=True,
        topics=(("mobbing", 0.2), (about.id, 0.1)), in_context=((about.id, 0.9), ("mobbing", 0.05)),
    )  # fmt: skip
    assert about.id not in dict(after_subject(stage.facts, said).topics)
    assert about.id in dict(after_subject(stage.facts, replace(said, **more)).topics)


def test_where_nothing_else_is_likely_together_the_words_count_alone(stage: Stage) -> None:
    about = Subject("topic", "mobbing")
    said = Context(
        text="ich meinte was anderes", subject=about, intent="ask_topic", corrects=True,
        topics=(("anzeige", 0.2), (about.id, 0.1)), in_context=((about.id, 1.0), ("anzeige", 0.0)),
    )  # fmt: skip
    assert after_subject(stage.facts, said).topics == (("anzeige", 0.2),)
