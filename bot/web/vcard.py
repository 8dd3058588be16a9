"""Contacts as vCard 3.0 (RFC 2426), the version that old telephones read too."""

from __future__ import annotations

import re
from typing import Any

import vobject

from bot.web.wording import web_wording
from knowledge import opening
from knowledge.opening import describe_date
from knowledge.schema import City, Contact

MEDIA_TYPE = "text/vcard; charset=utf-8"
FILE_NAME = "kontakt.vcf"
"""A neutral name, since a downloaded file stays on the visitor's device."""
_TELEPHONE_TYPES = {"telefon": ["WORK", "VOICE"], "mobil": ["CELL"], "fax": ["WORK", "FAX"]}
_ADDRESS = re.compile(r"(?P<street>.+?),\s*(?P<code>\d{5})\s+(?P<city>.+)")


def vcard(contact: Contact, city: City, *, neutral: bool = False) -> bytes:
    """The card of ``contact``; its note holds what it is for, its hours, its source and the date of that.

    A ``neutral`` one is called by the city and holds only how to reach it (goal 98).
    """
    card = vobject.vCard()
    name = web_wording()("vcard.neutral_name", city=city.short_name) if neutral else contact.person or contact.name
    card.add("n").value = vobject.vcard.Name(family=name)
    card.add("fn").value = name
    if not neutral:
        card.add("org").value = [contact.name] if contact.person else [city.name, contact.name]
        if contact.role:
            card.add("title").value = contact.role
    _reach(card, contact, neutral)
    card.add("rev").value = contact.checked_on.isoformat()
    return bytes(card.serialize().encode())


def _reach(card: Any, contact: Contact, neutral: bool) -> None:
    for phone in contact.phones:
        line = card.add("tel")
        line.value, line.type_paramlist = phone.number, _TELEPHONE_TYPES[phone.kind]
    for mail in contact.mails:
        line = card.add("email")
        line.value, line.type_param = mail.address, "INTERNET"
    if contact.address:
        line = card.add("adr")
        line.value, line.type_param = _address(contact.address), "WORK"
    if neutral:
        return
    if contact.website:
        card.add("url").value = contact.website
    card.add("note").value = _note(contact)


def _address(text: str) -> vobject.vcard.Address:
    parts = _ADDRESS.fullmatch(text)
    return vobject.vcard.Address(**parts.groupdict()) if parts else vobject.vcard.Address(street=text)


def _note(contact: Contact) -> str:
    say = web_wording()
    lines = [
        contact.text,
        say("vcard.room", room=contact.room) if contact.room else None,
        say("vcard.towns", towns=", ".join(contact.towns)) if contact.towns else None,
        say("vcard.hours", hours=opening.describe(contact.hours)) if contact.hours else None,
        say("vcard.source", title=contact.sources[0].title),
        say("vcard.stand", date=describe_date(contact.stand)),
    ]
    return "\n".join(line for line in lines if line)
