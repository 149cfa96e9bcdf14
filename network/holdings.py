"""What the network holds on a person, table by table.

To be forgotten is to leave the counts true: acts stay without a name, and of a consent its dates and the version of its
text, under a keyed digest of the address.
"""

import asyncio
from typing import Any

from piccolo.custom_types import Combinable

from network import blots, files
from network.called import NOTES, SETTLEMENTS, STEPS
from network.ground import tokens
from network.ground.clock import today
from network.ground.words import _
from network.plug import Held, Holding, house
from network.privacy import called, held_by, held_so, left_without, with_notes_to
from network.tables import (
    Account,
    Act,
    AddressChange,
    Addressee,
    Affiliation,
    Audit,
    Consent,
    Disclosure,
    Distinction,
    Enquiry,
    Erasure,
    ErasureRequest,
    Export,
    File,
    Import,
    Imprint,
    Mandate,
    Mapping,
    Merge,
    Note,
    Objection,
    Person,
    Provenance,
    Setting,
    Settlement,
    SignIn,
    SignInLetter,
    Standing,
    Step,
    Trace,
    WrittenNote,
)


async def show_acts(person: Person) -> Held:
    """In words, not by the names of their kinds."""
    words = {kind.name: kind.words for kind in house().every("act_kinds")}
    rows = await Act.select(Act.kind, Act.community.name, Act.done_on).where(Act.person == person.id).order_by(Act.id)
    return Held(_("What you did"), [row | {"kind": words.get(row["kind"], row["kind"])} for row in rows])


async def forget_acts(person: Person) -> None:
    """The act stays, nobody did it."""
    await Act.update({Act.person: None}).where(Act.person == person.id)


async def show_consents(person: Person) -> Held:
    """The whole ledger of this person."""
    shown = [Consent.purpose, Consent.is_given, Consent.at, Consent.text_shown]
    rows = Consent.select(*shown).where(Consent.person == person.id).order_by(Consent.id)
    return Held(_("What you agreed to"), await rows)


async def forget_consents(person: Person) -> None:
    """What stays as proof: dates, version of the text, and a digest that nobody can read back."""
    digest = tokens.derive("address", person.email or "")
    left: dict[Any, Any] = {Consent.person: None, Consent.address_digest: digest, Consent.proof: ""}
    await Consent.update(left).where(Consent.person == person.id)


async def forget_account(person: Person) -> None:
    """And what others asked, who wanted to come in by an address that was this person's alone."""
    addresses = await Account.select(Account.address).where(Account.person == person.id).output(as_list=True)
    addresses += [person.email] if person.email else []
    if addresses:
        shared = Person.select(Person.email).where(Person.email.is_in(addresses), Person.id != person.id)
        alone = {*addresses} - {*await shared.output(as_list=True)}
        await AddressChange.delete().where(AddressChange.address.is_in([*alone, ""]))
    await Account.delete().where(Account.person == person.id)


async def show_sign_in_letters(person: Person) -> Held:
    """Asked for with any address by which this person came in, or could."""
    rows = SignInLetter.select(SignInLetter.asked_at, SignInLetter.used_at)
    return Held(_("Sign-in letters"), await rows.where(SignInLetter.person == person.id).order_by(SignInLetter.id))


async def forget_sign_in_letters(person: Person) -> None:
    """Those that were never answered too."""
    theirs = SignInLetter.person == person.id
    await SignInLetter.delete().where((theirs | (SignInLetter.address == person.email)) if person.email else theirs)


async def show_imports(person: Person) -> Held:
    """The spreadsheets with people that this person brought."""
    rows = Import.select(Import.name, Import.brought_at).where(Import.brought_by == person.id)
    return Held(_("Spreadsheets you brought"), await rows.order_by(Import.id))


