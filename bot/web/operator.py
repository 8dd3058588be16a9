"""Who runs this service: what imprint, privacy notice and accessibility statement have to name.

A TOML file (``LOTSE_OPERATOR_FILE``, empty form in ``docs/betreiber.toml``). What is not given is said to be
missing on the page itself; what only looks as if it were given is refused at the start.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from knowledge.repository import KnowledgeRepository
from knowledge.schema import MailAddress, Postcode, Slug, WebAddress
from knowledge.wording import Wording


class OperatorError(Exception):
    """The operator's file cannot be used; the message names each problem in German, one a line."""


@lru_cache(maxsize=1)
def _wording() -> Wording:
    return Wording(Path(__file__).with_name("operator.toml"))


def _is_real(text: str) -> str:
    """Refuses what stands in forms before somebody fills them in."""
    if re.search(_wording()("placeholder"), text, re.IGNORECASE):
        raise ValueError("placeholder")
    return text


Given = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=2, max_length=2000), AfterValidator(_is_real)
]
Mail = Annotated[MailAddress, AfterValidator(_is_real)]
Link = Annotated[WebAddress, AfterValidator(_is_real)]
Telephone = Annotated[str, StringConstraints(pattern=r"^(\+49|0)[\d /()-]{4,}\d$"), AfterValidator(_is_real)]


class Part(BaseModel):
    """Base of everything in the file."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Imprint(Part):
    """Provider identification, § 5 DDG and § 18 MStV."""

    name: Given
    represented_by: Given
    street: Given
    postcode: Postcode
    town: Given
    phone: Telephone
    mail: Mail
    responsible_for_content: Given
    supervisory_authority: Given | None = None
    vat_id: Annotated[str, StringConstraints(pattern=r"^DE\d{9}$")] | None = None


class Processor(Part):
    """Somebody who handles data on the operator's behalf, Art. 28 GDPR."""

    name: Given
    place: Given
    purpose: Given


class Privacy(Part):
    """What Art. 13 GDPR asks the operator for; what the program does with data stands in the page."""

    legal_basis: Given
    special_categories_basis: Given
    officer: Given
    officer_mail: Mail
    officer_phone: Telephone | None = None
    authority: Given
    authority_address: Given
    authority_url: Link
    processors: tuple[Processor, ...] = ()
    proxy_log_days: Annotated[int, Field(ge=0, le=90)]
    """Days for which a web server in front of this service keeps addresses; 0 when it keeps none."""


class Accessibility(Part):
    """Statement on accessibility, Implementing Decision (EU) 2018/1523."""

    law: Given
    status: Literal["full", "partial", "none"]
    prepared_on: dt.date
    method: Given
    gaps: tuple[Given, ...] = ()
    mail: Mail
    phone: Telephone | None = None
    enforcement: Given
    enforcement_url: Link


class Operator(Part):
    """One operator. A missing part is None."""

    imprint: Imprint | None = None
    privacy: Privacy | None = None
    accessibility: Accessibility | None = None


class Operators(Operator):
    """The operator of the service, and of single cities where these are run by somebody else."""

    cities: dict[Slug, Operator] = {}

    def of(self, city: str | None) -> Operator:
        """The operator for a city: each part its own, else that of the whole service."""
        own = self.cities.get(city or "", Operator())
        return Operator(
            imprint=own.imprint or self.imprint,
            privacy=own.privacy or self.privacy,
            accessibility=own.accessibility or self.accessibility,
        )


def read_operators(path: Path | None, facts: KnowledgeRepository | None = None) -> Operators:
    """The file's content; without a file an operator of whom nothing is known. Raises :class:`OperatorError`.

    With ``facts`` its cities have to exist as well.
    """
    if path is None:
        return Operators()
    say = _wording()
    try:
        given: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise OperatorError(say("unreadable", path=path)) from error
    except tomllib.TOMLDecodeError as error:
        raise OperatorError(say("syntax", path=path, reason=error)) from error
    try:
        made = Operators.model_validate(given)
    except ValidationError as error:
        raise OperatorError("\n".join(_problem(path, found) for found in error.errors())) from error
    unknown = sorted(slug for slug in made.cities if facts and facts.city(slug) is None)
    if unknown:
        raise OperatorError(say("unknown_city", path=path, cities=", ".join(unknown)))
    return made


def _problem(path: Path, error: Any) -> str:
    """One line for one problem. What stands in the file is not repeated."""
    say, kind = _wording(), str(error["type"])
    kind = "placeholder" if "placeholder" in str(error.get("ctx", {}).get("error", "")) else kind
    reason = say(f"reason.{kind}") if f"reason.{kind}" in say else say("reason.other")
    return say("problem", path=path, field=".".join(map(str, error["loc"])), reason=reason)
