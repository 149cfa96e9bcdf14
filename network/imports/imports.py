"""Imports: a spreadsheet with people, brought to a community by those who animate it. CSV, XLSX or ODS.

Brought, its columns mapped, looked at line by line; nothing is written before it is confirmed. Then a job carries it out
in one transaction. It places people (the circle of their line, else the third), fills in what was not known of those who
stand here, moves nobody, writes to nobody, subscribes nobody. The same file again changes nothing. The file itself goes when it is done, or after thirty days.
"""

import asyncio
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import msgspec

from network import files
from network.ground import files as store
from network.ground import progress
from network.ground.clock import now
from network.ground.database import long_array, one_at_a_time
from network.ground.errors import Conflict, Fault
from network.ground.files import FileRefused, Paper, Upload
from network.ground.queue import later, together
from network.ground.spreadsheets import sheets, workbooks
from network.ground.spreadsheets.sheets import Sheet, SheetRefused, Tab
from network.ground.words import _, say_date, say_number, speaking
from network.imports import columns, mappings, names, plans, provenances
from network.imports.plans import Answers, Plan
from network.people import arrivals, completions, likenesses
from network.tables import Community, File, Import, Person

ALLOWED = {"text/csv", "text/plain", *workbooks.WORKBOOKS}
MOST, MOST_KEPT = 10_000_000, 100_000_000
KEPT, PATIENCE = timedelta(days=30), timedelta(hours=1)
STATES = {
    "uploaded": _("its columns are to be chosen"),
    "mapped": _("it is to be confirmed"),
    "confirmed": _("its people are coming in"),
    "done": _("done"),
    "stopped": _("it could not be carried out: nothing of it was written"),
}


async def bring(community: Community, upload: Upload, by: int, code: str) -> Import:
    """The file, read once and kept as rows of text: what it was made with matters no more. Raises Fault("file"). With a
    code that is there already (a form sent twice), the import of the first time."""
    try:
        tabs = await _tabs(upload)
        async with together():
            await one_at_a_time(f"import {code}")
            before = await Import.objects().where(Import.code == code).first()
            if before:
                return before
            paper = Paper(upload.filename, msgspec.json.encode(tabs))
            file = await files.keep(paper, {"text/plain"}, MOST_KEPT, by)
            row = Import(code=code, community=community.id, file=file.id, name=file.name, brought_by=by)
            row.sheet, row.brought_at = columns.likeliest(tabs), now()
            await _read_as_before(row, community, sheet_under(tabs, row.sheet))
            await row.save()
    except (FileRefused, SheetRefused) as refused:
        raise Fault("file", refused.sentence) from None
    return row


async def _read_as_before(row: Import, community: Community, sheet: Sheet) -> None:
    """Of the same headings as a file before: its columns are known, and may be chosen otherwise."""
    has_headings = any(sheet.headings)  # without, the next file may have them in another order
    before = await mappings.same_as_before(community.network, sheet.headings) if has_headings else None
    row.is_recalled, row.state = before is not None, "mapped" if before else "uploaded"
    row.same, row.other = [], []
    if before:
        row.columns, row.college = long_array(before.columns), before.college
    else:
        said = await mappings.guess(community.network, sheet.headings)
        found = columns.find_address(said, sheet.rows)
        row.columns = long_array(columns.guess_likely(found, sheet.headings))


async def _tabs(upload: Upload) -> list[Tab]:
    async with store.at_hand(upload, ALLOWED, MOST) as held:
        if held.media_type in workbooks.WORKBOOKS:
            return await workbooks.read(held.path)
        return [await asyncio.to_thread(lambda: sheets.split(held.path.read_bytes()))]


def sheet_under(tabs: list[Tab], number: int) -> Sheet:
    """One of them, below its headings. Raises SheetRefused."""
    tab = tabs[number]
    return sheets.under(tab, columns.heading_row(tab.rows))


async def community_of(row: Import) -> Community:
    """Whose people it brings."""
    community = await Community.objects().get(Community.id == row.community)
    assert community is not None
    return community


