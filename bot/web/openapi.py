"""The description of the API: problems where FastAPI would describe its own errors, and a page without scripts."""

from __future__ import annotations

import ast
import functools
import inspect
import sys
from collections.abc import Iterator
from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute

from bot.web.problems import MEDIA_TYPE
from bot.web.schemas import Problem

OPENAPI_URL = "/api/openapi.json"
_MODULES_OF_MODELS = (
    "bot.web.schemas", "bot.web.blocks", "bot.engine.port", "bot.safety.verdict", "knowledge.schema",
)  # fmt: skip
_FRAMEWORK_MODELS = ("HTTPValidationError", "ValidationError")
Responses = dict[int | str, dict[str, Any]]


def problems(*statuses: int) -> Responses:
    """The ``responses`` of a route that may answer with problems of these statuses."""
    return {status: {"model": Problem} for status in statuses}


def file(media_type: str) -> Responses:
    """The ``responses`` of a route that gives a file."""
    return {200: {"content": {media_type: {"schema": {"type": "string"}}}}}


class DescribedApp(FastAPI):
    """FastAPI whose description names the problems that there are, with the media type they really have."""

    def openapi(self) -> dict[str, Any]:
        """The OpenAPI document."""
        if self.openapi_schema is None:
            document = super().openapi()
            for name, schema in document["components"]["schemas"].items():
                if text := _description(name):
                    schema["description"] = text
            for _, _, operation in operations(document):
                operation["responses"] = dict(_honest(operation["responses"]))
            for name in _FRAMEWORK_MODELS:
                document["components"]["schemas"].pop(name, None)
        return super().openapi()


def describe(router: APIRouter) -> APIRouter:
    """``router``, each of its routes described by the docstring of its function."""
    for route in router.routes:
        if isinstance(route, APIRoute):
            route.description = _docstrings(route.endpoint.__module__).get(route.endpoint.__name__, "")
    return router


def _description(model: str) -> str | None:
    """What a model is, whose name holds its module where two have the same."""
    module, _, name = model.rpartition("__")
    places = (module.replace("__", "."),) if module else _MODULES_OF_MODELS
    texts = (text for place in places if (text := _docstrings(place).get(name)))
    return next(texts, None)


@functools.cache
def _docstrings(module: str) -> dict[str, str]:
    """Docstrings of functions and classes, by name, from the source: a process that serves has none in memory."""
    tree = ast.parse(inspect.getsource(sys.modules[module]))
    named = (node for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef))
    return {node.name: text for node in named if (text := ast.get_docstring(node))}


def _honest(responses: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Without the errors FastAPI would have for parameters that cannot be wrong; problems as problems."""
    for status, response in responses.items():
        content = response.get("content", {})
        if _name(response) in _FRAMEWORK_MODELS:
            continue
        if status >= "400" and "application/json" in content:
            content[MEDIA_TYPE] = content.pop("application/json")
        yield status, response


def operations(document: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    """Method, path and description of every operation of an OpenAPI document."""
    return [
        (method.upper(), path, operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    ]


def reference(document: dict[str, Any]) -> list[dict[str, Any]]:
    """What the documentation page lists: one entry an operation, in the order of the document."""
    return [
        {
            "method": method,
            "path": path,
            "summary": operation.get("description") or operation.get("summary", ""),
            "parameters": operation.get("parameters", []),
            "body": _name(operation.get("requestBody", {})),
            "responses": [
                {"status": status, "model": _name(response), "media_types": list(response.get("content", {}))}
                for status, response in operation["responses"].items()
            ],
        }
        for method, path, operation in operations(document)
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
    """The model in a body or response; None where it holds none of ours."""
    for content in holder.get("content", {}).values():
        name = type_name(content.get("schema", {}))
        if name[:1].isupper():
            return name
    return None
