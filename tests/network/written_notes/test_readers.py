from hypothesis import given
from hypothesis import strategies as st

from mailing import suppressions
from network.plug import Village
from network.tables import Person
from network.written_notes import readers
from network.written_notes.readers import NO_ADDRESS, Reader, share_out

ANYBODY = st.builds(
    Reader,
    person=st.integers(1, 12),
    name=st.just("x"),
    address=st.sampled_from(["", " ", "a@example.org", "A@example.org ", "b@example.org", "c@example.org"]),
)


@given(st.lists(ANYBODY, max_size=20), st.dictionaries(st.integers(1, 12), st.just("suppressed"), max_size=4))
def test_everybody_is_written_to_or_left_out_once_and_each_address_gets_one_letter(
    everybody: list[Reader], spared: dict[int, str]
) -> None:
    shared = share_out(everybody, spared)
    told = [one.person for one in shared.people] + [one.person for one, _why in shared.left_out]
    assert sorted(told) == sorted({one.person for one in everybody})
    addresses = [{one.address.strip().lower() for one in letter} for letter in shared.letters]
    assert all(len(one) == 1 and "" not in one for one in addresses)
    assert len({next(iter(one)) for one in addresses}) == len(shared.letters)
    assert not {one.person for one in shared.people} & set(spared)
    assert {why for _one, why in shared.left_out} <= {NO_ADDRESS, "suppressed"}


@given(st.lists(ANYBODY, min_size=1, max_size=8, unique_by=lambda one: one.person), st.data())
def test_what_was_looked_at_is_known_again_whatever_the_order(everybody: list[Reader], data: st.DataObject) -> None:
    other = data.draw(st.permutations(everybody))
    assert share_out(everybody, {}).digest == share_out(other, {}).digest
    assert share_out(everybody, {}).digest != share_out([*everybody, Reader(99, "x", "new@example.org")], {}).digest


async def test_who_has_no_address_or_one_that_takes_no_letters_is_left_out_with_why(village: Village) -> None:
    zoé, amin, mina = (village.people[name] for name in ("zoé", "amin", "mina"))
    await Person.update({Person.email: None}).where(Person.id == amin.id)
    await suppressions.suppress("mina@example.org", "bounced")
    found = await readers.of([zoé.id, amin.id, mina.id, None])
    assert [one.name for one in found.people] == [zoé.name] and found.erased == 1
    why = {one.name: str(readers.why_left_out(why)) for one, why in found.left_out}
    assert why == {
        amin.name: "aucune adresse de courriel connue",
        mina.name: "cette adresse ne reçoit plus nos courriels",
    }
