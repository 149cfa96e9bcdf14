"""Of a community that is the model of another one: its newsletters, with name, introduction and reach. No subscriber and
no letter comes along, and none reaches farther than the new community itself."""

from collections.abc import Sequence

from mailing.newsletters import newsletters
from mailing.tables import Newsletter
from network.access import REACHES
from network.ground.words import _
from network.owners import belongs_to
from network.plug import ModelPart
from network.tables import Community

WIDEST_FIRST = [*REACHES]


async def tell(model: Community) -> Sequence[str]:
    """Their names, the oldest first."""
    return [newsletter.name for newsletter in await _of(model)]


async def take_over(model: Community, opened: Community) -> None:
    """Where a name or an introduction says the name of the model, it says the name of the new one."""
    for known in await _of(model):
        name, description = (words.replace(model.name, opened.name) for words in (known.name, known.description))
        reach = max(known.reach, opened.reach, key=WIDEST_FIRST.index)
        await newsletters.make(opened, name[:120].strip(), description, reach)


async def _of(model: Community) -> list[Newsletter]:
    return (
        await Newsletter.objects()
        .where(belongs_to(model, Newsletter.network, Newsletter.community))
        .order_by(Newsletter.id)
    )


PART = ModelPart(_("Its newsletters, without subscribers and letters"), tell, take_over)
