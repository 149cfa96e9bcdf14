"""The network's schema, a page for each subject. Each table says its name, its id, and what becomes of its references."""

from network.tables.circles import Act, Standing, Step, stands_on
from network.tables.communities import Community, Network
from network.tables.consents import Consent, Disclosure
from network.tables.exports import Archive, Export
from network.tables.files import File
from network.tables.imports import Import, Mapping
from network.tables.mandates import Mandate, Seat, Team, holds_on
from network.tables.merges import Distinction, Merge
from network.tables.notes import Note
from network.tables.notices import Audit, Enquiry, Imprint
from network.tables.people import Affiliation, Organisation, Person
from network.tables.provenances import Objection, Provenance
from network.tables.rights import AddressChange, Erasure, ErasureRequest, Trace
from network.tables.settings import Setting
from network.tables.settlements import Settlement
from network.tables.sign_in import Account, SignIn, SignInLetter
from network.tables.territories import Territory
from network.tables.topics import Topic
from network.tables.written_notes import Addressee, WrittenNote

TABLES = [
    Territory,
    Organisation,
    Person,
    Affiliation,
    Network,
    Community,
    Team,
    Seat,
    Mandate,
    Standing,
    Step,
    Act,
    Topic,
    File,
    Import,
    Mapping,
    Distinction,
    Merge,
    Export,
    Archive,
    Consent,
    Disclosure,
    Note,
    WrittenNote,
    Addressee,
    Provenance,
    Objection,
    Account,
    SignInLetter,
    SignIn,
    Settlement,
    Setting,
    Trace,
    AddressChange,
    ErasureRequest,
    Erasure,
    Imprint,
    Audit,
    Enquiry,
]

__all__ = [
    "TABLES",
    "Account",
    "Act",
    "AddressChange",
    "Addressee",
    "Affiliation",
    "Archive",
    "Audit",
    "Community",
    "Consent",
    "Disclosure",
    "Distinction",
    "Enquiry",
    "Erasure",
    "ErasureRequest",
    "Export",
    "File",
    "Import",
    "Imprint",
    "Mandate",
    "Mapping",
    "Merge",
    "Network",
    "Note",
    "Objection",
    "Organisation",
    "Person",
    "Provenance",
    "Seat",
    "Setting",
    "Settlement",
    "SignIn",
    "SignInLetter",
    "Standing",
    "Step",
    "Team",
    "Territory",
    "Topic",
    "Trace",
    "WrittenNote",
    "holds_on",
    "stands_on",
]
