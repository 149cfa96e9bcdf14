import json
import re
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest

from events.tables import Booking
from mailing.tables import Subscription, runs
from network import notes, privacy, sign_in, traces
from network.access import viewer_of
from network.circles import circles
from network.communities import gardeners, objections
from network.doors import people_for
from network.ground.clock import now
from network.ground.errors import Conflict, Fault, Refusal
from network.ground.spreadsheets import sheets
from network.imports import plans
from network.people import directory, disclosures, likenesses, people
from network.plug import Village
from network.rights import addresses, erasures, holdings, leavings, sights, stays, takeouts
from network.tables import Account, AddressChange, Disclosure, Erasure, ErasureRequest, Note, Objection, Person, SignIn
from tests.conftest import Visitor
from tests.network.test_sign_in import signed_in

COLUMNS = ["family_name", "given_name", "email"]


async def test_everything_held_is_said_in_words_and_every_column_has_a_name(village: Village) -> None:
    for person in village.people.values():
        for section in await holdings.of(person):
            assert section.title and len(section.lines) == min(len(section.facts), holdings.SHOWN)
            for key in {key for fact in section.facts for key in fact}:
                last = key.rpartition(".")[2]
                assert last in holdings.LABELS or last in ("state", "form", "code", "answer", "purpose", "what"), key
            assert not [line for line in section.lines if re.search(r"\b[a-z]+_[a-z]+\b|Timestamptz", line)], section


async def test_who_sees_me_is_who_opens_my_page(village: Village) -> None:
    everybody = list(village.people.values())
    seen = {one.name: {person.id for person in await people_for(await viewer_of(one))} for one in everybody}
    for person in everybody:
        told = {one.name for one in await sights.onlookers_of(person)}
        assert told == {name for name, those in seen.items() if person.id in those} - {person.name}, person.name


async def test_each_field_is_shown_as_far_as_it_was_chosen_and_none_without_the_name(village: Village) -> None:
    zoé, hedges = village.people["zoé"], village.communities["hedges"]
    await Person.update({Person.phone: "05 61 00 00 00"}).where(Person.id == zoé.id)
    zoé.phone = "05 61 00 00 00"
    member, gil = [await viewer_of(village.people[who]) for who in ("mina", "gil")]
    await disclosures.choose(zoé, "network", "phone")
    assert [look.facts for look in await sights.looks_at(zoé)] == [[], [], []]
    await disclosures.choose(zoé, "network")
    await disclosures.choose(zoé, "community", "organisation")
    near, far, nobody = await sights.looks_at(zoé)
    assert [value for _words, value in near.facts] == ["Zoé Ferrand", "Commune d’Auch", "05 61 00 00 00"]
    assert [value for _words, value in far.facts] == ["Zoé Ferrand", "05 61 00 00 00"] and nobody.facts == []
    [seen] = [one for one in (await directory.people_of(member, hedges)).people if one.code == zoé.code]
    assert (seen.organisation, seen.phone, seen.email, seen.function) == (
        "Commune d’Auch",
        "05 61 00 00 00",
        None,
        None,
    )
    [seen] = (await directory.people_of(gil, hedges)).people
    assert (seen.name, seen.organisation, seen.phone) == ("Zoé Ferrand", None, "05 61 00 00 00")


async def test_mina_chooses_and_sees_herself_as_others_do(village: Village, visitor: Visitor) -> None:
    mina = village.people["mina"]
    await signed_in(visitor, "mina@example.org")
    page = await visitor.get(f"/people/{mina.code}/sight")
    assert "Hugo Lemoine" in page.text and "Cora Vidal" in page.text and "ne voit rien de vous" in page.text
    page = await visitor.submit("/disclosures", person=mina.code, reach="community", email="community", phone="pair")
    assert page.url.path.endswith("/sight") and page.text.count("ne voit rien de vous") == 2
    assert await Disclosure.count().where(Disclosure.person == mina.id) == 2


async def test_a_correction_says_what_it_was_by_whom_and_why(village: Village, visitor: Visitor) -> None:
    mina, hugo = village.people["mina"], await viewer_of(village.people["hugo"])
    await people.correct(hugo, mina, "Mína", "Costa", "mina@example.org", "05 61 00 00 00", "elle me l’a dit")
    said = {line.after: line for line in await traces.of(mina)}
    assert {*said} == {"Mína", "05 61 00 00 00"} and said["Mína"].before == "Mina"
    assert (said["Mína"].who, said["Mína"].because) == ("Hugo Lemoine", "elle me l’a dit")
    await signed_in(visitor, "mina@example.org")
    page = await visitor.get(f"/people/{mina.code}/data")
    assert "Prénom corrigé" in page.text and "elle me l’a dit" in page.text


