"""Quick replies that only we can make: signed, so that no visitor can send the engine a payload of his own."""

from __future__ import annotations

import re

from itsdangerous import BadSignature, URLSafeSerializer

from bot.engine.port import Choice, QuickReply, Suggestion

PREFIX = "~"
"""First character of every payload; a message that starts with it and does not verify is stale."""


_FORM = re.compile(r"~[\w-]{20,}\.[\w-]{20,}", re.ASCII)
"""How a payload looks: content and signature in letters for addresses; nobody writes so."""


class StalePayloadError(Exception):
    """A payload that this service did not sign, or signed with another key.

    ``formed`` says whether it looks like one; else it may be what somebody wrote.
    """

    def __init__(self, *, formed: bool) -> None:
        super().__init__(formed)
        self.formed = formed


class ButtonSigner:
    """Turns suggestions into quick replies and back."""

    def __init__(self, secret: str) -> None:
        self._serializer = URLSafeSerializer(secret, salt="quick-reply")

    def sign(self, suggestion: Suggestion) -> QuickReply:
        """A quick reply whose payload stands for the suggestion's choice."""
        choice = suggestion.choice
        return QuickReply(
            suggestion.title, PREFIX + str(self._serializer.dumps([choice.intent, dict(choice.entities)]))
        )

    def choice(self, text: str) -> Choice | None:
        """The choice that ``text`` is the payload of, None when it is ordinary text.

        Raises :class:`StalePayloadError` when it looks like a payload but is not one of ours.
        """
        if not text.startswith(PREFIX) or " " in text:
            return None
        try:
            intent, entities = self._serializer.loads(text.removeprefix(PREFIX))
        except (BadSignature, UnicodeEncodeError) as error:  # half a surrogate pair is text, too
            raise StalePayloadError(formed=bool(_FORM.fullmatch(text))) from error
        return Choice(intent, entities)
