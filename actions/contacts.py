"""Whom to call: people, offices, and a person for those whom the assistant cannot help."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rasa_sdk.events import SlotSet

from actions import names
from actions.base import Events, LotseAction
from actions.context import Context, Subject
from actions.rendering import Renderer
from knowledge import cards
from knowledge.repository import KnowledgeRepository
from knowledge.schema import Audience, City, Contact, ContactKind, Person
from knowledge.text import fold

REPORTING = (ContactKind.REPORTING,)
COORDINATION = (ContactKind.COORDINATION,)
TAKING_REPORTS = (*REPORTING, ContactKind.OUT_OF_HOURS, ContactKind.YOUTH_OFFICE)
CONFIDENTIAL_LINES = ("kinder-jugendtelefon", "elterntelefon", "telefonseelsorge")
"""Lines that advise about anything without a name; offered where a city's number is missing or closed."""
LINES_FOR: Mapping[str | None, Sequence[str]] = {
    Audience.CHILD: ("kinder-jugendtelefon", "telefonseelsorge"),
    Audience.PROFESSIONAL: (),
}
"""Those of them for children, and for who is in no need himself: a professional."""
ALWAYS_THERE = ("telefonseelsorge",)
"""Who answers a professional, too, where a person is needed."""
SHOWN_LINES = 2
TELLING_OFFICE = 7
"""Letters of an office from which on it is told from other words."""
INFLECTION = 2
"""Letters by which an office may end in another way ("Beigeordneter", "der Beigeordnete"; "Dezernentin")."""
LEADING, LEADERS = ("chef", "leite", "leitung"), ("leiter", "leiterin", "leitung")
"""How words begin or end that ask who leads."""
MAIL = frozenset({"mail", "mails", "email", "emails", "mailadresse", "emailadresse"})
ADDRESS = frozenset({"adresse", "anschrift", "postadresse", "postanschrift", "strasse", "hausnummer"})
"""Words that ask for one of them in a message of at most so many words as :data:`SHORT`."""
SHORT = 9
TELLING_WORD = 5
"""Letters of a word of a function from which on it says what is led."""


def show_contacts(
    renderer: Renderer, facts: KnowledgeRepository, kinds: Sequence[ContactKind], *, lines: int = SHOWN_LINES
) -> list[Contact]:
    """Cards of ``kinds`` for the conversation's city, never empty, with what to do when nobody can be reached;
    gives the contacts shown. Where the message names a place that is not known, none: they would be another's.

    Person -> office -> who takes reports -> youth office -> website -> so many national ``lines``, which a child
    reads first; the honest sentence comes where no confirmed number is on file.
    """
    city = renderer.city
    if city is None or renderer.unknown_place():
        return []
    contacts = renderer.contacts_or_nearest(*kinds)
    taking_reports = any(kind in TAKING_REPORTS for kind in kinds)
    about_a_case = taking_reports or ContactKind.INSOFA in kinds
    if about_a_case and not any(contact.phones for contact in contacts):
        others = [contact for contact in renderer.contacts_or_nearest(*REPORTING) if contact.phones]
        contacts += [contact for contact in others if contact not in contacts]
    if taking_reports:
        contacts = [_answering(renderer, facts, city, contact) for contact in contacts]
    reachable = [contact for contact in contacts if contact.phones]
    nobody = taking_reports and all(renderer.is_closed(contact.hours) for contact in reachable)
    if nobody and renderer.audience == Audience.CHILD:
        show_lines(renderer, facts, lines)
    for contact in contacts:
        renderer.contact(contact, city)
    _say_unknown(renderer, contacts)
    if not nobody:
        if about_a_case and not any(contact.phones for contact in contacts):
            renderer.say("utter_no_reporting_number", city_name=renderer.place)
        return contacts
    if reachable:
        renderer.say("utter_closed_now")
        show_others(renderer, facts, city, ContactKind.OUT_OF_HOURS, contacts)
    else:
        renderer.say("utter_no_reporting_number", city_name=renderer.place)
        show_others(renderer, facts, city, ContactKind.YOUTH_OFFICE, contacts)
    show_lines(renderer, facts, lines)
    return contacts


def show_lines(
    renderer: Renderer, facts: KnowledgeRepository, limit: int, *, at_least: Sequence[str] = ()
) -> None:
    """Up to ``limit`` of the lines that advise about anything and suit the reader, and one that is open where none
    of them is; open ones first. For whom there are none those that there are ``at_least``."""
    reader = renderer.audience
    ids = LINES_FOR.get(reader, CONFIDENTIAL_LINES) or at_least
    known = [line for id in ids if (line := facts.hotline(id))]
    suited = [line for line in known if reader is None or reader in line.audience]
    likeliest = [*suited[:1], *renderer.open_first(suited[1:])]
    shown, others = likeliest[:limit], likeliest[limit:]
    if limit and all(renderer.is_closed(line.hours) for line in shown):
        shown += [line for line in others if not renderer.is_closed(line.hours)][:1]
    for line in renderer.open_first(shown):
        renderer.hotline(line)


def _say_unknown(renderer: Renderer, contacts: Sequence[Contact]) -> None:
    """Say that there is no mail or no address, where the message asks for it and none of ``contacts`` has one."""
    words = renderer.words
    if len(words) > SHORT:
        return
    if not MAIL.isdisjoint(words):
        if not any(contact.mails for contact in contacts):
            renderer.say("utter_mail_unknown")
    elif not ADDRESS.isdisjoint(words) and not any(contact.address for contact in contacts):
        renderer.say("utter_address_unknown")