async def forget_who_brought(person: Person) -> None:
    """Where others are known from names whoever brought them: the sentence stays, without the name."""
    await _forget_open_imports(person)
    await Import.update({Import.brought_by: None}).where(Import.brought_by == person.id)
    if len(person.family_name) > 2:  # files are often called after one person
        name = blots.name_in_files(person)
        for table in ("network_file", "network_import"):
            await Person.raw(
                f"UPDATE {table} SET name = regexp_replace(name, {{}}, '…', 'gi') WHERE name ~* {{}}", *[name] * 2
            )
        quoted = f"[«“][^»”]*{name}[^»”]*[»”]"
        await Person.raw(
            "UPDATE network_person SET known_from = regexp_replace(known_from, {}, '…', 'gi') WHERE known_from ~* {}",
            *[name, quoted],
        )


async def show_distinctions(person: Person) -> Held:
    """That they were told apart from somebody who looks alike; from whom is the other's."""
    theirs = (Distinction.first == person.id) | (Distinction.second == person.id)
    rows = Distinction.select(Distinction.said_at, Distinction.undone_at).where(theirs)
    return Held(_("When you were told apart from another person"), await rows)


async def forget_distinctions(person: Person) -> None:
    """Theirs go; what they said of others stays, from nobody."""
    await Distinction.delete().where((Distinction.first == person.id) | (Distinction.second == person.id))
    for part in (Distinction.said_by, Distinction.undone_by):
        await Distinction.update({part: None}).where(part == person.id)


async def show_provenance(person: Person) -> Held:
    """Where the data came from if not from themselves, and when they were told so."""
    shown = (Provenance.came_at, Provenance.source, Provenance.told_at, Provenance.told_how)
    rows = Provenance.select(*shown).where(Provenance.person == person.id).order_by(Provenance.id)
    return Held(_("Where we have your data from"), await rows)


async def forget_provenance(person: Person) -> None:
    """That somebody came and was told stays countable; who it was, and who told, does not."""
    await Provenance.update({Provenance.person: None, Provenance.told_how: ""}).where(Provenance.person == person.id)
    await Provenance.update({Provenance.told_by: None}).where(Provenance.told_by == person.id)


async def show_notes_to(person: Person) -> Held:
    """Those that animators wrote by hand, and what became of each letter."""
    shown = (Addressee.written_note.subject, Addressee.written_note.written_at, Addressee.note.state)
    rows = Addressee.select(*shown).where(Addressee.person == person.id).order_by(Addressee.id)
    return Held(_("Notes written to you"), await rows)


async def forget_notes_to(person: Person) -> None:
    """That somebody was written to stays, and what became of it; a letter shared with others is theirs now. A note to
    nobody but this person loses its words, another the address, though it be shared: there it stood for them."""
    await Addressee.raw(
        """
        UPDATE network_note AS note SET person = other.person
        FROM network_addressee AS mine JOIN network_addressee AS other ON other.note = mine.note
        WHERE note.id = mine.note AND mine.person = {} AND other.person <> {} AND note.person = {}
        """,
        *[person.id, person.id, person.id],
    )
    await Addressee.raw(
        """
        UPDATE network_addressee AS addressee
        SET person = NULL, note = NULL, state = coalesce((SELECT note.state FROM network_note AS note
                                                          WHERE note.id = addressee.note), addressee.state)
        WHERE addressee.person = {}
        """,
        person.id,
    )
    await WrittenNote.raw(
        """
        UPDATE network_written_note AS written SET subject = '…', words = ''
        WHERE audience = 'named'
          AND NOT EXISTS (SELECT FROM network_addressee WHERE written_note = written.id AND person IS NOT NULL)
        """
    )
    if person.email:
        await WrittenNote.raw(
            """
            UPDATE network_written_note SET subject = replace(subject, {}, '…'), words = replace(words, {}, '…')
            WHERE position({} IN subject || words) > 0
            """,
            *[person.email] * 3,
        )


async def show_settlements(person: Person) -> Held:
    """What this person has marked as done or put off."""
    rows = Settlement.select(Settlement.state, Settlement.settled_at, Settlement.until_on)
    return Held(
        _("What you marked as done or put off"),
        await rows.where(Settlement.settled_by == person.id).order_by(Settlement.id),
    )


