"""The schema of mailing, a page for each subject. Each table says its name, its id, and what becomes of its references."""

from mailing.tables.letters import Agreement, Block, Letter
from mailing.tables.newsletters import Newsletter
from mailing.tables.sends import Bundle, Delivery, Send, Suppression
from mailing.tables.subscriptions import Subscription, runs

TABLES = [Newsletter, Subscription, Letter, Block, Agreement, Send, Delivery, Bundle, Suppression]

__all__ = [
    "TABLES",
    "Agreement",
    "Block",
    "Bundle",
    "Delivery",
    "Letter",
    "Newsletter",
    "Send",
    "Subscription",
    "Suppression",
    "runs",
]
