import pytest

from events.attendances.participant_lists import Participant
from events.attendances.participant_names import halves, readings


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (Participant("Élodie Œil"), ("Élodie", "Œil")),
        (Participant("ŒIL Élodie"), ("Élodie", "ŒIL")),
        (Participant("Jean-Pierre DE LA TOUR"), ("Jean-Pierre", "DE LA TOUR")),
        (Participant("Anne Marie Puy", family="Puy"), ("Anne Marie", "Puy")),
        (Participant("JEAN DUPONT"), ("JEAN", "DUPONT")),
        (Participant("Zoé"), ("", "Zoé")),
        (Participant("", "mairie@example.org"), ("", "mairie")),
    ],
)
def test_a_new_name_is_halved_as_the_list_says_or_by_its_capitals(one: Participant, said: tuple[str, str]) -> None:
    assert halves(one) == said


def test_a_name_is_read_whole_first_then_beside_where_it_comes_from() -> None:
    assert readings("Zoé Ferrand - Mairie | CD 31") == [
        "Zoé Ferrand - Mairie | CD 31",
        "Zoé Ferrand",
        "Mairie",
        "CD 31",
    ]
    assert readings("Jean-Pierre Dupont") == ["Jean-Pierre Dupont"]
