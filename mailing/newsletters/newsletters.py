"""Newsletters: what people subscribe to. Each belongs to a community or to a network, and is made on its first use.

Its reach says who may subscribe and read, and so what its letters may hold: an audience sees no more than that.
"""

from urllib.parse import urlsplit

from mailing.access import newsletters_for
from mailing.newsletters import consents
from mailing.tables import Letter, Newsletter
from network.access import Viewer
from network.ground import tokens
from network.ground.clock import now
from network.ground.pages import environment
from network.ground.queue import together
from network.ground.settings import settings
from network.ground.words import Sentence, _
from network.owners import Owner, belongs_to, numbers_of
from network.plug import Item, Link, Panel
from network.tables import Community


async def make(owner: Owner, name: str, description: str = "", reach: str = "", code: str = "") -> Newsletter:
    """With a code that is there already (a form sent twice), the newsletter of the first time."""
    async with together():
        await _hold(owner)
        known = await Newsletter.objects().where(Newsletter.code == code).first() if code else None
        if known:
            return known
        newsletter = Newsletter(code=code or tokens.code(), name=name, description=description, made_at=now())
        newsletter.reach = reach or (owner.reach if isinstance(owner, Community) else "public")
        newsletter.community, newsletter.network = numbers_of(owner)
        await newsletter.save()
    return newsletter


async def first_of(owner: Owner) -> Newsletter:
    """The owner's oldest, made now where there is none: two who come at once make one."""
    async with together():
        await _hold(owner)
        newsletter = (
            await Newsletter.objects()
            .where(belongs_to(owner, Newsletter.network, Newsletter.community))
            .order_by(Newsletter.id)
            .first()
        )
        return newsletter or await make(owner, str(name_for(owner))[:120])


async def change(newsletter: Newsletter, name: str, description: str, reach: str) -> None:
    """Of letters, the drafts follow the reach; those that were sent, and their errata, keep the one that they had."""
    async with together():
        newsletter.name, newsletter.description, newsletter.reach = name, description, reach
        await newsletter.save()
        drafts = (Letter.newsletter == newsletter.id) & Letter.sent_at.is_null() & Letter.erratum_of.is_null()
        await Letter.update({Letter.reach: reach}).where(drafts)


async def _hold(owner: Owner) -> None:
    """One at a time."""
    await type(owner).select(type(owner).id).where(type(owner).id == owner.id).lock_rows("UPDATE")


def list_id_of(newsletter: Newsletter, owner: Owner) -> str:
    """RFC 2919: the same for ever, whatever the newsletter is called."""
    kind = owner.path.strip("/").replace("/", ".")
    return f"{newsletter.code}.{kind}.{urlsplit(settings().address).hostname or 'localhost'}"


def embedding_of(newsletter: Newsletter) -> str:
    """A plain form to copy into another site: no frame, no script."""
    form = environment.get_template("mailing/newsletters/embedding.txt")
    return form.render(newsletter=newsletter, site=settings().address, consent=consents.text_of(newsletter)).strip()


def name_for(owner: Owner) -> Sentence:
    """What a newsletter is called before anybody has named it."""
    return _("Letter of %(name)s", name=owner.name)


async def of_all(viewer: Viewer) -> Panel:
    """For the map of the site: those that this viewer may read, forty of them by name."""
    shown = (await newsletters_for(viewer))[:40]
    items = [Item(newsletter.name, f"/newsletters/{newsletter.code}") for newsletter in shown]
    return Panel(_("Newsletters"), items, _("Nothing yet."), more=Link(_("Letters"), "/letters"))
