"""A picture comes into a letter small, upright, without the place where it was taken, and never without its words."""

import struct
import zlib
from datetime import timedelta
from io import BytesIO
from random import Random

import pytest
from PIL import Image

from mailing.letters import agreements, blocks, departures, drafts, duplicates, letters, pictures, proofs
from mailing.letters.pictures import Words
from mailing.tables import Block, Letter, Picture
from mailing.village import DRAFT
from network.access import ANYONE
from network.ground import files as store
from network.ground.clock import now
from network.ground.errors import Conflict, Fault
from network.ground.files import Paper
from network.plug import Village
from network.tables import File
from tests.conftest import Visitor
from tests.network.test_sign_in import signed_in

WORDS = Words("Une haie en fleur, trois personnes devant", caption="Avril", credit="Zoé")


async def draft() -> Letter:
    found = await Letter.objects().where(Letter.code == DRAFT).first()
    assert found
    return found


def photo(width: int = 1600, height: int = 900, kind: str = "JPEG", **how: object) -> bytes:
    """Grain, as a camera makes it: it does not pack well."""
    grain = Random(1).randbytes(160 * 90 * 3)
    picture = Image.frombytes("RGB", (160, 90), grain).resize((width, height))
    out = BytesIO()
    picture.save(out, kind, **how)
    return out.getvalue()


def taken_lying_somewhere() -> bytes:
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held upright
    exif[0x010F] = "A maker of cameras"
    exif.get_ifd(0x8825).update({1: "N", 2: (43.0, 36.0, 16.0), 3: "E", 4: (1.0, 26.0, 38.0)})
    return photo(exif=exif.tobytes(), comment=b"taken at home", xmp=b"<x:xmpmeta>43.6,1.4</x:xmpmeta>")


