"""Merges: two rows that are one human become one. Everything that was held on either is kept, and all of it can be undone.

Every row that points to the one that goes points to the one that stays. What both had at one time (two places in one
community, two places at one event) is settled first: places as they are of whoever stays hold, and fill up with the other's.
Whoever holds an office stays: nobody gets another's powers, nor another's way to sign in.
"""

import json
from datetime import date
from itertools import combinations
from typing import Any

from asyncpg import ExclusionViolationError, UniqueViolationError

from network import doors
from network.access import Viewer, is_coordinator
from network.ground.clock import now, today
from network.ground.database import one_at_a_time
from network.ground.errors import Conflict, Fault, Forbidden
from network.ground.queue import together
from network.ground.words import _, say_date
from network.ledgers import Ledger, pointing_to
from network.people import distinctions, likenesses
from network.people.likenesses import Known
from network.plug import Item, Panel, house
from network.tables import Affiliation, Community, Distinction, Mandate, Merge, Person, Standing, Step, stands_on

MOST, SHOWN = 100, 25  # pairs that are looked for, and shown at once
LEFT_OUT = {"network_sign_in", "network_sign_in_letter", "network_account"}  # ways to come in: ended, never handed on


async def likely(community: Community) -> list[tuple[Known, Known]]:
    """People of the community who may be one: of one name, or of one address; not those of whom it was said that they are
    two."""
    alike: dict[str, list[Known]] = {}
    known = await likenesses.known_twice(community, most=4 * MOST)
    apart = await distinctions.known_apart(one.person for one in known)
    for one in known:
        alike.setdefault(f"name {one.key}", []).append(one)
        if one.email:
            alike.setdefault(f"address {one.email}", []).append(one)
    found: dict[tuple[int, int], tuple[Known, Known]] = {}
    for group in alike.values():
        for first, second in combinations(group[:10], 2):
            numbers = (min(first.person, second.person), max(first.person, second.person))
            if numbers not in apart:
                found.setdefault(numbers, (first, second) if _is_fuller(first, second) else (second, first))
    return sorted(found.values(), key=lambda pair: (pair[0].key != pair[1].key, pair[0].sort_key))[:MOST]


def _is_fuller(one: Known, other: Known) -> bool:
    """Of two, the one to stay: of whom an office or an account is known, then the nearer to the centre, then the older."""
    return (not one.is_guarded, one.circle or 9, one.person) <= (not other.is_guarded, other.circle or 9, other.person)


async def merge(viewer: Viewer, kept: Person, gone: Person, because: str, code: str) -> Merge:
    """Raises Fault("kept"), Forbidden. With a code that is there already (a form sent twice), the merge of then."""
    async with together():
        await one_at_a_time("merges")
        before = await Merge.objects().get(Merge.code == code)
        if before:
            return before
        if kept.id == gone.id:
            raise Fault("kept", _("This is one person already."))
        for one in (kept, gone):
            await _require_theirs(viewer, one)
        await _require_no_office(gone)
        ledger, name = Ledger(), gone.name
        await _settle(ledger, kept, gone)
        for settle in house().every("persons_merged"):
            await settle(ledger, kept, gone)
        await _fill_in(ledger, kept, gone)
        for table, column in await pointing_to("network_person"):
            await _point_to(ledger, table, column, kept, gone)
        await ledger.put_aside("network_person", gone.id)
        row = Merge(code=code, kept=kept.id, gone_name=name, lines=json.dumps(ledger.lines), because=because)
        row.merged_by, row.merged_at = viewer.person, now()
        await row.save()
    return row


async def tell_apart(viewer: Viewer, one: Person, other: Person, code: str) -> Distinction:
    """They are two: said by who might have brought them together. Raises Fault("other"), Forbidden."""
    for person in (one, other):
        await _require_theirs(viewer, person)
    return await distinctions.tell_apart(viewer, one, other, code)


async def undo(viewer: Viewer, row: Merge) -> None:
    """Both are there again, each with what was theirs; what has come since stays with the one that stayed. Raises
    Conflict."""
    async with together():
        await one_at_a_time("merges")
        kept = await Person.objects().get(Person.id == row.kept)
        if kept is None or row.undone_at:
            return
        await _require_theirs(viewer, kept)
        later = (Merge.kept == row.kept) & (Merge.id > row.id) & Merge.undone_at.is_null()
        if await Merge.exists().where(later):
            raise Conflict(_("Somebody else was brought together with this person since: undo that first."))
        try:
            async with together():
                await Ledger(json.loads(row.lines)).undo()
        except (UniqueViolationError, ExclusionViolationError):
            raise Conflict(_("Too much has changed since: this cannot be undone any more.")) from None
        row.undone_by, row.undone_at, row.lines = viewer.person, now(), "[]"
        await row.save([Merge.undone_by, Merge.undone_at, Merge.lines])


async def made_before(code: str) -> Merge | None:
    """By the same form, sent twice."""
    return await Merge.objects().get(Merge.code == code)


async def people_of(row: Merge) -> dict[str, Person | None]:
    """Who stayed, and who did it."""
    found = Person.objects().where(Person.id.is_in([row.kept, row.merged_by or 0]))
    people = {one.id: one for one in await found}
    return {"kept": people[row.kept], "by": people.get(row.merged_by)}


async def panel(viewer: Viewer, person: Person) -> Panel | None:
    """On the person's page, for those who may undo it."""
    shown = [row for row in await merges_of(person) if await _may_see(viewer, row)]
    if not shown:
        return None
    items = [Item(row.gone_name, f"/merges/{row.code}", None, say_date(row.merged_at)) for row in shown]
    return Panel(_("Brought together with"), items, _("Nobody."))


