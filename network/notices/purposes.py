"""What this floor holds on people and what for, and what its clock forgets: the page on personal data is made of it."""

from network import files, sign_in
from network.exports import archives
from network.ground.words import _
from network.imports import imports
from network.notices import enquiries
from network.plug import Purpose, Retention
from network.rights import erasures
from network.tables import (
    Account,
    Act,
    AddressChange,
    Addressee,
    Affiliation,
    Archive,
    Audit,
    Consent,
    Disclosure,
    Distinction,
    Enquiry,
    Erasure,
    ErasureRequest,
    Export,
    File,
    Import,
    Imprint,
    Mandate,
    Mapping,
    Merge,
    Note,
    Objection,
    Provenance,
    Setting,
    Settlement,
    SignIn,
    SignInLetter,
    Standing,
    Step,
    Trace,
    WrittenNote,
)

PUBLIC_TASK = _("the task in the public interest, or the legitimate interest, of the body that carries the network")
CONSENT = _("your consent, which you may take back at any time")
OBLIGATION = _("the obligation to be able to prove what was done with your data")
SECURITY = _("the legitimate interest in keeping your account yours")

PURPOSES = [
    Purpose(
        _("Animating the communities"),
        _(
            "Your name, how to reach you, whom you speak for, your places in circles, your offices and what you did there"
            " (came, spoke, organised, shared): so that gardeners know who takes part, and the annual report can be"
            " written."
        ),
        PUBLIC_TASK,
        [Affiliation, Mandate, Standing, Step, Act, File, Settlement],
    ),
    Purpose(
        _("Writing to you about it"),
        _("The short letters addressed to you, by the house or by your gardeners, and what became of them."),
        PUBLIC_TASK,
        [Note, WrittenNote, Addressee, Enquiry],
    ),
    Purpose(
        _("Showing you to others as far as you wish"),
        _("Which of your particulars others may see, and each yes and no you said, with the text that was shown."),
        CONSENT,
        [Disclosure, Consent],
    ),
    Purpose(
        _("Letting you in"),
        _("The address that you proved to be yours, the sign-in letters of a day, and where you are signed in."),
        SECURITY,
        [Account, SignInLetter, SignIn],
    ),
    Purpose(
        _("Answering for what is done with data on people"),
        _(
            "Where we know you from, what you objected to, and who brought in or got out a list of people, or wrote what"
            " the law has us publish; corrections, changes of address, people found to be one, and erasures, each dated."
        ),
        OBLIGATION,
        [
            Provenance,
            Objection,
            Import,
            Mapping,
            Export,
            Archive,
            Imprint,
            Audit,
            Merge,
            Distinction,
            Trace,
            AddressChange,
            ErasureRequest,
            Erasure,
            Setting,
        ],
    ),
]

RETENTIONS = [
    Retention(
        _("Sign-in letters, and stays signed in that have ended"),
        _("every night: letters of more than a day, stays of more than %(days)s days", days=sign_in.SIGN_IN_LIVES.days),
        sign_in.forget_ended,
    ),
    Retention(
        _("Spreadsheets brought for an import that was never confirmed"),
        _("every night, after %(days)s days", days=imports.KEPT.days),
        imports.forget_old_imports,
    ),
    Retention(
        _("Archives that a coordination asked for"),
        _("every night, after %(days)s days", days=archives.KEPT.days),
        archives.forget_old_archives,
    ),
    Retention(
        _("The dates of what somebody who was erased had agreed to"),
        _("every night, after five years"),
        erasures.forget_old_proofs,
    ),
    Retention(_("Files that nothing leads to any more"), _("every night"), files.sweep_files),
    Retention(
        _("What was written by the contact page"),
        _("every night, after %(days)s days", days=enquiries.KEPT.days),
        enquiries.forget_old_enquiries,
    ),
]
