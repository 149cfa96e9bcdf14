"""Called: what people call what stands in rows as a word of programs: kinds of letters, purposes of a consent, states."""

from network.ground.words import Sentence, _

CALLED: dict[str, Sentence] = {
    "network.sign_in": _("a way to sign in"),
    "network.shared_address": _("about an address that several people share"),
    "network.step": _("a place in a circle proposed to you"),
    "network.step_answered": _("the answer to a place that was proposed"),
    "network.moved": _("a new place in a circle"),
    "network.let_go": _("the end of a place in a circle"),
    "network.appointed": _("an office given to you"),
    "network.mandate_ended": _("the end of an office"),
    "network.archive_ready": _("an archive that is ready"),
    "network.objected": _("an objection noted"),
    "network.erasure": _("figures to confirm an erasure"),
    "network.address_old": _("a change of address, told to the old one"),
    "network.address_new": _("a change of address, to be confirmed on the new one"),
    "network.enquiry": _("a message from the contact page"),
    "network.written": _("a note written by hand"),
    "network.name_shown": _("showing your name"),
    "network.organisation_shown": _("showing your organisation"),
    "network.function_shown": _("showing your function"),
    "network.phone_shown": _("showing your phone"),
    "network.email_shown": _("showing your e-mail address"),
}
STEPS: dict[str, Sentence] = {
    "open": _("waits for an answer"),
    "accepted": _("accepted"),
    "declined": _("declined"),
    "withdrawn": _("taken back"),
}
SETTLEMENTS: dict[str, Sentence] = {
    "done": _("done"),
    "later": _("put off"),
    "back": _("put back among what waits"),
}
NOTES: dict[str, Sentence] = {
    "waiting": _("on its way"),
    "sending": _("on its way"),
    "delivered": _("handed to the mail server"),
    "failed": _("refused by the mail server"),
    "dropped": _("not sent"),
}
