"""Answers of the knowledge base: the right city's, the right law, with a source, with no foreign number."""

from __future__ import annotations

import json

import pytest

from bot.grounding import ungrounded
from knowledge.repository import KnowledgeRepository
from knowledge.schema import Category
from tests.actions.conftest import Stage


def _numbers(facts: KnowledgeRepository) -> dict[str, set[str]]:
    """Each city's own numbers: what neither it shares with another nor a help line has."""
    return {
        city.id: {phone.number for contact in facts.contacts(city.id) for phone in contact.phones}
        for city in facts.cities()
    }


@pytest.fixture(scope="module")
def answers(stage: Stage) -> dict[tuple[str, str], str]:
    """Every topic as every city answers it, topics of other cities included."""
    ids = {topic.id for city in stage.facts.cities() for topic in stage.facts.topics(city.id)}
    return {(city.id, id): stage.topic(id, city=city.id).text for city in stage.facts.cities() for id in ids}


def test_no_answer_holds_a_number_of_another_city(stage: Stage, answers: dict[tuple[str, str], str]) -> None:
    numbers = _numbers(stage.facts)
    assert len(answers) > 1000
    wrong = [
        (city, topic, number)
        for (city, topic), said in answers.items()
        for other, theirs in numbers.items()
        for number in theirs - numbers[city]
        if other != city and number in said and "utter_not_here" not in said
    ]
    assert not wrong


def test_what_only_another_city_knows_is_said_to_be_so(answers: dict[tuple[str, str], str]) -> None:
    assert "utter_not_here" in answers["herne", "netzwerk-motto"]
    assert "utter_not_here" not in answers["bergisch-gladbach", "netzwerk-motto"]


def test_where_other_cities_know_it_the_own_citys_coordination_comes_first(stage: Stage) -> None:
    said = stage.topic("koordination-aufgaben", city="land-brandenburg")
    assert "utter_not_here" in said.text
    assert {card["city"] for card in said.of("contact")} == {"land-brandenburg"}
    assert said.buttons


def test_every_answer_quotes_only_what_is_known(stage: Stage) -> None:
    found = {
        (city.id, topic.id): bad
        for city in stage.facts.cities()
        for topic in stage.facts.topics(city.id)
        if (bad := ungrounded(tuple(stage.topic(topic.id, city=city.id).blocks), stage.facts))
    }
    assert not found


def test_every_answer_has_a_source_and_its_date(stage: Stage) -> None:
    for city in (None, *(city.id for city in stage.facts.cities())):
        for topic in stage.facts.topics(city):
            first = stage.topic(topic.id, city=city).of("text")[0]
            assert first["sources"], (city, topic.id)
            assert first["as_of"], (city, topic.id)


def test_law_of_nrw_is_not_told_in_brandenburg(stage: Stage) -> None:
    said = stage.run("action_answer_topic", topics=[("lksg", 0.9)], city="potsdam")
    assert "BbgKJG" in said.text
    assert said.meta["topic"] == "lksg"
    assert "utter_law_other_state" not in stage.topic("lksg", city="herne").responses


def test_an_unknown_place_is_named_before_the_answer(stage: Stage) -> None:
    said = stage.topic("wo-melden", place="Köln")
    assert said.responses[0] == "utter_unknown_city"
    assert not said.buttons or all("city" not in button["payload"] for button in said.buttons)


def test_an_unknown_place_gets_no_other_places_cards_or_answer(stage: Stage) -> None:
    here = stage.topic("wo-melden", city="rheinisch-bergischer-kreis")
    there = stage.topic("wo-melden", city="rheinisch-bergischer-kreis", place="Wermelskirchen")
    national, local = (stage.facts.topic("wo-melden", city) for city in (None, "rheinisch-bergischer-kreis"))
    assert national
    assert local
    assert [said.blocks[0]["text"] for said in (here, there)] == [local.answer, national.answer]
    assert any(card.get("city") for card in here.of("contact"))
    assert not any(card.get("city") for card in there.of("contact"))
    asked = stage.topic("zust-jugendamt", city="rheinisch-bergischer-kreis", place="Wermelskirchen").blocks[0]
    assert "Wermelskirchen" in asked["text"]  # what the county says of the place holds


