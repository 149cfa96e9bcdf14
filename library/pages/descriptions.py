"""What one says of a work on a form: read, judged as a whole, asked again with every fault."""

from typing import Annotated, Any

from litestar.datastructures import UploadFile
from litestar.response import Template
from msgspec import Meta, Struct

from library import files, works
from library.access import reaches_open_to
from library.licences import LICENCES
from library.types import TYPES
from library.works import LANGUAGES, Description
from network import files as network_files
from network import topics
from network.access import Viewer, may_animate
from network.ground import forms
from network.ground.forms import NO_CHOICE, Form
from network.ground.words import _
from network.owners import Owner

AGAIN = _("Please choose the file once more: browsers never send it back.")
BODY = 60_000_000  # read so far, so that a file of 26 MB is told its own sentence

Short = Annotated[str, Meta(max_length=200)]


class WorkForm(Struct):
    """Everything may be left out here: what is missing, the verb says, all at once."""

    code: forms.Code
    title: Short = ""
    type: Short = ""
    file: Any = None
    link: Annotated[str, Meta(max_length=2000)] = ""
    words: Annotated[str, Meta(max_length=200_000)] = ""
    alternative: Annotated[str, Meta(max_length=300)] = ""
    is_decorative: bool = False
    description: forms.Words = ""
    topics: list[int] = []
    new_topic: Annotated[str, Meta(max_length=80)] = ""
    reach: Short = ""
    creator: Short = ""
    publisher: Short = ""
    issued: Annotated[str, Meta(max_length=40)] = ""
    language: Short = "fr"
    coverage: Short = ""
    licence: Short = "unknown"
    rights: Annotated[str, Meta(max_length=300)] = ""


async def take_in(form: Form[WorkForm], viewer: Viewer, owner: Owner, held: Any = None, now: str = "") -> Any:
    """The file, if one came and all is right; else every fault beside every other. `held`: the file that is there."""
    file = None
    if form.given:
        if isinstance(form.values.file, UploadFile):
            with form.answering():
                file = await files.bring(form.values.file, viewer.person)
        for wrong in works.faults(described(form.values), file or held):
            form.faults.setdefault(wrong.field, wrong.sentence)
        if form.values.reach not in reaches_open_to(viewer, owner, now):
            form.faults.setdefault("reach", NO_CHOICE)
    return await put_back(form, file) if form.faults else file


async def put_back(form: Form[WorkForm], file: Any) -> None:
    """Nothing was done: the file is not kept for nothing, and is asked for once more."""
    if form.value("file"):
        form.faults.setdefault("file", AGAIN)
    form.faults = {name: form.faults[name] for name in WorkForm.__struct_fields__ if name in form.faults}
    if file:
        await network_files.discard(file)


def described(form: WorkForm) -> Description:
    """What the verbs take."""
    return Description(**{name: getattr(form, name) for name in Description.__struct_fields__})


async def chosen_topics(form: WorkForm, viewer: Viewer, owner: Owner) -> list[int]:
    """The ticked ones, and the one that a gardener adds to the network's list."""
    if form.new_topic and may_animate(viewer, owner):
        added = await topics.find_or_add(owner, form.new_topic)
        return [*{*form.topics, added.id}]
    return form.topics


async def ask(form: Form[Any], viewer: Viewer, owner: Owner, work: Any = None) -> Template:
    """The page of a new work, or of the correction of one."""
    template = "library/works/edit.html" if work else "library/works/new.html"
    known = await choices(viewer, owner, work.reach if work else "")
    return forms.again(template, form, work=work, owner=owner, **known)


async def choices(viewer: Viewer, owner: Owner, now: str = "") -> dict[str, Any]:
    """What can be answered, for whoever draws the fields: see templates/works/fields.html."""
    return {
        "types": TYPES,
        "languages_of_works": LANGUAGES,
        "licences": {name: licence.words for name, licence in LICENCES.items()},
        "reaches": reaches_open_to(viewer, owner, now),
        "listed_topics": [(topic.id, topic.name) for topic in await topics.topics_of(owner)],
        "may_add_topics": may_animate(viewer, owner),
        "endings": files.ENDINGS,
    }
