"""What the village has of newsletters: the hedges' own, with five subscribers, a letter that was sent and a draft; and
one for the first circle, with a letter that nobody else may see."""

from datetime import timedelta

from mailing.letters import drafts
from mailing.newsletters import consents, newsletters
from mailing.tables import Newsletter, Subscription
from network.ground import tokens
from network.ground.clock import now
from network.plug import Village

SUBSCRIBED = ("rita", "hugo", "zoé", "amin", "lucie")
PUBLIC, INNER = "hedgespubl", "hedgesinnr"  # codes of newsletters, that tests may name
SENT, CLOSED, DRAFT = "lettersent", "letterclsd", "letterdrft"


async def grow(village: Village) -> None:
    """Small, and quick to plant."""
    hedges, rita = village.communities["hedges"], village.people["rita"]
    public = await newsletters.make(hedges, "La lettre des haies", "Une fois par mois.", "public", PUBLIC)
    inner = await newsletters.make(hedges, "Entre nous", "Pour le premier cercle.", "circle_1", INNER)
    for name in SUBSCRIBED:
        await _subscribe(village, name, public)
    await _subscribe(village, "zoé", inner)
    for newsletter, subject, code in ((public, "Nos haies en automne", SENT), (inner, "Entre nous", CLOSED)):
        letter = await drafts.begin(hedges, newsletter, rita.id, subject, code)
        letter.sent_at, letter.sent_by, letter.sent_way = now() - timedelta(days=20), rita.id, "agreed"
        letter.html, letter.text = f"<!doctype html><title>{subject}</title><p>Bonjour.</p>", "Bonjour."
        await letter.save()
    await drafts.begin(hedges, public, rita.id, "Replanter en hiver", DRAFT)


async def _subscribe(village: Village, name: str, newsletter: Newsletter) -> None:
    person = village.people[name]
    row = Subscription(code=tokens.code(), newsletter=newsletter.id, person=person.id, name=person.name)
    row.address, row.source, row.text_shown = person.email, "page", consents.text_of(newsletter)
    row.asked_at = row.since_at = now() - timedelta(days=60)
    await row.save()
    await consents.note_down(row, True, "page", "planted")
