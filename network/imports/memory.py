"""Memory: whom the network knows, and whom the lines above have named, found again by address and by name."""

from collections import defaultdict
from collections.abc import Iterable
from copy import copy

from network.people.arrivals import Arrival
from network.people.likenesses import Known, body_of, name_of


class Memory:
    """Of one plan: what a line changes, the lines below it see."""

    def __init__(self, known: Iterable[Known]) -> None:
        self.addresses: dict[str, list[Known]] = defaultdict(list)
        self.names: dict[str, list[Known]] = defaultdict(list)
        self.arrivals: dict[int, Arrival] = {}
        for one in known:
            self._keep(copy(one))

    def _keep(self, one: Known) -> None:
        self.names[one.key].append(one)
        if one.email:
            self.addresses[one.email].append(one)

    def learn(self, line: int, arrival: Arrival) -> None:
        """Somebody new: a line below may name them again."""
        name = f"{arrival.given_name} {arrival.family_name}"
        one = Known(0, "", name.strip(), "", arrival.email, arrival.organisation, arrival.circle, line=line)
        one.phone, one.function, one.college = arrival.phone, arrival.function, arrival.college
        self.arrivals[line] = arrival
        self._keep(one)

    def note_address(self, one: Known) -> None:
        """One that was not known before."""
        if one.email and one not in self.addresses[one.email]:
            self.addresses[one.email].append(one)

    def find(self, arrival: Arrival) -> list[tuple[Known, str]]:
        """Who it may be, and how that is seen, the surest first: by address and name, by name and organisation, by a name
        that nothing contradicts (alone: neither has an organisation; maybe: one has), by an address that they share."""
        name, body = name_of(arrival.given_name, arrival.family_name), body_of(arrival.organisation)
        sharing = [one for one in self.addresses.get(arrival.email or "", []) if one.email == arrival.email]
        found = []
        for one in self.names.get(name, []):
            if one.email and one.email == arrival.email:
                found.append((one, "address"))
            elif body and one.body == body:
                found.append((one, "name"))
            elif not (body and one.body or is_of_another_address(one, arrival)):
                found.append((one, "maybe" if body or one.body else "alone"))
        if not found and len(sharing) == 1:
            found.append((sharing[0], "shared"))
        return found


def is_of_another_address(one: Known, arrival: Arrival) -> bool:
    """Both have an address, and not the same."""
    return bool(one.email and arrival.email and one.email != arrival.email)


def nearness(one: Known, arrival: Arrival) -> int:
    """Of several of one name, one has most in common with the line."""
    alike = [(one.email, arrival.email), (one.phone, arrival.phone), (one.function, arrival.function)]
    return sum(had == said and bool(said) for had, said in alike) - 2 * is_of_another_address(one, arrival)
