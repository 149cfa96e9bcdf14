"""What was brought in and got out again can be brought in again, and is the same."""

from string import ascii_letters

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from litestar import Litestar

from network.access import viewer_of
from network.exports import exports
from network.ground import tokens
from network.ground.database import engine
from network.ground.spreadsheets import sheets
from network.imports import imports
from network.plug import Village
from network.tables import Affiliation, Community, Import, Person, Standing
from tests.network.ground.test_files import Brought

HEADINGS = ["Nom", "Prénom", "Courriel", "Téléphone", "Organisme", "Fonction", "Collège", "Cercle"]
letters = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"], exclude_characters="\x00")
words = st.text(st.one_of(letters, st.sampled_from("éàœ’'-=+@;,\" \n\t01")), max_size=30).map(lambda text: text.strip())
name = st.one_of(
    words, st.sampled_from(["=1+1", "'=1+1", "''@x", "-", "+33", "@SUM(A1)", "O’Connor", "01000", "'", '"'])
).filter(lambda text: bool(text.split()))
address = st.text(ascii_letters + "0123456789.-_", min_size=1, max_size=12).map(lambda local: f"{local}@example.org")
phone = st.sampled_from(["", "0561000000", "05 61 00 00 00", "+33 5 61 00 00 00", "561000000", "+596 596 00 00 00"])
college = st.sampled_from(["", "élus", "Agents", "société civile", "experts", "citoyens"])
line = st.tuples(
    name, words, st.one_of(st.just(""), address), phone, words, words, college, st.sampled_from(["", "1", "2", "3"])
)
Facts = tuple[str, str, str | None, str | None, str | None, str, str, int]


async def bring(content: bytes, community: Community, by: int) -> Import:
    """As guessed, confirmed, carried out; nothing of it is helped."""
    row = await imports.bring(community, Brought(content, "people.csv"), by, tokens.code())
    await imports.map_columns(row, row.columns, "citizen")
    await imports.confirm(row)
    await imports.carry_out_import(row.id)
    return row


async def people_in(community: Community) -> list[Facts]:
    """All that was brought of them."""
    rows = await Person.raw(
        """
        SELECT family_name, given_name, email, phone, organisation.name, function, college, circle
        FROM network_standing AS standing JOIN network_person AS person ON person.id = standing.person
        JOIN network_affiliation AS affiliation ON affiliation.person = person.id
        LEFT JOIN network_organisation AS organisation ON organisation.id = affiliation.organisation
        WHERE standing.community = {}
        """,
        community.id,
    )
    return sorted((tuple(row.values()) for row in rows), key=str)


async def got_out(community: Community, by: int, form: str) -> bytes:
    viewer = await viewer_of(by)
    sheet = await exports.get_out(exports.kind_for(viewer, community, "network.people"), viewer, community, form)
    return b"".join([piece async for piece in exports.pieces_of(sheet)])


class Undone(Exception):
    pass


@pytest.mark.parametrize("form", list(exports.FORMS))
@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(lines=st.lists(line, min_size=1, max_size=8))
async def test_import_then_export_then_import_is_the_identity(
    app: Litestar, village: Village, form: str, lines: list[tuple[str, ...]]
) -> None:
    soils, budget = village.communities["soils"], village.communities["budget"]  # two networks: nobody is known there
    ada = village.people["ada"].id
    with pytest.raises(Undone):
        async with engine().transaction():
            await Standing.delete().where(Standing.community.is_in([soils.id, budget.id]))
            await bring(sheets.write([HEADINGS, *lines]), soils, ada)
            before = await people_in(soils)
            if before:  # else every line had a fault
                content = await got_out(soils, ada, form)
                once_more = await bring(content, budget, ada)
                assert once_more.columns[:8] == [
                    "family_name",
                    "given_name",
                    "email",
                    "phone",
                    "organisation",
                    "function",
                    "college",
                    "circle",
                ]
                assert await people_in(budget) == before
            raise Undone


async def test_whoever_is_in_two_communities_is_known_by_the_same_file(village: Village) -> None:
    hedges, ada = village.communities["hedges"], village.people["ada"].id
    counts = [await table.count() for table in (Person, Standing, Affiliation)]
    row = await bring(await got_out(hedges, ada, "excel"), hedges, ada)
    done = await Import.objects().get(Import.id == row.id)
    assert done and (done.placed, done.known, done.wrong) == (0, 4, 0) and done.done_at
    assert [await table.count() for table in (Person, Standing, Affiliation)] == counts
