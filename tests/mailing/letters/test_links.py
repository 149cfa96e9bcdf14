"""Each link is tried before a letter leaves: what is sent cannot be mended."""

from datetime import timedelta

import pytest

from deploy.web import create_app
from mailing import jobs
from mailing.letters import agreements, blocks, departures, drafts, links, our_pages, planned_departures
from mailing.tables import Block, Letter, Link, Send
from mailing.village import DRAFT
from network.ground.clock import now
from network.ground.errors import Conflict
from network.plug import Village
from tests.conftest import Bell, Visitor
from tests.mailing.letters.pages.test_letters import typed
from tests.network.ground.test_outside import here, serving
from tests.network.test_sign_in import signed_in

SITE = "http://localhost:8000"


async def saying(words: str) -> Letter:
    letter = await Letter.objects().where(Letter.code == DRAFT).first()
    assert letter
    [text, *_rest] = await blocks.of(letter)
    await Block.update({Block.words: words}).where(Block.id == text.id)
    await agreements.mark_urgent(letter, "La salle a changé.")
    return letter


async def became(village: Village, letter: Letter) -> dict[str, str]:
    return {one.address: one.became for one in await links.tried(letter)}


async def hindrance(village: Village, letter: Letter) -> str:
    hedges, rita = village.communities["hedges"], village.people["rita"].id
    return str((await departures.departure_of(letter, hedges, rita)).hindrance or "")


async def test_links_elsewhere_are_tried_by_a_job_and_what_was_found_hinders_nothing(
    village: Village, bell: Bell, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with serving(lambda method, target: "404 No" if target == "/lost" else "200 OK") as (port, asked):
        monkeypatch.setattr(links, "ALLOWED", here(port))
        site = f"http://127.0.0.1:{port}"
        letter = await saying(f"[un]({site}/a) [deux]({site}/lost) <mailto:x@example.org> [ancre](#x)")
        assert await became(village, letter) == {f"{site}/a": "untried", f"{site}/lost": "untried"}
        assert "essayés" in await hindrance(village, letter)
        await links.check(letter)
        assert bell.rung[-1] == ("try_links", letter.id) and "à l’essai" in await hindrance(village, letter)
        await jobs.try_links(letter.id)
        assert await became(village, letter) == {f"{site}/lost": "missing", f"{site}/a": "good"}
        assert await hindrance(village, letter) == "", "a warning is shown, and hinders nothing"
        before = len(asked)
        await links.check(letter)
        await jobs.try_links(letter.id)
        assert len(asked) == before, "known for a day"
        await links.check(letter, is_anew=True)
        await jobs.try_links(letter.id)
        assert len(asked) > before


@pytest.mark.parametrize(
    "inside", ["http://127.0.0.1:5432/", "http://2130706433/", "https://localhost/", "http://[::1]/"]
)
async def test_what_names_a_machine_inside_never_leaves(village: Village, inside: str) -> None:
    letter = await saying(f"[un lien]({inside})")
    assert await became(village, letter) == {inside: "inside"}
    assert "adresse intérieure" in await hindrance(village, letter)
    hedges, rita = village.communities["hedges"], village.people["rita"].id
    with pytest.raises(Conflict):
        await departures.send(letter, hedges, rita, await drafts.digest_of(letter))
    with pytest.raises(Conflict):
        tomorrow = (now() + timedelta(days=1)).date()
        digest = await drafts.digest_of(letter)
        await planned_departures.plan(letter, hedges, rita, digest, tomorrow, now().time())
    assert not await Send.exists()


async def test_a_name_that_turns_out_to_lead_inside_is_refused_too(village: Village) -> None:
    letter = await saying("[un lien](https://turns.example/)")
    await links.check(letter)
    await Link.update({Link.became: "inside"}).where(Link.letter == letter.id)
    assert "adresse intérieure" in await hindrance(village, letter)


async def test_our_own_pages_are_asked_as_the_readers_stand_before_them(village: Village) -> None:
    words = " ".join(f"[x]({SITE}{path})" for path in PATHS)
    letter = await saying(words)
    assert await became(village, letter) == {f"{SITE}{path}": found for path, found in PATHS.items()}
    assert await hindrance(village, letter) == ""
    await Letter.update({Letter.reach: "circle_1"}).where(Letter.id == letter.id)
    letter = await saying(words)
    assert (await became(village, letter))[f"{SITE}/letters/letterclsd"] == "open"


PATHS = {
    "/letters/letterclsd": "hidden",
    "/newsletters/hedgesinnr": "hidden",
    "/events/nothing2ab": "hidden",
    "/communities/jury/people": "hidden",
    "/letters/lettersent": "open",
    "/communities/hedges": "open",
    "/networks/occitanie": "open",
    "/events/hedgescome.ics": "open",
    "/rules": "open",
    "/": "open",
    "/events?page=2#bas": "open",
    "/static/ground/mark.svg": "open",
    "/evnts": "missing",
    "/communities/hedges/nothing": "missing",
    "/sign-outs": "missing",
}


def test_every_page_that_we_answer_is_known_to_be_one() -> None:
    answered = {route.path for route in create_app().routes if "GET" in getattr(route, "methods", ())}
    known = {path or "/" for path in our_pages.paths()}
    assert {path for path in answered if not path.startswith("/static/")} == known - {"/static/{kind}/{file}"}


async def test_what_names_a_machine_inside_is_found_behind_two_hundred_others_too(village: Village) -> None:
    others = " ".join(f"<https://{number}.example/>" for number in range(links.MOST))
    letter = await saying(f"{others} [un lien](http://127.0.0.1/) [un autre](//localhost/)")
    assert [address for address, found in (await became(village, letter)).items() if found == "inside"] == [
        "http://127.0.0.1/",
        "https://localhost/",
    ]


async def test_a_job_that_never_answers_holds_the_letter_two_minutes_at_most(village: Village) -> None:
    letter = await saying("[un lien](https://quiet.example/)")
    await links.check(letter)
    assert "à l’essai" in await hindrance(village, letter)
    await Link.update({Link.asked_at: now() - timedelta(minutes=3)}).where(Link.letter == letter.id)
    assert await became(village, letter) == {"https://quiet.example/": "unreached"} and not await hindrance(
        village, letter
    )


async def test_a_link_taken_out_is_forgotten(village: Village) -> None:
    await links.check(await saying("[un](https://one.example/) [deux](https://two.example/)"))
    assert await Link.count() == 2
    await links.check(await saying("[deux](https://two.example/)"))
    assert [row["address"] for row in await Link.select(Link.address)] == ["https://two.example/"]


async def test_in_the_browser_saving_has_them_tried_and_the_page_says_what_was_found(
    village: Village, visitor: Visitor, bell: Bell
) -> None:
    await signed_in(visitor)
    form = typed(await visitor.get(f"/letters/{DRAFT}"))
    [words] = [name for name in form if name.startswith("words-")]
    await visitor.submit(f"/letters/{DRAFT}", **form | {words: f"[a](http://10.0.0.1/) [b]({SITE}/letters/letterclsd)"})
    assert "try_links" in [job for job, _subject in bell.rung]
    page = await visitor.get(f"/letters/{DRAFT}/departure")
    assert "2 liens sont à regarder" in page.text and "est une adresse intérieure" in page.text
    assert "n’est pas ouvert à toutes" in page.text
    page = await visitor.submit("/link-checks", letter=DRAFT)
    assert page.url.path == f"/letters/{DRAFT}/departure" and "à l’essai" in page.text
