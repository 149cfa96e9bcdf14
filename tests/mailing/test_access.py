"""The doors of newsletters and letters: list and door agree for everybody, and a letter of the first circle stays there."""

import pytest

from mailing import access
from mailing.tables import Letter, Newsletter
from mailing.village import CLOSED, DRAFT, INNER, PUBLIC, SENT
from network.access import ANYONE, Audience, Viewer, viewer_for, viewer_of
from network.ground.errors import NotHere
from network.plug import Village


async def viewers(village: Village) -> dict[str, Viewer]:
    seen = {name: await viewer_of(person) for name, person in village.people.items()} | {"nobody": ANYONE}
    hedges = village.communities["hedges"]
    reaches = ("public", "network", "community", "circle_2", "circle_1", "pair")
    return seen | {f"letter {reach}": viewer_for(Audience(hedges, reach)) for reach in reaches}


async def test_list_and_door_agree_for_every_viewer_newsletter_and_letter(village: Village) -> None:
    for name, viewer in (await viewers(village)).items():
        listed = {one.code for one in await access.newsletters_for(viewer)}
        for newsletter in await Newsletter.objects():
            try:
                door = (await access.newsletter_for(viewer, newsletter.code)).code
            except NotHere:
                door = ""
            assert (newsletter.code in listed) == bool(door), (name, newsletter.name)
        both = [*await access.letters_for(viewer), *await access.letters_for(viewer, sent=False)]
        listed = {letter.code for letter in both}
        for letter in await Letter.objects():
            try:
                door = (await access.letter_for(viewer, letter.code)).code
            except NotHere:
                door = ""
            assert (letter.code in listed) == bool(door), (name, letter.subject)


@pytest.mark.parametrize(
    ("who", "newsletters", "letters"),
    [
        ("nobody", {PUBLIC}, {SENT}),
        ("lucie", {PUBLIC}, {SENT}),
        ("mina", {PUBLIC}, {SENT}),
        ("amin", {PUBLIC}, {SENT}),
        ("zoé", {PUBLIC, INNER}, {SENT, CLOSED}),
        ("rita", {PUBLIC, INNER}, {SENT, CLOSED, DRAFT}),
        ("hugo", {PUBLIC, INNER}, {SENT, CLOSED, DRAFT}),
        ("gil", {PUBLIC}, {SENT}),
        ("cora", {PUBLIC, INNER}, {SENT, CLOSED, DRAFT}),
        ("karl", {PUBLIC}, {SENT}),
        ("ada", {PUBLIC, INNER}, {SENT, CLOSED, DRAFT}),
        ("letter circle_1", {PUBLIC, INNER}, {SENT, CLOSED}),
        ("letter circle_2", {PUBLIC}, {SENT}),
        ("letter public", {PUBLIC}, {SENT}),
    ],
)
async def test_each_sees_what_is_theirs(village: Village, who: str, newsletters: set[str], letters: set[str]) -> None:
    viewer, hedges = (await viewers(village))[who], village.communities["hedges"]
    assert {one.code for one in await access.newsletters_for(viewer, hedges)} == newsletters
    both = [*await access.letters_for(viewer, hedges), *await access.letters_for(viewer, hedges, sent=False)]
    assert {letter.code for letter in both} == letters
