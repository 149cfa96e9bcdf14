"""The letter of article 14, drafted: true to what the import knows, in words that people understand. Whoever sends it has
said where the file came from, and may change what they like."""

from network.communities import replies
from network.ground.settings import settings
from network.ground.words import _, say_all, say_day
from network.imports.columns import FIELDS
from network.owners import network_of
from network.tables import Community, Import
from network.written_notes.written_notes import Words

OURS = {"", "college", "circle"}  # with a column or without, each has a college and a place


async def draft(row: Import, community: Community, source: str, writer: str, has_link: bool = True) -> Words:
    """Who holds the data, which, where from, why, who sees them, for how long, and the rights."""
    network = await network_of(community)
    answers = [name for name, _address in await replies.read_by(community)]
    fields = [*(field for field in row.columns if field not in OURS), "college"]
    kept = [str(FIELDS[field]).split(" (")[0].lower() for field in fields]
    kept.append(str(_("your place in the circles of the community")))
    facts = {"community": community.name, "network": network.name}
    parts = [
        _("Hello,"),
        _(
            "Your data are in the file of the community “%(community)s”, in the network “%(network)s”. You did not give"
            " them to us yourself: so we tell you where they come from and what we do with them, as the law asks (RGPD,"
            " article 14).",
            **facts,
        ),
        _(
            "Who holds them: %(network)s. Your questions are read by %(names)s: simply answer this letter.",
            network=network.name,
            names=say_all(answers or [community.name]),
        ),
        _("What we have: %(fields)s.", fields=say_all(kept)),
        _("Where they come from: %(source)s. Received on %(day)s.", source=source, day=say_day(row.brought_at)),
        _(
            "What for: to make the community live, that is to tell you of its days and its work and to put you in touch"
            " with its people. This rests on the legitimate interest of the network (article 6, 1, f)."
        ),
        _(
            "Who sees them: the two gardeners of the community and the coordination of the network. Members see your name"
            " only if you agree to it. They are given to nobody else."
        ),
        _("For how long: no term is set. They stay until you, or the gardeners of the community, have them erased."),
        _(
            "Your rights: to see what we have, to have it corrected or given to you, to limit what is done with it, to"
            " object, to be erased. You may also complain to the CNIL (https://www.cnil.fr)."
        ),
        _("To object or to be erased, the link below is enough; for the rest, answer this letter.")
        if has_link
        else _("To make use of them, write or call: the address is below."),
        _(
            "You are subscribed to nothing. If a newsletter interests you, you can ask for it: %(link)s",
            link=_page(community),
        ),
    ]
    said = [str(part) for part in parts]
    said.append("\n".join(filter(None, [writer, f"{community.name}"])))
    return Words(
        str(_("Where we have your data from (%(community)s)", community=community.name))[:120], "\n\n".join(said)
    )


def _page(community: Community) -> str:
    return f"{settings().address}/communities/{community.slug}"
