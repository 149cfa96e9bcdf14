"""Post: newsletters with their subscribers and consents, two years of letters that were sent, and a draft to go on with.

What was sent is history: rows of letters, sends and deliveries, as the mailing would have left them. Nothing of it is
sent now, and every address is at example.org.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

import msgspec

from deploy.demonstration.chance import ago, at, by_now, code, keep, read, stream
from deploy.demonstration.crowds import Somebody
from deploy.demonstration.gatherings import Gathering
from mailing.letters import drafts, proofs
from mailing.newsletters import consents, newsletters
from mailing.plates import Content
from mailing.tables import Agreement, Block, Delivery, Letter, Newsletter, Send, Subscription
from network.ground.words import say_day
from network.owners import Owner
from network.tables import Consent

SUBSCRIBES = {1: 0.92, 2: 0.7, 3: 0.32}  # by circle
ENDS, REFUSED = 0.05, 0.015
EVERY, BACK = 58, 690  # days between letters, and how far they go back
AGREED = ("asked", "agreed")


@dataclass
class Periodical:
    """A newsletter, with those who receive or received it, and the events that its letters announce."""

    row: Newsletter
    owner: Owner
    readers: list[tuple[Somebody, Subscription]]
    writers: list[Somebody]
    gatherings: list[Gathering]


async def subscribe(
    owner: Owner, people: dict[int, tuple[Somebody, int, date]], writers: list[Somebody], gatherings: list[Gathering]
) -> Periodical:
    """The newsletter of the file, and who subscribed to it when; `people` by number: who, circle, since."""
    said = read("letters.toml")["newsletters"][owner.slug]
    chance = stream(f"newsletter of {owner.slug}")
    newsletter = await newsletters.make(owner, said["name"], said["description"], "public", code(chance))
    periodical = Periodical(newsletter, owner, [], writers, gatherings)
    text, taken = consents.text_of(newsletter), set()
    for somebody, circle, since in people.values():
        address = somebody.row.email
        if address is None or address in taken or chance.random() > SUBSCRIBES[circle]:
            continue
        taken.add(address)
        day = since + timedelta(days=chance.randint(0, max(1, (ago(1) - since).days // 3)))
        row = Subscription(code=code(chance), newsletter=newsletter.id, person=somebody.number, address=address)
        row.name, row.source, row.text_shown = somebody.row.name, "page", text
        row.asked_at = row.since_at = by_now(at(day))
        if chance.random() < ENDS:
            row.ended_at = at(day + (ago(0) - day) * chance.random())
        periodical.readers.append((somebody, row))
    await keep([row for _somebody, row in periodical.readers])
    await keep([line for _somebody, row in periodical.readers for line in _consents(row)])
    return periodical


def _consents(row: Subscription) -> list[Consent]:
    def line(is_given: bool, moment: datetime | None, source: str) -> Consent:
        said = Consent(person=row.person, purpose=consents.PURPOSE, subject=row.newsletter, is_given=is_given)
        said.text_version, said.text_shown = consents.VERSION, row.text_shown
        said.at, said.source, said.proof = moment, source, f"subscription {row.code}"
        return said

    given = [line(True, row.since_at, "page")]
    return [*given, line(False, row.ended_at, "one-click")] if row.ended_at else given


async def write(periodical: Periodical) -> None:
    """The letters that were sent, one in about two months."""
    said, chance = read("letters.toml")["letters"], stream(f"letters of {periodical.owner.slug}")
    day, number = ago(BACK - chance.randint(0, 30)), chance.randint(0, 4)
    while day < ago(3):
        day += timedelta(days=max(0, day.weekday() - 4) and 7 - day.weekday())  # nobody writes on a Sunday
        if periodical.owner.opened_on < day < ago(3):
            await _send(periodical, said[number % len(said)], day, chance)
        day += timedelta(days=EVERY + chance.randint(-6, 6))
        number += 1


async def _send(periodical: Periodical, said: dict[str, str], day: date, chance: Random) -> None:
    newsletter, by = periodical.row, chance.choice(periodical.writers).number
    letter = Letter(code=code(chance), newsletter=newsletter.id, subject=said["subject"], reach=newsletter.reach)
    letter.network, letter.community = newsletter.network, newsletter.community
    letter.since_on, letter.written_by, letter.changed_by, letter.sent_by = day - timedelta(days=EVERY), by, by, by
    letter.written_at, letter.changed_at = at(day - timedelta(days=3)), at(day - timedelta(days=2))
    letter.sent_at, letter.sent_way = at(day), "free" if newsletter.network else "agreed"
    await letter.save()
    coming = [one for one in periodical.gatherings if day < one.day < day + timedelta(days=75)]
    dates = "\n".join(f"- {say_day(one.day)} : {one.row.title}, {one.row.place_name}" for one in coming[:4])
    words = f"Bonjour,\n\n{said['opening']}" + (f"\n\n## Nos rendez-vous\n\n{dates}" if dates else "")
    await Block(letter=letter.id, kind="text", words=words).save()
    pressed = await proofs.press_letter(letter, periodical.owner, newsletter, is_personal=False)
    letter.html, letter.text = pressed.html, pressed.text
    content = Content(letter.subject, (periodical.owner.name, "lettre@example.org"), pressed.html, pressed.text)
    send = Send(code=code(chance), content=msgspec.json.encode(content).decode(), state="done", asked_by=by)
    send.started_at = send.ring_at = letter.sent_at
    send.done_at = letter.sent_at + timedelta(minutes=4)
    await send.save()
    letter.send = send.id
    await letter.save()
    await keep(_deliveries(periodical, send, chance))
    if newsletter.community and len(periodical.writers) > 1:
        await keep(await _agreements(periodical, letter, by))


def _deliveries(periodical: Periodical, send: Send, chance: Random) -> list[Delivery]:
    rows: list[Delivery] = []
    for somebody, subscription in periodical.readers:
        if not subscription.since_at or subscription.since_at > send.started_at:
            continue
        if subscription.ended_at and subscription.ended_at < send.started_at:
            continue
        row = Delivery(send=send.id, position=len(rows), person=somebody.number, subscription=subscription.id)
        row.address, row.name, row.ring_at = subscription.address, somebody.row.name, send.started_at
        row.state, row.code, row.reply = "accepted", 250, "2.0.0 Ok"
        if chance.random() < REFUSED:
            row.state, row.code, row.reply = "refused", 550, "5.1.1 No such user"
        row.ended_at = send.done_at
        rows.append(row)
    return rows


async def _agreements(periodical: Periodical, letter: Letter, by: int) -> list[Agreement]:
    other = next(one.number for one in periodical.writers if one.number != by)
    digest = await drafts.digest_of(letter)
    rows = [
        Agreement(letter=letter.id, person=who, answer=said, digest=digest) for who, said in zip((by, other), AGREED)
    ]
    rows[0].at = letter.sent_at - timedelta(days=1, hours=1)
    rows[1].at = letter.sent_at - timedelta(hours=5)
    return rows


async def draft(periodicals: dict[str, Periodical]) -> None:
    """One that waits to be finished: its text is written, the coming days fill themselves in."""
    said = read("letters.toml")["draft"]
    one = periodicals[said["owner"]]
    letter = await drafts.begin(one.owner, one.row, one.writers[0].number, said["subject"], code(stream("draft")))
    words: dict[Any, Any] = {Block.words: said["opening"]}
    await Block.update(words).where(Block.letter == letter.id, Block.kind == "text")
