"""Somebody with a name, an address and a phone like nobody's is put into all that the village has, and then erased."""

import re
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import msgspec
from litestar import Litestar
from piccolo.columns import Text, Varchar
from piccolo.table import Table

from deploy.house import HOUSE
from events.bookings import bookings
from events.tables import Booking, Event, Session
from library.tables import Work
from mailing.letters import departures
from mailing.newsletters import subscriptions
from mailing.plates import Content
from mailing.tables import Delivery, Letter, Newsletter, Send, Subscription
from network import acts, notes, privacy, sign_in, traces
from network.access import Viewer, viewer_of
from network.circles import circles, steps
from network.communities import gardeners, objections
from network.exports import archives, exports, packs
from network.ground import files, tokens
from network.ground.clock import now, today
from network.ground.settings import settings
from network.imports import imports
from network.owners import Owner
from network.people import disclosures, organisations, people
from network.plug import Period, Village
from network.rights import addresses, erasures, takeouts
from network.tables import Account, Archive, Mapping, Note, Person, SignInLetter
from tests.conftest import Visitor
from tests.network.ground.test_files import Brought
from tests.roles import things_of
from tests.test_house import tables_of
from tests.test_roles import ROLES, rules

GIVEN, FAMILY, ADDRESS, PHONE = "Quintessa", "Zzyzxkowska", "quintessa.zz@nowhere-else.example", "05 99 87 65 43"
TRACES = ("quintessa", "zzyzxkowska", "nowhere-else", "99 87 65 43", "99876543")
SHEET = f"Nom;Prénom;Courriel\n{FAMILY};{GIVEN};{ADDRESS}\n".encode()


async def planted(village: Village) -> Person:
    """By the verbs of the house, as far as they go; else by rows as they write them."""
    hedges, network, hugo = village.communities["hedges"], village.networks["occitanie"], village.people["hugo"]
    who = await people.add(GIVEN, FAMILY, ADDRESS, PHONE, known_from="village")
    viewer = Viewer(person=who.id, name=who.name)
    await people.affiliate(
        who, "expert", await organisations.find_or_add("Commune d’Auch"), "experte", since=hedges.opened_on
    )
    await circles.place(who, hedges, 1, because="planted", on=hedges.opened_on)
    await circles.place(who, village.communities["budget"], 3, because=f"à la demande de {hugo.name}", by=hugo.id)
    await gardeners.appoint(who, village.communities["budget"], 2, because="planted", since=hedges.opened_on)
    await steps.propose(who, village.communities["budget"], 2, "because", by=hugo.id, code=tokens.code())
    await steps.propose(village.people["amin"], hedges, 1, "because", by=who.id, code=tokens.code())
    kind = HOUSE.every("act_kinds")[0]
    await acts.record(kind, who.id, hedges, about=991, on=today())
    for field in disclosures.FIELDS:
        await disclosures.choose(who, "network", field)
    await Account(person=who.id, address=ADDRESS, verified_at=now()).save()
    await sign_in.remember(who.id)
    await sign_in.answer_sign_in_letter((await sign_in.ask_letter(ADDRESS)).id)
    await people.correct(await viewer_of(village.people["cora"]), who, GIVEN, f"{FAMILY} ", ADDRESS, PHONE)
    await traces.leave(who, "family_name", who.id, f"dit {GIVEN}", FAMILY, FAMILY)
    for newsletter in await Newsletter.objects():
        await subscriptions.subscribe(await viewer_of(who), newsletter, _text(newsletter))
        await subscriptions.ask(newsletter, f"{GIVEN} {FAMILY}", ADDRESS)
    signed = f"<p>Écrite par {GIVEN}\n {FAMILY}, Rita Maurin, pour Haies.</p>"
    content = Content(
        "Haies", (f"{GIVEN} et Rita, Haies", "lettre@example.org"), signed, signed, reply_to=((who.name, ADDRESS),)
    )
    said = msgspec.json.encode(content).decode()
    send = await Send(code=tokens.code(), content=said, asked_by=who.id, started_at=now(), ring_at=now()).save()
    assert send is not None
    [one] = await Send.objects().order_by(Send.id, ascending=False).limit(1)
    delivery = Delivery(
        send=one.id, person=who.id, address=ADDRESS, name=who.name, reply=f"250 {ADDRESS} accepted", ring_at=now()
    )
    await delivery.save()
    for event in await Event.objects().where(Event.published_at.is_not_null(), Event.starts_at > now()):
        await bookings.book_for(event, who.id)
    await Work.update({Work.deposited_by: who.id}).where(Work.title == "Planter une haie champêtre")
    await Letter.update({Letter.written_by: who.id}, force=True)
    await Letter.update({Letter.html: signed, Letter.text: signed}).where(Letter.sent_at.is_not_null())
    day = Event.select(Event.id).where(Event.starts_at > now())
    await Event.update({Event.day_contact: f"{GIVEN.upper()} {FAMILY}, 0599876543"}).where(Event.id.is_in(day))
    await Session.update({Session.speakers: f"{FAMILY} {GIVEN}"}).where(Session.event.is_in(day))
    await Person.update({Person.known_from: f"Tableau « {FAMILY}.csv » importé par {who.name}"}).where(
        Person.id == village.people["mina"].id
    )
    await Mapping(
        network=network.id,
        digest="planted",
        headings=["nom", "prenom"],
        columns=["family_name", "given_name"],
        chosen_by=who.id,
        chosen_at=now(),
    ).save()
    brought = await imports.bring(hedges, Brought(SHEET, f"{FAMILY}.csv"), who.id, tokens.code())
    await imports.map_columns(brought, brought.columns, "expert")
    await addresses.ask(who, f"new.{ADDRESS}")
    await erasures.ask(who)
    eyes = await viewer_of(hugo)
    sheet = await exports.get_out(exports.kind_for(eyes, hedges, "network.people"), eyes, hedges, "open")
    sheet.file.close()
    await archives.make_archive((await archives.ask(network, viewer, tokens.code())).id)
    await takeouts.take_out(viewer, who)
    await objections.object_to_letters(who, "page")
    found = await Person.objects().get(Person.id == who.id)
    assert found and departures
    return found


