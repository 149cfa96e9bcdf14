"""Asking for a newsletter and confirming it; leaving it, and coming back. No page here asks anybody to sign in.

`POST /subscriptions` may come from the form on another site, and `POST /unsubscriptions/<token>` from a mail reader:
neither carries our token, for the first only asks, and the second is its own token (RFC 8058).
"""

from datetime import timedelta
from typing import Annotated, Any

from litestar import Controller, Request, Response, get, post
from litestar.params import FromPath
from litestar.response import Template
from litestar.utils.scope.state import ScopeState
from msgspec import Meta, Struct

from mailing import access
from mailing.newsletters import subscriptions, unsubscriptions
from mailing.newsletters.pages.newsletters import page_of
from network.access import Viewer
from network.ground import forms, limits, machines
from network.ground.errors import TooMany
from network.ground.pages import go_to
from network.ground.words import _

ASKS_AN_HOUR = 60  # from a network address
FROM_ELSEWHERE_AN_HOUR = 200  # for one newsletter, by forms of other sites


class SubscriptionForm(Struct):
    newsletter: forms.Code
    address: forms.Address
    name: Annotated[str, Meta(max_length=120)] = ""


class UnsubscriptionForm(Struct):
    because: Annotated[str, Meta(max_length=500)] = ""


class ResubscriptionForm(Struct):
    token: str


def carry_token(request: Request[Viewer, Any, Any]) -> None:
    """A page that answers an exempt POST has forms that are not exempt: they carry the token of this browser."""
    ScopeState.from_scope(request.scope).csrf_token = request.cookies.get("csrftoken", "")


async def _is_once_more(request: Request[Viewer, Any, Any], form: forms.Form[Any], code: str) -> bool:
    """Whether the button is to be pressed once more, here. The form that another site has copied bears no stamp, and need
    not, as long as not many come by it within an hour."""
    if not form.value("shown_at") and machines.is_from_elsewhere(request):
        try:
            await limits.keep("subscriptions from elsewhere", code, FROM_ELSEWHERE_AN_HOUR, timedelta(hours=1))
            return False
        except TooMany:
            pass
    return machines.may_be_one(form)


class SubscriptionPages(Controller):
    @post("/subscriptions", exclude_from_csrf=True)
    async def create(self, request: Request[Viewer, Any, Any]) -> Response[Any]:
        form = await forms.read(request, SubscriptionForm)
        code = str(form.value("newsletter"))
        newsletter = await access.newsletter_for(request.user, code)
        is_machine = machines.is_one(form)
        if not form.is_right or not is_machine and await _is_once_more(request, form, code):
            carry_token(request)
            return await page_of(request.user, code, form)
        if not is_machine:
            with form.answering():
                whence = request.client.host if request.client else ""
                await limits.keep("subscriptions", whence, ASKS_AN_HOUR, timedelta(hours=1))
                await subscriptions.ask(newsletter, form.values.name, form.values.address)
        if not form.is_right:
            carry_token(request)
            return await page_of(request.user, code, form)
        return go_to(f"/newsletters/{code}/asked")

    @get("/subscriptions/{code:str}/{token:str}")
    async def show(self, code: FromPath[str], token: FromPath[str]) -> Template:
        asked, newsletter = await subscriptions.asked_for(code, token)
        context = {"asked": asked, "newsletter": newsletter, "token": token}
        return Template("mailing/subscriptions/confirm.html", context=context)

    @post("/subscriptions/{code:str}/{token:str}")
    async def confirm(self, code: FromPath[str], token: FromPath[str]) -> Response[Any]:
        running = await subscriptions.confirm(code, token)
        newsletter = await subscriptions.newsletter_of(running)
        said = _("You are subscribed to “%(name)s”.", name=newsletter.name)
        return go_to(f"/newsletters/{newsletter.code}" if newsletter.reach == "public" else "/", said)


class UnsubscriptionPages(Controller):
    @get("/unsubscriptions/{token:str}")
    async def show(self, token: FromPath[str]) -> Template:
        return await self._page(token, forms.empty())

    @post("/unsubscriptions/{token:str}", exclude_from_csrf=True, status_code=200)
    async def create(self, request: Request[Viewer, Any, Any], token: FromPath[str]) -> Response[Any]:
        """A mail reader is answered at once: it follows no redirect (RFC 8058, 3.1)."""
        found = await unsubscriptions.behind(token)
        form = await forms.read(request, UnsubscriptionForm)
        is_one_click = "List-Unsubscribe" in form.typed
        if form.is_right and found:
            await unsubscriptions.end(found[0].id, "one-click" if is_one_click else "page", form.values.because)
            if not is_one_click:
                return go_to(f"/unsubscriptions/{token}")
        carry_token(request)
        return await self._page(token, form)

    @post("/resubscriptions")
    async def undo(self, request: Request[Viewer, Any, Any]) -> Response[Any]:
        form = await forms.read(request, ResubscriptionForm)
        found = await unsubscriptions.behind(str(form.value("token")))
        if found:
            await unsubscriptions.resume(found[0].id)
        return go_to(f"/unsubscriptions/{form.value('token')}", _("You are subscribed again."))

    async def _page(self, token: str, form: forms.Form[Any]) -> Template:
        context = await unsubscriptions.told(token)
        return forms.again("mailing/unsubscriptions/show.html", form, token=token, **context)
