import pytest
from hypothesis import given
from hypothesis import strategies as some

from library import links
from network.ground.errors import Fault


@pytest.mark.parametrize(
    ("typed", "followed"),
    [
        (" https://commune.example/guide.pdf ", "https://commune.example/guide.pdf"),
        ("http://commune.example:8080/a?b=c#d", "http://commune.example:8080/a?b=c#d"),
        ("www.commune.example/é", "https://www.commune.example/é"),
        ("", None),
    ],
)
def test_web_addresses_are_taken_as_meant(typed: str, followed: str | None) -> None:
    assert links.clean(typed) == followed


@pytest.mark.parametrize(
    "typed",
    [
        "javascript:alert(1)",
        "JavaScript://commune.example/%0aalert(1)",
        "data:text/html,<script>",
        "ftp://commune.example",
        "file:///etc/passwd",
        "commune",
        "https://",
        "https://localhost/",
        "https://commune.example/a b",
        "https://commune.example\\@pirate.example",
        "https://moi:secret@commune.example/",
        "https://commune.example:port/",
        "https://[::1/",
        "https://commune.example/\u202egpj.exe",
        "https://commune.example/" + "a" * 2000,
    ],
)
def test_whatever_else_is_refused_on_its_field(typed: str) -> None:
    with pytest.raises(Fault) as refused:
        links.clean(typed)
    assert refused.value.field == "link"


@given(some.text() | some.text().map(lambda text: f"https://{text}"))
def test_what_is_accepted_is_a_web_address_on_one_line(typed: str) -> None:
    try:
        link = links.clean(typed)
    except Fault:
        return
    assert link is None or (link.casefold().startswith(("http://", "https://")) and link.isprintable())
    assert link is None or links.host_of(link)


def test_the_host_is_named_as_people_know_it() -> None:
    assert links.host_of("https://www.commune.example/a") == "commune.example"
