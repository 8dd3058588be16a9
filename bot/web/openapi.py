"""The description of the API: problems where FastAPI would describe its own errors, and a page without scripts."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI

from bot.web.problems import MEDIA_TYPE
from bot.web.schemas import Problem

OPENAPI_URL = "/api/openapi.json"
Responses = dict[int | str, dict[str, Any]]


def problems(*statuses: int) -> Responses:
    """The ``responses`` of a route that may answer with problems of these statuses."""
    return {status: {"model": Problem} for status in statuses}


def file(media_type: str) -> Responses:
    """The ``responses`` of a route that gives a file."""
    return {200: {"content": {media_type: {"schema": {"type": "string"}}}}}


class DescribedApp(FastAPI):
    """FastAPI whose description names the media type that problems really have."""

    def openapi(self) -> dict[str, Any]:
        """The OpenAPI document."""
        if not self.openapi_schema:
            for operation in operations(super().openapi()):
                for status, response in operation["responses"].items():
                    content = response.get("content", {})
                    if status >= "400" and "application/json" in content:
                        content[MEDIA_TYPE] = content.pop("application/json")
        return super().openapi()


def operations(document: dict[str, Any]) -> list[dict[str, Any]]:
    """All operations of an OpenAPI document, each with its ``method`` and ``path`` added where asked for."""
    return [operation for path in document["paths"].values() for operation in path.values()]


def reference(document: dict[str, Any]) -> list[dict[str, Any]]:
    """What the documentation page lists: one entry an operation, in the order of the document."""
    return [
        {
            "method": method.upper(),
            "path": path,
            "summary": operation.get("description") or operation.get("summary", ""),
            "parameters": operation.get("parameters", []),
            "body": _name(operation.get("requestBody", {})),
            "responses": [
                {"status": status, "model": _name(response), "media_types": list(response.get("content", {}))}
                for status, response in operation["responses"].items()
            ],
        }
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    ]


def models(document: dict[str, Any]) -> list[dict[str, Any]]:
    """The models of an OpenAPI document with their fields, types in words."""
    return [
        {
            "name": name,
            "description": schema.get("description", ""),
            "fields": [
                {
                    "name": field,
                    "type": type_name(found),
                    "required": field in schema.get("required", ()),
                    "description": found.get("description", ""),
                }
                for field, found in schema.get("properties", {}).items()
            ],
        }
        for name, schema in sorted(document["components"]["schemas"].items())
    ]


def type_name(schema: dict[str, Any]) -> str:
    """A JSON schema's type in short: ``string``, ``Source[]``, ``"text"``, ``string | null``."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "const" in schema:
        return f'"{schema["const"]}"'
    if "enum" in schema:
        return " | ".join(f'"{value}"' for value in schema["enum"])
    for key in ("anyOf", "oneOf"):
        if key in schema:
            return " | ".join(type_name(one) for one in schema[key])
    if schema.get("type") == "array":
        item = type_name(schema["items"])
        return f"({item})[]" if " | " in item else f"{item}[]"
    return str(schema.get("type", "object"))


def _name(holder: dict[str, Any]) -> str | None:
    for content in holder.get("content", {}).values():
        if schema := content.get("schema"):
            return type_name(schema)
    return None
