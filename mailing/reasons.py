"""Reasons: why a mail server did not take a letter, in a sentence that a volunteer understands and can act on.

Servers answer with three figures (RFC 5321), and most with a class of their own, « 5.2.2 » (RFC 3463 and the IANA registry
of its codes): its subject and detail say what is wrong, and whose turn it is to mend it: the reader's, their server's, or
ours. What a server says beside is its own language; it is kept, and shown below the sentence.
"""

import re

from network.ground.words import Sentence, _

_class = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")

NO_SUCH = _("This address does not exist, or no longer: ask the person for the new one.")
NO_DOMAIN = _("What stands after the @ does not exist, or takes no mail: the address may be mistyped.")
MISTYPED = _("This is no mail address: it may be mistyped.")
CLOSED = _("This mailbox is closed.")
FULL = _("Their mailbox is full.")
TOO_LARGE = _("The letter is too large for their mailbox.")
BUSY = _("Their mail server is overloaded or under repair.")
UNREACHED = _("Their mail server could not be reached.")
NOT_UNDERSTOOD = _("The two mail servers did not understand each other: whoever runs our relay should be told.")
ACCENTS = _("The mail servers on the way do not take accents before the @.")
NOT_SHOWN = _("Their mail server does not take this kind of letter.")
NOT_WANTED = _("Their mail server does not want our letters: ask their computer service to let our address in.")
NOT_PROVEN = _(
    "Their mail server doubts that it is really us: whoever runs our relay and our domain name should be told."
)
OUR_RELAY = _("Our own relay did not want to pass it on: whoever runs it should be told.")
LATER = _("Their mail server asks new senders to come back later: that is usual.")
UNKNOWN = _("Their mail server did not say why.")

BY_CLASS = {
    **dict.fromkeys(("1.0", "1.1", "1.4", "1.6", "1.10"), NO_SUCH),
    **dict.fromkeys(("1.2", "4.4"), NO_DOMAIN),
    "1.3": MISTYPED,
    **dict.fromkeys(("1.7", "1.8"), NOT_PROVEN),  # the address that they do not like is ours
    **dict.fromkeys(("2.0", "2.1", "2.4"), CLOSED),
    **dict.fromkeys(("2.2", "3.1"), FULL),
    **dict.fromkeys(("2.3", "3.4"), TOO_LARGE),
    **dict.fromkeys(("3.0", "3.2", "3.5", "4.5"), BUSY),
    **dict.fromkeys(("4.0", "4.1", "4.2", "4.3", "4.6", "4.7"), UNREACHED),
    **dict.fromkeys(("6.7", "6.8", "6.9", "6.10"), ACCENTS),
    **dict.fromkeys(("7.15", "7.20", "7.21", "7.22", "7.23", "7.24", "7.25", "7.26", "7.27"), NOT_PROVEN),
    **dict.fromkeys(("7.8", "7.9", "7.11", "7.13", "7.14"), OUR_RELAY),
}
DEAD = (NO_SUCH, NO_DOMAIN, MISTYPED, CLOSED)
BY_SUBJECT = {
    "1": NO_SUCH,
    "2": CLOSED,
    "3": BUSY,
    "4": UNREACHED,
    "5": NOT_UNDERSTOOD,
    "6": NOT_SHOWN,
    "7": NOT_WANTED,
}
BY_CODE = {421: BUSY, 432: BUSY, 452: FULL, 550: NO_SUCH, 551: NO_SUCH, 552: FULL, 553: MISTYPED, 554: NOT_WANTED}


def reason_of(code: int | None, reply: str) -> Sentence:
    """By the class, if the server gave one; else by its three figures; else it did not say."""
    is_for_now = code is not None and 400 <= code < 500
    found = _class.search(reply)
    if found and found[1] != "2":
        if is_for_now and f"{found[2]}.{found[3]}" in ("7.1", "7.0", "2.0", "7.4"):
            return LATER  # what greylisting says
        return BY_CLASS.get(f"{found[2]}.{found[3]}") or BY_SUBJECT.get(found[2]) or UNKNOWN
    if is_for_now:
        return BY_CODE.get(code or 0, LATER)
    return BY_CODE.get(code or 0) or (NOT_UNDERSTOOD if code and 500 <= code < 510 else UNKNOWN)


def is_dead(code: int, reply: str) -> bool:
    """Whether nothing arrives at this address any more: their server says so for good, and by a class of its own. Three
    figures alone are not enough: many servers say 550 to whomever they do not like."""
    found = _class.search(reply)
    return bool(code >= 500 and found and found[1] == "5" and BY_CLASS.get(f"{found[2]}.{found[3]}") in DEAD)