async def forget_settlements(person: Person) -> None:
    """What is settled for a pair stays so, without who said it; what was about the person, or asked them alone, goes."""
    await Settlement.delete().where((Settlement.person == person.id) | Settlement.key.like(f"%:{person.code}%"))
    await Settlement.update({Settlement.settled_by: None}).where(Settlement.settled_by == person.id)


async def _forget_open_imports(person: Person) -> None:
    """A spreadsheet that waits to be confirmed and has this person in it is put away, with its bytes: whoever brought it
    brings it again. What is packed cannot be searched, so it goes too."""
    waiting = Import.objects(Import.file).where(Import.file.is_not_null(), Import.state != "done")
    for row in await waiting:
        kept: Any = row.file
        path = files.path_of(kept)
        content = await asyncio.to_thread(path.read_bytes) if path.exists() else b""
        text = "".join(content.decode(code, "ignore") for code in ("utf-8", "utf-16", "cp1252")).casefold()
        words = [word.casefold() for word in (person.family_name, person.email or person.family_name)]
        if (
            row.brought_by == person.id
            or not kept.media_type.startswith("text/")
            or any(word in text for word in words)
        ):
            await File.delete().where(File.id == kept.id)
            await row.remove()


async def show_traces(person: Person) -> Held:
    """What was changed of theirs, and what they changed of others."""
    rows = Trace.select(Trace.what, Trace.before, Trace.after, Trace.because, Trace.at)
    return Held(_("What was done with your data"), await rows.where(Trace.person == person.id).order_by(Trace.id))


async def forget_traces(person: Person) -> None:
    """Theirs go; what they did to others stays told, without them."""
    await Trace.delete().where(Trace.person == person.id)
    await Trace.update({Trace.by: None}).where(Trace.by == person.id)


async def show_notes(person: Person) -> Held:
    """To them by name, or to their address."""
    rows = Note.select(Note.kind, Note.asked_at).where(await _to(person)).order_by(Note.asked_at, ascending=False)
    return Held(_("Letters to you"), await rows)


async def forget_notes(person: Person) -> None:
    """Those to their address too: a sign-in letter knows no more than that."""
    await Note.delete().where(await _to(person))


async def _to(person: Person) -> Combinable:
    """An address that others share is not theirs alone: of it only their own notes."""
    addresses = await Account.select(Account.address).where(Account.person == person.id).output(as_list=True)
    if person.email and not await Person.exists().where(Person.email == person.email, Person.id != person.id):
        addresses.append(person.email)
    theirs: Combinable = Note.person == person.id
    return theirs | Note.address.is_in(addresses) if addresses else theirs


async def forget_places(person: Person) -> None:
    """Past circles and their colleges stay countable: one word for all the rows of this person, drawn now and kept
    nowhere else. From today on nobody stands there."""
    word, day = tokens.code(), today()
    await Standing.delete().where(Standing.person == person.id, Standing.since_on > day)
    if await Standing.exists().where(Standing.person == person.id):
        for table in (Standing, Affiliation):
            open_rows = (table.person == person.id) & (table.until_on.is_null() | (table.until_on > day))
            await table.update({table.until_on: day}).where(open_rows & (table.since_on <= day))
            nobody: dict[Any, Any] = {table.person: None, table.somebody: word, table.because: ""}
            await table.update(nobody).where(table.person == person.id)
        nameless: dict[Any, Any] = {Affiliation.function: ""}
        await Affiliation.update(nameless).where(Affiliation.somebody == word)
        await Standing.update({Standing.end_because: ""}).where(Standing.somebody == word)


async def forget_offices(person: Person) -> None:
    """On which days a seat was held stays told, not by whom."""
    day = today()
    await Mandate.delete().where(Mandate.person == person.id, Mandate.since_on > day)
    going = (Mandate.person == person.id) & (Mandate.until_on.is_null() | (Mandate.until_on > day))
    await Mandate.update({Mandate.until_on: day}).where(going)
    nobody: dict[Any, Any] = {Mandate.person: None, Mandate.because: "", Mandate.end_because: ""}
    await Mandate.update(nobody).where(Mandate.person == person.id)


