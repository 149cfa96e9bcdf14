"""Addresses: somebody wants to come in by another one. It is confirmed from the old address, so that nobody else does it
for them, and from the new one, so that it is theirs; then both change together. Subscriptions keep the address that
each was confirmed for.
"""

from datetime import timedelta

from network import notes, traces
from network.ground import tokens
from network.ground.clock import now
from network.ground.database import one_at_a_time
from network.ground.errors import Fault, Refusal
from network.ground.letterpress import Pressed, press
from network.ground.limits import require_room
from network.ground.queue import together
from network.ground.settings import settings
from network.ground.words import _
from network.tables import Account, AddressChange, Note, Person

LIVES = timedelta(days=3)
ASKS_A_DAY = 5
OLD, NEW = "old", "new"
NO_LINK = _("This link does not work, or no longer. Please ask for the change once more.")


async def ask(person: Person, address: str) -> AddressChange:
    """Two letters leave, one to each address. Raises Fault("address")."""
    wanted = address.strip().lower()
    async with together():
        await one_at_a_time(f"address {person.id}")
        account = await Account.objects().where(Account.person == person.id).first()
        if account is None:
            raise Refusal(_("Your account has no verified address yet. Please sign in once more."))
        if wanted == account.address:
            raise Fault("address", _("This is the address that you come in by already."))
        lately = (AddressChange.person == person.id) & (AddressChange.asked_at > now() - timedelta(days=1))
        asked = await AddressChange.select(AddressChange.asked_at).where(lately)
        require_room([row["asked_at"] for row in asked], ASKS_A_DAY, timedelta(days=1))
        change = AddressChange(code=tokens.code(), person=person.id, address=wanted, asked_at=now())
        await change.save()
        await notes.owe("network.address_old", account.address, about=change.id)
        await notes.owe("network.address_new", wanted, about=change.id)
    return change


def token_of(change: AddressChange, side: str) -> str:
    """What the button of that letter carries."""
    return tokens.derive("address change", side, change.id, change.asked_at.timestamp())[:32]


async def asked_with(code: str, token: str) -> tuple[AddressChange, str]:
    """What a link is about, and from which of the two. Raises Refusal."""
    change = await AddressChange.objects().where(AddressChange.code == code).first()
    if change and change.asked_at > now() - LIVES:
        for side in (OLD, NEW):
            if tokens.are_same(token, token_of(change, side)):
                return change, side
    raise Refusal(NO_LINK)


async def confirm(code: str, token: str) -> bool:
    """One side; answers whether both are there, and so whether the address has changed. Raises Refusal."""
    found, side = await asked_with(code, token)
    async with together():
        change = await AddressChange.objects().where(AddressChange.id == found.id).lock_rows("UPDATE").first()
        assert change is not None
        if change.done_at:
            return True
        if side == OLD:
            change.old_confirmed_at = change.old_confirmed_at or now()
        else:
            change.new_confirmed_at = change.new_confirmed_at or now()
            await notes.arrive_at(change.address)
        if change.old_confirmed_at and change.new_confirmed_at:
            await _change(change)
            change.done_at = now()
        await change.save()
    return change.done_at is not None


async def _change(change: AddressChange) -> None:
    if await Account.exists().where(Account.address == change.address, Account.person != change.person):
        raise Refusal(_("Somebody else comes in by this address."))
    person = await Person.objects().get(Person.id == change.person)
    account = await Account.objects().where(Account.person == change.person).lock_rows("UPDATE").first()
    if person is None or account is None:
        raise Refusal(NO_LINK)
    await traces.leave(person, "address", person.id, "", account.address, change.address)
    account.address, account.verified_at, person.email = change.address, now(), change.address
    await account.save()
    await person.save([Person.email])


async def write_old(note: Note) -> Pressed | None:
    """To the address by which they come in now."""
    return await _write(note, OLD, _("Please confirm: another address for your account"))


async def write_new(note: Note) -> Pressed | None:
    """To the one that they want."""
    return await _write(note, NEW, _("Please confirm: this address for your account"))


async def _write(note: Note, side: str, subject: object) -> Pressed | None:
    change = await AddressChange.objects().get(AddressChange.id == note.subject)
    if change is None or change.done_at or change.asked_at < now() - LIVES:
        return None
    link = f"{settings().address}/address-changes/{change.code}/{token_of(change, side)}"
    said = (
        _("Somebody who is signed in as you asked to come in by %(address)s from now on.", address=change.address)
        if side == OLD
        else _("Somebody asked to come in by this address from now on.")
    )
    also = _(
        "Both letters are to be confirmed, within three days. You asked for nothing? Then do not press the button."
    )
    return press("network/letters/address", subject, said=said, also=also, link=link)  # type: ignore[arg-type]
