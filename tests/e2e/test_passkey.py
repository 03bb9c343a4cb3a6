"""A passkey in a real browser with a device of Chromium's own: added, used, and the only thing that needs scripts."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.e2e.stage import PASSWORD, Browser

DESK = {"width": 1280, "height": 900}
DEVICE = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


def with_device(page: Page) -> None:
    cdp = page.context.new_cdp_session(page)
    cdp.send("WebAuthn.enable")
    cdp.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})


def test_a_passkey_is_added_and_signs_in_without_a_password(browser: Callable[..., Browser], server: str) -> None:
    here = server.replace("127.0.0.1", "localhost")
    page = browser(viewport=DESK).context.new_page()
    with_device(page)
    page.goto(f"{here}/login")
    page.get_by_label("User name or e-mail").fill("luca@adventure-works.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.goto(f"{here}/me/security/passkeys")
    page.get_by_label("Name").fill("Work laptop")
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Make the passkey").click()
    expect(page.locator("ol li")).to_have_count(10)
    page.context.clear_cookies()
    page.goto(f"{here}/login/passkey")
    page.get_by_role("button", name="Use my passkey").click()
    page.wait_for_url(lambda url: "/login" not in url)
    page.goto(f"{here}/me/security")
    expect(page.get_by_role("rowheader", name="Work laptop")).to_be_visible()
    page.get_by_role("link", name="Remove Work laptop").click()
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Remove the passkey").click()
    expect(page.get_by_text("The passkey does not count any more")).to_be_visible()
