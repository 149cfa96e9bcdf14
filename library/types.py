"""Types of work: what somebody looks for when they ask "have we a guide on that?"."""

from network.ground.words import _

TYPES = {
    "case": _("experience of a territory"),
    "guide": _("guide"),
    "tool": _("tool"),
    "study": _("study"),
    "minutes": _("minutes"),
    "experiment": _("experiment"),
    "training": _("training material"),
    "map": _("map or data"),
    "video": _("video or sound"),
    "picture": _("picture"),
    "law": _("law or regulation"),
    "press": _("press article"),
    "page": _("web page"),
    "note": _("note"),
    "other": _("other"),
}
MANY = {  # for lists and reports
    "case": _("Experiences of territories"),
    "guide": _("Guides"),
    "tool": _("Tools"),
    "study": _("Studies"),
    "minutes": _("Minutes of meetings"),
    "experiment": _("Experiments"),
    "training": _("Training materials"),
    "map": _("Maps and data"),
    "video": _("Videos and sounds"),
    "picture": _("Pictures"),
    "law": _("Laws and regulations"),
    "press": _("Press articles"),
    "page": _("Web pages"),
    "note": _("Notes"),
    "other": _("Other works"),
}
