"""Runs in the environment of stock Rasa: parses the texts of one JSON file into another, without a line of ours.

python stock_rasa_parse.py MODEL TEXTS.json PARSED.json
"""

import asyncio
import json
import sys
from pathlib import Path


async def parse(model: str, texts: "list[str]") -> "list[dict[str, object]]":
    """Intent and ranking of every text."""
    from rasa.core.agent import Agent

    agent = Agent.load(model)
    results = [await agent.parse_message(text) for text in texts]
    return [{"intent": each["intent"], "intent_ranking": each["intent_ranking"]} for each in results]


if __name__ == "__main__":
    model, texts, parsed = sys.argv[1:]
    found = asyncio.run(parse(model, json.loads(Path(texts).read_text(encoding="utf-8"))))
    Path(parsed).write_text(json.dumps(found), encoding="utf-8")
