import pytest

from network.communities import communities, gardeners
from network.plug import Village
from network.tables import Community, Network, Territory
from tests.conftest import Visitor
from tests.network.pages.visits import come_as, hidden


async def test_cora_opens_a_community_and_its_two_seats_wait(village: Village, visitor: Visitor) -> None:
    await come_as(visitor, village, "cora")
    assert 'name="rule"' in (await visitor.get("/networks/occitanie/communities/new")).text
    for _double_click in range(2):
        done = await visitor.submit(
            "/communities",
            network="occitanie",
            name="Économie circulaire & déchets",
            aim="Moins jeter.",
            rule="contract",
        )
        assert done.url.path == "/communities/economie-circulaire-dechets" and "Moins jeter." in done.text
    opened = await Community.objects().get(Community.slug == "economie-circulaire-dechets")
    assert opened
    assert [(seat.title, seat.college, seat.person) for seat in await gardeners.pair_of(opened)] == [
        ("owner", "agent", None),
        ("contractor", None, None),
    ]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"name": "Haies", "slug": "hedges"}, "slug"),  # taken
        ({"name": "Haies", "slug": "Les Haies"}, "slug"),
        ({"name": "Haies", "slug": "new"}, "slug"),
        ({"name": "!!"}, "slug"),  # nothing can be made of it
        ({"name": ""}, "name"),
        ({"name": "Haies", "reach": "moon"}, "reach"),
        ({"name": "Haies", "territory": "Nowhere-sur-Mer"}, "territory"),
    ],
)
async def test_what_is_wrong_is_said_and_kept(
    village: Village, visitor: Visitor, typed: dict[str, str], field: str
) -> None:
    await come_as(visitor, village, "cora")
    many = await Community.count()
    answer = await visitor.submit("/communities", network="occitanie", aim="Une visée à garder", **typed)
    assert answer.status_code == 422 and f'id="{field}-why"' in answer.text and "Une visée à garder" in answer.text
    assert await Community.count() == many


async def test_a_territory_is_meant_by_name_or_by_code_and_not_guessed(village: Village, visitor: Visitor) -> None:
    for kind, code, name, key in (
        ("commune", "32013", "Auch", "auch"),
        ("intercommunality", "243200417", "Auch", "auch"),
        ("commune", "31555", "Toulouse", "toulouse"),
    ):
        await Territory(kind=kind, code=code, name=name, sort_key=key).save()
    await come_as(visitor, village, "cora")
    several = await visitor.submit("/communities", network="occitanie", name="Auch", territory="Auch")
    assert several.status_code == 422 and "243200417" in several.text
    for name, typed in (("Auch en commun", "32013"), ("Toulouse en commun", "TOULOUSE")):
        assert (
            await visitor.submit("/communities", network="occitanie", name=name, territory=typed)
        ).status_code == 200
        opened = await Community.objects(Community.territory).get(Community.name == name)
        assert opened and opened.territory.name == name.split()[0]


@pytest.mark.parametrize(
    ("who", "community", "network"),
    [
        (None, 401, 401),
        ("lucie", 403, 403),
        ("hugo", 403, 403),
        ("karl", 403, 403),
        ("cora", 200, 403),
        ("ada", 200, 200),
    ],
)
async def test_who_opens_what(
    village: Village, visitor: Visitor, who: str | None, community: int, network: int
) -> None:
    await come_as(visitor, village, who)
    assert (await visitor.get("/networks/occitanie/communities/new")).status_code == community
    assert (await visitor.submit("/communities", network="occitanie", name="Neuve")).status_code == community
    assert (await visitor.get("/networks/new")).status_code == network
    assert (await visitor.submit("/networks", name="Réseau neuf", organisation="ADEME")).status_code == network
    assert await Network.exists().where(Network.slug == "reseau-neuf") == (network == 200)
    assert (await visitor.submit("/communities", network="nowhere", name="Neuve")).status_code == 404


async def test_a_network_with_a_taken_address_is_refused(village: Village, visitor: Visitor) -> None:
    await come_as(visitor, village, "ada")
    answer = await visitor.submit("/networks", name="Un autre", slug="occitanie", purpose="Gardé")
    assert answer.status_code == 422 and 'id="slug-why"' in answer.text and "Gardé" in answer.text


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Haies et bocages", "haies-et-bocages"),
        ("  L’Eau — à Sète !", "l-eau-a-sete"),
        ("Cœurs d’Œuvre", "coeurs-d-oeuvre"),
        ("x" * 90, "x" * 60),
    ],
)
def test_an_address_is_made_of_the_name(name: str, slug: str) -> None:
    assert communities.slug_of(name) == slug


async def test_a_community_is_opened_after_a_model_and_what_comes_is_said_before(
    village: Village, visitor: Visitor
) -> None:
    await come_as(visitor, village, "cora")
    assert (
        'href="/networks/occitanie/communities/new?model=hedges"'
        in (await visitor.get("/communities/hedges/mandates")).text
    )
    empty = (await visitor.get("/networks/occitanie/communities/new")).text
    assert 'value="jury"' in empty and 'value="soils"' not in empty and 'name="rule"' in empty
    page = (await visitor.get("/networks/occitanie/communities/new?model=jury")).text
    assert 'value="community" checked' in page and 'name="rule"' not in page and hidden(page)["shown"] == "jury"
    page = (await visitor.get("/networks/occitanie/communities/new?model=hedges")).text
    assert "La lettre des haies, Entre nous" in page and "Aucune personne n’est reprise" in page
    for _double_click in range(2):
        done = await visitor.submit("/communities", **hidden(page), model="hedges", name="Les mares", reach="public")
        assert done.url.path == "/communities/les-mares"
    opened = await Community.objects().get(Community.slug == "les-mares")
    assert opened and opened.model == village.communities["hedges"].id
    said = (await visitor.get("/communities/les-mares/mandates")).text
    assert f'<a href="/communities/hedges">{village.communities["hedges"].name}</a>' in said


@pytest.mark.parametrize("model", ["soils", "nowhere"])
async def test_a_model_of_another_network_is_refused_on_its_field(
    village: Village, visitor: Visitor, model: str
) -> None:
    await come_as(visitor, village, "cora")
    many = await Community.count()
    asked = await visitor.get(f"/networks/occitanie/communities/new?model={model}")
    sent = await visitor.submit("/communities", network="occitanie", name="Les mares", aim="Creuser", model=model)
    for answer in (asked, sent):
        assert answer.status_code == 422 and 'id="model-why"' in answer.text and "repris de" not in answer.text
    assert "Creuser" in sent.text and await Community.count() == many


async def test_a_fault_keeps_the_model(village: Village, visitor: Visitor) -> None:
    await come_as(visitor, village, "cora")
    answer = await visitor.submit("/communities", network="occitanie", name="", model="hedges")
    assert answer.status_code == 422 and '<option value="hedges" selected>' in answer.text


async def test_what_comes_from_a_model_is_read_before_anything_is_opened(village: Village, visitor: Visitor) -> None:
    await come_as(visitor, village, "cora")
    many, typed = await Community.count(), {"network": "occitanie", "name": "Les mares", "aim": "Creuser"}
    for shown, model in (("", "jury"), ("hedges", "jury"), ("jury", "")):
        page = (await visitor.submit("/communities", **typed, model=model, shown=shown)).text
        assert "Rien n’est encore ouvert" in page and "Les mares" in page and "Creuser" in page
        assert ('value="community" checked' in page) == ("repris de" in page) == (model == "jury")
        assert await Community.count() == many
    done = await visitor.submit("/communities", **typed, model="jury", shown="jury")
    assert done.url.path == "/communities/les-mares"
