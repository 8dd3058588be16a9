"""The gazetteer: names however they are inflected or misspelt, and nothing that is no name."""

from __future__ import annotations

from typing import Any

import pytest
from rasa.shared.nlu.constants import ENTITIES

from bot.nlu.gazetteer import ACTIVITY, GazetteerEntityExtractor
from bot.nlu.standing import SELF
from knowledge.repository import KnowledgeRepository
from tests.nlu.world import COMPONENTS, Workshop, training_data, understood


def found(gazetteer: GazetteerEntityExtractor, text: str) -> list[tuple[str, str, str]]:
    """Entity, value and the words they stand for."""
    entities = understood([gazetteer], text).get(ENTITIES)
    return [(e["entity"], e["value"], text[e["start"] : e["end"]]) for e in entities]


@pytest.fixture(scope="session")
def gazetteer(components: list[Any]) -> GazetteerEntityExtractor:
    """The gazetteer of the small world."""
    made: GazetteerEntityExtractor = components[COMPONENTS.index(GazetteerEntityExtractor)]
    return made


@pytest.mark.parametrize(
    ("text", "city", "words"),
    [
        ("in Herne", "herne", "Herne"),
        ("HERNE!", "herne", "HERNE"),
        ("Hernes Jugendamt", "herne", "Hernes"),
        ("das Troisdorfer Jugendamt", "troisdorf", "Troisdorfer"),
        ("eine Troisdorferin fragt", "troisdorf", "Troisdorferin"),
        ("in Troisdrof", "troisdorf", "Troisdrof"),
        ("in Dinslakn", "dinslaken", "Dinslakn"),
        ("jugendamt hrne", "herne", "hrne"),
        ("eine Hernerin fragt", "herne", "Hernerin"),
        ("wir Hernerinnen", "herne", "Hernerinnen"),
        ("ein Herner Kind", "herne", "Herner"),
        ("in Foerde", "voerde", "Foerde"),
        ("in Fördé", "voerde", "Fördé"),
        ("ich wohne in bergisch-gladbach.", "bergisch-gladbach", "bergisch-gladbach"),
        ("PLZ 53840", "troisdorf", "53840"),
        ("aus Wanne-Eickel", "herne", "Wanne-Eickel"),
        ("Spich", "troisdorf", "Spich"),
    ],
)
def test_a_city_is_found_however_it_is_written(
    gazetteer: GazetteerEntityExtractor, text: str, city: str, words: str
) -> None:
    assert ("city", city, words) in found(gazetteer, text)


@pytest.mark.parametrize(
    "text",
    [
        "Das mache ich gerne",
        "gerne!",
        "nein, gerne nicht",
        "aus der Ferne",
        "die Sterne",
        "die erne",
        "hern",
        "Beansbeerg",
        "5384",
        "153840",
        "Bergisch Neukirchen",
    ],
)
def test_an_ordinary_word_or_number_is_no_city(gazetteer: GazetteerEntityExtractor, text: str) -> None:
    assert not [entity for entity, _, _ in found(gazetteer, text) if entity == "city"]


def test_the_longest_name_wins(gazetteer: GazetteerEntityExtractor) -> None:
    assert found(gazetteer, "Wer ist Anna Berg?") == [("person", "anna-berg", "Anna Berg")]


def test_a_name_of_two_people_gives_both(gazetteer: GazetteerEntityExtractor) -> None:
    assert found(gazetteer, "Frau Berg bitte") == [
        ("person", "anna-berg", "Frau Berg"), ("person", "jutta-berg", "Frau Berg"),
    ]  # fmt: skip


def test_a_town_of_a_county_gives_county_and_town(gazetteer: GazetteerEntityExtractor) -> None:
    assert found(gazetteer, "in Kürten") == [("city", "rhein-berg", "Kürten"), ("town", "Kürten", "Kürten")]
    assert found(gazetteer, "kuerten") == [("city", "rhein-berg", "kuerten"), ("town", "Kürten", "kuerten")]
    assert ("town", "Kürten", "kürtn") in found(gazetteer, "büro kürtn")