async def test_all_of_it_is_taken_away_as_json_and_csv_and_that_is_noted(village: Village, visitor: Visitor) -> None:
    amin = village.people["amin"]
    await signed_in(visitor, "amin@example.org")
    for reach in ("community", "pair"):
        await disclosures.choose(amin, reach)
    answer = await visitor.submit("/takeouts", person=amin.code)
    with ZipFile(BytesIO(answer.content)) as zipped:
        data = json.loads(zipped.read("data.json"))
        assert "non" in [
            value for name in zipped.namelist() for value in re.split(r"[;\r\n]", zipped.read(name).decode())
        ]
        assert data["person"]["family_name"] == "Bey" and data["events_booking"] and data["network_standing"]
        tables = [name for name in zipped.namelist() if name.endswith(".csv")]
        headed = [zipped.read(name).decode("utf-8-sig").splitlines()[0] for name in tables]
        assert not [line for line in headed if re.search(r"\b(state|given|known|language|answer)\b", line)]
        assert "Prénom;Amin" in zipped.read("00 Personne.csv").decode("utf-8-sig")
        assert len(tables) == len(data) - 1 and zipped.testzip() is None
    assert "Toutes les données emportées" in (await visitor.get(f"/people/{amin.code}/data")).text
    await signed_in(visitor, "hugo@example.org")
    assert (await visitor.submit("/takeouts", person=amin.code, because="x")).status_code == 403  # has an account now
    assert (await visitor.get(f"/people/{amin.code}/data")).status_code == 403


async def test_for_somebody_without_an_account_a_gardener_acts_with_a_reason(
    village: Village, visitor: Visitor
) -> None:
    mina = village.people["mina"]
    await signed_in(visitor, "hugo@example.org")
    page = await visitor.submit("/takeouts", person=mina.code)
    assert page.status_code == 422 and "à sa demande" in page.text
    with pytest.raises(Conflict):
        await takeouts.take_out(await viewer_of(village.people["hugo"]), mina)
    answer = await visitor.submit("/takeouts", person=mina.code, because="par téléphone")
    assert answer.headers["content-type"] == "application/zip"
    assert (await visitor.submit("/personal-objections", person=mina.code)).status_code == 422
    await visitor.submit("/personal-objections", person=mina.code, because="par téléphone")
    [row] = await Objection.objects()
    assert (row.person, row.source) == (mina.id, "page")
    [line, *_] = await traces.of(mina)
    assert (line.who, line.because) == ("Hugo Lemoine", "par téléphone")
    assert "Depuis le" in (await visitor.get(f"/people/{mina.code}/data")).text
    page = await visitor.submit("/erasures", person=mina.code, way="phone", name="Somebody")
    assert page.status_code == 422 and await Person.exists().where(Person.id == mina.id)
    page = await visitor.submit("/erasures", person=mina.code, way="phone", name="mina costa")
    assert "Cette personne est effacée" in page.text and not await Person.exists().where(Person.id == mina.id)
    [erased] = await Erasure.objects()
    assert (erased.way, erased.done_by) == ("phone", village.people["hugo"].id)


async def test_who_holds_an_office_is_not_erased_by_others(village: Village, visitor: Visitor) -> None:
    await signed_in(visitor, "cora@example.org")
    rita = village.people["rita"]
    assert (await visitor.submit("/erasures", person=rita.code, way="phone", name="Rita Moreau")).status_code == 403


async def test_whoever_objects_is_written_to_no_more_and_proposed_to_nobody(village: Village) -> None:
    amin, hedges = village.people["amin"], village.communities["hedges"]
    await disclosures.choose(amin, "community")
    assert await Subscription.exists().where(Subscription.person == amin.id, runs())
    for _ in range(2):
        await objections.object_to_letters(amin, "page")
    assert await Objection.count() == 1 and not await Disclosure.exists().where(Disclosure.person == amin.id)
    assert not await Subscription.exists().where(Subscription.person == amin.id, runs())
    booking = await Booking.objects().where(Booking.person == amin.id).first()
    assert booking
    for kind, is_written in (("events.reminder", False), ("events.confirmed", True)):
        note = Note(code=kind[-10:], kind=kind, person=amin.id, subject=booking.id, asked_at=now(), ring_at=now())
        await note.save()
        assert bool(await notes.write(note)) <= is_written, kind
    assert await likenesses.alike(hedges, "Amin", "Bey", "amin@example.org", "") == []
    [known] = [
        one
        for one in await likenesses.known_by(village.communities["budget"], ["amin@example.org"], [])
        if one.person == amin.id
    ]
    plan = plans.make(
        sheets.read(b"Nom;Pr\xc3\xa9nom;Courriel\nBey;Amin;amin@example.org\n"), COLUMNS, "expert", [known]
    )
    assert known.objects and [one.known.person for one in plan.known] == [amin.id] and plan.to_place == []
    await objections.take_back(amin)
    assert await objections.objection_of(amin) is None and await likenesses.alike(hedges, "Amin", "Bey", None, "")
    await objections.object_to_letters(amin, "page")
    assert await Objection.count() == 2


