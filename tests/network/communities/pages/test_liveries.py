import re
from contextlib import suppress
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from network import sign_in
from network.communities import liveries, settings
from network.ground import colours
from network.ground.errors import Fault
from network.plug import Village
from tests.conftest import Visitor
from tests.network.test_sign_in import signed_in
from tests.roles import things_of
from tests.test_roles import ROLES, rules

WHO = ("gardener", "coordinator", "administrator", "circle 1", "person", "public")
NOBODYS = {  # the first word of the address of what belongs to no network: everybody's, a person's own, the instance's
    *["", "today", "notes", "people", "merges", "objections", "search", "rules", "contact", "plan-du-site", "aide"],
    *["mentions-legales", "donnees-personnelles", "accessibilite", "ecoconception", "imprints", "audits"],
    *["sign-in-letters"],
}
NOBODYS_LISTS = {"/communities", "/events", "/works", "/letters", "/reports", "/calendars", "/networks/new"}
WORN = re.compile(r'href="(/networks/(?:occitanie|climat)/colours\.css\?\w{8})"')
TOKEN = re.compile(r"(--[\w-]+): (#\w{6})")
SHADES = st.tuples(*[st.integers(0, 255)] * 3).map(colours.say)
ON = {  # what is written in which token, on which: as the one sheet does
    "--moss": ["--paper", "--sheet", "--moss-wash", "--slate-wash", "--clay-wash"],
    "--moss-deep": ["--paper", "--sheet", "--moss-wash"],
    "--paper": ["--moss", "--moss-deep"],
    "--ochre": ["--paper", "--sheet", "--ochre-wash", "--slate-wash", "--clay-wash"],
    "--ink": ["--moss-wash", "--ochre-wash", "--ring-1", "--ring-2", "--ring-3"],
}


async def coloured(village: Village) -> None:
    for slug, accent in (("occitanie", "#7a1f5c"), ("climat", "#1c4f7c")):
        await settings.change(village.networks[slug], {"accent": accent}, by=village.people["ada"].id)


async def test_every_page_that_belongs_to_a_network_wears_its_colours_and_no_other_does(
    village: Village, visitor: Visitor
) -> None:
    await coloured(village)
    things = await things_of(village)
    belongs, wrong = 0, []
    for rule in rules():
        answers = dict(zip(ROLES, rule.answers, strict=True))
        role = next((role for role in WHO if answers[role] == "200"), "")
        if rule.method != "GET" or not role:
            continue
        visitor.cookies.clear()
        if who := ROLES[role]:
            visitor.cookies.set("sign_in", await sign_in.remember(village.people[who].id))
        page = (await visitor.get(rule.path.format(**things))).text
        if '<header class="top">' not in page:
            continue  # a file, a letter, a feed
        is_nobodys = rule.path.split("/")[1].partition("?")[0] in NOBODYS or rule.path in NOBODYS_LISTS
        is_nobodys = is_nobodys or re.match(r"/[\w-]+/\{person_", rule.path) is not None  # about one person
        belongs += not is_nobodys
        if bool(WORN.search(page)) is is_nobodys:
            wrong.append(rule.path)
    assert wrong == [] and belongs > 70


async def test_a_page_comes_back_with_its_faults_in_the_same_colours(village: Village, visitor: Visitor) -> None:
    await coloured(village)
    await signed_in(visitor)
    page = await visitor.submit("/communities/hedges/events", title="")
    assert page.status_code == 422 and WORN.search(page.text)


async def test_a_network_without_colours_has_no_sheet_to_fetch(village: Village, visitor: Visitor) -> None:
    assert "colours.css" not in (await visitor.get("/communities/hedges")).text
    assert "colours.css" not in (await visitor.get("/networks/occitanie")).text


async def test_the_sheet_is_kept_for_good_under_its_digest_and_asked_for_again_without(
    village: Village, visitor: Visitor
) -> None:
    await coloured(village)
    [address] = WORN.findall((await visitor.get("/communities/hedges")).text)
    sheet = await visitor.get(address)
    assert "--moss: #7a1f5c" in sheet.text and "immutable" in sheet.headers["Cache-Control"]
    assert sheet.headers["Content-Type"].startswith("text/css")
    plain = await visitor.get("/networks/occitanie/colours.css", headers={"If-None-Match": sheet.headers["ETag"]})
    assert (plain.status_code, plain.content) == (304, b"") and plain.headers["Cache-Control"] == "public, no-cache"
    await settings.change(village.networks["occitanie"], {"second": "#5a3a00"}, by=village.people["ada"].id)
    [changed] = WORN.findall((await visitor.get("/events/hedgescome")).text)
    assert changed != address
    fresh = await visitor.get(address, headers={"If-None-Match": sheet.headers["ETag"]})
    assert fresh.status_code == 200 and "--ochre: #5a3a00" in fresh.text
    assert "immutable" not in fresh.headers["Cache-Control"], "an old digest is kept by nobody"


async def test_the_policy_of_a_coloured_page_is_the_one_of_all(village: Village, visitor: Visitor) -> None:
    before = (await visitor.get("/communities/hedges")).headers["Content-Security-Policy"]
    await coloured(village)
    page = await visitor.get("/communities/hedges")
    assert (
        page.headers["Content-Security-Policy"]
        == before
        == "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
    )
    assert "style=" not in page.text and "<style" not in page.text


def schemes(livery: str) -> list[dict[str, str]]:
    """The tokens by day and by night: those of the one sheet, and over them those of the network."""
    sheet = (Path(liveries.__file__).parents[1] / "ground/static/terreau.css").read_text()
    days: dict[str, str] = {}
    nights: dict[str, str] = {}
    for written in (sheet[: sheet.index("@layer page {")], livery):
        day, _media, night = written.partition("prefers-color-scheme: dark")
        days |= dict(TOKEN.findall(day))
        nights |= dict(TOKEN.findall(day)) | dict(TOKEN.findall(night))
    return [days, nights]


@given(SHADES, SHADES)
def test_whatever_colours_are_taken_all_that_is_written_in_them_can_be_read(accent: str, second: str) -> None:
    for field, shade in (("accent", accent), ("second", second)):
        with suppress(Fault):
            liveries.require_readable(field, shade)
            livery = liveries.style_sheet(shade if field == "accent" else "", shade if field == "second" else "")
            for tokens in schemes(livery):
                for ink, grounds in ON.items():
                    for ground in grounds:
                        one, other = colours.read(tokens[ink]), colours.read(tokens[ground])
                        assert one and other and colours.contrast(one, other) >= 4.5, (shade, ink, ground)