def test_several_names_are_found_from_left_to_right(gazetteer: GazetteerEntityExtractor) -> None:
    assert [value for _, value, _ in found(gazetteer, "erst Herne, dann Köln, dann Dinslaken")] == [
        "herne", "Köln", "dinslaken",
    ]  # fmt: skip


def test_a_term_is_not_guessed_from_a_similar_word(gazetteer: GazetteerEntityExtractor) -> None:
    assert found(gazetteer, "der ASD") == [("term", "asd", "ASD")]
    assert found(gazetteer, "der AST") == []


def test_a_misspelt_person_is_found(gazetteer: GazetteerEntityExtractor) -> None:
    assert found(gazetteer, "Herr Sandre, anrufen") == [("person", "ole-sander", "Herr Sandre")]
    assert found(gazetteer, "Ole Sanda") == found(gazetteer, "Sandre anrufen") == []
    assert found(gazetteer, "Senator anrufen") == []
    assert found(gazetteer, "Ludmilla Kruz anrufen") == [("person", "ludmilla-kurz", "Ludmilla Kruz")]
    assert found(gazetteer, "Frau Kruz") == []


@pytest.mark.parametrize("written", ["Kinderschutz-Hotline", "Kinderschutzhotline", "kinderschutz hotline"])
def test_a_hyphen_may_be_left_out(gazetteer: GazetteerEntityExtractor, written: str) -> None:
    assert found(gazetteer, f"die {written}") == [("office", "herne/hotline", written)]


def test_each_word_of_a_name_may_hold_a_slip(gazetteer: GazetteerEntityExtractor) -> None:
    for text in ("Bergisch Gladbch", "Bergsich Gladbach", "Bergich Gladbac"):
        assert found(gazetteer, text) == [("city", "bergisch-gladbach", text)]
    assert found(gazetteer, "Bergisch Land") == []


@pytest.mark.parametrize(
    "text",
    [
        "Ich bin Lehrerin",
        "als Lehrer in Herne",
        "wo ich doch nur die Lehrerin bin, was tun?",
        "Wir sind Lehrkraft und Ärztin",
        "ich arbeite als Lehrerin",
        "Lehrerin",
        "Lehrerin hier, was tun?",
        "Lehrer in Herne: wie melde ich?",
        "ich trainiere Kinder",
        "leite einen Chor und habe eine Frage",
        "Lehrerin Herne, ein Kind kommt ohne Frühstück",
        "Mache gerade mein Praktikum als Ärztin",
        "Ich nur Lehrer, nicht Amt",
        "Meldeweg für Lehrkräfte",
        "Lehrerin von drei Klassen in Herne, was tun?",
        "Ich bin 34 und Lehrerin",
        "Lehrerin Klasse 3b Sodingen, ein Kind will nicht heim",
        "Lehrer in Eberswalde bin ich und frage mich das seit Jahren",
        "Dürfen wir Lehrkräfte das Kind mitgeben?",
        "Hallo, Lehrer. Ein Kind kommt ohne Frühstück",
        "44625 Lehrerin, ein Kind will nicht heim",
        "Guten Tag 44625, Lehrerin: was tun?",
        "Ein Kind kommt ohne Frühstück, wen rufe ich an? (Lehrerin)",
        "Ein Kind kommt ohne Frühstück. Was tun? Die Lehrerin",
        "Was tun bei blauen Flecken? Vielen Dank, eure Lehrerin aus Herne",
        "Ein Kind friert, ich arbeite seit Jahren als Lehrerin",
        "Lehrerin an einer Herner Gesamtschule, erstes Jahr. Was tun?",
    ],
)
def test_who_says_so_of_himself_has_the_role(gazetteer: GazetteerEntityExtractor, text: str) -> None:
    roles = [e.get("role") for e in understood([gazetteer], text).get(ENTITIES) if e["entity"] == "role"]
    assert roles[0] == SELF