def test_the_city_is_asked_for_where_the_answer_depends_on_it(stage: Stage) -> None:
    payloads = [button["payload"] for button in stage.topic("wo-melden").buttons]
    assert '/inform{"city": "troisdorf"}' in payloads
    assert not any("land-brandenburg" in payload for payload in payloads)


def test_the_chosen_topic_counts_more_than_the_ranking(stage: Stage) -> None:
    said = stage.run("action_answer_topic", entities={"topic": "anonym"}, topics=[("akut", 0.9)])
    assert said.meta["topic"] == "anonym"


def test_somebody_named_in_a_question_is_introduced_before_the_answer(stage: Stage) -> None:
    said = stage.topic("multiplikatoren", entities={"person": "markus-wuest"}, city="troisdorf")
    assert "unverzichtbar" in said.blocks[0]["text"]
    assert said.meta["topic"] == "multiplikatoren"


def test_laypeople_get_no_paragraphs_and_professionals_do(stage: Stage) -> None:
    assert "legal_basis" not in stage.topic("wo-melden", city="herne").blocks[0]
    assert "legal_basis" in stage.topic("wo-melden", city="herne", audience="fachkraft").blocks[0]


def test_simple_language_is_another_text(stage: Stage) -> None:
    standard, easy = stage.topic("anonym").blocks[0], stage.topic("anonym", register="leicht").blocks[0]
    topic = stage.facts.topic("anonym")
    assert topic
    assert (standard["text"], easy["text"]) == (topic.answer, topic.easy_answer)


@pytest.mark.parametrize("register", ["standard", "leicht"])
def test_a_child_is_told_in_words_for_children_where_there_are_any(stage: Stage, register: str) -> None:
    told = stage.topic("essstoerung", register=register, audience="kind").blocks[0]["text"]
    topic = stage.facts.topic("essstoerung")
    assert topic
    assert told == topic.child_answer
    assert stage.topic("essstoerung", audience="eltern").blocks[0]["text"] == topic.answer
    plain = stage.topic("kind-kummer", register=register, audience="kind").blocks[0]["text"]
    kummer = stage.facts.topic("kind-kummer")
    assert kummer
    assert plain == (kummer.easy_answer if register == "leicht" else kummer.answer)


@pytest.mark.parametrize("audience", ["eltern", "buerger", "fachkraft"])
def test_a_grown_up_is_not_told_in_words_for_children_where_there_are_others(stage: Stage, audience: str) -> None:
    topic = stage.facts.topic("selbstverletzung-freund")
    assert topic
    assert stage.topic("selbstverletzung-freund", audience=audience).blocks[0]["text"] == topic.adult_answer
    for asks in (None, "kind"):
        assert stage.topic("selbstverletzung-freund", audience=asks).blocks[0]["text"] == topic.answer


def test_a_topic_of_children_makes_the_reader_a_child(stage: Stage) -> None:
    assert stage.topic("kind-geschlagen").slots.get("audience") == "kind"
    assert "audience" not in stage.topic("anonym").slots


def test_an_answer_becomes_the_subject_and_ends_a_row_of_misses(stage: Stage) -> None:
    slots = stage.topic("anonym", misses=1).slots
    assert '"anonym"' in slots["subject"]
    assert slots["misses"] == 0


def test_who_names_a_role_and_asks_for_steps_gets_those_of_the_role_besides_the_topic(stage: Stage) -> None:
    asked = {"topics": [("datenschutz", 0.99)], "entities": {"role": "psychotherapie"}, "city": "herne"}
    said = stage.run("action_answer_topic", wanted=["procedure"], **asked)
    assert [block["id"] for block in said.of("steps")] == ["psychotherapie"]
    assert said.meta["topic"] == "datenschutz"
    assert not stage.run("action_answer_topic", **asked).of("steps")


