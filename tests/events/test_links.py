from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from events import links
from events.tables import Event
from network.ground.clock import now
from network.ground.errors import Fault
from network.plug import Village
from tests.events.days import COMING, shift

ROOM = "https://visio.example.org/haies?pwd=1"


def webinar(**by: float) -> Event:
    event = Event(link=ROOM, link_minutes=15, published_at=now())
    event.starts_at = now() + timedelta(**by)
    event.ends_at = event.starts_at + timedelta(hours=1)
    return event


@pytest.mark.parametrize(
    ("minutes", "is_due"), [(-61, False), (-59, True), (0, True), (14, True), (16, False), (1440, False)]
)
async def test_the_link_is_due_from_a_quarter_of_an_hour_before_to_the_end(minutes: float, is_due: bool) -> None:
    event = webinar(minutes=minutes)
    assert links.link_due(event) == (ROOM if is_due else "")


async def test_of_a_day_that_is_off_or_not_published_there_is_no_link(village: Village) -> None:
    for change in ({"cancelled_at": now()}, {"published_at": None}):
        event = await shift(COMING, link=ROOM, starts_at=now(), **change)
        assert links.link_due(event) == ""


@pytest.mark.parametrize("link", [ROOM, "https://meet.jit.si/Haies", "https://bbb.example.org:8443/b/rit-a1b", ""])
def test_a_safe_address_is_kept_as_it_is(link: str) -> None:
    assert links.clean(f" {link} ") == link


@pytest.mark.parametrize(
    "link",
    [
        *[
            "visio",
            "http://visio.example.org/a",
            "ftp://visio.example.org",
            "javascript:alert(1)",
            "https://localhost/a",
        ],
        *[
            "https://0x7f.1/",
            "https://127.1/",
            "https://visio.localhost/a",
            "https://serveur.local/",
            "https://bbb.lan/x",
        ],
        *["https://127.0.0.1/a", "https://[::1]/a", "https://2130706433/", "https://a:b@visio.example.org/x"],
        *["https://visio.example.org/a b", "https://visio.example.org:port/", "https://[bad/", "//visio.example.org/a"],
    ],
)
def test_another_is_refused_on_its_field(link: str) -> None:
    with pytest.raises(Fault) as refused:
        links.clean(link)
    assert refused.value.field == "link"


@given(some.text() | some.text(alphabet="https:/[]@.%1a ").map(lambda text: f"https://{text}"))
def test_whatever_is_typed_is_a_safe_address_or_a_fault(text: str) -> None:
    try:
        link = links.clean(text)
    except Fault as refused:
        assert refused.field == "link"
    else:
        assert link == "" or (link.startswith("https://") and "@" not in link.split("/")[2])
