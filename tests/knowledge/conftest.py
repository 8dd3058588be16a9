"""A small knowledge of two cities, one county and the nation, written as content files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.build import build
from knowledge.repository import KnowledgeRepository

FACT = "sources: [{title: Amtsblatt, url: https://example.org/blatt}]\n  checked_on: 2026-11-23\n  verified: true"

FILES = {
    "_national/hotlines.yaml": f"""
- id: polizei-110
  name: Polizei
  numbers: [110]
  number_verified: true
  hours_text: rund um die Uhr
  hours: {{always: true}}
  hours_verified: true
  target_group: alle
  audience: [kind, eltern, buerger, fachkraft]
  emergency: true
  url: https://example.org/110
  {FACT}
- id: kinder-jugendtelefon
  name: Kinder- und Jugendtelefon
  numbers: [116 111, 0800 111 0 333]
  number_verified: true
  hours_text: Mo–Sa 14–20 Uhr
  hours:
    weekly: [{{days: [mo, di, mi, do, fr, sa], opens: 14:00, closes: 20:00}}]
    closed_on_holidays: false
  hours_verified: true
  target_group: Kinder und Jugendliche
  audience: [kind]
  languages: [Deutsch, Русский]
  {FACT}
- id: giftnotruf-bonn
  name: Giftnotruf Bonn
  numbers: [0228 19240]
  number_verified: true
  hours_text: rund um die Uhr
  hours: {{always: true}}
  hours_verified: false
  target_group: alle
  audience: [eltern, buerger, fachkraft]
  url: https://example.org/ungeprueft
  url_verified: false
  states: [NW]
  {FACT}
- id: ombudsstelle
  name: Ombudsstelle
  numbers: [0202 555 000]
  number_verified: false
  hours_text: unbekannt
  hours_verified: false
  target_group: Eltern
  audience: [eltern]
  {FACT}
- id: berlin-hotline
  name: Hotline Berlin
  numbers: [030 61 00 66]
  number_verified: true
  hours_text: rund um die Uhr
  hours: {{always: true}}
  hours_verified: true
  target_group: Berlin
  audience: [buerger]
  listed: false
  {FACT}
""",
    "_national/procedures.yaml": f"""
- id: schule
  role: Lehrkräfte
  button: Schule
  names: [Lehrerin, Lehrer]
  audience: fachkraft
  topic: schule-42
  summary: Ruhe bewahren und gemeinsam handeln.
  if_acute_danger: Bei akuter Gefahr 110 anrufen.
  steps:
  - text: Beobachtungen notieren.
  - text: Die Schule geht jedem Anschein nach.
    legal_basis: [§ 42 Abs. 6 SchulG NRW]
    state: NW
  - text: Fachkraft hinzuziehen.
    legal_basis: [§ 4 KKG, § 42 SchulG NRW]
  - text: In Brandenburg den Leitfaden nutzen.
    legal_basis: [§ 20 BbgKJG]
    state: BB
  do_not: [Niemanden befragen.]
  {FACT}
- id: nur-nrw
  role: Qualitätsberatung
  button: Beratung
  audience: fachkraft
  topic: wo-melden
  summary: Kurz.
  if_acute_danger: 110 anrufen.
  steps:
  - text: Landesstelle fragen.
    state: NW
  {FACT}
""",
    "_national/glossary.yaml": f"""
- id: insofa
  term: insoFa
  long_form: Insoweit erfahrene Fachkraft
  also_known_as: [Kinderschutzfachkraft]
  definition: Sie berät bei der Einschätzung.
  easy_definition: Sie hilft beim Nachdenken.
  {FACT}
""",
    "_national/laws.yaml": f"""
- id: kkg
  title: Gesetz zur Kooperation und Information im Kinderschutz
  names: [KKG]
  url: https://example.org/kkg
  {FACT}
""",
    "_national/events.yaml": f"""
- id: fachtag-nrw
  title: Fachtag
  start: 2025-03
  cities: [musterstadt]
  {FACT}
- id: kinderschutztag
  title: Tag des Kinderschutzes
  recurring: true
  {FACT}
""",
    "_national/places.yaml": """
- name: Köln
  names: [Kölle]
""",
    "_national/topics/melden.yaml": f"""
- id: wo-melden
  category: melden
  question: Wo melde ich eine Gefährdung?
  alt_questions: [Wohin wende ich mich?, Wer ist zuständig?]
  audience: [buerger, eltern]
  answer: |
    Das Jugendamt Ihrer Stadt ist zuständig.

    Bei akuter Gefahr: 110.
  easy_answer: Rufen Sie das Jugendamt an.
  items: [Jugendamt, Polizei]
  legal_basis: [§ 8a SGB VIII]
  see_also: [schule-42]
  instead:
    - after: [schule-42]
      means: schule-42
    - audience: [kind]
      means: wo-melden
  contacts: [meldung, bereitschaft]
  hotlines: [polizei-110, kinder-jugendtelefon]
  {FACT}
""",
    "_national/topics/fachkraefte.yaml": f"""
- id: schule-42
  category: fachkraefte
  question: Was muss die Schule tun?
  audience: [fachkraft]
  answer: Seit 2022 gilt § 42. 115 Fälle wurden gezählt, am 01.05.2022 begann es.
  easy_answer: Die Schule hilft.
  state: NW
  procedure: schule
  events: true
  {FACT}
