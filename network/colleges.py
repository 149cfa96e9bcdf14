"""Colleges: on whose behalf somebody speaks. Each has its words for a list, for a sentence, and its own shape."""

from typing import Annotated

from network.ground import forms
from network.ground.words import _

COLLEGES = {
    "elected": _("Elected representatives"),
    "agent": _("Agents"),
    "civil": _("Civil society"),
    "expert": _("Experts"),
    "citizen": _("Citizens"),
}
College = Annotated[str, forms.one_of(COLLEGES)]  # as a form says it
ONE_OF = {
    "elected": _("elected representative"),
    "agent": _("agent"),
    "civil": _("from civil society"),
    "expert": _("expert"),
    "citizen": _("citizen"),
}
