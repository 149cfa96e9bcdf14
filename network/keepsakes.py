"""What the archive of a network says of each table of this floor, and why some are in none."""

from network.ground.words import _
from network.plug import Archived
from network.tables import (
    Account,
    Act,
    AddressChange,
    Affiliation,
    Audit,
    Community,
    Distinction,
    Enquiry,
    Erasure,
    ErasureRequest,
    File,
    Imprint,
    Mandate,
    Merge,
    Network,
    Note,
    Organisation,
    Person,
    SignIn,
    SignInLetter,
    Standing,
    Step,
    Territory,
    Trace,
)

ARCHIVED = {
    Network: Archived(_("The network itself")),
    Community: Archived(_("Its communities")),
    Person: Archived(_("People who stood, held office, came, registered or subscribed here")),
    Affiliation: Archived(_("For whom these people speak, from when to when")),
    Organisation: Archived(_("The organisations of these people and of these deeds")),
    Territory: Archived(_("The territories that are named")),
    Standing: Archived(_("Places in circles, from when to when, who decided and why")),
    Step: Archived(_("Moves between circles that were proposed")),
    Mandate: Archived(_("Mandates: who held which office, from when to when, and why")),
    Act: Archived(_("What people did: came, spoke, organised, shared")),
    File: Archived(_("Name and kind of each file; the files are in the folder “files”, under their code and name")),
    Note: Archived(
        reason=_("Short letters to one person are written anew from the other tables; some held a way to sign in.")
    ),
    Erasure: Archived(reason=_("That somebody was erased leads to no network any more.")),
    ErasureRequest: Archived(reason=_("Whoever asked to be erased and did not confirm it keeps this to themselves.")),
    AddressChange: Archived(reason=_("Ways to sign in are secrets.")),
    Trace: Archived(reason=_("The journal of a person’s data is for that person: each can take theirs away.")),
    Distinction: Archived(reason=_("That two entries are two people is said of the entries of this house alone.")),
    Merge: Archived(reason=_("Two entries that were joined can be parted again in this house alone.")),
    Account: Archived(reason=_("An account belongs to its person, whatever networks they are in.")),
    SignIn: Archived(reason=_("Who is signed in belongs to its person, and is a secret.")),
    Imprint: Archived(reason=_("What the law has an instance publish belongs to the instance, not to a network.")),
    Audit: Archived(reason=_("An audit is of the instance, not of a network.")),
    Enquiry: Archived(reason=_("What was written by the contact page is kept for ninety days, for its readers alone.")),
    SignInLetter: Archived(reason=_("Ways to sign in are secrets.")),
}
