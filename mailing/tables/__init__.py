"""The schema of mailing, a page for each subject. Each table says its name, its id, and what becomes of its references."""

from mailing.tables.sends import Bundle, Delivery, Send, Suppression
from mailing.tables.subscriptions import Subscription

TABLES = [Send, Delivery, Bundle, Suppression, Subscription]

__all__ = ["TABLES", "Bundle", "Delivery", "Send", "Subscription", "Suppression"]