@pytest.mark.parametrize("text", ["ich bin nicht die Lehrerin, was tun?", "Ich bin keine Lehrerin, was nun?"])
def test_who_denies_a_role_has_it_not(gazetteer: GazetteerEntityExtractor, text: str) -> None:
    roles = [e.get("role") for e in understood([gazetteer], text).get(ENTITIES) if e["entity"] == "role"]
    assert roles == [None]


@pytest.mark.parametrize(
    "text",
    [
        "Die Lehrerin hat mich angeschrien",
        "Meine Ärztin sagt, dass ich mich melden soll",
        "Darf der Lehrer das dem Amt sagen?",
        "Muss eine Lehrkraft das melden?",
        "Ich bin 13, mein Lehrer schreit",
        "Lehrer schlägt Kind",
        "Lehrer Meier, der ist streng",
        "Lehrer Klasse 3b Sodingen",
        "soll ich Lehrer oder Amt fragen",
        "Meldeweg zum Arzt",
        "Ich bin 13 und Lehrer schreien mich an",
        "Lehrer eines Freundes schlägt ihn.",
        "Lehrer von meiner Tochter, der ist streng",
        "Hilfe für ein Kind vom Arzt",
        "Platz für eine Lehrerin frei",
        "Hallo, Lehrer schlägt Kind",
        "Wen frage ich? Lehrer oder Amt",
        "Wer hat das getan? Der Lehrer war es",
        "Er hat es erzählt (Lehrer weiß Bescheid)",
        "Ein Junge als Lehrer verkleidet",
    ],
)
def test_who_only_mentions_a_role_does_not_have_it(gazetteer: GazetteerEntityExtractor, text: str) -> None:
    roles = [e.get("role") for e in understood([gazetteer], text).get(ENTITIES) if e["entity"] == "role"]
    assert roles == [None]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ich gebe samstags im Hallenbad den Kleinen Schwimmunterricht, was tun?",
         "gebe samstags im Hallenbad den Kleinen Schwimmunterricht"),
        ("gebe Schwimmunterricht", "gebe Schwimmunterricht"),
        ("Was? Ich gebe, wenn ich kann, Schwimmunterricht!", "gebe, wenn ich kann, Schwimmunterricht"),
    ],
)  # fmt: skip
def test_words_may_stand_within_what_somebody_does(
    gazetteer: GazetteerEntityExtractor, text: str, words: str
) -> None:
    assert ("role", "verein", words) in found(gazetteer, text)


@pytest.mark.parametrize(
    "text",
    [
        "Ich gebe nicht auf. Mein Sohn hat Schwimmunterricht",
        "Ich gebe Schwimmunterrichtsstunden",
        "Schwimmunterricht gebe ich keinen",
        "Ich gebe eins zwei drei vier fünf sechs sieben acht neun zehn elf Schwimmunterricht",
    ],
)
def test_what_somebody_does_is_said_in_one_sentence(gazetteer: GazetteerEntityExtractor, text: str) -> None:
    assert [hit for hit in found(gazetteer, text) if hit[0] == "role"] == []


def test_whom_somebody_is_there_for_does_not_write(gazetteer: GazetteerEntityExtractor) -> None:
    entities = understood([gazetteer], "Die Trainerin für junge Lehrer").get(ENTITIES)
    assert [(e["value"], e.get("role")) for e in entities] == [("verein", None), ("lehrkraft", None)]


def test_what_somebody_does_is_told_from_what_somebody_is(gazetteer: GazetteerEntityExtractor) -> None:
    entities = understood([gazetteer], "Ich trainiere dort, aber ich bin Ärztin").get(ENTITIES)
    assert [(e["value"], e["role"], e.get("group")) for e in entities] == [
        ("verein", SELF, ACTIVITY), ("arzt", SELF, None),
    ]  # fmt: skip


def test_a_role_before_something_without_letters_is_no_signature(gazetteer: GazetteerEntityExtractor) -> None:
    assert [e["entity"] for e in understood([gazetteer], "Lehrerin \x08, Herne").get(ENTITIES)] == ["role", "city"]


