"""What mailing lets out as lists: the letters that were sent, and, for the coordination, who subscribes to what."""

from collections.abc import AsyncIterator, Sequence

from mailing.access import letters_visible_to
from mailing.tables import Letter, Newsletter, Subscription, runs
from network.access import REACHES, Viewer, is_coordinator
from network.ground.database import walk
from network.ground.settings import settings
from network.ground.words import Sentence, _
from network.owners import Owner, belongs_to, lies_in, network_number
from network.plug import Cell, ExportKind


def letters_headings(viewer: Viewer, owner: Owner) -> Sequence[Sentence]:
    """What a reader sees of a letter in a list."""
    return (_("Sent on"), _("Subject"), _("Newsletter"), _("Who reads it"), _("Web address"))


async def letters_rows(viewer: Viewer, owner: Owner) -> AsyncIterator[Sequence[Cell]]:
    """Those that were sent and that this viewer may read, the newest first."""
    sent = (
        letters_visible_to(viewer) & belongs_to(owner, Letter.network, Letter.community) & Letter.sent_at.is_not_null()
    )
    found = Letter.raw(
        """
        SELECT sent_at, subject, newsletter.name, letter.reach, letter.code
        FROM mailing_letter AS letter JOIN mailing_newsletter AS newsletter ON newsletter.id = letter.newsletter
        WHERE letter.id IN ({}) ORDER BY sent_at DESC, letter.id
        """,
        *Letter.select(Letter.id).where(sent).querystrings,
    )
    async for one in walk(found):
        address = f"{settings().address}/letters/{one['code']}"
        yield (one["sent_at"], one["subject"], one["name"], REACHES[one["reach"]], address)


def coordinates(viewer: Viewer, owner: Owner) -> bool:
    """Gardeners know how many subscribe; who they are leaves the house by the coordination alone."""
    return is_coordinator(viewer, network_number(owner))


def subscribers_headings(viewer: Viewer, owner: Owner) -> Sequence[Sentence]:
    """With the day from which the consent runs."""
    return (
        _("E-mail address"),
        _("Full name"),
        _("Newsletter"),
        _("Subscribed since"),
        _("Language"),
        _("By what way"),
    )


async def subscribers_rows(viewer: Viewer, owner: Owner) -> AsyncIterator[Sequence[Cell]]:
    """Whose subscription runs today; of a network, to the newsletters of its communities too."""
    theirs = lies_in(owner, Newsletter.network, Newsletter.community)
    running = runs() & Subscription.newsletter.is_in(Newsletter.select(Newsletter.id).where(theirs))
    found = Subscription.raw(
        """
        SELECT address, coalesce(nullif(subscription.name, ''), trim(given_name || ' ' || family_name), '') AS who,
               newsletter.name, since_at, subscription.language, subscription.source
        FROM mailing_subscription AS subscription
        JOIN mailing_newsletter AS newsletter ON newsletter.id = subscription.newsletter
        LEFT JOIN network_person AS person ON person.id = subscription.person
        WHERE subscription.id IN ({}) AND address <> '' ORDER BY lower(unaccent(newsletter.name)), address, subscription.id
        """,
        *Subscription.select(Subscription.id).where(running).querystrings,
    )
    async for one in walk(found):
        yield tuple((one | {"source": SOURCES.get(one["source"], one["source"])}).values())


SOURCES = {
    "page": _("the page of the newsletter"),
    "account": _("signed in"),
    "undo": _("came back after leaving"),
}
EXPORTS = [
    ExportKind(
        "mailing.letters",
        _("Letters"),
        _("Day, subject and address of each letter that was sent and that you may read."),
        letters_headings,
        letters_rows,
        holds_people=False,
    ),
    ExportKind(
        "mailing.subscribers",
        _("Subscribers"),
        _("Who receives which newsletter, since when, and how they asked for it. For the coordination alone."),
        subscribers_headings,
        subscribers_rows,
        coordinates,
    ),
]