async def _may_see(viewer: Viewer, row: Merge) -> bool:
    return await Merge.exists().where(doors.merges_visible_to(viewer), Merge.id == row.id)


async def merges_of(person: Person) -> list[Merge]:
    """Those that still hold, the newest first."""
    holding = (Merge.kept == person.id) & Merge.undone_at.is_null()
    return await Merge.objects().where(holding).order_by(Merge.id, ascending=False)


async def _require_theirs(viewer: Viewer, person: Person) -> None:
    """Whoever animates every community where the person stands."""
    rows = await Standing.select(Standing.community, Standing.community.network).where(
        Standing.person == person.id, stands_on(today())
    )
    for row in rows:
        if row["community"] not in viewer.gardens and not is_coordinator(viewer, row["community.network"]):
            raise Forbidden(
                _("%(name)s stands in a community that is not yours too: the coordination does this.", name=person.name)
            )


async def _require_no_office(gone: Person) -> None:
    running = (Mandate.person == gone.id) & (Mandate.until_on.is_null() | (Mandate.until_on > today()))
    if await Mandate.exists().where(running):
        raise Fault("kept", _("%(name)s holds an office: keep this one, and let the other go.", name=gone.name))


async def _settle(ledger: Ledger, kept: Person, gone: Person) -> None:
    """What both cannot have at once."""
    for table, same in (
        ("network_standing", ("community",)),
        ("network_mandate", ("role", "network", "community", "team")),
    ):
        await _make_room(ledger, table, same, kept, gone)
    await _settle_affiliations(ledger, kept, gone)
    for step in await Step.objects().where(Step.person == gone.id, Step.state == "open"):
        if await Step.exists().where(Step.person == kept.id, Step.community == step.community, Step.state == "open"):
            await ledger.change("network_step", step.id, state="declined")
    await distinctions.settle(ledger, kept, gone)


async def _settle_affiliations(ledger: Ledger, kept: Person, gone: Person) -> None:
    """Of two that run, the one that says an organisation goes on; else that of whoever stays."""
    mine, theirs = [
        await Affiliation.objects().where(Affiliation.person == one.id, Affiliation.until_on.is_null())
        for one in (kept, gone)
    ]
    if mine and theirs:
        ending = mine if theirs[-1].organisation and not mine[-1].organisation else theirs
        for row in ending:
            await ledger.change("network_affiliation", row.id, until_on=max(today(), row.since_on))


async def _make_room(ledger: Ledger, table: str, same: tuple[str, ...], kept: Person, gone: Person) -> None:
    """Dates of the one that goes, cut where the one that stays has a row of the same kind; a row of which no day is left
    is put aside."""
    alike = " AND ".join(f"mine.{name} IS NOT DISTINCT FROM theirs.{name}" for name in same)
    rows = await Person.raw(
        f"""SELECT theirs.id, theirs.since_on, theirs.until_on, mine.since_on AS from_on, mine.until_on AS to_on
            FROM {table} AS theirs JOIN {table} AS mine ON mine.person = {{}} AND {alike}
             AND daterange(mine.since_on, mine.until_on) && daterange(theirs.since_on, theirs.until_on)
            WHERE theirs.person = {{}} ORDER BY theirs.id, mine.since_on""",
        *[kept.id, gone.id],
    )
    spans: dict[int, tuple[date, date | None]] = {}
    for row in rows:
        since, until = spans.get(row["id"], (row["since_on"], row["until_on"]))
        if until is not None and until <= since:
            continue
        if row["from_on"] > since:
            until = min(until or row["from_on"], row["from_on"])
        elif row["to_on"] is None or (until is not None and row["to_on"] >= until):
            until = since
        elif row["to_on"] > since:
            since = row["to_on"]
        spans[row["id"]] = (since, until)
    for number, (since, until) in spans.items():
        if until is not None and until <= since:
            await ledger.put_aside(table, number)
        else:
            await ledger.change(table, number, since_on=since, until_on=until)


async def _fill_in(ledger: Ledger, kept: Person, gone: Person) -> None:
    """An address and a phone that were missing; the address of whoever signs in or holds an office stays as it is."""
    missing: dict[str, Any] = {}
    if gone.phone and not kept.phone:
        missing["phone"] = gone.phone
    is_guarded = await Mandate.exists().where(Mandate.person == kept.id)
    [signs_in] = await Person.raw("SELECT EXISTS (SELECT FROM network_account WHERE person = {}) AS found", kept.id)
    if gone.email and not kept.email and not is_guarded and not signs_in["found"]:
        missing["email"] = gone.email
    if gone.known_since_at < kept.known_since_at:
        missing |= {"known_since_at": gone.known_since_at.isoformat(), "known_from": gone.known_from}
    if missing:
        await ledger.change("network_person", kept.id, **missing)


async def _point_to(ledger: Ledger, table: str, column: str, kept: Person, gone: Person) -> None:
    rows = await Person.raw(f"SELECT id FROM {table} WHERE {column} = {{}} ORDER BY id", gone.id)
    for number in [row["id"] for row in rows]:
        try:
            if table in LEFT_OUT:
                await ledger.put_aside(table, number)
            else:
                await ledger.change(table, number, **{column: kept.id})
        except (UniqueViolationError, ExclusionViolationError):  # the one that stays has the very same already
            await ledger.put_aside(table, number)
