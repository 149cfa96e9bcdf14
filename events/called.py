"""Called: what people call the letters of days, whose kinds stand in rows as words of programs."""

from network.ground.words import Sentence, _

CALLED: dict[str, Sentence] = {
    "events.asked": _("a registration to confirm"),
    "events.confirmed": _("a registration confirmed"),
    "events.withdrawn": _("a registration withdrawn"),
    "events.cancelled": _("a day cancelled"),
    "events.changed": _("a day that has another hour or place"),
    "events.waiting_asked": _("a place in a waiting list to confirm"),
    "events.waiting": _("a place in a waiting list"),
    "events.offer": _("a place that has become free"),
    "events.lapsed": _("the end of a place in a waiting list"),
    "events.line_changed": _("a day that has another hour or place"),
    "events.line_cancelled": _("a day cancelled"),
    "events.invitation": _("an invitation to a day"),
    "events.invitation_cancelled": _("a day cancelled"),
    "events.invitation_changed": _("a day that has another hour or place"),
    "events.reminder": _("the reminder of a day"),
}
ANSWERS: dict[str, Sentence] = {"yes": _("yes"), "maybe": _("maybe"), "no": _("no")}
