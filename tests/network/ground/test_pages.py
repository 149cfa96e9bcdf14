from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from litestar import Request
from litestar.exceptions import HTTPException

from network.ground.pages import CSP, own_path, refuse
from network.plug import Village
from tests.conftest import Visitor
from tests.network.test_sign_in import signed_in


async def test_every_answer_carries_the_policy_refusals_too(village: Village, visitor: Visitor) -> None:
    for path in ("/communities", "/communities/jury", "/nowhere", "/static/ground/terreau.css"):
        assert (await visitor.get(path)).headers["Content-Security-Policy"] == CSP, path


async def test_a_form_without_its_token_is_refused_with_a_sentence(visitor: Visitor) -> None:
    answer = await visitor.post("/sign-in-letters", data={"address": "rita@example.org"})
    assert answer.status_code == 403 and "Revenez en arrière" in answer.text


async def test_what_is_not_there_and_what_is_not_yours_look_alike(village: Village, visitor: Visitor) -> None:
    closed, unknown = await visitor.get("/communities/jury"), await visitor.get("/communities/nowhere")
    assert closed.status_code == unknown.status_code == 404
    assert closed.text.replace("jury", "nowhere") == unknown.text and "Il n’y a rien ici" in closed.text


async def test_what_was_done_is_said_once(village: Village, visitor: Visitor) -> None:
    answer = await visitor.submit("/sign-outs")
    assert 'role="status"' in answer.text
    assert 'role="status"' not in (await visitor.get("/")).text


async def test_nobody_else_puts_words_into_our_mouth(village: Village, visitor: Visitor) -> None:
    visitor.cookies.set("done", "0123456789abcdef.UGF5IGhlcmU=", domain="localhost.local")
    assert "Pay here" not in (await visitor.get("/")).text
    visitor.cookies.set("done", "a.b.%00", domain="localhost.local")
    assert (await visitor.get("/")).status_code == 200


@pytest.mark.commit
async def test_what_no_table_can_hold_is_not_here_and_no_error(village: Village, visitor: Visitor) -> None:
    await signed_in(visitor)
    for path in ("/communities/%00", "/events/%00", "/works/%00", "/notes/%00/letter", "/people/%00", "/letters/%00"):
        assert (await visitor.get(path)).status_code == 404, path


def test_a_refusal_keeps_its_status() -> None:
    for status in (405, 413, 429, 500):
        request: Any = Request({"type": "http", "headers": []})  # type: ignore[arg-type]
        assert refuse(request, HTTPException(status_code=status)).status_code == status


@pytest.mark.parametrize("path", ["//evil.example", "/\\evil.example", "https://evil.example", "evil", "/\nx", ""])
def test_nobody_is_sent_elsewhere_through_us(path: str) -> None:
    assert own_path(path) == "/"


@given(st.text())
def test_a_path_of_ours_begins_with_one_slash(path: str) -> None:
    ours = own_path(path)
    assert ours[0] == "/" and ours[1:2] not in ("/", "\\") and ours.isprintable()
