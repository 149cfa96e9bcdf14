from network.plug import Village
from tests.conftest import Visitor


async def test_the_head_of_a_page_is_the_page_without_its_body(village: Village, visitor: Visitor) -> None:
    for path in ("/", "/events", "/events.ics", "/communities/hedges/letters.atom", "/static/ground/terreau.css"):
        page, head = await visitor.get(path), await visitor.head(path)
        assert (head.status_code, head.content) == (page.status_code, b""), path
        assert head.headers["content-type"] == page.headers["content-type"], path
    assert (await visitor.head("/today")).status_code == 401 and (await visitor.head("/nowhere")).status_code == 404
