"""The cookies that this house sets: all of them, and what for. None follows anybody; none needs consent (article 82 of
the French law of 6 January 1978), for each is needed for what its person asked. A test proves that there is no other."""

from network.ground.words import Sentence, _

COOKIES: dict[str, tuple[Sentence, Sentence]] = {  # what for, how long
    "sign_in": (_("Keeps you signed in."), _("thirty days, or until you sign out")),
    "sign_in_letter": (_("Recognises the browser that asked for a sign-in letter."), _("one hour")),
    "sign_in_back": (_("Remembers the page that you wanted to go to when you signed in."), _("one hour")),
    "language": (_("Remembers the language that you chose."), _("one year")),
    "csrftoken": (_("Proves that a form was sent from this site and not from another."), _("until the browser closes")),
    "done": (_("Carries the sentence that says what was just done to the next page."), _("one minute")),
}
