from pathlib import Path

from piccolo.conf.apps import AppConfig

from events.tables import (
    Attendance,
    Booking,
    Event,
    Feed,
    Headcount,
    Invitation,
    Paper,
    Reminder,
    Session,
    Thanks,
    WaitingPlace,
)

APP_CONFIG = AppConfig(
    app_name="events",
    migrations_folder_path=Path(__file__).parent / "piccolo_migrations",
    table_classes=[
        Event,
        Session,
        Booking,
        WaitingPlace,
        Invitation,
        Attendance,
        Headcount,
        Reminder,
        Thanks,
        Feed,
        Paper,
    ],
    migration_dependencies=["network.piccolo_app", "library.piccolo_app", "mailing.piccolo_app"],
)