def bomb(width: int = 60_000, height: int = 60_000) -> bytes:
    """A few bytes that promise gigabytes."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    packed = zlib.compress(bytes(4_000_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


async def bytes_of(picture: Picture) -> bytes:
    file = await File.objects().get(File.id == picture.file)
    assert file
    return store.path_of(file.digest).read_bytes()


async def kept() -> int:
    """Of the pictures: the village has other files."""
    return int(await File.count().where(File.name.like("haie.%")))


async def brought(content: bytes, name: str = "haie.jpg") -> Picture:
    return await pictures.bring(await draft(), Paper(name, content), None)


async def test_it_is_made_small_turned_upright_and_says_nothing_of_where_it_was_taken(village: Village) -> None:
    came = taken_lying_somewhere()
    assert b"A maker of cameras" in came
    picture = await brought(came)
    content = await bytes_of(picture)
    with Image.open(BytesIO(content)) as drawn:
        assert drawn.format == "JPEG" and drawn.size == (picture.width, picture.height)
        assert picture.width < picture.height and picture.width <= 1200, "lying, it stands"
        assert not drawn.getexif() and "exif" not in drawn.info
    assert b"A maker of cameras" not in content and b"GPS" not in content and len(content) <= 200_000
    assert b"at home" not in content and b"xmpmeta" not in content and b"43.6" not in content
    assert await kept() == 1, "what came is not kept"


@pytest.mark.parametrize(("kind", "width"), [("PNG", 1600), ("WEBP", 1600), ("GIF", 1600), ("JPEG", 200)])
async def test_each_kind_of_picture_becomes_one_that_every_mail_reader_shows(
    village: Village, kind: str, width: int
) -> None:
    picture = await brought(photo(width, width // 2, kind), f"haie.{kind.lower()}")
    assert (picture.width, picture.height) == (min(width, 1200), min(width, 1200) // 2)
    content = await bytes_of(picture)
    with Image.open(BytesIO(content)) as drawn:
        assert drawn.format in ("JPEG", "PNG") and len(content) <= 260_000


async def test_what_can_be_seen_through_becomes_white_and_a_drawing_keeps_its_edges(village: Village) -> None:
    out = BytesIO()
    Image.new("RGBA", (40, 20), (0, 0, 0, 0)).save(out, "PNG")
    picture = await brought(out.getvalue(), "logo.png")
    with Image.open(BytesIO(await bytes_of(picture))) as drawn:
        assert drawn.format == "PNG" and drawn.convert("RGB").getpixel((3, 3)) == (255, 255, 255)
    assert pictures.width_in_letter(picture) == 40, "small ones are not blown up"


@pytest.mark.parametrize(("level", "grey"), [(0, 0), (20_000, 77), (40_000, 155), (65_535, 255)])
async def test_a_picture_of_sixteen_bits_keeps_its_greys(village: Village, level: int, grey: int) -> None:
    out = BytesIO()
    Image.new("I;16", (40, 20), level).save(out, "PNG")
    picture = await brought(out.getvalue(), "grey.png")
    with Image.open(BytesIO(await bytes_of(picture))) as drawn:
        assert abs(drawn.convert("L").getpixel((3, 3)) - grey) <= 1  # type: ignore[operator]


async def test_the_photo_of_a_good_telephone_is_taken(village: Village) -> None:
    out = BytesIO()
    Image.new("RGB", (8192, 6144), (90, 120, 60)).save(out, "JPEG", quality=30)
    picture = await brought(out.getvalue())
    assert (picture.width, picture.height) == (1200, 900)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (bomb(), "trop de pixels"),
        (bomb(8_100, 8_100), "trop de pixels"),
        (bomb(3_000, 3_000), "abîmée"),
        (photo()[:2000], "abîmée"),
        (b"\xff\xd8\xff" + b"x" * 500, "abîmée"),
        (b"GIF89a" + b"\xff" * 40, "abîmée"),
        (b"%PDF-1.4 nothing", "PDF"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "Accept"),
        (b"\0\0\0\x18ftypheic" + bytes(99), "JPEG"),
        (b"\0\0\0\x18ftypavif" + bytes(99), "AVIF"),
        (b"II*\0" + bytes(99), "TIFF"),
        (b"<svg/>", "SVG"),
        (b"", "vide"),
    ],
)
async def test_what_is_no_picture_or_a_bomb_is_a_sentence_and_nothing_is_kept(
    village: Village, content: bytes, sentence: str
) -> None:
    with pytest.raises(Fault) as refused:
        await brought(content)
    assert refused.value.field == "file" and sentence.lower() in str(refused.value.sentence).lower()
    assert not await Picture.exists() and not await kept()
    assert not [*(store.folder() / "incoming").glob("*")]


async def test_without_its_words_it_is_not_in_the_letter(village: Village) -> None:
    letter, picture = await draft(), await brought(photo())
    before = await drafts.digest_of(letter)
    with pytest.raises(Fault) as refused:
        await pictures.describe(letter, picture, Words(alternative="  "))
    assert refused.value.field == "alternative" and await drafts.digest_of(letter) == before
    await pictures.describe(letter, picture, WORDS)
    await pictures.describe(letter, picture, WORDS)
    assert await Block.count().where(Block.picture == picture.id) == 1
    after = await drafts.digest_of(letter)
    await pictures.describe(letter, picture, Words(is_decorative=True))
    assert len({before, after, await drafts.digest_of(letter)}) == 3, "each is another text: the pair agrees anew"


async def test_in_the_letter_it_has_its_words_its_measures_and_our_address(village: Village) -> None:
    letter, hedges = await draft(), village.communities["hedges"]
    picture = await brought(photo())
    await pictures.describe(letter, picture, Words('Une "haie" <b>& un talus', caption="Avril <3", credit="Zoé"))
    pressed = await proofs.press_letter(letter, hedges, await letters.newsletter_of(letter))
    assert f'src="http://localhost:8000{pictures.path_of(picture)}"' in pressed.html
    assert 'width="544"' in pressed.html and 'height="306"' in pressed.html
    assert "<b>&" not in pressed.html and "Avril &lt;3" in pressed.html and "Cr\u00e9dit" in pressed.html
    assert '[Image\u00a0: Une "haie"' in pressed.text and "Avril <3" in pressed.text
    from bs4 import BeautifulSoup

    [shown] = BeautifulSoup(pressed.html, "html.parser").find_all("img")
    assert shown["alt"] == 'Une "haie" <b>& un talus'
    assert await pictures.weight_of(letter) == len(await bytes_of(picture))
    assert f'src="{pictures.path_of(picture)}"' in pictures.at_home(pressed.html)


async def test_mail_readers_fetch_it_without_signing_in_and_nobody_guesses_its_address(
    village: Village, visitor: Visitor
) -> None:
    picture = await brought(photo())
    answer = await visitor.get(pictures.path_of(picture))
    assert answer.status_code == 200 and answer.headers["content-type"] == "image/jpeg"
    assert answer.content == await bytes_of(picture) and answer.headers["x-content-type-options"] == "nosniff"
    for wrong in (
        f"/pictures/{picture.code}",
        pictures.path_of(picture)[:-1] + "0",
        f"/pictures/{picture.code}{'0' * 22}",
    ):
        assert (await visitor.get(wrong)).status_code == 404 or wrong == pictures.path_of(picture)
    assert len(pictures.path_of(picture)) > 40


async def test_the_form_keeps_the_picture_when_its_words_are_lacking(village: Village, visitor: Visitor) -> None:
    await signed_in(visitor)
    page = await visitor.get(f"/letters/{DRAFT}/pictures/new")
    token = page.text.partition('name="_csrf_token" value="')[2].partition('"')[0]
    form = {"_csrf_token": token, "code": "pictureone", "alternative": " ", "caption": "Avril"}
    sent = {"data": form, "files": {"file": ("haie.jpg", photo(), "image/jpeg")}}
    page = await visitor.post(f"/letters/{DRAFT}/pictures", **sent)  # type: ignore[arg-type]
    assert page.status_code == 422 and 'id="alternative-why"' in page.text and 'value="Avril"' in page.text
    assert "inutile de la choisir" in page.text and 'name="picture" value="pictureone"' in page.text
    again = form | {"picture": "pictureone", "alternative": "Une haie en fleur", "code": "pictureone"}
    for _ in range(2):
        page = await visitor.post(f"/letters/{DRAFT}/pictures", data=again)
        assert page.url.path == f"/letters/{DRAFT}" and "Une haie en fleur" in page.text
    assert await Picture.count() == 1 and await Block.count().where(Block.picture.is_not_null()) == 1
    page = await visitor.get("/pictures/pictureone/edit")
    assert "Une haie en fleur" in page.text and "Retirer l’image pour de bon" in page.text
    page = await visitor.submit("/pictures/pictureone", code="pictureone", is_decorative="1")
    assert "Décorative" in page.text
    page = await visitor.submit("/picture-removals", picture="pictureone")
    assert "L’image est retirée" in page.text and not await Picture.exists() and not await kept()


async def test_a_picture_as_large_as_promised_is_taken_and_a_larger_one_is_told_so_on_the_form(
    village: Village, visitor: Visitor
) -> None:
    await signed_in(visitor)
    page = await visitor.get(f"/letters/{DRAFT}/pictures/new")
    token = page.text.partition('name="_csrf_token" value="')[2].partition('"')[0]
    form = {"_csrf_token": token, "code": "pictureone", "alternative": "Une haie en fleur"}
    for size, said in ((pictures.MOST + 1, "20 Mo au plus"), (pictures.MOST, "L’image est dans la lettre")):
        large = photo().ljust(size, b"\0")
        sent = {"data": form, "files": {"file": ("haie.jpg", large, "image/jpeg")}}
        page = await visitor.post(f"/letters/{DRAFT}/pictures", **sent)  # type: ignore[arg-type]
        assert said in page.text and "Une haie en fleur" in page.text


async def test_a_form_without_a_picture_says_so_beside_the_other_faults(village: Village, visitor: Visitor) -> None:
    await signed_in(visitor)
    page = await visitor.submit(f"/letters/{DRAFT}/pictures", code="pictureone", caption="x" * 301)
    assert page.status_code == 422
    assert all(f'id="{field}-why"' in page.text for field in ("file", "alternative", "caption"))


async def test_a_duplicate_shows_the_same_file_and_each_may_go_alone(village: Village) -> None:
    letter, picture = await draft(), await brought(photo())
    await pictures.describe(letter, picture, WORDS)
    copy = await duplicates.draw(letter, village.people["rita"].id)
    mine = await Picture.objects().where(Picture.letter == copy.id).first()
    assert mine and (mine.alternative, mine.credit, mine.file) == (WORDS.alternative, WORDS.credit, picture.file)
    await drafts.throw_away(letter)
    assert await kept() == 1 and await bytes_of(mine)
    await drafts.throw_away(copy)
    assert await kept() == 0 and not await Picture.exists()


async def test_brought_and_never_described_it_is_swept_after_a_day(village: Village) -> None:
    letter = await draft()
    lost, placed, fresh = await brought(photo(300, 200)), await brought(photo(310, 200)), await brought(photo(320, 200))
    await pictures.describe(letter, placed, WORDS)
    old = now() - timedelta(days=2)
    await Picture.update({Picture.brought_at: old}).where(Picture.id.is_in([lost.id, placed.id]))
    await pictures.sweep()
    assert {row["id"] for row in await Picture.select(Picture.id)} == {placed.id, fresh.id}
    assert await kept() == 2


async def test_sent_it_stays_as_it_is(village: Village) -> None:
    letter, picture = await draft(), await brought(photo())
    await pictures.describe(letter, picture, WORDS)
    await agreements.mark_urgent(letter, "La salle a changé.")
    hedges, rita = village.communities["hedges"], village.people["rita"].id
    letter = await departures.send(letter, hedges, rita, await drafts.digest_of(letter))
    assert pictures.path_of(picture) in (await letters.seen_of(letter, ANYONE)).html
    for act in (pictures.remove(letter, picture), pictures.describe(letter, picture, Words(is_decorative=True))):
        with pytest.raises(Conflict):
            await act
    assert await blocks.of(letter)
