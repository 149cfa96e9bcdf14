from datetime import timedelta

import pytest

from network import affiliations, doors
from network.access import viewer_of
from network.circles import circles
from network.ground import tokens
from network.ground.clock import today
from network.ground.errors import Fault, NotHere
from network.people import arrivals, directory, disclosures, likenesses, people, phones
from network.people.arrivals import Arrival
from network.plug import Village
from network.tables import Affiliation, Consent, Disclosure, Note, Organisation, Person, Standing
from tests.conftest import Visitor
from tests.network.test_sign_in import signed_in

PAUL = {"given_name": "Paul", "family_name": "Élie", "college": "civil", "circle": "3", "code": "abcdefghij"}


async def at_rita(visitor: Visitor) -> Visitor:
    return await signed_in(visitor)


async def test_rita_adds_somebody_by_hand_and_nobody_is_written_to(village: Village, visitor: Visitor) -> None:
    await at_rita(visitor)
    letters = await Note.count()
    page = await visitor.get("/communities/hedges/people/new")
    assert page.status_code == 200 and "Le Potager partagé" in page.text
    said = {**PAUL, "email": "Paul@Example.org", "phone": "0561000000", "organisation": "le potager Partage"}
    for _ in range(2):  # a double click
        done = await visitor.submit("/communities/hedges/people", **said)
    assert "Ajouter une autre personne" in done.text and "Paul Élie" in done.text
    [paul] = await Person.objects().where(Person.family_name == "Élie")
    assert (paul.email, paul.phone) == ("paul@example.org", "05 61 00 00 00")
    assert paul.known_from == "Ajout par Rita Moreau pour « Haies et bocages »".replace("« ", "«\u202f").replace(
        " »", "\u202f»"
    )
    [belongs] = await Affiliation.objects(Affiliation.organisation).where(Affiliation.person == paul.id)
    assert belongs.organisation.name == "Le Potager partagé" and belongs.college == "civil"
    [stands] = await Standing.objects().where(Standing.person == paul.id)
    assert stands.circle == 3 and stands.decided_by == village.people["rita"].id
    assert await Note.count() == letters and not await Consent.exists().where(Consent.person == paul.id)


async def test_faults_are_all_said_and_what_was_typed_is_kept(village: Village, visitor: Visitor) -> None:
    await at_rita(visitor)
    said = {"given_name": "Paul", "email": "paul at example", "phone": "call me", "circle": "7", "code": "abcdefghij"}
    page = await visitor.submit("/communities/hedges/people", **said)
    assert page.status_code == 422 and 'value="paul at example"' in page.text and 'value="call me"' in page.text
    for fault in ("Ce n’est pas une adresse", "Ce n’est pas un numéro", "4", "5 réponses"):
        assert fault in page.text
    assert not await Person.exists().where(Person.given_name == "Paul")


async def test_somebody_alike_is_shown_before_and_may_be_the_same(village: Village, visitor: Visitor) -> None:
    await at_rita(visitor)
    said = {**PAUL, "given_name": "zoe", "family_name": "FERRAND", "function": "maire", "college": "elected"}
    asked = await visitor.submit("/communities/hedges/people", **said)
    assert "C’est la même personne" in asked.text and "C’est quelqu’un d’autre" in asked.text
    assert 'value="maire"' in asked.text and "Commune d’Auch" in asked.text
    assert await Person.count().where(Person.family_name == "FERRAND") == 0
    zoe = village.people["zoé"]
    page = await visitor.submit("/communities/hedges/people", **said, same=zoe.code)
    assert "Zoé Ferrand" in page.text
    assert await Standing.count().where(Standing.person == zoe.id) == 1, "she stays in the first circle"
    await visitor.submit("/communities/hedges/people", **said, same="other")
    assert await Person.count().where(Person.sort_key == "ferrand zoe") == 2


