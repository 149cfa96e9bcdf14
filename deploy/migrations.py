"""The schema's way from what it is to what the tables of this version declare."""

from contextlib import redirect_stdout
from io import StringIO

from piccolo.apps.migrations.commands.forwards import run_forwards

from deploy.folders import CannotStand
from network.ground.database import engine
from network.ground.words import _


async def migrate() -> None:
    """One at a time, however many start together. Quiet, unless it fails: then all is said that Piccolo said."""
    keeper = await engine().get_new_connection()
    try:
        await keeper.execute("SELECT pg_advisory_lock(1)")
        with redirect_stdout(StringIO()) as said:
            done = await run_forwards(app_name="all")
    finally:
        await keeper.close()
    if not done.success:
        print(said.getvalue())
        raise CannotStand(_("The schema could not be brought up to date: nothing was changed by the step that failed."))
