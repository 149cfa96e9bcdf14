"""What is true of every spreadsheet and every network."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from network.ground.spreadsheets import sheets
from network.ground.spreadsheets.sheets import Row, Sheet
from network.imports import plans
from network.imports.plans import Answers, Plan
from network.people.likenesses import Known

FIELDS = ["family_name", "given_name", "email", "phone", "organisation", "function", "college"]
few = st.tuples(
    st.sampled_from(["Martin", "MARTIN", "Le Gall", "Legall", "Costa", "-"]),
    st.sampled_from(["", "Jean", "Jean-Pierre", "jean pierre", "Anne"]),
    st.sampled_from(["", "a@example.org", "b@example.org", "contact@example.org"]),
    st.sampled_from(["", "0561000000", "0562000000"]),
    st.sampled_from(["", "Mairie d’Auch", "Commune d'Auch", "Région"]),
    st.sampled_from(["", "maire", "agente"]),
    st.sampled_from(["", "élus", "agents"]),
)
spreadsheets = st.lists(few, min_size=1, max_size=10)
answers = st.builds(
    Answers,
    same=st.sets(st.integers(2, 11)),
    other=st.just(set()),
    for_all=st.sampled_from(["", "other"]),
    takes=st.booleans(),
)


def sheet_of(lines: list[tuple[str, ...]]) -> Sheet:
    return Sheet(FIELDS, [Row(number, list(line)) for number, line in enumerate(lines, start=2)])


def carried_out(plan: Plan, known: list[Known]) -> list[Known]:
    """Whom the network knows afterwards: as arrivals and completions write it."""
    people = {one.person: one for one in known}
    for completion in plan.completions:
        one = people[completion.person]
        for field, (before, after) in completion.replaces.items():
            assert getattr(one, field) == before and after, "nothing is overwritten unseen, nor by nothing"
            setattr(one, field, after)
        if completion.college:
            one.college, one.organisation = completion.college, completion.organisation or None
            one.function = completion.function
            one.__post_init__()
    for person, _circle in plan.to_place:
        people[person].circle = 3
    for number, line in enumerate(plan.new, start=len(people) + 1):
        said = line.arrival
        new = Known(number, "", line.name, "", said.email, said.organisation or None, said.circle, said.phone)
        new.function, new.college = said.function, said.college
        people[number] = new
    return [*people.values()]


def look(lines: list[tuple[str, ...]], known: list[Known], said: Answers | None = None) -> Plan:
    return plans.make(sheet_of(lines), FIELDS, "citizen", known, said)


@given(lines=spreadsheets, before=spreadsheets, takes=st.booleans())
def test_the_same_file_a_second_time_changes_nothing(
    lines: list[tuple[str, ...]], before: list[tuple[str, ...]], takes: bool
) -> None:
    said = Answers(takes=takes)
    known = carried_out(look(before, []), [])
    known = carried_out(look(lines, known, said), known)
    again = look(lines, known, said)
    assert again.new == [] and again.completions == [] and again.to_place == []


@given(lines=spreadsheets, before=spreadsheets, said=answers)
def test_every_line_is_new_or_found_or_wrong_and_nobody_is_lost(
    lines: list[tuple[str, ...]], before: list[tuple[str, ...]], said: Answers
) -> None:
    known = carried_out(look(before, []), [])
    plan = look(lines, known, said)
    taken = [line.line for line in plan.new] + [one.line.line for one in plan.found if one.is_same]
    assert Counter(taken) == Counter(range(2, len(lines) + 2)) and plan.wrong == 0
    assert all(one.known.line < one.line.line for one in plan.found)
    places = [person for person, _circle in plan.to_place]
    assert len(places) == len(set(places)) and len(plan.completions) == len({one.person for one in plan.completions})


@given(lines=spreadsheets, before=spreadsheets)
def test_without_a_word_nothing_that_was_known_is_replaced(
    lines: list[tuple[str, ...]], before: list[tuple[str, ...]]
) -> None:
    known = carried_out(look(before, []), [])
    for one in look(lines, known).found:
        assert all(not change.before for change in one.changes)


@given(lines=spreadsheets, before=spreadsheets)
def test_two_names_at_one_address_stay_two_until_somebody_says_otherwise(
    lines: list[tuple[str, ...]], before: list[tuple[str, ...]]
) -> None:
    known = carried_out(look(before, []), [])
    assert not any(one.is_same for one in look(lines, known).found if one.how == "shared")


def test_a_plan_writes_nothing_into_what_it_was_given() -> None:
    known = [Known(1, "", "Jean Martin", "", "a@example.org", None, 3)]
    sheet = sheets.read(b"Nom;Pr\xc3\xa9nom;Courriel;T\xc3\xa9l\nMartin;Jean;a@example.org;0561000000\n")
    first = plans.make(sheet, ["family_name", "given_name", "email", "phone"], "citizen", known)
    assert known[0].phone is None and first.changed
    assert first == plans.make(sheet, ["family_name", "given_name", "email", "phone"], "citizen", known)