async def brought_to(community: Community, most: int = 5) -> list[Import]:
    """The newest first: one that was left half done is found again."""
    rows = Import.objects().where(Import.community == community.id)
    return await rows.order_by(Import.brought_at, ascending=False).limit(most)


async def tabs_of(row: Import) -> list[Tab]:
    """Its sheets, while the file is there. Raises Conflict."""
    file = await File.objects().get(File.id == row.file) if row.file else None
    if file is None:
        raise Conflict(_("The file of this import is no longer kept: please bring it again."))
    return await asyncio.to_thread(lambda: msgspec.json.decode(files.path_of(file).read_bytes(), type=list[Tab]))


async def sheet_of(row: Import) -> Sheet:
    """The sheet with the people. Raises Conflict."""
    return sheet_under(await tabs_of(row), row.sheet)


async def choose_sheet(row: Import, number: int) -> None:
    """Another sheet of the same workbook. Raises Fault("sheet")."""
    _require_open(row)
    tabs = await tabs_of(row)
    if not 0 <= number < len(tabs):
        raise Fault("sheet", _("This form is no longer valid: please open the page again."))
    try:
        await _read_as_before(row, await community_of(row), sheet_under(tabs, number))
    except SheetRefused as refused:
        raise Fault("sheet", refused.sentence) from None
    row.sheet = number
    await row.save()


async def note_columns(row: Import, chosen: list[str], begins: int) -> list[str]:
    """Some of the columns, from that one on: those of a wide sheet are chosen part by part. All of them, as chosen so far.
    Raises Fault("column")."""
    _require_open(row)
    whole = [*row.columns]
    rest = len(whole) - begins
    if len(chosen) not in (rest, min(rest, columns.AT_ONCE)):
        raise Fault("column", _("This form is no longer valid: please open the page again."))
    whole[begins : begins + len(chosen)] = chosen
    for field in [field for field in whole if field]:
        if whole.count(field) > 1:
            raise Fault("column", _("Two columns hold “%(field)s”: choose one.", field=columns.FIELDS[field]))
    row.columns, row.state, row.is_recalled = long_array(whole), "uploaded", False
    await row.save([Import.columns, Import.state, Import.is_recalled])
    return whole


async def map_columns(row: Import, chosen: list[str], college: str, begins: int = 0, by: int | None = None) -> None:
    """What each column holds, "" for nothing of ours; the network remembers it. Raises Fault("column")."""
    sheet = await sheet_of(row)
    async with together():
        whole = await note_columns(row, chosen, begins)
        if not {"family_name", *names.WHOLE} & {*whole}:
            raise Fault("column", _("One column has to hold the family name, or the full name."))
        community = await community_of(row)
        await one_at_a_time(f"mappings of network {community.network}")
        await mappings.remember(community.network, sheet.headings, whole, college, by)
        row.college, row.state, row.same, row.other = college, "mapped", [], []
        await row.save([Import.college, Import.state, Import.same, Import.other])


async def look(row: Import) -> Plan:
    """What it would do now."""
    return await plan_of(row, await sheet_of(row))


async def plan_of(row: Import, sheet: Sheet) -> Plan:
    """The same, for whoever has its sheet at hand."""
    answers = Answers({*row.same}, {*row.other}, row.for_all, row.takes)
    said = await asyncio.to_thread(plans.read, sheet, row.columns, row.college)
    addresses, names = plans.named(said)
    known = await likenesses.known_by(await community_of(row), addresses, names)
    return await asyncio.to_thread(plans.compare, said, known, answers)


async def answer(row: Import, answers: Mapping[int, bool], for_all: str = "", takes: bool = False) -> None:
    """Of those found again: on which lines it is the same person; of all the others; and whose word counts."""
    lines = {*answers}
    same = {*row.same} - lines | {line for line, is_same in answers.items() if is_same}
    other = {*row.other} - lines | {line for line, is_same in answers.items() if not is_same}
    said: dict[Any, Any] = {Import.same: long_array(sorted(same)), Import.other: long_array(sorted(other))}
    said |= {Import.for_all: for_all, Import.takes: takes}
    await Import.update(said).where(Import.id == row.id, Import.state == "mapped")


