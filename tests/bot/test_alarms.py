"""What is said after an emergency block: part of the danger before, or a danger of its own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.alarms import ASKED_FOR, Alarms, below, needs_reminder, withholds
from bot.engine.port import EngineReply, Status, Understanding
from bot.safety.verdict import SUICIDALITY, Level, Speaker, Verdict

NAMED = Verdict(Level.ACUTE, "unattended_or_medical", None, "medical-now", Speaker.BYSTANDER)
HINT = Verdict(Level.ACUTE, "indirect", (0, 4), "classifier", Speaker.CHILD)


def after(
    before: Verdict | None, verdict: Verdict, text: str = "und dann war es auf einmal ganz still im Haus"
) -> Verdict:
    alarms = Alarms(30, 10)
    alarms.remember("one", before, Status.DANGER)
    alarms.remember("other", NAMED, Status.DANGER)
    return alarms.named("one", verdict, text, under_way=True)


def test_a_hint_after_a_named_acute_danger_belongs_to_it() -> None:
    assert after(NAMED, HINT) == NAMED


@pytest.mark.parametrize(
    "verdict",
    [
        Verdict(Level.ACUTE, "violence", (0, 4), "classifier", Speaker.CHILD),
        Verdict(Level.CONCERN, "indirect", (0, 4), "classifier", Speaker.CHILD),
        Verdict(Level.NONE, None, None, None, Speaker.UNKNOWN),
    ],
)
def test_another_danger_or_none_is_heard_as_it_is(verdict: Verdict) -> None:
    assert after(NAMED, verdict) == verdict


@pytest.mark.parametrize(
    "before",
    [
        None,
        ASKED_FOR,
        Verdict(Level.ACUTE, "indirect", None, "classifier", Speaker.BYSTANDER),
    ],
)
def test_a_hint_after_anything_else_is_heard_as_it_is(before: Verdict | None) -> None:
    assert after(before, HINT) == HINT


@pytest.mark.parametrize("level", [Level.DISCLOSURE, Level.SELF_HARM, Level.ACUTE])
def test_a_hint_keeps_what_was_told_and_is_taken_no_less_seriously(level: Level) -> None:
    """"Draußen am Bahnhof" of who ran away keeps the hotline for missing children."""
    ran_away = Verdict(Level.DISCLOSURE, "locked_in_or_runaway", None, "locked-in", Speaker.CHILD)
    assert after(ran_away, replace(HINT, level=level), "draußen am bahnhof") == replace(ran_away, level=level)


def test_three_words_after_an_acute_danger_belong_to_it() -> None:
    """"Bin ganz allein" of a mother who nearly shook her baby is no child that was left alone."""
    alone = Verdict(Level.ACUTE, "unattended_or_medical", (0, 15), "classifier", Speaker.CHILD, of_self=True)
    shaken = Verdict(Level.ACUTE, "own_anger", None, "own-anger-now", Speaker.SELF)
    assert after(shaken, alone, "bin ganz allein") == shaken
    assert after(shaken, alone, "ich bin hier ganz allein") == alone


def test_without_an_alarm_before_a_hint_is_heard_as_it_is() -> None:
    assert Alarms(30, 10).named("one", HINT, "ganz still", under_way=True) == HINT


BEATEN = Verdict(Level.DISCLOSURE, "violence", None, "child-attacked", Speaker.BYSTANDER)
GUESS = Verdict(Level.SELF_HARM, "suicidality", (0, 4), "classifier", Speaker.CHILD)


def test_a_few_words_about_another_are_a_remark_on_what_was_told_before() -> None:
    """"Letzte Nacht auch wieder" of a child that is beaten is no death wish."""
    assert after(BEATEN, GUESS, "letzte nacht auch wieder") == BEATEN


@pytest.mark.parametrize(
    ("before", "verdict", "text"),
    [
        (BEATEN, GUESS, "sie sagt seit gestern zu allen dass sie nicht mehr da sein will"),
        (BEATEN, replace(GUESS, of_self=True), "ich kann nicht mehr"),
        (BEATEN, replace(GUESS, told=True), "papa kommt wieder"),
        (BEATEN, replace(GUESS, found_by="suicide-of-another"), "sie will sterben"),
        (replace(BEATEN, speaker=Speaker.CHILD), GUESS, "will nicht mehr"),
        (BEATEN, replace(GUESS, level=Level.ACUTE, category="unattended_or_medical"), "wird ganz blau im gesicht"),
    ],
)
def test_what_names_somebody_or_comes_from_a_child_is_no_remark(
    before: Verdict, verdict: Verdict, text: str
) -> None:
    assert after(before, verdict, text) == verdict


ASKED = replace(GUESS, of_self=True, level=Level.DISCLOSURE, category="violence")


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("und kriegt das meine mutter mit", ASKED),
        ("nehmen die mir mein kind weg", replace(ASKED, category="own_behaviour")),
        ("und wenn sie mich anschreit", ASKED),
        ("wie geht das dann weiter?", ASKED),
        ("sagt ihr mir was rauskommt", replace(ASKED, level=Level.SELF_HARM, category="suicidality")),
    ],
)
def test_a_guess_at_a_short_question_is_a_worry_whose_answer_says_whom_to_call(
    text: str, verdict: Verdict
) -> None:
    alarms = Alarms(30, 10)
    worry = replace(verdict, level=Level.CONCERN, category=None, speaker=Speaker.UNKNOWN)
    assert alarms.named("one", verdict, text, under_way=True) == worry
    assert alarms.reminds("one")


@pytest.mark.parametrize(
    ("text", "verdict", "under_way"),
    [
        ("kriegt das meine mutter mit", ASKED, False),
        ("kriegt das meine mutter mit", replace(ASKED, found_by="violence-against-me"), True),
        ("kriegt das meine mutter mit", replace(ASKED, level=Level.ACUTE), True),
        ("kann ich nicht mehr aushalten", ASKED, True),
        ("wie viele davon sind genug", replace(ASKED, level=Level.SELF_HARM, category="suicidality"), True),
        ("wenn er wieder so viel trinkt", ASKED, True),
        ("und wenn er heute wieder nach hause kommt wie gestern", ASKED, True),
        ("papa kommt wieder", ASKED, True),
    ],
)
def test_any_other_guess_is_a_danger(text: str, verdict: Verdict, under_way: bool) -> None:
    alarms = Alarms(30, 10)
    assert alarms.named("one", verdict, text, under_way=under_way) == verdict
    assert not alarms.reminds("one")


@pytest.mark.parametrize(("text", "language"), [("sie atmet", "de"), ("ea nu mai respiră acum", "ro")])
def test_a_few_words_are_in_the_language_of_the_alarm_before(text: str, language: str) -> None:
    breathes = Verdict(Level.ACUTE, "violence", (0, 9), "classifier", Speaker.CHILD, language="ro", told=True)
    assert after(NAMED, breathes, text).language == language


def understood(intent: str, status: Status, confidence: float = 0.9) -> EngineReply:
    return EngineReply(status, (), Understanding(intent=intent, confidence=confidence))


@pytest.mark.parametrize(
    ("answer", "text", "goes_on"),
    [
        (understood("all_clear", Status.ANSWERED), "alles gut", False),
        (understood("all_clear", Status.FALLBACK), "sie sagt alles gut", True),
        (understood("nlu_fallback", Status.FALLBACK), "soll ich sie ausfragen?", False),
        (understood("human_handoff", Status.ANSWERED), "er ist nicht in gefahr, wem sag ich das", False),
        (understood("human_handoff", Status.ANSWERED), "wem sag ich das", True),
        (understood("nlu_fallback", Status.FALLBACK), "weiß nicht", True),
        (understood("affirm", Status.SMALLTALK), "ja", True),
    ],
)
def test_what_answers_the_card_keeps_it_and_a_question_about_another_does_not(
    answer: EngineReply, text: str, goes_on: bool
) -> None:
    alarms = Alarms(30, 10)
    alarms.remember("one", BEATEN, Status.DANGER)
    assert (alarms.still("one", None, answer, text) == BEATEN) is goes_on


INCLINED = Verdict(Level.CONCERN, "own_inclination", (0, 9), "offender-worry", Speaker.SELF, told=True)


def test_who_fears_his_inclination_is_no_child_at_the_next_message() -> None:
    alarms = Alarms(30, 10)
    alarms.remember("one", INCLINED, Status.CLARIFY)
    never = replace(HINT, level=Level.DISCLOSURE)
    assert alarms.named("one", never, "hab nie was gemacht", under_way=True) == replace(INCLINED, evidence=None)


@pytest.mark.parametrize(
    ("intent", "goes_on"),
    [("human_handoff", True), ("nlu_fallback", True), ("thank", False), ("ask_topic", False)],
)
def test_who_fears_himself_and_asks_for_help_reads_again_who_helps(intent: str, goes_on: bool) -> None:
    alarms = Alarms(30, 10)
    alarms.remember("one", INCLINED, Status.CLARIFY)
    found = alarms.still("one", None, understood(intent, Status.ANSWERED), "wer hilft")
    assert (found == replace(INCLINED, evidence=None)) is goes_on


def test_a_hint_of_danger_after_ones_own_anger_is_heard() -> None:
    alarms = Alarms(30, 10)
    alarms.remember("one", replace(INCLINED, category="own_anger"), Status.ANSWERED)
    assert alarms.named("one", HINT, "es ist jetzt ganz still", under_way=True) == HINT


def test_a_childs_question_that_is_not_understood_keeps_the_card() -> None:
    alarms = Alarms(30, 10)
    own = replace(BEATEN, speaker=Speaker.CHILD)
    alarms.remember("one", own, Status.DANGER)
    assert alarms.still("one", None, understood("nlu_fallback", Status.FALLBACK), "ist das schlimm?") == own


SAID = EngineReply(Status.ANSWERED, ({"type": "text", "text": "Das geht."},), Understanding(intent="ask_topic"))


def test_the_answers_after_an_alarm_begin_with_whom_to_call() -> None:
    alarms = Alarms(30, 10)
    assert not alarms.reminds("one")
    alarms.remember("one", BEATEN, Status.DANGER)
    reminded = []
    for status in (Status.ANSWERED, Status.SMALLTALK, Status.CLARIFY, Status.ANSWERED, Status.ANSWERED):
        reminded.append(alarms.reminds("one"))
        alarms.remember("one", None, status, "ask_topic")
    assert reminded == [True, True, True, True, False]
    assert not alarms.reminds("two")


def test_all_is_well_ends_the_reminders_and_forgetting_too() -> None:
    alarms = Alarms(30, 10)
    for end in (lambda: alarms.remember("one", None, Status.ANSWERED, "all_clear"), lambda: alarms.forget("one")):
        alarms.remember("one", BEATEN, Status.DANGER)
        assert alarms.reminds("one")
        end()
        assert not alarms.reminds("one")


@pytest.mark.parametrize(
    ("answer", "needed"),
    [
        (SAID, True),
        (replace(SAID, status=Status.FALLBACK), True),
        (replace(SAID, status=Status.SMALLTALK), False),
        (replace(SAID, blocks=({"type": "text", "text": "Rufen Sie 110."},)), True),
        (replace(SAID, blocks=({"text": "Geschlossen: 110."}, {"text": "112"})), True),
        (replace(SAID, blocks=({"type": "text", "text": "Rufen Sie 110 oder 112."},)), False),
        (replace(SAID, understanding=Understanding(intent="all_clear")), False),
    ],
)
def test_what_says_whom_to_call_needs_no_reminder(answer: EngineReply, needed: bool) -> None:
    assert needs_reminder(answer) is needed


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("nein er schlägt niemanden, er schreit nur", Level.CONCERN),
        ("nee gewalt ist da keine, er hat nur hunger", Level.CONCERN),
        ("nein, er schlägt mich mehr als früher", Level.ACUTE),
        ("nein, er schlägt nicht nur sie", Level.ACUTE),
        ("er schlägt niemanden", Level.ACUTE),
        ("nein er schlägt mich nicht, er schreit nur", Level.CONCERN),
    ],
)
def test_a_guess_at_what_is_denied_is_a_worry(text: str, heard: Level) -> None:
    guess = replace(ASKED, level=Level.ACUTE)
    assert Alarms(30, 10).named("one", guess, text, under_way=True).level is heard
    assert Alarms(30, 10).named("one", guess, text, under_way=False) == guess
    assert Alarms(30, 10).named("one", replace(guess, found_by="hit"), text, under_way=True).level is Level.ACUTE


def test_who_is_not_hit_may_be_locked_in() -> None:
    locked_in = replace(ASKED, level=Level.ACUTE, category="locked_in_or_runaway")
    text = "nein er schlägt mich nicht, er sperrt mich ein"
    assert Alarms(30, 10).named("one", locked_in, text, under_way=True) == locked_in


CARD = {"type": "emergency", "language": "de", "numbers": []}
FACT = {"type": "text", "text": "Das weiß man.", "sources": [{"title": "SGB VIII"}]}
UNSURE = {"type": "text", "text": "Ich bin nicht sicher."}
OFFICE = {"type": "contact", "kind": "reporting"}


@pytest.mark.parametrize(
    ("text", "topic", "confidence", "shown"),
    [
        ("muss ich ihn hergeben?", "kindeswille", 0.7, [FACT, OFFICE]),
        ("ok und die polizei bestraft mich die jetzt", "kind-druck", 0.7, [OFFICE]),
        ("ok. und wer kümmert sich um mama", "kind-sucht", 0.7, [FACT, OFFICE]),
        ("und wenn mama sagt ich soll nichts sagen", "kind-hilfe", 0.7, [FACT, OFFICE]),
        ("ja gut, kriegt sie das mit", "kind-hilfe", 0.7, [FACT, OFFICE]),
        ("muss ich ihn hergeben?", "kindeswille", 0.5, [OFFICE]),
        ("muss ich ihn hergeben?", None, 0.7, [OFFICE]),
        ("er ist bei mir", "kindeswille", 0.7, [OFFICE]),
    ],
)
def test_what_a_question_may_mean_is_answered_below_a_card(
    text: str, topic: str | None, confidence: float, shown: list[object]
) -> None:
    understood = Understanding(intent="ask_topic", topic=topic, confidence=confidence)
    answer = EngineReply(Status.CLARIFY, (UNSURE, FACT, OFFICE), understood)
    assert list(below(CARD, (), answer, text, NAMED)) == shown


@pytest.mark.parametrize(
    ("text", "topic", "shown"),
    [
        ("wo kann ich hin mit den kindern", "haeusliche-gewalt", [FACT, OFFICE]),
        ("was soll ich tun", "suizidgedanken", [OFFICE]),
        ("ich mag nimmer", "haeusliche-gewalt", [OFFICE]),
    ],
)
def test_who_may_do_something_to_himself_reads_what_he_asks_for(
    text: str, topic: str, shown: list[object]
) -> None:
    answer = EngineReply(Status.ANSWERED, (FACT, OFFICE), Understanding(intent="ask_topic", topic=topic))
    himself = Verdict(Level.SELF_HARM, "suicidality", None, "classifier", Speaker.SELF)
    assert list(below(CARD, (), answer, text, himself)) == shown


@pytest.mark.parametrize(("speaker", "shown"), [(Speaker.BYSTANDER, [FACT, OFFICE]), (Speaker.CHILD, [OFFICE])])
def test_what_is_rather_sure_is_read_without_a_question_by_who_tells_of_another(
    speaker: Speaker, shown: list[object]
) -> None:
    understood = Understanding(intent="ask_topic", topic="kind-allein", confidence=0.85)
    answer = EngineReply(Status.CLARIFY, (UNSURE, FACT, OFFICE), understood)
    told = Verdict(Level.DISCLOSURE, "violence", None, "classifier", speaker)
    assert list(below(CARD, (), answer, "die zwei sind abends allein", told)) == shown


SUPPOSED = Verdict(Level.ACUTE, "violence", (0, 9), "classifier", Speaker.BYSTANDER, told=True)


@pytest.mark.parametrize(
    ("text", "verdict", "calm"),
    [
        ("sie ist nicht in lebensgefahr. muss ich es den eltern sagen", SUPPOSED, True),
        ("es ist keiner verletzt, ich hab nur hunger", SUPPOSED, True),
        ("es geht nicht um missbrauch", replace(SUPPOSED, level=Level.DISCLOSURE), True),
        ("sie ist in lebensgefahr", SUPPOSED, False),
        ("sie ist nicht in lebensgefahr", replace(SUPPOSED, found_by="medical-now"), False),
        ("ich bin nicht in gefahr", replace(SUPPOSED, level=Level.SELF_HARM, category="suicidality"), False),
    ],
)
def test_after_a_card_a_denial_needs_no_no(text: str, verdict: Verdict, calm: bool) -> None:
    assert (after(BEATEN, verdict, text).level is Level.CONCERN) is calm
    assert Alarms(30, 10).named("one", verdict, text, under_way=True) == verdict


@pytest.mark.parametrize(
    ("before", "intent", "text", "goes_on"),
    [
        (SUPPOSED, "insist_wrong", "das meinte ich nicht", False),
        (SUPPOSED, "nlu_fallback", "nein ich meine das baby", False),
        (SUPPOSED, "nlu_fallback", "nein mein papa", True),
        (BEATEN, "insist_wrong", "das meinte ich nicht", True),
    ],
)
def test_that_something_else_was_meant_takes_back_what_was_but_guessed(
    before: Verdict, intent: str, text: str, goes_on: bool
) -> None:
    alarms = Alarms(30, 10)
    alarms.remember("one", before, Status.DANGER)
    found = alarms.still("one", None, understood(intent, Status.CLARIFY), text)
    assert (found is not None) is goes_on


def likely_answer(topic: str | None, confidence: float = 0.9) -> EngineReply:
    return EngineReply(Status.ANSWERED, (SOURCED,), Understanding("ask_topic", topic, confidence))


SOURCED = {"type": "text", "text": "Mobbing ist ...", "sources": ["x"]}
EMERGENCY = {"type": "emergency"}


@pytest.mark.parametrize(
    ("answer", "shown", "missed"),
    [
        (likely_answer("mobbing"), (EMERGENCY,), True),
        (likely_answer("mobbing"), (EMERGENCY, {"type": "text", "text": "ohne Quelle"}), True),
        (likely_answer("mobbing"), (EMERGENCY, SOURCED), False),
        (likely_answer("mobbing", 0.5), (EMERGENCY,), False),
        (likely_answer("suizidgedanken"), (EMERGENCY,), False),
        (likely_answer(None), (EMERGENCY,), False),
    ],
)
def test_an_answer_is_missed_where_only_the_card_is_shown(
    answer: EngineReply, shown: tuple[dict[str, object], ...], missed: bool
) -> None:
    assert withholds(answer, shown) is missed


def test_that_it_is_missed_is_known_until_something_is_answered() -> None:
    alarms = Alarms(30, 10)
    alarms.remember("one", BEATEN, Status.DANGER, withheld=True)
    alarms.remember("one", None, Status.SMALLTALK)
    assert alarms.withheld("one")
    assert not alarms.withheld("other")
    alarms.remember("one", None, Status.ANSWERED)
    assert not alarms.withheld("one")
    alarms.remember("one", BEATEN, Status.DANGER, withheld=True)
    alarms.forget("one")
    assert not alarms.withheld("one")


def test_a_guess_at_the_question_of_a_professional_is_a_worry() -> None:
    text = "darf der leiter dann weiter im lager bleiben und wer sagt es den eltern"
    asked = replace(ASKED, level=Level.DISCLOSURE)

    def named(verdict: Verdict, text: str = text, *, under_way: bool = True, at_work: bool = True) -> Level:
        return Alarms(30, 10).named("one", verdict, text, under_way=under_way, at_work=at_work).level

    assert named(asked) is Level.CONCERN
    assert named(asked, under_way=False) is Level.DISCLOSURE
    assert named(asked, at_work=False) is Level.DISCLOSURE
    assert named(asked, "er hat sich schon wieder zu ihr gelegt") is Level.DISCLOSURE
    assert named(replace(asked, level=Level.SELF_HARM), "sagt sie es dann der mutter?") is Level.CONCERN
    assert named(replace(asked, level=Level.ACUTE)) is Level.ACUTE
    assert named(replace(asked, category=SUICIDALITY)) is Level.DISCLOSURE
    assert named(replace(asked, found_by="hit")) is Level.DISCLOSURE
