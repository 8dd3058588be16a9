"""Counters for operators: numbers only, no text, no id, no address (goal P5)."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest


class Counters:
    """Prometheus counters of one process. Danger is counted by level, never by subject or city."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._messages = Counter("lotse_messages", "Answered messages", ["status"], registry=self._registry)
        self._danger = Counter("lotse_danger", "Messages the gate flagged", ["level"], registry=self._registry)
        self._failures = Counter("lotse_engine_failures", "Replies without the engine", registry=self._registry)
        self._ungrounded = Counter("lotse_ungrounded_replies", "Replies withheld", registry=self._registry)
        self._unreleased = Counter("lotse_unreleased_replies", "Replies withheld", registry=self._registry)
        self._refused = Counter("lotse_refused_requests", "Requests refused", ["status"], registry=self._registry)
        self._feedback = Counter("lotse_feedback", "Feedback", ["helpful"], registry=self._registry)
        self._seconds = Histogram(
            "lotse_reply_seconds", "Time of a reply", registry=self._registry,
            buckets=(0.005, 0.01, 0.015, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2),
        )  # fmt: skip

    def message(self, status: str, danger: str) -> None:
        """A message was answered."""
        self._messages.labels(status).inc()
        if danger != "none":
            self._danger.labels(danger).inc()

    def failure(self) -> None:
        """The engine did not answer."""
        self._failures.inc()

    def ungrounded(self) -> None:
        """A reply was withheld because of a number or link that the knowledge base does not hold."""
        self._ungrounded.inc()

    def unreleased(self) -> None:
        """A reply was withheld because of a text that nobody released."""
        self._unreleased.inc()

    def refused(self, status: int) -> None:
        """A request was refused with this HTTP status."""
        self._refused.labels(str(status)).inc()

    def feedback(self, helpful: bool) -> None:
        """Somebody said whether a reply helped."""
        self._feedback.labels("yes" if helpful else "no").inc()

    def seconds(self, value: float) -> None:
        """A reply took ``value`` seconds."""
        self._seconds.observe(value)

    def exposition(self) -> bytes:
        """All counters in Prometheus text format."""
        return generate_latest(self._registry)
