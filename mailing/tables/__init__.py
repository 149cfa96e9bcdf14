"""The schema of mailing, a page for each subject. Each table says its name, its id, and what becomes of its references."""

from mailing.tables.letters import Agreement, Block, Letter, Link, Picture, PlannedDeparture
from mailing.tables.newsletters import Newsletter
from mailing.tables.sends import Bundle, Delivery, Halt, Send, Suppression
from mailing.tables.subscriptions import Subscription, runs

TABLES = [
    *(Newsletter, Subscription, Letter, Picture, Block, Agreement, PlannedDeparture, Link),
    *(Send, Delivery, Bundle, Halt, Suppression),
]

__all__ = [
    "TABLES",
    "Agreement",
    "Block",
    "Bundle",
    "Delivery",
    "Halt",
    "Letter",
    "Link",
    "Newsletter",
    "Picture",
    "PlannedDeparture",
    "Send",
    "Subscription",
    "Suppression",
    "runs",
]