HOLDINGS = {
    Affiliation: held_by(
        Affiliation.person, _("Whom you speak for"), Affiliation.college, Affiliation.function, Affiliation.since_on
    ),
    Mandate: held_so(
        Mandate.person,
        _("Your offices"),
        Mandate.role,
        Mandate.since_on,
        Mandate.until_on,
        forget=forget_offices,
    ),
    Standing: held_so(
        Standing.person,
        _("Places in circles"),
        Standing.community.name,
        Standing.circle,
        Standing.since_on,
        Standing.until_on,
        Standing.because,
        Standing.end_because,
        forget=forget_places,
    ),
    Step: called(
        held_by(Step.person, _("Moves proposed to you"), Step.to_circle, Step.state, Step.proposed_at, Step.because),
        state=STEPS,
    ),
    Act: Holding(show_acts, forget_acts),
    File: left_without(File.brought_by, _("Files you brought"), File.name, File.brought_at),
    Import: Holding(show_imports, forget_who_brought),
    Merge: held_by(Merge.kept, _("Brought together with you"), Merge.gone_name, Merge.merged_at, Merge.undone_at),
    Distinction: Holding(show_distinctions, forget_distinctions),
    Mapping: left_without(Mapping.chosen_by, _("Columns you named"), Mapping.headings, Mapping.chosen_at),
    Export: left_without(Export.person, _("Lists you got out"), Export.kind, Export.about, Export.lines, Export.at),
    Trace: Holding(show_traces, forget_traces),
    AddressChange: with_notes_to(
        held_by(AddressChange.person, _("Addresses you asked for"), AddressChange.address, AddressChange.asked_at),
        AddressChange.address,
        AddressChange.person,
    ),
    ErasureRequest: held_by(ErasureRequest.person, _("When you asked to be erased"), ErasureRequest.asked_at),
    Erasure: left_without(Erasure.done_by, _("People you erased at their request"), Erasure.at),
    Consent: Holding(show_consents, forget_consents),
    Disclosure: held_by(Disclosure.person, _("What you show to others"), Disclosure.field, Disclosure.reach),
    Note: Holding(show_notes, forget_notes),
    WrittenNote: left_without(
        WrittenNote.written_by, _("Notes you wrote"), WrittenNote.subject, WrittenNote.about, WrittenNote.written_at
    ),
    Addressee: Holding(show_notes_to, forget_notes_to, {"state": NOTES}),
    Provenance: Holding(show_provenance, forget_provenance),
    Objection: held_by(
        Objection.person, _("When you did not want to be written to"), Objection.since_at, Objection.until_at
    ),
    Account: with_notes_to(
        held_so(Account.person, _("Your account"), Account.address, Account.verified_at, forget=forget_account),
        Account.address,
        Account.person,
    ),
    SignInLetter: Holding(show_sign_in_letters, forget_sign_in_letters),
    Imprint: left_without(Imprint.written_by, _("Legal notices you wrote"), Imprint.written_at),
    Audit: left_without(Audit.recorded_by, _("Audits of accessibility you recorded"), Audit.done_on),
    Enquiry: held_by(Enquiry.person, _("What you wrote by the contact page"), Enquiry.asked_at, Enquiry.words),
    SignIn: held_by(SignIn.person, _("Where you are signed in"), SignIn.created_at, SignIn.seen_at, SignIn.ends_at),
    Setting: left_without(Setting.changed_by, _("What you set for a network"), Setting.field, Setting.changed_at),
    Settlement: Holding(show_settlements, forget_settlements, {"state": SETTLEMENTS}),
}

TEXTS = [
    Person.known_from,
    Affiliation.because,
    Standing.because,
    Standing.end_because,
    Step.because,
    Step.decided_because,
    Mandate.because,
    Mandate.end_because,
    Merge.because,
    Merge.lines,
    Trace.because,
    Provenance.source,
    Provenance.told_how,
    WrittenNote.subject,
    WrittenNote.words,
    Enquiry.words,
    Import.name,
    File.name,
]