async def test_what_was_missing_of_somebody_known_is_filled_in_and_what_is_otherwise_stays_and_is_said(
    village: Village, visitor: Visitor
) -> None:
    await at_rita(visitor)
    lise = await people.add("Lise", "Dubreuil", email="lise@example.org")
    await people.affiliate(lise, "agent", None, "")
    await circles.place(lise, village.communities["budget"], 3, because="", by=village.people["rita"].id)
    said = {**PAUL, "given_name": "Lise", "family_name": "Dubreuil", "email": "lise@example.org", "college": "agent"}
    said |= {"phone": "06 12 34 56 78", "organisation": "Commune d’Auch", "function": "paysagiste"}
    page = await visitor.submit("/communities/hedges/people", **said, same=lise.code)
    assert "reste comme c’était" not in page.text
    known = await Person.objects().get(Person.id == lise.id)
    at = await affiliations.of(lise.id, today())
    assert known and known.phone and known.phone.endswith("78") and at and at.function == "paysagiste"
    assert await Organisation.exists().where(Organisation.id == at.organisation, Organisation.name == "Commune d’Auch")
    other = said | {"code": tokens.code(), "phone": "06 99 99 99 99", "function": "maire", "organisation": "Ailleurs"}
    page = await visitor.submit("/communities/hedges/people", **other, same=lise.code)
    assert "reste comme c’était" in page.text
    again = await Person.objects().get(Person.id == lise.id)
    assert (
        again and again.phone == known.phone and not await Organisation.exists().where(Organisation.name == "Ailleurs")
    )


async def test_nobody_gives_an_address_to_whoever_holds_an_office(village: Village, visitor: Visitor) -> None:
    await at_rita(visitor)
    hugo = village.people["hugo"]
    await Person.update({Person.email: None}).where(Person.id == hugo.id)
    said = {**PAUL, "given_name": hugo.given_name, "family_name": hugo.family_name, "email": "piege@example.org"}
    page = await visitor.submit("/communities/hedges/people", **said | {"organisation": ""}, same=hugo.code)
    assert "reste comme c’était" in page.text
    assert not await Person.exists().where(Person.email == "piege@example.org")


async def test_an_address_may_be_shared_by_two(village: Village, visitor: Visitor) -> None:
    await at_rita(visitor)
    said = {**PAUL, "email": "zoe@example.org"}
    asked = await visitor.submit("/communities/hedges/people", **said)
    assert "Même adresse." in asked.text
    await visitor.submit("/communities/hedges/people", **said, same="other")
    assert await Person.count().where(Person.email == "zoe@example.org") == 2


async def test_a_stranger_is_nobody_alike(village: Village) -> None:
    hedges = village.communities["hedges"]
    assert await likenesses.alike(hedges, "Karl", "Bauer", "karl@example.org", "") == [], "of another network"
    assert await likenesses.alike(hedges, "Zoé", "Ferrand", None, "Mairie de Lyon") == [], "another organisation"
    [gil] = await likenesses.alike(hedges, "Gil", "Étienne", None, "")
    assert gil.circle is None and gil.organisation == "Les Urnes ouvertes"


@pytest.mark.parametrize("who", ["zoe", "gil", "karl", "lucie"])
async def test_only_the_gardeners_and_the_coordination_add(village: Village, visitor: Visitor, who: str) -> None:
    await signed_in(visitor, f"{who}@example.org")
    assert (await visitor.get("/communities/hedges/people/new")).status_code == 403
    assert (await visitor.submit("/communities/hedges/people", **PAUL)).status_code == 403
    assert not await Person.exists().where(Person.code == PAUL["code"])


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("0561000000", "05 61 00 00 00"), ("561000000", "05 61 00 00 00"), ("+33 5 61 00 00 00", "+33 5 61 00 00 00")]
    + [
        ("05.61.00.00.00", "05 61 00 00 00"),
        ("", None),
        ("33561000000", "+33 5 61 00 00 00"),
        ("0033 561000000", "+33 5 61 00 00 00"),
        ("3949 12", "3949 12"),
    ],
)
def test_a_phone_number_is_text(typed: str, kept: str | None) -> None:
    assert phones.read(typed) == kept


@pytest.mark.parametrize("typed", ["call me", "12", "05 61 00 00 00 / 06 00", "+" + "1" * 16])
def test_what_is_no_phone_number_is_refused(typed: str) -> None:
    with pytest.raises(Fault):
        phones.read(typed)


