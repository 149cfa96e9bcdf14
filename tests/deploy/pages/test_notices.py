import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from deploy.catalogues import HERE
from deploy.house import HOUSE
from network.plug import Village
from tests.conftest import Visitor
from tests.network.test_sign_in import signed_in

HELP = Path(HERE) / "deploy/templates/notices/help.html"


@pytest.mark.parametrize("language", ["fr", "en"])
async def test_every_link_of_the_help_leads_somewhere_in_both_languages(
    village: Village, visitor: Visitor, language: str
) -> None:
    await signed_in(visitor)
    visitor.cookies.set("language", language)
    page = (await visitor.get("/aide")).text
    main = page.partition("<main")[2].partition("</main>")[0]
    links = set(re.findall(r'href="(/[^"]*)"', main))
    assert len(links) >= 8 and f'<html lang="{language}"' in page
    for link in links:
        assert (await visitor.get(link)).status_code == 200, link


def test_every_label_that_the_help_quotes_is_what_a_button_or_link_says() -> None:
    quoted = set(re.findall(r'label\("([^"]+)"\)', HELP.read_text()))
    said = set()
    for domain in HOUSE.domains:
        with (domain.folder / "locale/fr/LC_MESSAGES/messages.po").open("rb") as catalogue:
            said |= {str(message.id) for message in read_po(catalogue)}
    assert len(quoted) >= 8 and quoted - said == set()


async def test_the_figures_of_the_page_on_sparing_design_are_those_measured(visitor: Visitor, village: Village) -> None:
    page = (await visitor.get("/ecoconception")).text
    assert "Chromium" in page and "<td" in page