def test_where_a_topic_leads_to_whom_a_case_is_told_the_writers_own_path_is_shown_too(stage: Stage) -> None:
    own = [{"entity": "role", "value": "psychotherapie", "role": "self"}]
    said = stage.run("action_answer_topic", topics=[("schweigepflicht", 0.99)], entities=own, city="herne")
    assert said.meta["topic"] == "schweigepflicht"
    assert [block["id"] for block in said.of("steps")] == ["psychotherapie"]
    mentioned = [{"entity": "role", "value": "psychotherapie"}]
    said = stage.run("action_answer_topic", topics=[("schweigepflicht", 0.99)], entities=mentioned, city="herne")
    assert not said.of("steps")


def test_the_steps_of_a_topic_are_those_of_the_role_that_is_named(stage: Stage) -> None:
    said = stage.run("action_answer_topic", topics=[("schule-42", 0.99)], entities={"role": "arzt"}, city="herne")
    assert [block["id"] for block in said.of("steps")] == ["arzt"]
    assert [block["id"] for block in stage.topic("schule-42", city="herne").of("steps")] == ["schule"]


def test_who_asks_for_a_number_gets_one_though_the_topic_has_none(stage: Stage) -> None:
    asked = {"topics": [("kwg-was-ist", 0.99)], "city": "herne"}
    assert stage.run("action_answer_topic", wanted=["contact"], **asked).of("contact")
    assert not stage.run("action_answer_topic", **asked).of("contact")


def test_who_asks_for_the_steps_of_reporting_without_a_role_gets_a_citizens(stage: Stage) -> None:
    asked = {"topics": [("andere-stadt", 0.99)], "wanted": ["procedure"], "city": "herne"}
    assert [block["id"] for block in stage.run("action_answer_topic", **asked).of("steps")] == ["buerger"]
    assert not stage.run("action_answer_topic", audience="fachkraft", **asked).of("steps")
    elsewhere = {**asked, "topics": [("kwg-was-ist", 0.99)]}
    assert not stage.run("action_answer_topic", **elsewhere).of("steps")


def test_a_guessed_topic_shows_nobody_the_steps_of_a_profession(stage: Stage) -> None:
    asked = {"topics": [("sportverein", 0.5)], "city": "herne"}
    steps = [block["id"] for block in stage.run("action_answer_topic", **asked).of("steps")]
    assert steps == []
    wanted = stage.run("action_answer_topic", wanted=["procedure"], **asked)
    assert [block["id"] for block in wanted.of("steps")] == ["buerger"]
    assert stage.run("action_answer_topic", audience="fachkraft", **asked).of("steps")
    assert stage.run("action_answer_topic", **{**asked, "topics": [("sportverein", 0.99)]}).of("steps")


def test_offices_that_an_answer_names_are_shown(stage: Stage) -> None:
    brandenburg = stage.topic("ombudsstelle", city="land-brandenburg").of("contact")
    assert "beobe" in [card["id"] for card in brandenburg]
    assert "boje" not in [card["id"] for card in brandenburg if card["kind"] != "hotline"], "nothing is confirmed"
    assert "beobe" not in [card["id"] for card in stage.topic("anonym", city="land-brandenburg").of("contact")]


def test_what_only_this_citys_network_says_comes_with_who_coordinates_it(stage: Stage) -> None:
    topic = next(
        topic
        for topic in stage.facts.topics("potsdam")
        if topic.category is Category.STRUCTURES
        and not topic.contacts
        and "potsdam" in stage.facts.topic_cities(topic.id)
    )
    kinds = [card["kind"] for card in stage.topic(topic.id, city="potsdam").of("contact")]
    assert "koordination" in kinds


def test_who_asks_for_dates_gets_those_of_the_city_besides_the_topic(stage: Stage) -> None:
    said = stage.run("action_answer_topic", topics=[("netzwerk", 0.5)], wanted=["event"], city="herne")
    assert said.of("event")


TEACHER = [{"entity": "role", "value": "schule", "role": "self"}]
PARENT_MENTIONED = [{"entity": "role", "value": "eltern"}]


