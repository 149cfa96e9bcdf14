"""Disclosures: what people show of themselves, to whom. Nobody's name is shown to other members unless they chose so.

Each choice is a line in the ledger of consents too, with the very text that was shown; taking it back is one as well.
"""

from network.ground.clock import now
from network.ground.queue import together
from network.ground.words import Sentence, _
from network.tables import Consent, Disclosure, Person

NOBODY = "pair"
VERSION = "2026-11b"
QUESTION = _("Who may see you in the lists of the communities where you stand?")
FIELDS = {
    "name": _("Your name"),
    "organisation": _("Your organisation"),
    "function": _("Your function"),
    "phone": _("Your phone"),
    "email": _("Your e-mail address"),
}
REACHES: dict[str, Sentence] = {  # no public list of names exists: the widest choice is the network
    NOBODY: _("Only the gardeners and the coordination"),
    "community": _("The members of my communities too"),
    "network": _("Everybody in my networks"),
}


async def reach_of(person: Person, field: str = "name") -> str:
    """How far a person shows that field today."""
    chosen = await Disclosure.objects().where(Disclosure.person == person.id, Disclosure.field == field).first()
    return chosen.reach if chosen else NOBODY


async def chosen_by(person: Person) -> dict[str, str]:
    """Each field, and how far it is shown. Without the name nothing else is."""
    rows = Disclosure.select(Disclosure.field, Disclosure.reach).where(Disclosure.person == person.id)
    return dict.fromkeys(FIELDS, NOBODY) | {row["field"]: row["reach"] for row in await rows}


async def choose(person: Person, reach: str, field: str = "name", source: str = "page") -> None:
    """From now on, until they choose otherwise. The same choice again is no new line."""
    async with together():
        await Person.select(Person.id).where(Person.id == person.id).lock_rows("UPDATE")
        if await reach_of(person, field) == reach:
            return
        await Disclosure.delete().where(Disclosure.person == person.id, Disclosure.field == field)
        if reach != NOBODY:
            await Disclosure(person=person.id, field=field, reach=reach, chosen_at=now()).save()
        consent = Consent(person=person.id, purpose=f"network.{field}_shown", is_given=reach != NOBODY)
        consent.text_version, consent.text_shown = VERSION, f"{QUESTION} {FIELDS[field]}: {REACHES[reach]}"
        consent.at, consent.source, consent.proof = now(), source, reach
        await consent.save()
