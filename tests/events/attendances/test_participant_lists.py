import pytest
from hypothesis import given
from hypothesis import strategies as some

from events.attendances.participant_columns import minutes_of
from events.attendances.participant_lists import Participant, read, written
from network.ground.errors import Fault
from network.ground.spreadsheets.sheets import SheetRefused

ZOOM = """Meeting ID,Topic,Start Time,End Time,User Email,Duration (Minutes),Participants
912 3456 7890,Haies,24/11/2026 10:00,24/11/2026 11:02,rita@example.org,62,3

Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest
Mina Costa (Mairie d'Auch),mina@example.org,24/11/2026 10:01:12,24/11/2026 10:21:12,20,Yes
Amin BEY,,24/11/2026 10:00,24/11/2026 11:02,62,Yes
"Costa, Mina",mina@example.org,24/11/2026 10:31,24/11/2026 11:01,30,Yes
"""
TEAMS = (
    "1. Summary\r\nMeeting title\tHaies\r\nAttended participants\t2\r\nMeeting duration\t1h 2m 3s\r\n\r\n"
    "2. Participants\r\nName\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tParticipant ID (UPN)\tRole\r\n"
    "Zoé Ferrand\t11/24/26, 10:01\t11/24/26, 11:00\t59m 3s\tzoe@example.org\tzoe@x.onmicrosoft.com\tPresenter\r\n"
    "Amin Bey (Externe)\t11/24/26, 10:01\t11/24/26, 10:05\t4m 1s\t\t\tAttendee\r\n\r\n"
    "3. In-Meeting Activities\r\nName\tJoin Time\tLeave Time\tDuration\tEmail\tRole\r\nIntrus\tx\ty\t1h\t\tA\r\n"
)
BBB = "Name,Moderator,Activity score,Talk time,Webcam time,Messages,Join,Left,Duration\nMina Costa,FALSE,3,00:01:00,00:00:00,1,x,y,01:02:03\n"
WEBIKEO = "Prénom;Nom;Adresse e-mail;Société;Durée de connexion\nZoé;Ferrand;zoe@example.org;Les Abeilles;1 h 05\n"


def told(content: bytes | str) -> list[tuple[str, str, int | None]]:
    return [(one.name, one.address, one.minutes) for one in read(content)]


def test_zooms_list_is_found_below_its_summary_and_who_came_back_was_there_once() -> None:
    assert told(ZOOM) == [("Mina Costa", "mina@example.org", 50), ("Amin BEY", "", 62)]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8", "utf-8-sig"])
def test_of_teams_list_the_participants_are_read_and_what_they_did_is_not(encoding: str) -> None:
    assert told(TEAMS.encode(encoding)) == [("Zoé Ferrand", "zoe@example.org", 59), ("Amin Bey", "", 4)]


def test_bigbluebutton_and_webikeo_and_a_windows_spreadsheet_are_read() -> None:
    assert told(BBB) == [("Mina Costa", "", 62)]
    for encoding in ("utf-8-sig", "cp1252"):
        assert told(WEBIKEO.encode(encoding)) == [("Zoé Ferrand", "zoe@example.org", 65)]


ZOOM_WEBINAR = """Attendee Report
Topic,Webinar ID,Actual Start Time,Actual Duration (minutes),# Registered
Water,123,"Nov 30, 2026 09:00 AM",90,4
Host Details
Attended,User Name (Original Name),Email,Join Time,Leave Time,Time in Session (minutes),Country/Region Name
Yes,Rita Roux,rita@example.org,x,y,95,France
Attendee Details
Attended,User Name (Original Name),First Name,Last Name,Email,Registration Time,Approval Status,Time in Session (minutes)
Yes,Anne Marie Puy,Anne Marie,Puy,anne@example.org,r,approved,44
No,Bob Absent,Bob,Absent,bob@example.org,r,approved,--
"""
ZOOM_WEBINAIRE = """Détails du participant
A participé,Nom d’utilisateur (nom d’origine),E-mail,Temps de session (minutes),Pays
Oui,Élodie Œil,e@example.org,44,France
Non,Bob Absent,bob@example.org,--,
"""
WEBIKEO_LIVE = """Prénom;Nom;Email;Société;Présent en direct;Durée de présence (min);Vu en replay
Élodie;Œil;e@example.org;Mairie;Oui;44;Non
Bob;Absent;bob@example.org;;Non;;Oui
"""
LIVESTORM = """email,first_name,last_name,attended,attendance rate,attendance duration (s)
e@example.org,Élodie,Œil,true,90%,2640
bob@example.org,Bob,Absent,false,0%,
"""


