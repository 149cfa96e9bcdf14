"""The consent to receive a newsletter: what the page says, word for word, and a line of the ledger for each yes and no.

The text that was shown is kept with the answer. Whoever changes its words here changes its version too.
"""

from mailing.tables import Newsletter, Subscription
from network.ground.clock import now
from network.ground.words import _
from network.tables import Consent

PURPOSE = "mailing.newsletter"
VERSION = "2026-11"


def text_of(newsletter: Newsletter) -> str:
    """What somebody agrees to, in their language."""
    return str(
        _(
            "I agree to receive “%(name)s” by e-mail. My address serves for nothing else, and I can unsubscribe at any"
            " time with the link in each letter.",
            name=newsletter.name,
        )
    )


async def note_down(subscription: Subscription, is_given: bool, source: str, proof: str) -> None:
    """Only ever added: who unsubscribes has a second line, not an erased one."""
    if subscription.person is None:  # erased since: there is nobody left to say yes or no
        return
    line = Consent(person=subscription.person, purpose=PURPOSE, subject=subscription.newsletter, is_given=is_given)
    line.text_version, line.text_shown = VERSION, subscription.text_shown
    line.at, line.source, line.proof = now(), source, proof
    await line.save()
