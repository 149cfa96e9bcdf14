from pathlib import Path

from piccolo.conf.apps import AppConfig

APP_CONFIG = AppConfig(
    app_name="events",
    migrations_folder_path=Path(__file__).parent / "piccolo_migrations",
    table_classes=[],
    migration_dependencies=["network.piccolo_app", "library.piccolo_app", "mailing.piccolo_app"],
)
