"""Called: what people call what stands in the rows of mailing as a word of programs."""

from network.ground.words import Sentence, _

CALLED: dict[str, Sentence] = {
    "mailing.newsletter": _("receiving a newsletter"),
    "mailing.confirm": _("a subscription to confirm"),
    "mailing.subscribed": _("a subscription confirmed"),
    "mailing.please_agree": _("a letter to agree to"),
    "mailing.agreed": _("the agreement to a letter"),
    "mailing.declined": _("no agreement to a letter"),
    "mailing.sent_alone": _("a letter sent by one gardener alone"),
    "mailing.stayed": _("a letter that did not leave by itself"),
}
AGREEMENTS: dict[str, Sentence] = {
    "asked": _("asked for the agreement"),
    "agreed": _("agreed"),
    "declined": _("did not agree"),
}
HALTS: dict[str, Sentence] = {
    "paused": _("put on pause"),
    "resumed": _("set going again"),
    "ended": _("ended for the others"),
}
SENDS: dict[str, Sentence] = {
    "waiting": _("about to leave"),
    "sending": _("on its way"),
    "paused": _("paused"),
    "ending": _("being ended"),
    "done": _("sent"),
}
DELIVERIES: dict[str, Sentence] = {
    "waiting": _("on its way"),
    "accepted": _("taken by the mail server"),
    "refused": _("refused by the mail server"),
    "given_up": _("given up: the mail server kept asking us to come back later"),
    "unsubscribed": _("not sent: the subscription had ended"),
    "suppressed": _("not sent: this address must not be written to any more"),
    "called_off": _("not sent: the sending was ended before"),
    "beyond": _("not sent: the newsletter no longer reaches you"),
}
