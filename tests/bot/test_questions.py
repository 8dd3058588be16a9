"""What words tell of a message: whether it asks, whether it denies."""

from __future__ import annotations

import pytest

from bot.questions import asks, corrects, denies, denies_blows, denies_now, means_other, meant


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("was passiert dann", True),
        ("an wen wende ich mich", True),
        ("muss ich hin", True),
        ("ja gut, kriegt sie das mit", True),
        ("ok und wer hilft", True),
        ("und wenn er es merkt", True),
        ("ich hab angst. darf ich bleiben", True),
        ("er ist bei mir", False),
        ("wirklich?", True),
        ("", False),
    ],
)
def test_a_question_is_told_by_its_mark_or_the_first_words_of_a_part(text: str, asked: bool) -> None:
    assert asks(text) is asked


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("nein, er schlägt niemanden", True),
        ("nee gewalt ist da keine", True),
        ("nein, er schlägt mich", False),
        ("nein danke, keine hilfe", False),
        ("er schlägt niemanden", False),
        ("nein, sie ist nicht in lebensgefahr", True),
        ("nein, es ist keiner verletzt", True),
        ("nein, verletzt ist sie nicht", False),
        ("nee notfall ist das nicht", True),
        ("nein, akut ist es nicht", True),
        ("nein, ein notfall ist das nicht, aber er schlägt sie", False),
        ("nein, sie ist verletzt", False),
        ("nein, er haut mich, und mir hilft leider nach all dem keiner", False),
        ("", False),
    ],
)
def test_a_denial_begins_with_no_and_stands_beside_what_it_denies(text: str, denied: bool) -> None:
    assert denies(text) is denied


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("er schlägt niemanden", True),
        ("sie ist nicht in gefahr", True),
        ("verletzt ist keiner", True),
        ("er schlägt mich nicht nur", False),
        ("sie ist nicht verletzt, aber er schlägt sie", False),
        ("", False),
    ],
)
def test_an_answer_to_a_card_needs_no_no(text: str, denied: bool) -> None:
    assert denies(text, answering=True) is denied


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("nein jetzt grad nicht. wem kann ich das in der schule sagen", True),
        ("nein, im moment nicht", True),
        ("grade nich", True),
        ("jetzt nicht, aber gleich", False),
        ("ich kann grad nicht", False),
        ("nein", False),
        ("noch nicht", False),
        ("", False),
    ],
)
def test_not_now_answers_whether_there_is_danger_now(text: str, denied: bool) -> None:
    assert denies_now(text) is denied


@pytest.mark.parametrize(
    ("text", "answering", "denied"),
    [
        ("nee er schlägt nich, er brüllt halt nur rum", False, True),
        ("er schlägt mich nicht. mit wem kann ich reden", True, True),
        ("er schlägt mich nicht. mit wem kann ich reden", False, False),
        ("nein er schlägt mich nicht nur manchmal", True, False),
        ("nein, er schlägt mich nicht, aber er sperrt mich ein", True, False),
        ("nein, er kann es nicht", True, False),
        ("", True, False),
    ],
)
def test_that_nobody_hits_ends_its_part(text: str, answering: bool, denied: bool) -> None:
    assert denies_blows(text, answering=answering) is denied


@pytest.mark.parametrize(
    ("text", "corrected"),
    [
        ("nein ich meine das baby", True),
        ("nee, nein, ich meinte die mutter", True),
        ("nein mein papa haut mich", False),
        ("ich meine das baby", False),
        ("nein, sie sagt immer, dass ich meine schwester schlage", False),
        ("", False),
    ],
)
def test_who_says_no_and_what_was_meant_corrects(text: str, corrected: bool) -> None:
    assert corrects(text) is corrected


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("nein, ich meinte die Anzeige", True),
        ("hä? ich will wissen wie ich mit der mutter rede", True),
        ("nee es geht nicht um meine schwester", True),
        ("Pardon, mit dem Kind meinte ich", True),
        ("nicht wer es braucht, wie ich es beantrage", True),
        ("nicht wo sondern ob", True),
        ("soll ich meine tochter ansprechen", False),
        ("keine akute gefahr, wie rede ich mit ihm", False),
        ("nicht jetzt", False),
        ("und wenn sie nein sagt", False),
        ("", False),
    ],
)
def test_who_meant_something_else_says_so(text: str, other: bool) -> None:
    assert means_other(text) is other


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("nicht die eltern!! ich meine den co trainer", "ich meine den co trainer"),
        ("nicht wo sondern ob ich eine strafe kriege", "ob ich eine strafe kriege"),
        ("nein ich wollte nicht wissen was das ist, sondern ab wann", "ab wann"),
        ("nicht die schule", "nicht die schule"),
        ("nicht so, anders", "nicht so, anders"),
        ("ich meinte die anzeige. kostet die was?", "ich meinte die anzeige. kostet die was?"),
        ("", ""),
    ],
)
def test_what_was_not_meant_is_left_out_where_other_words_are_left(text: str, left: str) -> None:
    assert meant(text) == left
