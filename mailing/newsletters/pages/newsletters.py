"""The newsletters of a community or network: their list, their page, and the form of those who animate."""

from typing import Annotated, Any

from litestar import Controller, Request, Response, get, post
from litestar.params import FromPath
from litestar.response import Template
from msgspec import Meta, Struct

from mailing import access, deliveries
from mailing.newsletters import consents, newsletters, subscriptions
from network.access import REACHES, Viewer, is_coordinator, may_animate, require_animator
from network.ground import forms
from network.ground.errors import Fault
from network.ground.pages import go_to
from network.ground.words import Sentence, _
from network.owners import Owner, network_number, owner_of
from network.pages.owners import both, owner_at


class NewsletterForm(Struct):
    code: forms.Code
    name: Annotated[str, Meta(min_length=1, max_length=120)]
    reach: str
    description: Annotated[str, Meta(max_length=2000)] = ""


class OwnSubscriptionForm(Struct):
    shown: str


def reaches_of(owner: Owner) -> dict[str, Sentence]:
    """How far a newsletter of this owner can reach."""
    offered = (
        ("public", "network")
        if owner.path.startswith("/networks")
        else ("public", "network", "community", "circle_2", "circle_1")
    )
    return {name: REACHES[name] for name in offered}


class NewsletterPages(Controller):
    @get(both("/newsletters"))
    async def index(self, request: Request[Viewer, Any, Any], slug: FromPath[str]) -> Template:
        owner = await owner_at(request, slug)
        context = {
            "owner": owner,
            "newsletters": await access.newsletters_for(request.user, owner),
            "animates": may_animate(request.user, owner),
            "coordinates": is_coordinator(request.user, network_number(owner)),
            "path": owner.path,
        }
        return Template("mailing/newsletters/index.html", context=context)

    @get(both("/newsletters/new"))
    async def new(self, request: Request[Viewer, Any, Any], slug: FromPath[str]) -> Template:
        owner = await owner_at(request, slug)
        require_animator(request.user, owner)
        reach = getattr(owner, "reach", "public")
        return self._form(forms.empty(name=str(newsletters.name_for(owner)), reach=reach), owner)

    @post(both("/newsletters"))
    async def create(self, request: Request[Viewer, Any, Any], slug: FromPath[str]) -> Response[Any]:
        owner = await owner_at(request, slug)
        require_animator(request.user, owner)
        form = await forms.read(request, NewsletterForm)
        if form.is_right:
            with form.answering():
                said = form.values
                self._judge(said, owner)
                made = await newsletters.make(owner, said.name, said.description, said.reach, said.code)
                return go_to(f"/newsletters/{made.code}", _("The newsletter is there: share this page."))
        return self._form(form, owner)

    @get("/newsletters/{code:str}")
    async def show(self, request: Request[Viewer, Any, Any], code: FromPath[str]) -> Template:
        return await page_of(request.user, code, forms.empty())

    @get("/newsletters/{code:str}/edit")
    async def edit(self, request: Request[Viewer, Any, Any], code: FromPath[str]) -> Template:
        newsletter = await access.newsletter_for(request.user, code)
        owner = await owner_of(newsletter)
        require_animator(request.user, owner)
        typed = {"name": newsletter.name, "description": newsletter.description, "reach": newsletter.reach}
        return self._form(forms.empty(**typed), owner, code)

    @post("/newsletters/{code:str}")
    async def update(self, request: Request[Viewer, Any, Any], code: FromPath[str]) -> Response[Any]:
        newsletter = await access.newsletter_for(request.user, code)
        owner = await owner_of(newsletter)
        require_animator(request.user, owner)
        form = await forms.read(request, NewsletterForm)
        if form.is_right:
            with form.answering():
                self._judge(form.values, owner)
                await newsletters.change(newsletter, form.values.name, form.values.description, form.values.reach)
                return go_to(f"/newsletters/{code}", _("It is saved."))
        return self._form(form, owner, code)

    @post("/newsletters/{code:str}/subscriptions")
    async def subscribe(self, request: Request[Viewer, Any, Any], code: FromPath[str]) -> Response[Any]:
        """Of whoever is signed in: one button."""
        newsletter = await access.newsletter_for(request.user, code)
        form = await forms.read(request, OwnSubscriptionForm)
        if form.is_right:
            with form.answering():
                await subscriptions.subscribe(request.user, newsletter, form.values.shown)
                return go_to(f"/newsletters/{code}", _("You are subscribed to “%(name)s”.", name=newsletter.name))
        return await page_of(request.user, code, form)

    @get("/newsletters/{code:str}/asked")
    async def asked(self, request: Request[Viewer, Any, Any], code: FromPath[str]) -> Template:
        newsletter = await access.newsletter_for(request.user, code)
        return Template("mailing/subscriptions/asked.html", context={"newsletter": newsletter})

    @get("/newsletters/{code:str}/form")
    async def form_to_copy(self, request: Request[Viewer, Any, Any], code: FromPath[str]) -> Response[Any]:
        newsletter = await access.newsletter_for(request.user, code)
        require_animator(request.user, await owner_of(newsletter))
        if newsletter.reach != "public":  # who is not within its reach could not subscribe from elsewhere
            return go_to(f"/newsletters/{code}")
        context = {"newsletter": newsletter, "embedding": newsletters.embedding_of(newsletter)}
        return Template("mailing/newsletters/embed.html", context=context)

    def _judge(self, said: NewsletterForm, owner: Owner) -> None:
        if said.reach not in reaches_of(owner):
            raise Fault("reach", forms.NO_CHOICE)

    def _form(self, form: forms.Form[Any], owner: Owner, code: str = "") -> Template:
        context = {"owner": owner, "path": owner.path, "newsletter": code, "reaches": reaches_of(owner)}
        return forms.again("mailing/newsletters/form.html", form, **context)


async def page_of(viewer: Viewer, code: str, form: forms.Form[Any]) -> Template:
    """The newsletter's page: what it is, how to subscribe, what was sent. A form with faults is shown again in it."""
    newsletter = await access.newsletter_for(viewer, code)
    owner = await owner_of(newsletter)
    mine = await subscriptions.of_viewer(viewer, newsletter)
    sent = await access.letters_for(viewer, newsletter=newsletter.id, most=20)
    animates = may_animate(viewer, owner)
    return forms.again(
        "mailing/newsletters/show.html",
        form,
        newsletter=newsletter,
        owner=owner,
        path=owner.path,
        consent=consents.text_of(newsletter),
        mine=mine,
        leave=f"/unsubscriptions/{deliveries.unsubscribe_token(mine.id, 0)}" if mine else "",
        letters=sent,
        animates=animates,
        subscribers=await subscriptions.count(newsletter) if animates else None,
        reach=REACHES[newsletter.reach],
    )
