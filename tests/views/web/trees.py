"""Pages as trees, and the few CSS selectors that tests need of them."""

from __future__ import annotations

import re
from typing import Any, TypeAlias

from lxml import html
from starlette.testclient import TestClient

Tree: TypeAlias = Any  # lxml has no types
_PART = re.compile(r"\.([\w-]+)|#([\w-]+)|\[([\w-]+)(?:([$^]?)=\"?([^\]\"]*)\"?)?\]")
_TESTS = {
    "": "@{0} = '{1}'",
    "^": "starts-with(@{0}, '{1}')",
    "$": "substring(@{0}, string-length(@{0}) - string-length('{1}') + 1) = '{1}'",
}


def page(site: TestClient, address: str, status: int = 200) -> Tree:
    """A page that must answer with a status."""
    answer = site.get(address)
    assert answer.status_code == status, answer.text[:500]
    tree: Tree = html.fromstring(answer.text)
    return tree


def select(tree: Tree, selector: str) -> list[Tree]:
    """The elements below `tree` that a selector finds: tags, classes, ids and attributes, descendants and alternatives."""
    paths = ["." + "".join(map(_step, one.split())) for one in selector.split(",")]
    return list(tree.xpath(" | ".join(paths)))


def words(tree: Tree, selector: str) -> list[str]:
    """The text of each element, on one line."""
    return [" ".join(element.text_content().split()) for element in select(tree, selector)]


def _step(part: str) -> str:
    tag = re.match(r"\w*", part)[0]  # type: ignore[index]
    tests = []
    for class_, id_, name, how, value in _PART.findall(part):
        if class_:
            tests.append(f"contains(concat(' ', normalize-space(@class), ' '), ' {class_} ')")
        elif id_:
            tests.append(f"@id = '{id_}'")
        else:
            tests.append(_TESTS[how].format(name, value) if f"{name}{how}=" in part else f"@{name}")
    return f"//{tag or '*'}" + "".join(f"[{test}]" for test in tests)
