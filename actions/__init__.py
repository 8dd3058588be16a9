"""rasa-sdk actions, one module a topic. They ask the knowledge base and name responses, nothing else."""

from __future__ import annotations

from rasa_sdk import Action

from actions.base import Clock, KnowingAction
from actions.contacts import ActionPerson
from actions.corrections import ActionWrong
from actions.danger import ActionAllClear, ActionEmergency
from actions.dialogue import (
    ActionContinue,
    ActionEasyLanguage,
    ActionHelp,
    ActionHuman,
    ActionNumber,
    ActionSources,
    ActionStandardLanguage,
    ActionStartOver,
)
from actions.events import ActionEvents
from actions.fallback import ActionChitchat, ActionFallback, ActionOutOfScope
from actions.glossary import ActionGlossary
from actions.hotlines import ActionHotlines
from actions.offices import ActionOffice
from actions.opening_hours import ActionOpeningHours
from actions.procedures import ActionReportingPath, ActionStep
from actions.reading import ActionReadContext
from actions.topics import ActionAnswerTopic
from knowledge.repository import KnowledgeRepository

ACTIONS: tuple[type[KnowingAction], ...] = (
    ActionAllClear,
    ActionAnswerTopic,
    ActionChitchat,
    ActionContinue,
    ActionEasyLanguage,
    ActionEmergency,
    ActionEvents,
    ActionFallback,
    ActionGlossary,
    ActionHelp,
    ActionHotlines,
    ActionHuman,
    ActionNumber,
    ActionOffice,
    ActionOpeningHours,
    ActionOutOfScope,
    ActionPerson,
    ActionReadContext,
    ActionReportingPath,
    ActionSources,
    ActionStandardLanguage,
    ActionStartOver,
    ActionStep,
    ActionWrong,
)


def all_actions(facts: KnowledgeRepository, clock: Clock) -> list[Action]:
    """Every action of ours, with these facts and this clock."""
    return [action(facts, clock) for action in ACTIONS]
