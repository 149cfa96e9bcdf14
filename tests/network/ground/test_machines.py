from datetime import timedelta
from typing import Any

import pytest
from litestar import Request

from network.ground import machines
from network.ground.clock import now
from network.ground.forms import Form


def sent(**said: str) -> Form[Any]:
    return Form(said)


def after(seconds: float, monkeypatch: pytest.MonkeyPatch) -> None:
    at = now() + timedelta(seconds=seconds)
    monkeypatch.setattr(machines, "now", lambda: at)


@pytest.mark.parametrize(
    ("seconds", "is_asked"), [(0, True), (1, True), (3, False), (3600, False), (23 * 3600, False), (25 * 3600, True)]
)
def test_a_hand_needs_a_moment_and_may_take_its_time(
    seconds: float, is_asked: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = sent(shown_at=machines.stamp())
    after(seconds, monkeypatch)
    assert machines.may_be_one(form) is is_asked and (form.once_more is not None) is is_asked


def test_pressed_once_more_it_is_done_whether_it_was_quick_or_lay_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    for wait in (0, 30 * 3600):
        first = sent(shown_at=machines.stamp())
        after(wait, monkeypatch)
        assert machines.may_be_one(first)
        again = machines.stamp_of(first)
        assert (again == first.value("shown_at")) is (wait == 0), "the first moment counts, while the stamp lasts"
        after(wait + 3, monkeypatch)
        assert not machines.may_be_one(sent(shown_at=again))
        monkeypatch.undo()


@pytest.mark.parametrize(
    "stamp", ["", "0", ".", "1.x", "²." + "0" * 32, "9" * 400, f"{int(1e11)}.x", "é.é", "\x00", "-1.a", " 5.a"]
)
def test_a_stamp_that_is_not_ours_is_none(stamp: str) -> None:
    assert machines.may_be_one(sent(shown_at=stamp))
    assert not machines.may_be_one(sent(shown_at=machines._sealed(int(now().timestamp()) - 60)))


def test_a_stamp_says_one_moment_only() -> None:
    at, _dot, seal = machines._sealed(int(now().timestamp()) - 60).partition(".")
    assert machines.may_be_one(sent(shown_at=f"{int(at) - 1}.{seal}"))


@pytest.mark.parametrize(
    ("origin", "is_so"),
    [
        (None, False),
        ("http://localhost:8000", False),
        ("https://reseau.example", False),
        ("https://mairie.example", True),
        ("null", True),
        ("http://localhost:8001", True),
    ],
)
def test_a_browser_says_from_which_site_a_form_comes(origin: str | None, is_so: bool) -> None:
    headers = [(b"host", b"reseau.example"), *([(b"origin", origin.encode())] if origin else [])]
    scope: Any = {"type": "http", "headers": headers}
    request: Request[Any, Any, Any] = Request(scope)
    assert machines.is_from_elsewhere(request) is is_so