def _text(newsletter: Newsletter) -> str:
    from mailing.newsletters import consents

    return consents.text_of(newsletter)


def found_in(text: str) -> list[str]:
    return [trace for trace in TRACES if trace in text.casefold()]


async def rows_that_tell(tables: set[type[Table]]) -> dict[str, list[str]]:
    """Every word of every table."""
    told: dict[str, list[str]] = {}
    for table in tables:
        worded = [column for column in table._meta.columns if isinstance(column, Varchar | Text)]
        for row in await table.select(*worded) if worded else []:
            if found := found_in(" ".join(str(value) for value in row.values())):
                told.setdefault(table.__name__, []).extend(found)
    return told


async def report_of(village: Village) -> list[tuple[str, str, object, object]]:
    cora = await viewer_of(village.people["cora"])
    owners: list[Owner] = [village.communities["hedges"], village.communities["budget"], village.networks["occitanie"]]
    eve = today() - timedelta(days=1)  # whoever is erased is counted until that day
    period = Period(village.communities["hedges"].opened_on, eve)
    sections = [(owner, await tell(cora, owner, period)) for owner in owners for tell in HOUSE.every("report_sections")]
    return [
        (owner.slug, str(figure.label), figure.value, figure.of)
        for owner, section in sections
        for figure in section.figures
    ]