@pytest.mark.parametrize("content", [ZOOM_WEBINAIRE, WEBIKEO_LIVE, LIVESTORM], ids=["zoom", "webikeo", "livestorm"])
def test_who_registered_for_a_webinar_and_stayed_away_is_not_said_to_have_come(content: str) -> None:
    assert told(content) == [("Élodie Œil", "e@example.org", 44)]


def test_of_a_webinar_hosts_and_audience_are_read_from_their_own_parts() -> None:
    people = read(ZOOM_WEBINAR)
    assert [(one.name, one.minutes, one.family) for one in people] == [
        ("Rita Roux", 95, ""),
        ("Anne Marie Puy", 44, "Puy"),
    ]


def test_where_nobody_came_the_list_is_refused_and_an_empty_column_says_nothing() -> None:
    with pytest.raises(Fault, match="nobody who was there"):
        read("Nom;Présent\nBob Absent;Non\n")
    assert told("Nom;Présence\nBob Là;\nZoé Là;\n") == [("Bob Là", "", None), ("Zoé Là", "", None)]


def test_names_behind_dots_and_numbers_are_names() -> None:
    assert [one.name for one in read("- Marie Curie\n1. Paul Valéry\n• Zoé\n")] == ["Marie Curie", "Paul Valéry", "Zoé"]


def test_names_copied_by_hand_one_in_each_line_will_do() -> None:
    pasted = "Mina Costa\n\n  Zoé Ferrand <Zoe@Example.org>\nnora@example.org\n---\nMina COSTA (invitée)\n"
    nora, zoe = ("", "nora@example.org", None), ("Zoé Ferrand", "zoe@example.org", None)
    assert told(pasted) == [("Mina Costa", "", None), zoe, nora]


@pytest.mark.parametrize(
    ("said", "minutes"),
    [
        *[
            ("62", 62),
            ("62,5", 62),
            ("01:02:03", 62),
            ("1:02", 62),
            ("1h 2m 3s", 62),
            ("1 h 02 min", 62),
            ("1 h 05", 65),
        ],
        *[("59m 3s", 59), ("45 min", 45), ("2 heures", 120), ("30 s", 0), ("", None), ("hier", None)],
    ],
)
def test_a_length_of_time_is_read_as_sites_write_it(said: str, minutes: int | None) -> None:
    assert minutes_of(said) == minutes


def test_seconds_are_seconds_where_the_heading_says_so() -> None:
    assert minutes_of("3661", "Duration (seconds)") == 61


@pytest.mark.parametrize("content", ["", "\n\n", "1\n2\n3", "Name,Email\n,\n", b"\x00\x01", "12:30;45"])
def test_a_list_without_anybody_says_so(content: bytes | str) -> None:
    with pytest.raises(Fault) as refused:
        read(content)
    assert refused.value.field == "file"


def test_too_long_a_list_is_refused() -> None:
    with pytest.raises(Fault, match="more than"):
        read("\n".join(f"Personne {'abcdefghij'[n % 10]}{n}" for n in range(2_001)))
    with pytest.raises(Fault, match="too large"):
        read("x" * 3_000_001)


@given(
    some.text()
    | some.binary()
    | some.text(alphabet='Name,;\t\n"@.é:1h(').map(lambda text: f"Name;Email;Duration\n{text}")
)
def test_whatever_is_brought_is_people_or_a_fault_and_is_the_same_when_it_is_read_again(content: str | bytes) -> None:
    try:
        people = read(content)
    except (Fault, SheetRefused):
        return
    assert people and all(one.name or one.address for one in people)
    assert len({one.address or one.name for one in people}) == len(people)
    again = read(written(people))
    assert [one.address or one.name for one in again] == [one.address or one.name for one in people]
    assert [one.minutes for one in again] == [one.minutes for one in people]
    assert isinstance(people[0], Participant)
