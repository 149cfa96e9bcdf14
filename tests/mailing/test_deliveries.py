from mailing import deliveries, ledger, sends
from mailing.deliveries import Leaving
from mailing.privacy import forget_deliveries, show_deliveries
from mailing.sends import Recipient
from mailing.tables import Delivery
from network.plug import Village
from tests.mailing.addressed import letter_to_all, people


async def test_the_list_is_in_the_order_of_sending_and_comes_page_by_page(village: Village) -> None:
    send = await sends.start(letter_to_all(), people(5))
    first = await deliveries.of(send.id, limit=2)
    rest = await deliveries.of(send.id, after=1)
    assert [one.address for one in first + rest] == [one.address for one in people(5)]
    assert await deliveries.count(send.id) == {"waiting": 5} and await deliveries.of(send.id, "missed") == []


async def test_every_state_has_its_words(village: Village) -> None:
    send = await sends.start(letter_to_all(), people(len(deliveries.BECAME)))
    for position, state in enumerate(deliveries.BECAME):
        values = {Delivery.state: "waiting", Delivery.tries: 1} if state == "put_off" else {Delivery.state: state}
        await Delivery.update(values).where(Delivery.position == position)  # type: ignore[arg-type]
    assert [one.words for one in await deliveries.of(send.id)] == [*deliveries.BECAME.values()]
    assert await deliveries.count(send.id) == dict.fromkeys(deliveries.BECAME, 1)


async def test_each_state_is_in_one_group(village: Village) -> None:
    grouped = [state for group in deliveries.GROUPS.values() for state in group]
    assert sorted([*grouped, "put_off"]) == sorted(deliveries.BECAME)


async def test_a_name_is_found_without_its_accents_and_an_address_by_a_part(village: Village) -> None:
    to = [
        Recipient("zf@example.org", "Zoé Ferrand"),
        Recipient("accueil@mairie.example"),
        Recipient("x@y.example", "100 %"),
    ]
    send = await sends.start(letter_to_all(), to)

    async def found(named: str, group: str = "") -> list[int]:
        return [line.position for line in await deliveries.of(send.id, group, named)]

    assert await found("zoe") == [0] and await found("FERRAND") == [0] and await found("mairie") == [1]
    assert await found("%") == [2] and await found("_") == [] and await found("") == [0, 1, 2]
    assert await found("zoe", "waiting") == [0] and await found("zoe", "missed") == []


async def test_who_is_beyond_its_reach_is_written_down_and_not_written_to(village: Village) -> None:
    send = await sends.start(letter_to_all(), people(2), beyond=[Recipient("mina@example.org", "Mina")])
    assert await deliveries.count(send.id) == {"waiting": 2, "beyond": 1}
    due = await ledger.lease(send.id, "somebody", 1)
    assert due and [one.address for one in due] == [one.address for one in people(2)]
    [line] = await deliveries.of(send.id, "missed")
    assert (line.name, line.reason) == ("Mina", None) and "no longer among" in line.words.english


async def test_who_is_forgotten_is_in_no_list_and_gets_no_letter_and_the_count_stays_true(village: Village) -> None:
    rita = village.people["rita"]
    send = await sends.start(letter_to_all(), [Recipient("rita@example.org", "Rita", person=rita.id), *people(1)])
    assert len((await show_deliveries(rita)).facts) == 1
    await forget_deliveries(rita)
    assert (await show_deliveries(rita)).facts == []
    assert await deliveries.count(send.id) == {"unsubscribed": 1, "waiting": 1}
    assert not await Delivery.exists().where(Delivery.address == "rita@example.org")


def test_a_link_says_whose_subscription_it_ends_and_by_which_letter() -> None:
    token = deliveries.unsubscribe_token(7, 9)
    assert deliveries.read_unsubscribe_token(token) == Leaving(7, 9)
    assert deliveries.read_unsubscribe_token(deliveries.unsubscribe_token(None, 9)) == Leaving(None, 9)
    assert deliveries.read_unsubscribe_token("made up") is None
    assert deliveries.message_id(7, 9, "x") != f"{token}@x", "who sees a Message-ID cannot unsubscribe anybody"