""",
    "musterstadt/city.yaml": """
id: musterstadt
name: Stadt Musterstadt
short_name: Musterstadt
kind: stadt
state: NW
county: Musterkreis
own_youth_office: true
website: https://www.musterstadt.example
names: [MS]
districts: [Altdorf]
postcodes: [01234]
partners: [musterkreis]
""",
    "musterstadt/contacts.yaml": f"""
- id: jugendamt
  kind: meldung
  name: Jugendamt Musterstadt
  text: Meldungen nimmt die 02202 14-2809 entgegen.
  phones:
  - {{number: 02202 14-2809, verified: true}}
  - {{number: 02202 14-9999, verified: false}}
  mails:
  - {{address: Kinderschutz@musterstadt.de, verified: true}}
  - {{address: geraten@musterstadt.de, verified: false}}
  address: Hauptstraße 115, 01234 Musterstadt
  website: https://www.musterstadt.example/jugendamt
  hours:
    weekly:
    - {{days: [mo, di, mi, do], opens: 09:00, closes: 17:00}}
    - {{days: [fr], opens: 09:00, closes: 12:00}}
  as_of: 2024-02
  {FACT}
- id: koordination
  kind: koordination
  name: Netzwerkkoordination
  person: Erika Beispiel
  phones: [{{number: 02202 14-1111, kind: mobil, verified: false}}]
  hours: {{always: true}}
  hours_verified: false
  note: Nummer 02202 14-1111 noch bestätigen lassen
  {FACT}
""",
    "musterstadt/people.yaml": f"""
- id: erika-beispiel
  name: Erika Beispiel
  function: Koordinatorin
  about: Sie kennt den Sozialen Dienst.
  contact: koordination
  as_of: 2021
  {FACT}
""",
    "musterstadt/events.yaml": f"""
- id: auftakt
  title: Auftaktveranstaltung
  description: Der Start des Netzwerks.
  start: 2024-02-28
  end: 2024-02-29
  people: [{{name: Erika Beispiel, part: eröffnet}}]
  subjects: [Kinderschutz]
  also_known_as: [Kick-off]
  cities: [musterkreis]
  {FACT}
- id: fallwerkstatt
  title: Fallwerkstatt
  announced: true
  {FACT}
""",
    "musterstadt/topics.yaml": f"""
- id: wo-melden
  category: melden
  question: Wo melde ich in Musterstadt?
  audience: [buerger]
  answer: In Musterstadt unter 02202 14-2809 oder kinderschutz@musterstadt.de.
  easy_answer: Rufen Sie an.
  {FACT}
- id: netzwerk-motto
  category: strukturen
  question: Welches Motto hat das Netzwerk?
  audience: [buerger]
  answer: Gemeinsam schützen.
  easy_answer: Zusammen helfen.
  {FACT}
""",
    "musterkreis/city.yaml": """
id: musterkreis
name: Musterkreis
short_name: Kreis
kind: kreis
state: NW
own_youth_office: true
towns:
- {name: Kürten, postcodes: [51515], districts: [Dürscheid]}
- {name: Odenthal}
partners: [musterstadt]
""",
    "musterkreis/contacts.yaml": f"""
- id: buero-kuerten
  kind: jugendamt
  name: Büro Kürten
  names: [Büro Kürten, Kürtener Büro]
  towns: [Kürten]
  phones: [{{number: 02268 914-0, verified: true}}]
  {FACT}
- id: buero-odenthal
  kind: jugendamt
  name: Büro Odenthal
  names: [Büro Odenthal]
  towns: [Odenthal]
  {FACT}
- id: zentrale
  kind: jugendamt
  name: Kreisjugendamt
  {FACT}
""",
    "havelstadt/city.yaml": """
id: havelstadt
name: Havelstadt
short_name: Havelstadt
kind: stadt
state: BB
own_youth_office: true
""",
    "havelstadt/contacts.yaml": f"""
- id: nachtdienst
  kind: bereitschaft
  name: Nachtdienst
  phones: [{{number: 0331 289-0, verified: true}}]
  valid_until: 2026-01-31
  {FACT}
""",
    "havelstadt/procedures.yaml": f"""
- id: schule
  role: Lehrkräfte in Havelstadt
  button: Schule
  audience: fachkraft
  topic: schule-42
  summary: Eigener Weg.
  if_acute_danger: 110 anrufen.
  steps: [{{text: Schulleitung informieren.}}]
  {FACT}
""",
}


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.lstrip("\n"), encoding="utf-8")
    return folder


@pytest.fixture
def content_dir(tmp_path: Path) -> Path:
    """The small knowledge as files."""
    return write(tmp_path / "content", FILES)


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    """Where a SQLite database may be built."""
    return f"sqlite:///{tmp_path / 'var' / 'knowledge.db'}"


@pytest.fixture
def repository(content_dir: Path, database_url: str) -> KnowledgeRepository:
    """The small knowledge, asked through the database."""
    build(content_dir, database_url)
    return KnowledgeRepository(database_url)


@pytest.fixture(scope="session")
def postgres_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real PostgreSQL server for the whole run."""
    pgserver = pytest.importorskip("pgserver")
    server = pgserver.get_server(tmp_path_factory.mktemp("postgres"), cleanup_mode="delete")
    yield server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
    server.cleanup()
