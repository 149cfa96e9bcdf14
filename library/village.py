"""The library's part of the village: a public guide to read, a note of the first circle, a study of the network, the
working paper of a closed jury."""

from library import files, works
from library.works import Description
from network import topics
from network.ground.files import Paper
from network.plug import Village

GUIDE = """Planter une haie champêtre

Les réunions d’élèves et d’agriculteurs ont montré que la haie protège les cultures du vent, garde l’eau et abrite les
auxiliaires. Choisissez des essences locales : érable champêtre, cornouiller, noisetier. Plantez de novembre à mars,
hors gel, et paillez le pied sur un mètre.
"""


async def grow(village: Village) -> None:
    """Four works, one for each kind of door."""
    hedges, jury = village.communities["hedges"], village.communities["jury"]
    occitanie = village.networks["occitanie"]
    rita, zoe, cora, odile = (village.people[name].id for name in ("rita", "zoé", "cora", "odile"))
    water = await topics.find_or_add(occitanie, "Eau")
    trees = await topics.find_or_add(occitanie, "Arbres et haies")
    guide = Description(
        title="Planter une haie champêtre",
        type="guide",
        description="Quand, où et avec quelles essences : l’essentiel en une page.",
        creator="Le Potager partagé",
        issued="mars 2025",
        licence="cc-by-sa",
        rights="Le Potager partagé",
        coverage="Gers",
        reach="public",
        topics=[trees.id],
    )
    file = await files.bring(Paper("planter-une-haie.txt", GUIDE.encode()), rita)
    await works.deposit(hedges, guide, file, by=rita)
    note = Description(
        title="Ce que le premier cercle garde pour lui",
        type="note",
        words="Trois communes hésitent encore : laissons-leur le temps de l’annoncer.",
        reach="circle_1",
    )
    await works.deposit(hedges, note, by=zoe)
    study = Description(
        title="Étude régionale sur le partage de l’eau",
        type="study",
        description="Les usages de l’eau en Occitanie, bassin par bassin.",
        link="https://eau.example.org/etude",
        reach="network",
        topics=[water.id],
    )
    await works.deposit(occitanie, study, by=cora)
    paper = Description(
        title="Document de travail du jury",
        type="minutes",
        words="Le jury propose un seuil pour l’été.",
        reach="community",
        topics=[water.id],
    )
    await works.deposit(jury, paper, by=odile)
