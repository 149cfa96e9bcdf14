"""A newsletter, and as many readers as a test wants."""

from mailing.plates import Content, slot
from mailing.sends import Recipient


def letter_to_all(padding: str = "") -> Content:
    """Not a constant: its slots are known when the settings are."""
    link = f"https://example.org/unsubscriptions/{slot('token')}"
    return Content(
        "La haie",
        ("Réseau des haies", "lettre@example.org"),
        f"<p>Bonjour {slot('name')}</p>{padding}<a href='{link}'>x</a>",
        f"Bonjour {slot('name')}\n{padding}{link}",
        reply_to=(("Rita", "rita@example.org"), ("Amin", "amin@example.org")),
        list_id=("Haies", "hedges.example.org"),
        unsubscribe=link,
    )


def people(count: int) -> list[Recipient]:
    return [Recipient(f"p{n}@example.org", f"Personne {n}") for n in range(count)]
