from __future__ import annotations

import pytest
import yaml

from knowledge.document import plain


def test_a_plain_value_has_no_objects() -> None:
    assert plain("a: [1, zwei]\nb: null") == {"a": [1, "zwei"], "b": None}
    for text in ("a: [", "!!python/object/apply:os.getcwd []"):
        with pytest.raises(yaml.YAMLError):
            plain(text)