@pytest.mark.parametrize(
    ("entities", "wanted", "confidence", "shown"),
    [
        (TEACHER, ["action"], 0.99, ["schule"]),
        (TEACHER, [], 0.5, ["schule"]),
        (TEACHER, [], 0.99, []),
        (PARENT_MENTIONED, ["procedure"], 0.99, []),
        ([{"entity": "role", "value": "schule"}], ["procedure"], 0.99, ["schule"]),
    ],
)
def test_who_says_a_profession_and_asks_what_to_do_gets_its_path(
    stage: Stage, entities: list[dict[str, str]], wanted: list[str], confidence: float, shown: list[str]
) -> None:
    said = stage.run(
        "action_answer_topic", entities=entities, wanted=wanted, topics=[("gespraech-kind", confidence)]
    )
    assert [block["id"] for block in said.of("steps")] == shown


def test_a_child_that_tells_its_age_gets_the_way_of_children_whoever_else_is_named(stage: Stage) -> None:
    age, mother = {"entity": "age", "value": "12"}, {"entity": "role", "value": "eltern", "role": "self"}
    asked = {"topics": [("kind-geschlagen", 0.99)], "wanted": ["action"]}
    child = stage.run("action_answer_topic", entities=[mother, age], **asked)
    assert [block["id"] for block in child.of("steps")] == ["kind"]
    apprentice = stage.run("action_answer_topic", entities=[*TEACHER, age], **asked)
    assert [block["id"] for block in apprentice.of("steps")] == ["schule"]


def test_a_city_that_is_named_is_answered_for(stage: Stage) -> None:
    named = [{"entity": "city", "value": "herne"}]
    topics = [("kwg-was-ist", 0.99)]
    assert stage.run("action_answer_topic", entities=named, topics=topics, city="herne").of("contact")
    of_page = stage.run("action_answer_topic", topics=topics, city="herne")
    assert not [card for card in of_page.of("contact") if card["kind"] != "hotline"]


def test_an_event_that_is_asked_for_comes_before_a_guess(stage: Stage) -> None:
    said = stage.run("action_answer_topic", wanted=["event"], topics=[("fallwerkstatt", 0.5)], city="herne")
    assert said.of("event")
    sure = stage.run("action_answer_topic", wanted=["event"], topics=[("anonym", 0.99)], city="herne")
    assert sure.meta["topic"] == "anonym"


def test_a_guess_about_the_own_role_offers_what_it_stands_for(stage: Stage) -> None:
    own = [{"entity": "role", "value": "verein", "role": "self"}]
    said = stage.run("action_answer_topic", entities=own, topics=[("schule-42", 0.5), ("sportverein", 0.3)])
    assert said.meta["topic"] == "sportverein"
    assert said.meta["offered"] == ["schule-42"]


def test_a_child_gets_choices_rather_than_a_guess_that_is_written_for_parents(stage: Stage) -> None:
    topics = [("schulabsentismus", 0.35), ("kind-druck", 0.2)]
    said = stage.run("action_answer_topic", topics=topics, audience="kind", city="herne")
    assert said.responses == ["utter_choose"]
    assert not said.of("text")
    assert said.meta["status"] == "clarify"
    assert said.meta["offered"] == ["schulabsentismus", "kind-druck"]
    assert [card["id"] for card in said.of("contact")] == ["telefonseelsorge", "kinder-jugendtelefon"]
    age = {"entity": "age", "value": "10"}
    asked = stage.run("action_answer_topic", entities=[age], wanted=["action"], topics=topics, audience="kind")
    assert [block["id"] for block in asked.of("steps")] == ["kind"]
    for likely in (("kind-druck", 0.4), ("schulabsentismus", 0.6)):
        assert stage.run("action_answer_topic", topics=[likely], audience="kind", city="herne").of("text")