@pytest.mark.parametrize("text", ["Handballtrainerin", "die Judotrainer"])
def test_a_compound_is_what_its_head_is(gazetteer: GazetteerEntityExtractor, text: str) -> None:
    assert [hit[:2] for hit in found(gazetteer, text)] == [("role", "verein")]


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Ich wohne in Herne, das Kind lebt in Troisdorf", ["own", None]),
        ("Das Kind lebt in Troisdorf, wir wohnen in Herne", [None, "own"]),
        ("Wir wohnen in Dinslaken, früher in Herne", ["own", "former"]),
        ("Umzug von Herne nach Troisdorf", ["former", None]),
        ("und von Herne?", [None]),
        ("nicht Herne, sondern Troisdorf", ["former", None]),
        ("Ist das anders als in Herne?", ["former"]),
        ("Geht das schneller als bei Herne?", ["former"]),
        ("Ich arbeite als Herner Lehrerin", [None]),
        ("Wer hilft in Herne?", [None]),
    ],
)
def test_where_somebody_is_and_was_is_told_from_where_it_happens(
    gazetteer: GazetteerEntityExtractor, text: str, roles: list[str | None]
) -> None:
    entities = understood([gazetteer], text).get(ENTITIES)
    assert [e.get("role") for e in entities if e["entity"] == "city"] == roles


def test_without_tables_nothing_is_found(tmp_path_factory: pytest.TempPathFactory) -> None:
    workshop = Workshop(tmp_path_factory.mktemp("no-names"))
    workshop.create(GazetteerEntityExtractor).train(training_data(names={}))
    assert found(workshop.load(GazetteerEntityExtractor), "in Herne bei Frau Berg") == []