async def confirm(row: Import) -> None:
    """From here on it happens. Confirmed twice is confirmed once."""
    async with together():
        state: dict[Any, Any] = {Import.state: "confirmed", Import.confirmed_at: now()}
        changed = await Import.update(state).where(Import.id == row.id, Import.state == "mapped").returning(Import.id)
        if changed:
            await later("carry_out_import", row.id)


async def carry_out_import(number: int) -> None:
    """The job: everybody at once, or nobody. One import of a network at a time, so that nobody comes in twice."""
    async with together():
        row = await Import.objects().where(Import.id == number).lock_rows("UPDATE").first()
        if row is None or row.state != "confirmed":
            return
        community = await community_of(row)
        await one_at_a_time(f"people of network {community.network}")
        try:
            plan = await look(row)
        except Conflict:  # its file has gone: nothing of it can come in any more
            await _stop(row)
            return
        newcomers, file, done = [line.arrival for line in plan.new], row.file, 0

        async def told(more: int) -> None:
            nonlocal done
            done += more
            await progress.tell(f"import:{row.code}", done, len(newcomers))

        await told(0)
        known_from = await _known_from(row)
        came = await arrivals.welcome_all(community, newcomers, plan.to_place, row.brought_by, known_from, told)
        await provenances.note_down(row, came)
        await completions.complete(plan.completions, row.brought_by)
        row.state, row.done_at = "done", now()
        row.placed, row.known, row.wrong = plan.entering, plan.known_people, plan.wrong
        row.changed = len(plan.completions)
        await row.save([Import.state, Import.done_at, Import.placed, Import.known, Import.changed, Import.wrong])
        await File.delete().where(File.id == file)


async def _stop(row: Import) -> None:
    row.state, row.done_at = "stopped", now()
    await row.save([Import.state, Import.done_at])


async def watch(row: Import) -> dict[str, Any] | None:
    """How far it is, in figures and words; None when there is nothing more to wait for."""
    if not await Import.exists().where(Import.id == row.id, Import.state == "confirmed"):
        return None
    done, whole = await progress.of(f"import:{row.code}") or (0, 0)
    words = _("The lines are compared with the people of the network…")
    if whole:
        words = _("%(done)s of %(whole)s people are written down.", done=say_number(done), whole=say_number(whole))
    return {"done": done, "whole": whole, "words": str(words)}


async def _known_from(row: Import) -> str:
    """Said to each of them when they ask (article 14)."""
    who = await Person.objects().get(Person.id == row.brought_by) if row.brought_by else None
    with speaking(who.language if who else ""):
        day, name = say_date(row.brought_at), row.name[:80]
        if who is None:
            return str(_("Spreadsheet “%(file)s”, %(day)s", file=name, day=day))
        return str(_("Spreadsheet “%(file)s” brought by %(who)s, %(day)s", file=name, who=who.name, day=day))[:200]


async def ring_confirmed_imports() -> None:
    """By the clock: for whom the bell was dead. One that fails for an hour is given up, and says so."""
    waiting = Import.state == "confirmed"
    given_up: dict[Any, Any] = {Import.state: "stopped", Import.done_at: now()}
    await Import.update(given_up).where(waiting, Import.confirmed_at < now() - PATIENCE)
    overdue = waiting & (Import.confirmed_at < now() - timedelta(minutes=1))
    for number in await Import.select(Import.id).where(overdue).output(as_list=True):
        await later("carry_out_import", number)


async def withdraw(row: Import) -> None:
    """Never mind: nothing was written, and the file goes."""
    _require_open(row)
    async with together():
        await File.delete().where(File.id == row.file)
        await row.remove()


async def forget_old_imports() -> None:
    """By the clock: those that nobody confirmed within thirty days."""
    old = Import.state.is_in(["uploaded", "mapped"]) & (Import.brought_at < now() - KEPT)
    for row in await Import.objects().where(old):
        await withdraw(row)


def _require_open(row: Import) -> None:
    if row.state not in ("uploaded", "mapped"):
        raise Conflict(_("This import is confirmed already: nothing of it can be changed."))