def _answering(renderer: Renderer, facts: KnowledgeRepository, city: City, contact: Contact) -> Contact:
    """``contact``, or while it is closed what answers the same number then."""
    if not renderer.is_closed(contact.hours):
        return contact
    numbers = {phone.number for phone in contact.phones}
    others = facts.contacts(city.id, ContactKind.OUT_OF_HOURS)
    return next((other for other in others if numbers & {phone.number for phone in other.phones}), contact)


def show_others(
    renderer: Renderer, facts: KnowledgeRepository, city: City, kind: ContactKind, shown: Sequence[Contact]
) -> None:
    """Cards of all contacts of ``kind`` in ``city`` but those in ``shown``."""
    for contact in facts.contacts(city.id, kind):
        if contact not in shown:
            renderer.contact(contact, city)


def people_named(facts: KnowledgeRepository, context: Context) -> list[Person]:
    """Everybody whom the latest message names."""
    return [person for id in context.values(names.PERSON) if (person := facts.person(id))]


def named_or_of_function(facts: KnowledgeRepository, context: Context) -> list[Person]:
    """Everybody whom the latest message names, else the one of the city whose function it says ("Dezernentin"),
    who belongs to the office that it names, or who leads what it names."""
    if named := people_named(facts, context):
        return named
    if context.city is None:
        return []
    offices, people = context.values(names.OFFICE), facts.people(context.city)
    text = fold(context.text)
    asked = set(text.split())
    found = [
        person
        for person in people
        if f"{context.city}/{person.contact}" in offices
        or any(_is_called(fold(person.office), word) for word in asked)
    ]
    if any(word.startswith(LEADING) or word.endswith(LEADERS) for word in asked):
        found = found or _leading(people, text)
    return found if len(found) == 1 else []


def _leading(people: Sequence[Person], text: str) -> list[Person]:
    """Of those who lead something the ones of whose function ``text`` says most."""
    told = {
        person.id: sum(len(word) >= TELLING_WORD and word in text for word in _of(person).split())
        for person in people
        if "leit" in fold(person.function)
    }
    most = max(told.values(), default=0)
    return [person for person in people if most and told.get(person.id) == most]


def _of(person: Person) -> str:
    """What somebody does, and for which office."""
    return fold(f"{person.function} {person.contact or ''}")


def _is_called(office: str, word: str) -> bool:
    stem = max(len(office), len(word)) - INFLECTION
    return min(len(office), len(word)) >= TELLING_OFFICE and office[:stem] == word[:stem]


def show_people(
    renderer: Renderer, facts: KnowledgeRepository, people: Sequence[Person], context: Context
) -> Sequence[Person]:
    """Of each of ``people`` the function, what the sources say, contact; gives them."""
    for person in people:
        city = facts.person_city(person.id)
        if city and context.city not in (None, city.id):
            renderer.say("utter_other_city", name=person.name, city_name=city.short_name)
        renderer.fact(cards.person_text(person), person)
        contact = facts.contact(city.id, person.contact) if city and person.contact else None
        if contact and city:
            renderer.contact(contact, city)
            if not contact.phones and not contact.mails:
                there = contact.kind is ContactKind.YOUTH_OFFICE
                renderer.say("utter_no_own_number" if there else "utter_no_direct_number", name=person.name)
                show_others(renderer, facts, city, ContactKind.YOUTH_OFFICE, [contact])
    return people


class ActionPerson(LotseAction):
    """Who somebody is and how to reach them, whichever city they belong to."""

    action_name = "action_person"

    def answer(self, renderer: Renderer, context: Context) -> Events:
        """Person, function, contact card, named or asked for by office; else the city's coordination."""
        people = show_people(renderer, self.facts, named_or_of_function(self.facts, context), context)
        if not people:
            return self._coordination(renderer)
        renderer.meta()
        return [Subject("person", people[0].id).event(), SlotSet(names.MISSES, 0)]

    def counterpart(self, renderer: Renderer, person: Person) -> Events:
        """Who does in the conversation's city what ``person`` does elsewhere."""
        city = self.facts.person_city(person.id)
        contact = self.facts.contact(city.id, person.contact) if city and person.contact else None
        kinds = (contact.kind,) if contact else COORDINATION
        there = show_contacts(renderer, self.facts, kinds)
        renderer.meta()
        subject = Subject("topic", "netzwerk-koordination")
        if renderer.city and there:
            subject = Subject("office", f"{renderer.city.id}/{there[0].id}")
        return [subject.event(), SlotSet(names.MISSES, 0)]

    def _coordination(self, renderer: Renderer) -> Events:
        if renderer.city is None:
            renderer.ask_city()
        else:
            show_contacts(renderer, self.facts, COORDINATION)
        renderer.meta(names.ANSWERED if renderer.city else names.CLARIFY, topic="netzwerk-koordination")
        return [Subject("topic", "netzwerk-koordination").event()]


def show_human(renderer: Renderer, facts: KnowledgeRepository) -> None:
    """Where a person answers: the city's office, and a national line that is open first."""
    if renderer.city:
        show_contacts(renderer, facts, REPORTING, lines=0)
    show_lines(renderer, facts, SHOWN_LINES + 1, at_least=ALWAYS_THERE)
    if renderer.city is None:
        renderer.ask_city()
