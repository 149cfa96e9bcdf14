"""What whoever starts the house reads in the terminal: where it stands, who can come in, where the letters are."""

from network.ground.settings import settings
from network.ground.words import _


async def welcome(has_mailbox: bool) -> str:
    """In the language of the terminal."""
    lines = ["", _("Terreau stands at %(address)s", address=settings().address)]
    if has_mailbox:
        lines.append(_("Letters go no further than %(address)s", address=f"{settings().address}/dev/mailbox"))
    lines += ["", _("Ctrl-C ends it.")]
    return "\n".join(f"  {line}" for line in lines)
