"""The tables of the knowledge base, first edition."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "city",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("short_name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("county", sa.Text(), nullable=True),
        sa.Column("own_youth_office", sa.Boolean(), nullable=False),
        sa.Column("website", sa.Text(), nullable=True),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("districts", sa.JSON(), nullable=False),
        sa.Column("postcodes", sa.JSON(), nullable=False),
        sa.Column("state_youth_office", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_city")),
    )
    op.create_table(
        "fact",
        sa.Column("pk", sa.Integer(), nullable=False),
        sa.Column("as_of", sa.Text(), nullable=True),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_fact")),
    )
    op.create_table(
        "opening_hours",
        sa.Column("pk", sa.Integer(), nullable=False),
        sa.Column("always", sa.Boolean(), nullable=False),
        sa.Column("closed_on_holidays", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_opening_hours")),
    )
    op.create_table(
        "place",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("pk", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_place")),
    )
    op.create_table(
        "revision",
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("built_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("fingerprint", name=op.f("pk_revision")),
    )
    op.create_table(
        "source",
        sa.Column("pk", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_source")),
    )
    op.create_table(
        "citation",
        sa.Column("fact_pk", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("source_pk", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["fact_pk"], ["fact.pk"], name=op.f("fk_citation_fact_pk_fact"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["source_pk"], ["source.pk"], name=op.f("fk_citation_source_pk_source"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("fact_pk", "position", name=op.f("pk_citation")),
    )
    op.create_index(op.f("ix_citation_source_pk"), "citation", ["source_pk"], unique=False)
    op.create_table(
        "city_partner",
        sa.Column("city_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("partner_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["city_id"], ["city.id"], name=op.f("fk_city_partner_city_id_city"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["city.id"], name=op.f("fk_city_partner_partner_id_city"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("city_id", "position", name=op.f("pk_city_partner")),
    )
    op.create_index(op.f("ix_city_partner_partner_id"), "city_partner", ["partner_id"], unique=False)
    op.create_table(
        "contact",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=True),
        sa.Column("person", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("towns", sa.JSON(), nullable=False),
        sa.Column("room", sa.Text(), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("website", sa.Text(), nullable=True),
        sa.Column("city_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("fact_pk", sa.Integer(), nullable=False),
        sa.Column("pk", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("hours_verified", sa.Boolean(), nullable=False),
        sa.Column("opening_hours_pk", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["city_id"], ["city.id"], name=op.f("fk_contact_city_id_city"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["fact_pk"], ["fact.pk"], name=op.f("fk_contact_fact_pk_fact"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["opening_hours_pk"],
            ["opening_hours.pk"],
            name=op.f("fk_contact_opening_hours_pk_opening_hours"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_contact")),
        sa.UniqueConstraint("city_id", "id", name=op.f("uq_contact_city_id_id")),
        sa.UniqueConstraint("fact_pk", name=op.f("uq_contact_fact_pk")),
    )
    op.create_index(op.f("ix_contact_city_id"), "contact", ["city_id"], unique=False)
    op.create_table(
        "event",
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("start", sa.Text(), nullable=True),
        sa.Column("end", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("organiser", sa.Text(), nullable=True),
        sa.Column("audience", sa.Text(), nullable=True),
        sa.Column("participants", sa.Text(), nullable=True),
        sa.Column("subjects", sa.JSON(), nullable=False),
        sa.Column("also_known_as", sa.JSON(), nullable=False),
        sa.Column("recurring", sa.Boolean(), nullable=False),
        sa.Column("announced", sa.Boolean(), nullable=False),
        sa.Column("city_id", sa.Text(), nullable=True),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("fact_pk", sa.Integer(), nullable=False),
        sa.Column("pk", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["city_id"], ["city.id"], name=op.f("fk_event_city_id_city"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["fact_pk"], ["fact.pk"], name=op.f("fk_event_fact_pk_fact"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_event")),
        sa.UniqueConstraint("city_id", "id", name=op.f("uq_event_city_id_id")),
        sa.UniqueConstraint("fact_pk", name=op.f("uq_event_fact_pk")),
    )
    op.create_index(op.f("ix_event_city_id"), "event", ["city_id"], unique=False)
    op.create_table(
        "hotline",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("number_verified", sa.Boolean(), nullable=False),
        sa.Column("hours_text", sa.Text(), nullable=False),
        sa.Column("target_group", sa.Text(), nullable=False),
        sa.Column("audience", sa.JSON(), nullable=False),
        sa.Column("emergency", sa.Boolean(), nullable=False),
        sa.Column("cost", sa.Text(), nullable=True),
        sa.Column("anonymous", sa.Text(), nullable=True),
        sa.Column("web_chat", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("url_verified", sa.Boolean(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("use_when", sa.Text(), nullable=True),
        sa.Column("not_for", sa.Text(), nullable=True),
        sa.Column("states", sa.JSON(), nullable=False),
        sa.Column("listed", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("fact_pk", sa.Integer(), nullable=False),
        sa.Column("pk", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("hours_verified", sa.Boolean(), nullable=False),
        sa.Column("opening_hours_pk", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["fact_pk"], ["fact.pk"], name=op.f("fk_hotline_fact_pk_fact"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["opening_hours_pk"],
            ["opening_hours.pk"],
            name=op.f("fk_hotline_opening_hours_pk_opening_hours"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_hotline")),
        sa.UniqueConstraint("fact_pk", name=op.f("uq_hotline_fact_pk")),
        sa.UniqueConstraint("id", name=op.f("uq_hotline_id")),
    )
    op.create_table(
        "law",
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=True),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("fact_pk", sa.Integer(), nullable=False),
        sa.Column("pk", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["fact_pk"], ["fact.pk"], name=op.f("fk_law_fact_pk_fact"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_law")),
        sa.UniqueConstraint("fact_pk", name=op.f("uq_law_fact_pk")),
        sa.UniqueConstraint("id", name=op.f("uq_law_id")),
    )
    op.create_table(
        "opening_interval",
        sa.Column("opening_hours_pk", sa.Integer(), nullable=False),
        sa.Column("days", sa.JSON(), nullable=False),
        sa.Column("opens", sa.Text(), nullable=False),
        sa.Column("closes", sa.Text(), nullable=False),
        sa.Column("pk", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["opening_hours_pk"],
            ["opening_hours.pk"],
            name=op.f("fk_opening_interval_opening_hours_pk_opening_hours"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_opening_interval")),
    )
    op.create_index(
        op.f("ix_opening_interval_opening_hours_pk"), "opening_interval", ["opening_hours_pk"], unique=False
    )
    op.create_table(
        "procedure",
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("button", sa.Text(), nullable=False),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("if_acute_danger", sa.Text(), nullable=False),
        sa.Column("do_not", sa.JSON(), nullable=False),
        sa.Column("city_id", sa.Text(), nullable=True),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("fact_pk", sa.Integer(), nullable=False),
        sa.Column("pk", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["city_id"], ["city.id"], name=op.f("fk_procedure_city_id_city"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["fact_pk"], ["fact.pk"], name=op.f("fk_procedure_fact_pk_fact"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_procedure")),
        sa.UniqueConstraint("city_id", "id", name=op.f("uq_procedure_city_id_id")),
        sa.UniqueConstraint("fact_pk", name=op.f("uq_procedure_fact_pk")),
    )
    op.create_index(op.f("ix_procedure_city_id"), "procedure", ["city_id"], unique=False)
    op.create_table(
        "term",
        sa.Column("term", sa.Text(), nullable=False),
        sa.Column("long_form", sa.Text(), nullable=True),
        sa.Column("also_known_as", sa.JSON(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("easy_definition", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("fact_pk", sa.Integer(), nullable=False),
        sa.Column("pk", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["fact_pk"], ["fact.pk"], name=op.f("fk_term_fact_pk_fact"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_term")),
        sa.UniqueConstraint("fact_pk", name=op.f("uq_term_fact_pk")),
        sa.UniqueConstraint("id", name=op.f("uq_term_id")),
    )
    op.create_table(
        "topic",
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("audience", sa.JSON(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("easy_answer", sa.Text(), nullable=False),
        sa.Column("items", sa.JSON(), nullable=False),
        sa.Column("legal_basis", sa.JSON(), nullable=False),
        sa.Column("unverified_parts", sa.JSON(), nullable=False),
        sa.Column("see_also", sa.JSON(), nullable=False),
        sa.Column("state", sa.Text(), nullable=True),
        sa.Column("contacts", sa.JSON(), nullable=False),
        sa.Column("procedure", sa.Text(), nullable=True),
        sa.Column("events", sa.Boolean(), nullable=False),
        sa.Column("city_id", sa.Text(), nullable=True),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("fact_pk", sa.Integer(), nullable=False),
        sa.Column("pk", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["city_id"], ["city.id"], name=op.f("fk_topic_city_id_city"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["fact_pk"], ["fact.pk"], name=op.f("fk_topic_fact_pk_fact"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_topic")),
        sa.UniqueConstraint("city_id", "id", name=op.f("uq_topic_city_id_id")),
        sa.UniqueConstraint("fact_pk", name=op.f("uq_topic_fact_pk")),
    )
    op.create_index(op.f("ix_topic_city_id"), "topic", ["city_id"], unique=False)
    op.create_table(
        "town",
        sa.Column("city_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("postcodes", sa.JSON(), nullable=False),
        sa.Column("districts", sa.JSON(), nullable=False),
        sa.Column("pk", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["city_id"], ["city.id"], name=op.f("fk_town_city_id_city"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_town")),
    )
    op.create_index(op.f("ix_town_city_id"), "town", ["city_id"], unique=False)
    op.create_table(
        "event_city",
        sa.Column("event_pk", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("city_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["city_id"], ["city.id"], name=op.f("fk_event_city_city_id_city"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["event_pk"], ["event.pk"], name=op.f("fk_event_city_event_pk_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event_pk", "position", name=op.f("pk_event_city")),
    )
    op.create_index(op.f("ix_event_city_city_id"), "event_city", ["city_id"], unique=False)
    op.create_table(
        "event_participant",
        sa.Column("event_pk", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("part", sa.Text(), nullable=True),
        sa.Column("pk", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_pk"], ["event.pk"], name=op.f("fk_event_participant_event_pk_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_event_participant")),
    )
    op.create_index(op.f("ix_event_participant_event_pk"), "event_participant", ["event_pk"], unique=False)
    op.create_table(
        "hotline_number",
        sa.Column("hotline_pk", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("pk", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["hotline_pk"], ["hotline.pk"], name=op.f("fk_hotline_number_hotline_pk_hotline"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_hotline_number")),
    )
    op.create_index(op.f("ix_hotline_number_hotline_pk"), "hotline_number", ["hotline_pk"], unique=False)
    op.create_table(
        "mail",
        sa.Column("contact_pk", sa.Integer(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.Column("pk", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_pk"], ["contact.pk"], name=op.f("fk_mail_contact_pk_contact"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_mail")),
    )
    op.create_index(op.f("ix_mail_contact_pk"), "mail", ["contact_pk"], unique=False)
    op.create_table(
        "person",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("function", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=True),
        sa.Column("contact_pk", sa.Integer(), nullable=True),
        sa.Column("city_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("fact_pk", sa.Integer(), nullable=False),
        sa.Column("pk", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["city_id"], ["city.id"], name=op.f("fk_person_city_id_city"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["contact_pk"], ["contact.pk"], name=op.f("fk_person_contact_pk_contact"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["fact_pk"], ["fact.pk"], name=op.f("fk_person_fact_pk_fact"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_person")),
        sa.UniqueConstraint("city_id", "id", name=op.f("uq_person_city_id_id")),
        sa.UniqueConstraint("fact_pk", name=op.f("uq_person_fact_pk")),
    )
    op.create_index(op.f("ix_person_city_id"), "person", ["city_id"], unique=False)
    op.create_table(
        "phone",
        sa.Column("contact_pk", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.Column("pk", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_pk"], ["contact.pk"], name=op.f("fk_phone_contact_pk_contact"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_phone")),
    )
    op.create_index(op.f("ix_phone_contact_pk"), "phone", ["contact_pk"], unique=False)
    op.create_table(
        "procedure_step",
        sa.Column("procedure_pk", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("legal_basis", sa.JSON(), nullable=False),
        sa.Column("state", sa.Text(), nullable=True),
        sa.Column("pk", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["procedure_pk"],
            ["procedure.pk"],
            name=op.f("fk_procedure_step_procedure_pk_procedure"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_procedure_step")),
    )
    op.create_index(op.f("ix_procedure_step_procedure_pk"), "procedure_step", ["procedure_pk"], unique=False)
    op.create_table(
        "topic_hotline",
        sa.Column("topic_pk", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("hotline_pk", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["hotline_pk"], ["hotline.pk"], name=op.f("fk_topic_hotline_hotline_pk_hotline"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["topic_pk"], ["topic.pk"], name=op.f("fk_topic_hotline_topic_pk_topic"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("topic_pk", "position", name=op.f("pk_topic_hotline")),
    )
    op.create_index(op.f("ix_topic_hotline_hotline_pk"), "topic_hotline", ["hotline_pk"], unique=False)
    op.create_table(
        "topic_phrase",
        sa.Column("topic_pk", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("pk", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["topic_pk"], ["topic.pk"], name=op.f("fk_topic_phrase_topic_pk_topic"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_topic_phrase")),
    )
    op.create_index(op.f("ix_topic_phrase_topic_pk"), "topic_phrase", ["topic_pk"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_topic_phrase_topic_pk"), table_name="topic_phrase")
    op.drop_table("topic_phrase")
    op.drop_index(op.f("ix_topic_hotline_hotline_pk"), table_name="topic_hotline")
    op.drop_table("topic_hotline")
    op.drop_index(op.f("ix_procedure_step_procedure_pk"), table_name="procedure_step")
    op.drop_table("procedure_step")
    op.drop_index(op.f("ix_phone_contact_pk"), table_name="phone")
    op.drop_table("phone")
    op.drop_index(op.f("ix_person_city_id"), table_name="person")
    op.drop_table("person")
    op.drop_index(op.f("ix_mail_contact_pk"), table_name="mail")
    op.drop_table("mail")
    op.drop_index(op.f("ix_hotline_number_hotline_pk"), table_name="hotline_number")
    op.drop_table("hotline_number")
    op.drop_index(op.f("ix_event_participant_event_pk"), table_name="event_participant")
    op.drop_table("event_participant")
    op.drop_index(op.f("ix_event_city_city_id"), table_name="event_city")
    op.drop_table("event_city")
    op.drop_index(op.f("ix_town_city_id"), table_name="town")
    op.drop_table("town")
    op.drop_index(op.f("ix_topic_city_id"), table_name="topic")
    op.drop_table("topic")
    op.drop_table("term")
    op.drop_index(op.f("ix_procedure_city_id"), table_name="procedure")
    op.drop_table("procedure")
    op.drop_index(op.f("ix_opening_interval_opening_hours_pk"), table_name="opening_interval")
    op.drop_table("opening_interval")
    op.drop_table("law")
    op.drop_table("hotline")
    op.drop_index(op.f("ix_event_city_id"), table_name="event")
    op.drop_table("event")
    op.drop_index(op.f("ix_contact_city_id"), table_name="contact")
    op.drop_table("contact")
    op.drop_index(op.f("ix_city_partner_partner_id"), table_name="city_partner")
    op.drop_table("city_partner")
    op.drop_index(op.f("ix_citation_source_pk"), table_name="citation")
    op.drop_table("citation")
    op.drop_table("source")
    op.drop_table("revision")
    op.drop_table("place")
    op.drop_table("opening_hours")
    op.drop_table("fact")
    op.drop_table("city")
