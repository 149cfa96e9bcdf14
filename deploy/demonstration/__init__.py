"""The demonstration: Occitanie's communities of engaged actors, and a regional climate network, as one may find them
three years after their opening. The frame is that of the public pages; people, places in circles and figures are made up,
and every page says so. Dated from today, so that there is always something to come; the same day, the same to the letter.
"""

from deploy.demonstration import crowds, places
from deploy.demonstration.crowds import Crowd, address_of
from network.ground.queue import together
from network.tables import Network

PEOPLE_TO_TRY = [
    (address_of("Samira", "Benhaddou"), "jardinière du territoire, communauté Citoyenneté active"),
    (address_of("Étienne", "Laborde"), "jardinier de la Région, communauté Citoyenneté active"),
    (address_of("Solange", "Iribarne"), "seule dans son binôme, communauté Énergie citoyenne"),
    (address_of("Nadège", "Rouvière"), "coordination, Région Occitanie"),
    (address_of("Yann", "Kerdoncuff"), "animation du Réseau climat régional"),
    (address_of("Fabienne", "Delaunay-Roy"), "coordination, Réseau climat régional"),
    (address_of("Théodora", "Lopes-Viala"), "administration de la plateforme"),
]


async def load() -> bool:
    """Into a database where none of these networks is yet: all of it, or nothing. Answers whether anything was done."""
    if await Network.exists().where(Network.slug.is_in(["occitanie", "climat"])):
        return False
    async with together():
        crowd = Crowd(*await crowds.organisations())
        await places.open_all(crowd)
    return True