@pytest.mark.parametrize(
    ("confidence", "metadata", "audience", "topic"),
    [
        (0.95, {"grown": True, "worrying": True}, None, "wo-melden"),
        (0.85, {"grown": True}, "eltern", "wo-melden"),
        (0.95, {"grown": True}, "eltern", "kind-hilfe"),
        (0.95, {"grown": True, "worrying": True}, "kind", "kind-hilfe"),
        (0.95, {"worrying": True}, None, "kind-hilfe"),
        (0.95, {"worrying": True}, "fachkraft", "wo-melden"),
        (0.85, {}, "fachkraft", "wo-melden"),
        (0.95, {}, "fachkraft", "kind-hilfe"),
        (0.85, {}, None, "kind-hilfe"),
    ],
)
def test_who_has_a_child_gets_no_answer_that_is_written_for_one(
    stage: Stage, confidence: float, metadata: dict[str, bool], audience: str | None, topic: str
) -> None:
    ranked = [("kind-hilfe", confidence), ("wo-melden", 0.4)]
    said = stage.run("action_answer_topic", topics=ranked, metadata=metadata, audience=audience)
    assert said.meta["topic"] == topic
    assert (topic == "kind-hilfe") or "kind-hilfe" not in said.meta["offered"]


def test_what_is_for_children_and_professions_is_not_for_who_has_a_child(stage: Stage) -> None:
    ranked = [("geschwister-alleine-versorgen", 0.8), ("wo-melden", 0.5)]
    said = stage.run("action_answer_topic", topics=ranked, metadata={"grown": True, "worrying": True})
    assert said.meta["topic"] == "wo-melden"


@pytest.mark.parametrize(
    ("ranked", "topic"),
    [
        ([("familie-ansprechen", 0.5), ("kind-freund", 0.05)], "kind-freund"),
        ([("kosten", 0.2), ("kind-freund", 0.05)], "kind-freund"),
        ([("familie-ansprechen", 0.7), ("kind-freund", 0.04)], "familie-ansprechen"),
        ([("familie-ansprechen", 0.95), ("kind-freund", 0.05)], "familie-ansprechen"),
    ],
)
def test_what_is_not_sure_goes_on_with_the_subject_where_that_may_be_meant(
    stage: Stage, ranked: list[tuple[str, float]], topic: str
) -> None:
    about = json.dumps({"kind": "topic", "id": "kind-freund"})
    said = stage.run("action_answer_topic", topics=ranked, audience="kind", subject=about)
    assert said.meta["topic"] == topic
    event = json.dumps({"kind": "event", "id": "kind-freund"})
    other = stage.run("action_answer_topic", topics=ranked[:1], subject=event)
    assert other.meta.get("topic") != "kind-freund"


def test_where_only_what_is_written_for_children_is_likely_nothing_is_answered(stage: Stage) -> None:
    grown = {"grown": True, "worrying": True}
    said = stage.run("action_answer_topic", topics=[("kind-hilfe", 0.95)], metadata=grown)
    assert said.responses[0] == "utter_worry_heard"


def test_whom_to_call_is_no_guess_where_a_contact_is_asked_for(stage: Stage) -> None:
    topics = [("zust-jugendamt", 0.6), ("kosten", 0.2)]
    asked = stage.run("action_answer_topic", topics=topics, wanted=("contact",), city="voerde")
    assert asked.of("contact")
    assert "utter_unsure" not in asked.responses
    assert "utter_unsure" in stage.run("action_answer_topic", topics=topics, city="voerde").responses
    about_money = [("kosten", 0.6)]
    alone = stage.run("action_answer_topic", topics=about_money, wanted=("contact",))
    assert ("utter_unsure_alone" in alone.responses, "utter_unsure" in alone.responses) == (True, False)


def test_a_second_guess_comes_with_a_person(stage: Stage) -> None:
    first = stage.run("action_answer_topic", topics=[("kwg-was-ist", 0.5)], city="herne")
    assert (first.slots["misses"], first.of("contact")) == (1, [])
    second = stage.run("action_answer_topic", topics=[("kwg-was-ist", 0.5)], city="herne", misses=1)
    assert [card for card in second.of("contact") if card["phones"]]


@pytest.mark.parametrize(
    ("role", "topic"),
    [("schule", "schule-42"), ("verein", "meldepflicht"), ("buerger", "meldepflicht"), (None, "meldepflicht")],
)
def test_a_profession_has_duties_that_nobody_else_has(stage: Stage, role: str | None, topic: str) -> None:
    assert stage.run("action_answer_topic", topics=[("meldepflicht", 0.97)], role=role).meta["topic"] == topic


