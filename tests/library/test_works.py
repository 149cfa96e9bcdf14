import asyncio
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from library import files, works
from library.tables import Work
from library.works import Description
from network import topics
from network.ground import tokens
from network.ground.errors import Fault
from network.ground.files import Paper
from network.plug import Village
from network.tables import Act, File, Territory
from tests.conftest import Bell
from tests.library.papers import pdf, png

GUIDE = Description(
    title="Réparer un mur de pierre sèche", type="guide", link="https://murs.example.org/guide", reach="public"
)


def but(**changed: Any) -> Description:
    return msgspec.structs.replace(GUIDE, **changed)


async def kept(work: Work) -> Work:
    found = await Work.objects().where(Work.code == work.code).first()
    assert found is not None
    return found


async def test_a_deposit_is_an_act_of_whoever_brings_it(village: Village) -> None:
    zoé, hedges = village.people["zoé"], village.communities["hedges"]
    work = await works.deposit(hedges, GUIDE, by=zoé.id)
    [act] = await Act.objects().where(Act.kind == "library.deposited", Act.subject == work.id)
    assert (act.person, act.community, act.college) == (zoé.id, hedges.id, "elected")


async def test_what_is_said_of_a_work_is_kept_as_it_was_said(village: Village) -> None:
    hedges = village.communities["hedges"]
    await Territory(kind="department", code="32", name="Gers", sort_key="gers").save()
    said = but(
        creator="Ana", issued="mars 2019", licence="cc-by", rights="Ana", coverage="Gers", words=" Deux\nlignes "
    )
    work = await kept(await works.deposit(hedges, said))
    assert (work.creator, work.issued, str(work.issued_on), work.licence) == ("Ana", "mars 2019", "2019-03-01", "cc-by")
    assert work.territory and work.coverage == "Gers" and work.text_state == "none"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"title": " "}, "title"),
        ({"type": "poem"}, "type"),
        ({"language": "elvish"}, "language"),
        ({"licence": "mine"}, "licence"),
        ({"reach": "mars"}, "reach"),
        ({"link": "javascript:alert(1)"}, "link"),
        ({"link": "", "words": "  "}, "file"),
        ({"topics": [987654]}, "topics"),
    ],
)
async def test_what_cannot_be_is_refused_on_its_field_and_leaves_nothing(
    village: Village, changed: dict[str, Any], field: str
) -> None:
    before = await Work.count()
    with pytest.raises(Fault) as refused:
        await works.deposit(village.communities["hedges"], but(**changed))
    assert refused.value.field == field and await Work.count() == before


async def test_every_fault_is_told_at_once() -> None:
    wrong = but(title="", type="", link="ftp://x", reach="")
    assert [fault.field for fault in works.faults(wrong, None)] == ["title", "type", "reach", "link"]


async def test_a_topic_of_another_network_is_none_of_ours(village: Village) -> None:
    theirs = await topics.find_or_add(village.networks["climat"], "Carbone")
    with pytest.raises(Fault):
        await works.deposit(village.communities["hedges"], but(topics=[theirs.id]))


async def test_the_same_form_twice_is_one_work_and_one_file(village: Village) -> None:
    hedges, code = village.communities["hedges"], tokens.code()
    before = await File.count()
    for _ in range(2):
        file = await files.bring(Paper("mur.pdf", pdf("Un mur")), None)
        await works.deposit(hedges, but(link=""), file, by=village.people["zoé"].id, code=code)
    assert await Work.count().where(Work.code == code) == 1 and await File.count() == before + 1


@pytest.mark.commit
async def test_two_browsers_with_one_form_at_once_make_one_work(village: Village) -> None:
    hedges, zoé, code = village.communities["hedges"], village.people["zoé"], tokens.code()

    async def press() -> Work:
        return await works.deposit(
            hedges, GUIDE, await files.bring(Paper("mur.pdf", pdf("Un mur")), None), zoé.id, code
        )

    before = await File.count()
    pressed = await asyncio.gather(*[press() for _ in range(4)])
    assert len({work.id for work in pressed}) == 1 == await File.count() - before
    assert await Act.count().where(Act.kind == "library.deposited", Act.subject == pressed[0].id) == 1


async def test_a_work_of_last_year_is_an_act_of_last_year(village: Village) -> None:
    zoé, at = village.people["zoé"], datetime(2025, 5, 4, 12, tzinfo=UTC)
    work = await works.deposit(village.communities["hedges"], GUIDE, by=zoé.id, at=at)
    [act] = await Act.objects().where(Act.kind == "library.deposited", Act.subject == work.id)
    assert work.deposited_at == at and act.done_on == at.date()


async def test_a_picture_says_what_it_shows_or_that_it_only_decorates(village: Village) -> None:
    hedges = village.communities["hedges"]
    file = await files.bring(Paper("mur.png", png()), None)
    with pytest.raises(Fault) as refused:
        await works.deposit(hedges, GUIDE, file)
    assert refused.value.field == "alternative"
    said = await works.deposit(hedges, but(alternative="Un mur"), file)
    plain = await works.deposit(hedges, but(is_decorative=True, alternative="Un mur"), file)
    assert (await kept(said)).alternative == "Un mur" and (await kept(plain)).alternative is None


async def test_a_correction_keeps_who_and_when_and_the_text_of_the_file(village: Village, bell: Bell) -> None:
    hedges, rita = village.communities["hedges"], village.people["rita"]
    file = await files.bring(Paper("mur.pdf", pdf("Un mur")), None)
    work = await works.deposit(hedges, GUIDE, file)
    await Work.update({Work.text: "un mur", Work.text_state: "done"}).where(Work.id == work.id)
    await works.correct(await kept(work), hedges, but(title="Les murs", link=""), by=rita.id)
    now = await kept(work)
    assert now.link is None and (now.title, now.text) == ("Les murs", "un mur")
    assert now.corrected_by == rita.id and now.file == file.id


async def test_a_new_file_takes_the_place_of_the_old_and_is_read(village: Village, bell: Bell) -> None:
    hedges = village.communities["hedges"]
    old = await files.bring(Paper("mur.txt", b"Un vieux mur"), None)
    new = await files.bring(Paper("mur.pdf", pdf("Un mur neuf")), None)
    work = await works.deposit(hedges, GUIDE, old)
    await works.correct(await kept(work), hedges, GUIDE, new)
    now = await kept(work)
    assert (now.file, now.text_state) == (new.id, "waiting") and not await File.exists().where(File.id == old.id)
    assert [job for job, subject in bell.rung if subject == work.id] == ["draw_text", "draw_text"]


async def test_a_withdrawal_has_a_reason_and_can_be_taken_back(village: Village) -> None:
    work = await works.deposit(village.communities["hedges"], GUIDE)
    with pytest.raises(Fault):
        await works.withdraw(work, "  ")
    await works.withdraw(work, "périmé", by=village.people["rita"].id)
    gone = await kept(work)
    assert gone.withdrawn_at and gone.withdrawn_because == "périmé"
    await works.bring_back(work)
    assert (await kept(work)).withdrawn_at is None