async def test_gardeners_read_how_to_reach_people_and_members_read_names_that_were_agreed_to(village: Village) -> None:
    hedges = village.communities["hedges"]
    leaf = await directory.people_of(await viewer_of(village.people["hugo"]), hedges)
    assert [one.name for one in leaf.people] == ["Amin Bey", "Mina Costa", "Zoé Ferrand", "Rita Moreau"]
    assert leaf.people[0].email == "amin@example.org" and leaf.hidden == 0
    member = await viewer_of(village.people["mina"])
    alone = await directory.people_of(member, hedges)
    assert [one.name for one in alone.people] == ["Mina Costa"] and alone.hidden == 3
    await disclosures.choose(village.people["zoé"], "community")
    [_mina, zoe] = (await directory.people_of(member, hedges)).people
    assert zoe.name == "Zoé Ferrand" and (zoe.email, zoe.organisation, zoe.function) == (None, None, None)
    assert (await directory.people_of(member, hedges, "auch")).found == 0, "nobody is found by what is not shown"


async def test_accents_and_order_do_not_count_in_a_search_and_signs_mean_themselves(village: Village) -> None:
    hedges, hugo = village.communities["hedges"], await viewer_of(village.people["hugo"])
    await arrivals.welcome(hedges, Arrival("Ève", "Étienne", "citizen"), hugo.person or 0, "by hand")
    names = [one.name for one in (await directory.people_of(hugo, hedges)).people]
    assert names.index("Ève Étienne") < names.index("Zoé Ferrand")
    for words, found in {"ZOE": 1, "ferrand zoé": 1, "Toulouse": 1, "etienne": 1, "%": 0, "_": 0, "\\": 0}.items():
        assert (await directory.people_of(hugo, hedges, words)).found == found, words


async def test_the_list_is_paged(village: Village, visitor: Visitor) -> None:
    hedges = village.communities["hedges"]
    many = [
        Arrival(f"Noé {number:03}", "Zzz", "citizen", 3, f"n{number}@example.org", "05 61 00 00 00", "Neuve", "maire")
        for number in range(100)
    ]
    await arrivals.welcome_all(hedges, many, [], village.people["rita"].id, "a test")
    await at_rita(visitor)
    first = await visitor.get("/communities/hedges/people")
    assert "Page 1 sur 4" in first.text and "page=2" in first.text and "Noé 000 Zzz" in first.text
    assert len([part for part in first.text.split("<") if part[:1].isalpha()]) <= 400
    last = await visitor.get("/communities/hedges/people?page=4&words=zzz")
    assert "Noé 099 Zzz" in last.text
    for odd in ("page=0", "page=-1", "page=99999999999999999999", "page=²", "words=%00", "page=9999"):
        assert (await visitor.get(f"/communities/hedges/people?{odd}")).status_code == 200


async def test_a_change_of_organisation_is_a_dated_row(village: Village, visitor: Visitor) -> None:
    await at_rita(visitor)
    zoe = village.people["zoé"]
    assert "Commune d’Auch" in (await visitor.get(f"/people/{zoe.code}/affiliations/new")).text
    said = {"person": zoe.code, "college": "elected", "organisation": "Région Occitanie", "because": "élue"}
    for _ in range(2):
        page = await visitor.submit("/affiliations", **said, since_on=today().isoformat())
    assert "Région Occitanie" in page.text and "Commune d’Auch" in page.text
    before, after = await Affiliation.objects().where(Affiliation.person == zoe.id).order_by(Affiliation.id)
    assert before.until_on == after.since_on == today() and after.decided_by == village.people["rita"].id
    tomorrow = (today() + timedelta(days=1)).isoformat()
    late = await visitor.submit("/affiliations", **said, since_on=tomorrow)
    assert late.status_code == 422 and "Ce jour n’est pas encore venu" in late.text
    early = await visitor.submit("/affiliations", **{**said, "function": "x"}, since_on="2020-01-01")
    assert early.status_code == 422 and "Un changement plus récent" in early.text


