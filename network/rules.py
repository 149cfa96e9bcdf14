"""Who sees what on the first floor, in the words that the page of rules prints. The clauses are in doors.py."""

from network.ground.words import _
from network.plug import Rule

RULES = [
    Rule(_("A network"), _("Everybody sees its front page.")),
    Rule(
        _("A community"),
        _(
            "As it was opened: seen by everybody, by the people of the network, or by its members alone; always by its"
            " gardeners and by the coordination."
        ),
    ),
    Rule(
        _("The names in the circles"),
        _(
            "The gardeners and the coordination see all of them; members see those of the people who agreed; everybody"
            " else sees how many."
        ),
    ),
    Rule(
        _("The names of the pair"),
        _("Members, the people of the network and the coordination. The public sees that there is a pair, not who."),
    ),
    Rule(
        _("An address, a telephone number"),
        _("Its person, the gardeners of a community where the person stands, and the coordination. No member."),
    ),
    Rule(_("A proposed move between circles"), _("The person it is about, and those who animate the community.")),
    Rule(_("An imported spreadsheet"), _("Those who animate the community, until it is done.")),
    Rule(_("A letter to one person"), _("That person.")),
    Rule(
        _("A note written by hand, and to whom it went"),
        _("Those who animate the community or network in whose name it was written; each reader has their own letter."),
    ),
    Rule(
        _("Where somebody’s data came from, and that they do not want to be written to"),
        _("That person, and those who animate where they stand."),
    ),
    Rule(_("An annual report"), _("The gardeners of the community and the coordination of the network.")),
]
