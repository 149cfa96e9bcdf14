import pytest

from mailing.relays import Relay


def test_an_address_says_host_port_user_and_password() -> None:
    relay = Relay.parse("smtp+starttls://jean%40x.org:p%C3%A9%2F@mail.example.org?lines=9&letters=50&ca=/etc/ca.pem")
    assert (relay.host, relay.port, relay.user, relay.password) == ("mail.example.org", 587, "jean@x.org", "pé/")
    assert (relay.lines, relay.letters, relay.authority) == (9, 50, "/etc/ca.pem")
    assert Relay.parse("smtps://mail.example.org").port == 465 and Relay.parse("smtp://localhost:2525").port == 2525


@pytest.mark.parametrize("url", ["smtp://u:secret@mail.example.org", "smtp://u:secret@192.0.2.1:25"])
def test_a_password_never_leaves_this_machine_in_the_clear(url: str) -> None:
    with pytest.raises(ValueError, match="in the clear") as refusal:
        Relay.parse(url)
    assert "secret" not in str(refusal.value)


@pytest.mark.parametrize("url", ["smtp://u:p@localhost", "smtp://u:p@127.0.0.1:1025", "smtp://u:p@[::1]"])
def test_to_this_very_machine_it_may(url: str) -> None:
    assert Relay.parse(url).password == "p"


@pytest.mark.parametrize(
    "url", ["http://x", "mail.example.org:25", "smtp://x?verify=no", "smtp://x?lines=0", "smtp://x?lines=a"]
)
def test_what_is_no_relay_is_refused(url: str) -> None:
    with pytest.raises(ValueError):
        Relay.parse(url)
