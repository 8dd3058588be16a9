"""A dialogue engine that says what a test needs, by the first word of the message."""

from __future__ import annotations

from bot.engine.port import Block, Choice, EngineReply, Message, Status, Suggestion, Understanding
from tests.engines import FakeEngine

SOURCE = [{"title": "Stadt Herne: Jugendamt", "url": "https://www.herne.de", "as_of": "2026-11-23"}]
CONTACT: Block = {
    "type": "contact", "id": "asd", "kind": "meldung", "city": "herne", "name": "Jugendamt Herne", "role": "Nimmt Hinweise auf",
    "office": None, "phones": [{"number": "112", "tel": "tel:112", "kind": "telefon"}], "mails": [],
    "address": None, "website": "https://www.herne.de", "opening_hours": "Mo–Do 9–17 Uhr", "open_now": True,
    "vcf_url": "/api/v1/cities/herne/contacts/asd.vcf", "sources": SOURCE, "source": SOURCE[0], "as_of": "2026-11-23",
    "verified": True,
}  # fmt: skip
STEPS: Block = {
    "type": "steps", "id": "schule", "title": "Schule", "summary": "Erst beraten, dann handeln.", "total": 2,
    "steps": [{"number": 1, "text": "Beobachtungen aufschreiben.", "legal_basis": ["§ 4 KKG"]},
              {"number": 2, "text": "Mit der Fachkraft beraten.", "legal_basis": []}],
    "do_not": ["Niemanden ausfragen."], "sources": SOURCE, "as_of": "2026-11-23",
}  # fmt: skip
EVENT: Block = {
    "type": "event", "id": "treffen", "city": "herne", "title": "Netzwerktreffen", "status": "coming", "start": "2027-03-04",
    "end": None, "date": "4. März 2027", "place": "Rathaus", "organiser": "Stadt Herne", "audience": "Netzwerk",
    "ics_url": "/api/v1/cities/herne/events/treffen.ics", "sources": SOURCE, "source": SOURCE[0], "as_of": "2026-11-23",
    "verified": True,
}  # fmt: skip


def text(words: str, **more: object) -> Block:
    """A text with its source."""
    return {"type": "text", "text": words, "sources": SOURCE, "as_of": "2026-11-23", **more}


REPLIES: dict[str, tuple[Status, tuple[Block, ...], tuple[str, ...]]] = {
    "drei": (Status.ANSWERED, (text("Erster Satz."), text("**Zweiter** Satz 🙂."), text("Dritter Satz.")), ()),
    "karten": (Status.ANSWERED, (CONTACT, STEPS, EVENT, {"type": "notice", "text": "Ein Hinweis."},
                                 {"type": "list", "items": ["Punkt eins"], "sources": SOURCE}), ()),
    "wahl": (Status.CLARIFY, (text("Was passt am besten?"),), ("Erstens", "Zweitens", "Drittens")),
    "neu": (Status.ANSWERED, ({"type": "hologramm", "text": "Text eines neuen Blocks"},), ()),
    "lang": (Status.ANSWERED, (text("\n".join(f"Zeile {n} mit ein paar Wörtern." for n in range(40))),), ()),
}  # fmt: skip


class ScriptedEngine(FakeEngine):
    """Answers by the first word of a message; ``blocks`` that are set go before."""

    def __init__(self) -> None:
        super().__init__(blocks=())

    def answer(self, message: Message) -> EngineReply:
        if message.choice and message.choice.intent == "emergency":
            return EngineReply(Status.ANSWERED, (), Understanding(intent="emergency"), wants_emergency=True)
        if message.choice and message.choice.intent == "all_clear":
            return EngineReply(Status.ANSWERED, (text("Gut."),), Understanding(intent="all_clear"))
        word = (message.text.split() or ["?"])[0].lower()
        status, blocks, buttons = REPLIES.get(
            word, (Status.ANSWERED, (text(f"Das Amt hilft weiter: {len(self.asked)}."),), ())
        )
        suggestions = tuple(Suggestion(title, Choice("inform", {"topic": title})) for title in buttons)
        return EngineReply(status, self.blocks or blocks, Understanding(intent="ask_topic"), suggestions)

    def reset(self) -> None:
        """As before the first message."""
        self.delay, self.blocks = 0, ()
        self.asked.clear()
        self.forgotten.clear()