async def test_subscriptions_registrations_and_browsers_end_by_one_button(village: Village, visitor: Visitor) -> None:
    amin = village.people["amin"]
    await signed_in(visitor, "amin@example.org")
    await sign_in.remember(amin.id)
    page = await visitor.get(f"/people/{amin.code}/ties")
    assert "Se désabonner" in page.text and "Rendre la place" in page.text and "Un autre navigateur" in page.text
    [leave, *_] = re.findall(r'action="(/unsubscriptions/[^"]+)"', page.text)
    before = await Subscription.count().where(Subscription.person == amin.id, runs())
    await visitor.submit(leave)
    assert await Subscription.count().where(Subscription.person == amin.id, runs()) == before - 1
    [booking, *_] = re.findall(r'name="booking" value="(\w+)"', page.text)
    await visitor.submit("/withdrawals", booking=booking)
    assert booking not in (await visitor.get(f"/people/{amin.code}/ties")).text
    [stay, *_] = re.findall(r'name="stay" value="(\w{20})"', page.text)
    await visitor.submit("/stay-ends", person=amin.code, stay=stay)
    assert await SignIn.count().where(SignIn.person == amin.id) == 1
    await stays.end(amin, "others", "no browser")
    assert not await SignIn.exists().where(SignIn.person == amin.id)


async def test_an_address_changes_when_both_sides_have_confirmed(village: Village, visitor: Visitor) -> None:
    zoé = village.people["zoé"]
    await signed_in(visitor, "zoe@example.org")
    page = await visitor.submit("/address-changes", person=zoé.code, address="zoe@example.org")
    assert page.status_code == 422 and "déjà l’adresse" in page.text
    await visitor.submit("/address-changes", person=zoé.code, address="Zoe.F@mairie.example")
    [change] = await AddressChange.objects()
    old, new = [await Note.objects().where(Note.kind == f"network.address_{side}").first() for side in ("old", "new")]
    assert old and new and (old.address, new.address) == ("zoe@example.org", "zoe.f@mairie.example")
    for note, is_last in ((new, False), (old, True)):
        letter = await notes.write(note)
        assert letter
        [path] = re.findall(r"http://localhost:\d+(/address-changes/\S+)", letter.text)
        assert (await visitor.get(path)).status_code == 200 and not change.done_at
        page = await visitor.submit(path)
        assert ("L’adresse est changée" in page.text) is is_last
    account = await Account.objects().where(Account.person == zoé.id).first()
    assert account and account.address == "zoe.f@mairie.example"
    assert await Person.exists().where(Person.id == zoé.id, Person.email == "zoe.f@mairie.example")
    assert (await visitor.submit(path)).status_code == 200  # twice is once
    assert (await visitor.get(path[:-4] + "zzzz")).status_code == 400
    await AddressChange.update({AddressChange.asked_at: now() - timedelta(days=4)}).where(AddressChange.id == change.id)
    assert (await visitor.get(path)).status_code == 400


async def test_an_address_that_is_somebody_elses_is_not_taken(village: Village, visitor: Visitor) -> None:
    await signed_in(visitor, "rita@example.org")
    await signed_in(visitor, "zoe@example.org")
    change = await addresses.ask(village.people["zoé"], "rita@example.org")
    await addresses.confirm(change.code, addresses.token_of(change, "old"))
    with pytest.raises(Refusal):
        await addresses.confirm(change.code, addresses.token_of(change, "new"))


async def test_an_erased_address_is_not_kept_in_what_others_asked(village: Village, visitor: Visitor) -> None:
    for who in ("rita", "zoe", "amin"):
        await signed_in(visitor, f"{who}@example.org")
    amin, zoé = village.people["amin"], village.people["zoé"]
    theirs, shared = [await addresses.ask(zoé, address) for address in ("amin@example.org", "office@example.org")]
    await addresses.ask(village.people["rita"], "zoe@example.org")
    await privacy.forget(amin)
    left = {change.address for change in await AddressChange.objects()}
    assert left == {"office@example.org", "zoe@example.org"} and theirs.id != shared.id


