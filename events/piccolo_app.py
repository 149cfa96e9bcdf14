from pathlib import Path

from piccolo.conf.apps import AppConfig

from events.tables import Attendance, Booking, Event, Feed, Invitation, Session, WaitingPlace

APP_CONFIG = AppConfig(
    app_name="events",
    migrations_folder_path=Path(__file__).parent / "piccolo_migrations",
    table_classes=[Event, Session, Booking, WaitingPlace, Invitation, Attendance, Feed],
    migration_dependencies=["network.piccolo_app", "library.piccolo_app", "mailing.piccolo_app"],
)