def test_only_a_sure_question_of_children_makes_the_reader_a_child(stage: Stage) -> None:
    for confidence, told in ((0.95, "kind"), (0.85, None)):
        said = stage.run("action_answer_topic", topics=[("kind-hilfe", confidence)])
        assert said.slots.get("audience") == told


def test_a_guess_about_another_profession_gives_way_to_the_writers_own(stage: Stage) -> None:
    trainer = [{"entity": "role", "value": "verein", "role": "self"}]
    said = stage.run("action_answer_topic", entities=trainer, topics=[("schule-42", 0.5)])
    own = stage.facts.procedure("verein", "NW")
    assert own is not None
    assert said.meta["topic"] == own.topic
    assert json.loads(said.slots["subject"])["id"] == own.topic
    assert [block["id"] for block in said.of("steps")] == ["verein"]
    sure = stage.run("action_answer_topic", entities=trainer, topics=[("schule-42", 0.99)])
    assert sure.meta["topic"] == "schule-42"


@pytest.mark.parametrize("confidence", [0.95, 0.7])
def test_who_has_duties_of_his_own_never_reads_that_nobody_has_any(stage: Stage, confidence: float) -> None:
    asked = [("meldepflicht", confidence)]
    said = stage.run("action_answer_topic", topics=asked, city="herne", role="schule", audience="fachkraft")
    assert said.meta["topic"] == "schule-42"
    assert stage.run("action_answer_topic", topics=asked, city="herne").meta["topic"] == "meldepflicht"


def test_what_was_just_said_is_not_said_again_where_nothing_else_is_known(stage: Stage) -> None:
    about = json.dumps({"kind": "topic", "id": "kosten"})
    unlike = {"topics": [("kosten", 0.1)], "subject": about, "intent": "ask_topic"}
    said = stage.run("action_answer_topic", text="und mit zwei", **unlike)
    assert said.responses[0] == "utter_nothing_more"
    assert not [block for block in said.blocks if block["type"] == "text" and block.get("sources")]
    assert said.of("contact")
    assert said.meta["topic"] == "kosten"
    for heard in ({"worrying": True}, {"alarmed": True}):
        again = stage.run("action_answer_topic", text="und mit zwei", metadata=heard, **unlike)
        assert again.responses[0] == "utter_only_that"
    to_do = stage.run("action_answer_topic", text="und mit zwei", wanted=("action",), **unlike)
    assert to_do.responses[0] == "utter_only_that"
    asked = stage.run("action_answer_topic", text="und mit zwei", **{**unlike, "topics": [("kosten", 0.7)]})
    assert asked.responses[0] == "utter_only_that"


def test_how_to_take_part_is_asked_of_the_event_just_spoken_of(stage: Stage) -> None:
    about = json.dumps({"kind": "event", "id": stage.facts.events("herne")[0].id})
    asked = {"topics": [("kosten", 0.95)], "subject": about, "city": "herne", "intent": "ask_topic"}
    assert stage.run("action_answer_topic", wanted=("attendance",), **asked).of("event")
    assert not stage.run("action_answer_topic", **asked).of("event")


def test_the_topics_own_steps_where_it_is_named_first(stage: Stage) -> None:
    roles = [{"entity": "role", "value": each} for each in ("jugendamt-verfahren", "polizei-zoll-justiz")]
    asked = {"topics": [("nach-meldung", 0.95)], "wanted": ("procedure",), "city": "potsdam"}
    own = stage.run("action_answer_topic", entities=roles, **asked)
    assert [steps["id"] for steps in own.of("steps")] == ["jugendamt-verfahren"]
    other = stage.run("action_answer_topic", entities=roles[::-1], **asked)
    assert [steps["id"] for steps in other.of("steps")] == ["polizei-zoll-justiz"]


def test_a_grown_up_reads_what_the_youth_office_does_with_a_child(stage: Stage) -> None:
    assert "hört dem Kind zu" in stage.topic("kind-jugendamt", audience="eltern").text
    assert "hört dir zu" in stage.topic("kind-jugendamt", audience="kind").text