async def test_what_will_go_and_what_will_stay_is_said_and_nothing_is_done(village: Village, visitor: Visitor) -> None:
    amin = village.people["amin"]
    await signed_in(visitor, "amin@example.org")
    counts = [await table.count() for table in (Person, Booking, Note)]
    page = await visitor.get(f"/people/{amin.code}/erasure")
    assert "Ce qui disparaît" in page.text and "Vos inscriptions" in page.text
    assert [await table.count() for table in (Person, Booking, Note)] == counts
    said = {fate.title: fate for fate in await erasures.fates(amin)}
    await erasures.erase(amin, "figures", None)
    assert said["Vos inscriptions"].kept == await Booking.count().where(
        Booking.person.is_null(), Booking.confirmed_at.is_not_null()
    )
    gil = village.people["gil"]
    assert (
        await leavings.alone_in(gil) == ["Budgets participatifs"]
        and await leavings.alone_in(village.people["rita"]) == []
    )


async def test_what_somebody_decided_for_others_is_not_counted_as_theirs(village: Village) -> None:
    hugo, hedges = village.people["hugo"], village.communities["hedges"]
    for name in ("lucie", "karl", "hugo"):
        await circles.place(village.people[name], hedges, 3, because="", by=hugo.id)
    own = {section.title: len(section.facts) for section in await holdings.of(hugo)}
    said = {fate.title: fate for fate in await erasures.fates(hugo)}
    assert said[(places := "Places dans les cercles")].kept == own[places]
    for title, fate in said.items():
        assert fate.gone + fate.kept == own.get(title, fate.kept), title
    assert said["Ce que vous avez décidé, compté ou noté pour d’autres"].kept >= 2


async def test_the_last_who_coordinates_or_administers_is_told_so(village: Village) -> None:
    cora, ada = village.people["cora"], village.people["ada"]
    assert ["coordonnera" in str(one) for one in await leavings.said_of(cora)] == [True]
    assert ["administrera" in str(one) for one in await leavings.said_of(ada)] == [True]
    await gardeners.make_coordinator(ada, village.networks["occitanie"], "relais")
    await gardeners.make_administrator(cora, "relais")
    assert await leavings.said_of(cora) == await leavings.said_of(ada) == []


async def test_the_address_one_comes_in_by_is_changed_on_its_own_page(village: Village, visitor: Visitor) -> None:
    mina = village.people["mina"]
    await signed_in(visitor, "mina@example.org")
    page = (await visitor.get(f"/people/{mina.code}/edit")).text
    assert f'/people/{mina.code}/address"' in page and 'type="email"' not in page
    typed = {"person": mina.code, "given_name": "Mína", "family_name": "Costa"}
    assert "corrigé" in (await visitor.submit("/corrections", **typed, email="mina@example.org")).text
    other = await visitor.submit("/corrections", **typed, email="other@example.org")
    assert other.status_code == 422 and "Vous vous connectez avec cette adresse" in other.text
    await signed_in(visitor, "hugo@example.org")
    assert "elle seule la change" in (await visitor.get(f"/people/{mina.code}/edit")).text


async def test_amin_confirms_with_the_figures_of_a_letter_and_is_gone(village: Village, visitor: Visitor) -> None:
    amin = village.people["amin"]
    await signed_in(visitor, "amin@example.org")
    page = await visitor.submit("/erasure-requests", person=amin.code)
    [request] = await ErasureRequest.objects()
    note = await Note.objects().where(Note.kind == "network.erasure").first()
    assert note and note.address == "amin@example.org"
    letter = await notes.write(note)
    figures = erasures.figures_of(request)
    assert letter and figures in letter.text and "six chiffres" in page.text.lower()
    wrong = f"{(int(figures) + 1) % 1_000_000:06}"
    page = await visitor.submit("/erasures", person=amin.code, request=request.code, figures=wrong)
    assert page.status_code == 422 and await Person.exists().where(Person.id == amin.id)
    page = await visitor.submit(
        "/erasures", person=amin.code, request=request.code, figures=f"{figures[:3]} {figures[3:]}"
    )
    assert "mène" in page.text and not await Person.exists().where(Person.id == amin.id)
    assert (await visitor.get("/people/me")).status_code == 401
    assert [(row.way, row.done_by) for row in await Erasure.objects()] == [("figures", None)]


async def test_figures_are_tried_five_times_within_an_hour_by_their_person(village: Village) -> None:
    amin, mina = village.people["amin"], village.people["mina"]
    request = await erasures.ask(amin)
    with pytest.raises(Refusal):
        await erasures.confirm(mina, request.code, erasures.figures_of(request))
    for _ in range(erasures.WRONG_TRIES):
        with pytest.raises(Fault):
            await erasures.confirm(amin, request.code, "abcdef")
    with pytest.raises(Refusal):
        await erasures.confirm(amin, request.code, erasures.figures_of(request))
    assert await Person.exists().where(Person.id == amin.id)