async def test_a_correction_is_kept_and_an_address_that_opens_a_door_is_not_changed(
    village: Village, visitor: Visitor
) -> None:
    await at_rita(visitor)
    mina, hugo, rita = (village.people[who] for who in ("mina", "hugo", "rita"))
    said = {"person": mina.code, "given_name": "Mína", "family_name": "Costa", "email": "m@example.org", "phone": ""}
    assert "C’est corrigé" in (await visitor.submit("/corrections", **said)).text
    assert await Person.exists().where(Person.id == mina.id, Person.email == "m@example.org")
    taken = await visitor.submit("/corrections", **{**said, "person": hugo.code, "email": "thief@example.org"})
    assert taken.status_code == 422 and "exerce un mandat" in taken.text
    own = await visitor.submit("/corrections", **{**said, "person": rita.code, "email": "new@example.org"})
    assert own.status_code == 422 and "Vous vous connectez avec cette adresse" in own.text
    wrong = await visitor.submit("/corrections", **{**said, "phone": "no", "family_name": ""})
    assert wrong.status_code == 422 and wrong.text.count('class="why"') == 2
    assert (await visitor.submit("/corrections", person="zzzzzzzzzz", family_name="x")).status_code == 404


async def test_the_coordination_corrects_a_gardeners_address_but_not_an_administrators(village: Village) -> None:
    cora = await viewer_of(village.people["cora"])
    hugo, ada = village.people["hugo"], village.people["ada"]
    await people.correct(cora, hugo, "Hugo", "Lemoine", "hugo.lemoine@example.org", None)
    with pytest.raises(Fault):
        await people.correct(cora, ada, "Ada", "Roux", "thief@example.org", None)


async def test_mina_sees_her_own_page_and_chooses_who_sees_her_name(village: Village, visitor: Visitor) -> None:
    mina, zoe = village.people["mina"], village.people["zoé"]
    await signed_in(visitor, "mina@example.org")
    own = await visitor.get("/people/me")
    assert "Ce qui est connu de vous" in own.text and "mina@example.org" in own.text
    assert (await visitor.get(f"/people/{zoe.code}")).status_code == 404
    assert (await visitor.get(f"/people/{mina.code}/affiliations/new")).status_code == 403
    for reach in ("community", "community", "pair", "network"):
        await visitor.submit("/disclosures", person=mina.code, reach=reach)
    assert await disclosures.reach_of(mina) == "network"
    ledger = await Consent.objects().where(Consent.person == mina.id).order_by(Consent.id)
    assert [(line.proof, line.is_given) for line in ledger] == [("community", True), ("pair", False), ("network", True)]
    assert "Qui peut vous voir" in ledger[0].text_shown
    assert (await visitor.submit("/disclosures", person=zoe.code, reach="network")).status_code == 404
    assert (await visitor.submit("/disclosures", person=mina.code, reach="public")).status_code == 404
    assert await Disclosure.count().where(Disclosure.person == mina.id) == 1


async def test_the_list_of_people_and_the_door_agree_for_everybody(village: Village) -> None:
    for who in village.people.values():
        viewer = await viewer_of(who)
        listed = {person.code for person in await doors.people_for(viewer)}
        for other in village.people.values():
            try:
                await doors.person_for(viewer, other.code)
            except NotHere:
                assert other.code not in listed
            else:
                assert other.code in listed


async def test_whose_page_is_seen_ends_with_the_mandate(village: Village) -> None:
    def names(found: list[Person]) -> set[str]:
        return {person.given_name for person in found}

    rita, gil = village.people["rita"], village.people["gil"]
    assert names(await doors.people_for(await viewer_of(rita))) == {"Rita", "Hugo", "Zoé", "Amin", "Mina"}
    assert names(await doors.people_for(await viewer_of(gil))) == {"Gil", "Rita"}
    assert "Karl" not in names(await doors.people_for(await viewer_of(village.people["cora"])))
    assert names(await doors.people_for(await viewer_of(village.people["lucie"]))) == {"Lucie"}


async def test_many_arrive_at_once_and_organisations_are_found_again(village: Village) -> None:
    hedges, rita = village.communities["hedges"], village.people["rita"]
    many = [
        Arrival("A", "B", "civil", organisation="Région OCCITANIE"),
        Arrival("C", "D", "agent", organisation="Neuve"),
    ]
    bodies = await Organisation.count()
    await arrivals.welcome_all(hedges, many, [(village.people["gil"].id, 2)], rita.id, "a test")
    assert await Organisation.count() == bodies + 1
    assert await Standing.exists().where(Standing.person == village.people["gil"].id, Standing.circle == 2)
    assert await Affiliation.exists().where(
        Affiliation.organisation.name == "Région Occitanie", Affiliation.person.family_name == "B"
    )
