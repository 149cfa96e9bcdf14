from datetime import timedelta

from library import reports, works
from library.tables import Work
from library.works import Description
from network.access import ANYONE, viewer_of
from network.ground.clock import now, today
from network.plug import Period, Village


def year() -> Period:
    """Until today, whenever midnight passes."""
    return Period(today() - timedelta(days=365), today())


async def test_the_report_counts_what_was_shared_by_type_and_by_college(village: Village) -> None:
    hedges = village.communities["hedges"]
    for who in ("zoé", "amin"):
        said = Description(title=f"Cahier de {who}", type="note", words="Des mots.")
        await works.deposit(hedges, said, by=village.people[who].id)
    old = await works.deposit(hedges, Description(title="Ancien", type="study", words="Des mots."))
    await Work.update({Work.deposited_at: now() - timedelta(days=500)}).where(Work.id == old.id)
    section = await reports.section(await viewer_of(village.people["rita"]), hedges, year())
    assert [figure.value for figure in section.figures] == [4, 3] and "5" in str(section.figures[0].base)
    types, colleges = section.charts
    assert {row.label: row.values[0] for row in types.series} == {"Guides": 1, "Notes": 3}
    assert {row.label: row.values[0] for row in colleges.series} == {"Élus": 2, "Société civile": 1, "Experts": 1}
    assert "3 sur 4" in str(types.sentence)


async def test_a_year_without_works_says_so_and_draws_nothing(village: Village) -> None:
    last = Period(today() - timedelta(days=900), today() - timedelta(days=800))
    section = await reports.section(ANYONE, village.communities["hedges"], last)
    assert str(section.sentence).startswith("Rien n’a été partagé") and section.charts == []


async def test_whoever_was_forgotten_still_counts_in_works_and_colleges(village: Village) -> None:
    from network import privacy

    await privacy.forget(village.people["rita"])
    gardener = await viewer_of(village.people["hugo"])
    section = await reports.section(gardener, village.communities["hedges"], year())
    assert section.figures[0].value == 2
    assert {row.label: row.values[0] for row in section.charts[1].series} == {"Élus": 1, "Société civile": 1}
