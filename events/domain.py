from network.plug import Domain

DOMAIN = Domain(name="events")
