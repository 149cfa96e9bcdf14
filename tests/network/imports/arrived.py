"""A spreadsheet that has been carried out: Anne and Léa with an address of their own and one shared, Paul without."""

from typing import Any

from network.ground.clock import now
from network.imports import imports
from network.plug import Village
from network.tables import Import, Person
from tests.network.ground.test_files import Brought

ROWS = """Nom;Prénom;Courriel;Téléphone;Organisme
Nouvelle;Anne;anne@example.org;0561000000;Région Occitanie
Autre;Léa;lea@example.org;;Les Urnes
Sans;Paul;;0561000001;Les Urnes
Ferrand;Zoé;zoe@example.org;;Commune d’Auch
"""
FIELDS = ["family_name", "given_name", "email", "phone", "organisation"]


async def brought_in(village: Village, code: str = "hedgesdone", rows: str = ROWS) -> Import:
    """By Hugo, into the hedges; Zoé was known."""
    hugo, hedges = village.people["hugo"], village.communities["hedges"]
    row = await imports.bring(hedges, Brought(rows.encode(), "acteurs.csv"), hugo.id, code)
    await imports.map_columns(row, FIELDS, "civil")
    confirmed: dict[Any, Any] = {Import.state: "confirmed", Import.confirmed_at: now()}
    await Import.update(confirmed).where(Import.id == row.id)
    await imports.carry_out_import(row.id)
    done = await Import.objects().get(Import.id == row.id)
    assert done and done.state == "done"
    return done


async def person(address: str) -> Person:
    """Who has come in with it."""
    found = await Person.objects().where(Person.email == address).first()
    assert found
    return found