async def test_an_erased_person_is_on_no_page_in_no_export_no_file_no_table_and_counts_stay(
    app: Litestar, village: Village, visitor: Visitor
) -> None:
    who = await planted(village)
    tables = {table for domain in HOUSE.domains for table in tables_of(domain)}
    told = await rows_that_tell(tables)
    assert {"Send", "Event", "Session"} <= {*told}
    assert {"Person", "Account", "Subscription", "Delivery", "Trace", "Note", "Import", "File", "AddressChange"} <= {
        *told
    }
    counted = (Booking, Delivery, Letter, Work, Event)
    before = await report_of(village), [await table.count() for table in counted]

    await privacy.forget(who)
    await archives.forget_old_archives()
    await files_swept()

    assert await report_of(village) == before[0]
    assert [await table.count() for table in counted] == before[1]
    assert await rows_that_tell(tables) == {}
    [left] = [
        msgspec.json.decode(row.content, type=Content) for row in await Send.objects().where(Send.state == "waiting")
    ]
    assert left.sender[0] == "Rita, Haies" and left.reply_to == () and "Rita Maurin, pour Haies" in left.html
    for path in settings().data.rglob("*"):
        if path.is_file() and not {"servers", "mailbox"} & {*path.parts} and path.suffix != ".log":
            content = path.read_bytes().decode("utf-8", "ignore")
            assert not found_in(path.name) and not found_in(content), path
    things = await things_of(village)
    for role in ("coordinator", "gardener", "administrator", "circle 1", "public"):
        assert await pages_that_tell(village, visitor, role, things) == []
    for owner in (village.networks["occitanie"], village.communities["hedges"]):
        ada = await viewer_of(village.people["ada"])
        for kind in exports.kinds_for(ada, owner):
            sheet = await exports.get_out(kind, ada, owner, "open")
            assert not found_in(b"".join([piece async for piece in exports.pieces_of(sheet)]).decode())
    await Archive.delete().where(Archive.code == "archiveocc")
    archive = await archives.ask(village.networks["occitanie"], await viewer_of(village.people["cora"]), tokens.code())
    await archives.make_archive(archive.id)
    with ZipFile(archives.path_of(archive)) as zipped:
        assert not [name for name in zipped.namelist() if found_in(name + zipped.read(name).decode("utf-8", "ignore"))]
    packs.remove(archives.path_of(archive))


async def files_swept() -> None:
    """As the clock does a day later: of bytes that no row names nothing is left."""
    from network.tables import File

    named = set(await File.select(File.digest).output(as_list=True))
    for path in files.folder().glob("*/*"):
        if path.name not in named:
            path.unlink()


async def pages_that_tell(village: Village, visitor: Visitor, role: str, things: dict[str, str]) -> list[str]:
    """Every address of the table of roles that is only read."""
    visitor.cookies.clear()
    if ROLES[role]:
        visitor.cookies.set("sign_in", await sign_in.remember(village.people[ROLES[role] or ""].id))
    wrong = []
    for rule in rules():
        if rule.method == "GET":
            answer = await visitor.get(rule.path.format(**things))
            assert answer.status_code < 500, rule.path
            if found_in(answer.text):
                wrong.append(rule.path)
    return wrong


async def test_the_links_of_whoever_was_erased_answer_a_sentence(village: Village, visitor: Visitor) -> None:
    who = await planted(village)
    links = []
    for note in await Note.objects().where(
        (Note.person == who.id) | (Note.address == ADDRESS) | (Note.address == f"new.{ADDRESS}")
    ):
        if letter := await notes.write(note):
            links += re.findall(r"http://localhost:\d+(/\S+)", letter.text)
    from mailing import deliveries

    for row in await Subscription.objects().where(Subscription.person == who.id):
        links.append(f"/unsubscriptions/{deliveries.unsubscribe_token(row.id, 0)}")
    asked = await SignInLetter.objects().where(SignInLetter.address == ADDRESS).first()
    assert asked
    sign_in_link = sign_in.link_token(asked)
    links += [f"/people/{who.code}", f"/people/{who.code}/erasure", objections.link_of(who).partition("8000")[2]]
    assert len({link.split("/")[1] for link in links}) >= 5
    await privacy.forget(who)
    for link in links:
        answer = await visitor.get(link)
        assert answer.status_code < 500 and "<h1" in answer.text and not found_in(answer.text), link
        answer = await visitor.submit(link)
        assert answer.status_code < 500, link
    page = await visitor.submit("/sign-ins", letter=asked.code, proof=sign_in_link)
    assert page.status_code == 400


async def test_whoever_has_something_in_every_table_reads_it_and_takes_it_away(
    village: Village, visitor: Visitor
) -> None:
    who = await planted(village)
    visitor.cookies.set("sign_in", await sign_in.remember(who.id))
    for path in ("data", "erasure", "sight", "ties"):
        assert (await visitor.get(f"/people/{who.code}/{path}")).status_code == 200, path
    assert "nom, prenom" in (await visitor.get(f"/people/{who.code}/data")).text
    taken = await visitor.submit("/takeouts", person=who.code)
    with ZipFile(BytesIO(taken.content)) as zipped:
        assert "headings" in zipped.read("data.json").decode()
