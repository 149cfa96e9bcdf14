from deploy.house import HOUSE
from network.ground.words import speaking
from tests.conftest import Visitor


async def test_everybody_may_read_who_sees_what_in_words_of_every_domain(visitor: Visitor) -> None:
    page = (await visitor.get("/rules")).text
    assert all(domain.rules for domain in HOUSE.domains)
    with speaking("fr"):
        for rule in HOUSE.every("rules"):
            assert str(rule.noun.__html__()) in page and str(rule.sentence.__html__()) in page
            assert str(rule.sentence) != rule.sentence.english