class TestRealNames:
    """The same component with the names of the knowledge base."""

    @pytest.mark.parametrize(
        ("text", "city"),
        [
            ("in Hernes Süden", "herne"), ("44649", "herne"), ("Röhlinghausen", "herne"), ("Hernne", "herne"),
            ("die Troisdorfer Polizei", "troisdorf"), ("53840", "troisdorf"), ("in Spich", "troisdorf"),
            ("Bergisch Gladbch", "bergisch-gladbach"), ("Bensberg", "bergisch-gladbach"),
            ("Dinslakn", "dinslaken"), ("Dinslakens Netzwerk", "dinslaken"), ("Potsdamer Jugendamt", "potsdam"),
            ("in Potsdamm", "potsdam"), ("Voerde", "voerde"), ("Burscheid", "rheinisch-bergischer-kreis"),
            ("kürten", "rheinisch-bergischer-kreis"), ("in Wanne", "herne"),
            ("Treusdorf", "troisdorf"), ("Rheinisch-Bergisch", "rheinisch-bergischer-kreis"),
            ("Dislakn", "dinslaken"), ("brandenburgweit", "land-brandenburg"), ("Land BB", "land-brandenburg"),
            ("Ombudsstelle Jugendhilfe Brandenburg", "land-brandenburg"), ("PLZ 46 535", "dinslaken"),
            ("D-46535", "dinslaken"), ("inherne", "herne"), ("jugendamtherne", "herne"), ("wanneeickel", "herne"),
            ("Wermelskirchen?", None), ("Jugendamt Cottbus", "land-brandenburg"),
            ("bei Luckenwalde", "land-brandenburg"), ("im Landkreis Oberhavel", "land-brandenburg"),
            ("in Frankfurt (Oder)", "land-brandenburg"), ("Brandenburg an der Havel", "land-brandenburg"),
            ("Ludwigsfeldes Schulen", "land-brandenburg"), ("Ludwigsfeld", "land-brandenburg"),
            ("am Stern", "potsdam"), ("Frankfurt", None), ("ASD Refrat", "bergisch-gladbach"),
            ("Bergisch Glattbach", "bergisch-gladbach"),
            ("Jugendhilfe Odenntal", "rheinisch-bergischer-kreis"),
        ],
    )  # fmt: skip
    def test_cities(self, real_gazetteer: GazetteerEntityExtractor, text: str, city: str | None) -> None:
        cities = [value for entity, value, _ in found(real_gazetteer, text) if entity == "city"]
        assert cities == ([city] if city else cities)

    @pytest.mark.parametrize(
        "text",
        [
            "Das würde ich gerne wissen", "gern geschehen", "aus der Ferne", "vorher", "Sterne", 
            "Ich werde anrufen",
            "Wörter", "Er wurde geschlagen", "Das ist nicht erlaubt", "hierher", "Kerne", "lerne", "gerner",
            "eine Spritze", "spricht", "am besten",
            "kämmen", "schieben", "das Schwert", "er schwebt", "lachen", "neuen", "geben", "im Forst",
            "Hörde", "Behörde", "Erde", "Badewanne", "Baugrube", "5 Kinder 7 Jahre", "12 345", "Tel 0234 44 623",
        ],
    )  # fmt: skip
    def test_ordinary_words_are_no_city(self, real_gazetteer: GazetteerEntityExtractor, text: str) -> None:
        assert [hit for hit in found(real_gazetteer, text) if hit[0] in ("city", "town", "place")] == []

    def test_every_name_of_every_city_is_found_in_a_sentence(
        self, real_gazetteer: GazetteerEntityExtractor, facts: KnowledgeRepository
    ) -> None:
        missed = [
            (city.id, name)
            for city in facts.cities()
            for name in (city.name, city.short_name, *city.names, *city.districts, *city.postcodes)
            if city.id not in [value for _, value, _ in found(real_gazetteer, f"Wer hilft in {name} nachts?")]
        ]
        assert missed == []

    @pytest.mark.parametrize(
        ("text", "name"),
        [
            ("Familien Büro wann offen", ("office", "herne/familienbuero", "Familien Büro")),
            ("Kinder Tages Pflege, Verdachtsfall", ("role", "kindertagespflege", "Kinder Tages Pflege")),
        ],
    )
    def test_names_are_found_in_their_parts(
        self, real_gazetteer: GazetteerEntityExtractor, text: str, name: tuple[str, str, str]
    ) -> None:
        assert name in found(real_gazetteer, text)

    def test_a_common_name_is_a_misspelt_one_beside_a_rare_name(
        self, real_gazetteer: GazetteerEntityExtractor
    ) -> None:
        assert [hit[2] for hit in found(real_gazetteer, "der herr meier deters")] == ["herr meier deters"]
        assert found(real_gazetteer, "der herr meier") == []

    def test_both_names_of_somebody_may_be_misspelt(self, real_gazetteer: GazetteerEntityExtractor) -> None:
        assert [hit[2] for hit in found(real_gazetteer, "anette pradl was macht sie")] == ["anette pradl"]
        assert found(real_gazetteer, "anett brade") == []

    def test_every_person_is_found_by_the_full_name(
        self, real_gazetteer: GazetteerEntityExtractor, facts: KnowledgeRepository
    ) -> None:
        missed = [
            person.name
            for person in facts.people()
            if person.id
            not in [value for _, value, _ in found(real_gazetteer, f"Wie erreiche ich {person.name}?")]
        ]
        assert missed == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("als Klassen Lehrerin", "Klassen Lehrerin"),
        ("die klassen lehrerin fragt", "klassen lehrerin"),
        ("Klassen-Lehrerin in Herne", "Klassen-Lehrerin"),
    ],
)
def test_a_compound_is_found_in_its_parts(gazetteer: GazetteerEntityExtractor, text: str, words: str) -> None:
    assert ("role", "lehrkraft", words) in found(gazetteer, text)


@pytest.mark.parametrize("text", ["Kind erschutzhotline", "Kinderschutzhot line", "Kinder schutzh otl ine"])
def test_short_words_beside_each_other_are_no_office(gazetteer: GazetteerEntityExtractor, text: str) -> None:
    assert ("office", "herne/hotline", "Kinderschutzhotline") in found(gazetteer, "Kinderschutzhotline")
    assert not [hit for hit in found(gazetteer, text) if hit[0] == "office"]
