"""Single sign-on, with a provider nobody answers for: what it does when one does has its own tests."""

from __future__ import annotations

from tests.contracts.recipes.book import recipe
from tests.contracts.world import Call, World
from unison_web.kit.db.ids import new_id

NOBODY = "http://127.0.0.1:9"


@recipe("POST /sign-on")
async def _(w: World) -> Call:
    return Call(body={"issuer": NOBODY, "client_id": w.mark(), "secret": "given by the provider"})


@recipe("POST /sign-on/alone", "POST /sign-on/test")
async def _(w: World) -> Call:
    answer = await w.ask("POST", "/sign-on", {"issuer": NOBODY, "client_id": w.mark()})
    assert answer.is_success, answer.text
    return Call(body={})


@recipe("POST /users/{user_id}/sign-on/unlink")
async def _(w: World) -> Call:
    who = await w.someone()
    me = (await w.ask("GET", "/auth/me", by=who)).json()
    await w.run_sql(
        "insert into sign_on_links (organization_id, id, created_at, user_id, issuer, subject) "
        "values (:organization, :id, now(), :user, :issuer, :subject)",
        organization=w.admin.organization, id=new_id(), user=me["user_id"], issuer=NOBODY, subject=w.mark(),
    )  # fmt: skip
    return Call({"user_id": me["user_id"]}, {"reason": "Has another account there now"})
