"""Notes that did not arrive: written by hand to named people, and given up or refused by a mail server."""

from collections.abc import Sequence
from datetime import timedelta

from network.access import Viewer
from network.ground.clock import HERE, now
from network.ground.words import _, ngettext, say_number
from network.owners import placed
from network.plug import Waiting
from network.tables import WrittenNote

TOLD_FOR = timedelta(days=60)

MISSED = """
    SELECT written.code, written.subject, written.written_at, written.community, written.network, count(*) AS people
    FROM network_written_note AS written
    JOIN network_addressee AS addressee ON addressee.written_note = written.id AND addressee.left_out = ''
    LEFT JOIN network_note AS note ON note.id = addressee.note
    WHERE written.written_at > {} AND (written.community = ANY({}) OR written.network = ANY({}))
      AND coalesce(note.state, addressee.state) = 'failed'
    GROUP BY written.id ORDER BY written.written_at DESC
"""


async def notes_missed(viewer: Viewer) -> Sequence[Waiting]:
    """Each note once for as many as it did not reach; one more is a new fact."""
    rows = await WrittenNote.raw(MISSED, now() - TOLD_FOR, *viewer.animated)
    return [
        Waiting(
            key=f"network.missed_notes:{row['code']}:{row['people']}",
            title=_("“%(subject)s” did not reach everybody", subject=row["subject"]),
            words=ngettext(
                "One person did not receive this note.", "%(n)s people did not receive this note.", row["people"]
            )
            % {"n": say_number(row["people"])},
            path=f"/written-notes/{row['code']}",
            act=_("See who"),
            **placed(row),
            since=row["written_at"].astimezone(HERE).date(),
        )
        for row in rows
    ]
