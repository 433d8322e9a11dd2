"""How an answer reaches the kernel, with a kernel that is slow, deaf or unwilling."""

import pytest
from playwright.sync_api import expect

from idic_lab import questions
from tests.browser.bare import show

NAME = questions.Text("name", "Which firm?")
QUIZ = questions.Choice("t", "What is T?", ["9", "18"])


@pytest.fixture
def page(page):
    # sessionStorage needs an address; nothing is fetched from it.
    page.route("http://kit.test/", lambda route: route.fulfill(body="<!doctype html><title>Kit</title>"))
    page.goto("http://kit.test/")
    return page


def waiting(page):
    return page.evaluate("kernel.calls.map(({ message }) => message.value)")


def wait_for_call(page, count=1):
    page.wait_for_function(f"kernel.calls.length === {count}")


def test_a_late_reply_for_an_older_value_never_says_saved_for_a_newer_one(page):
    card = show(page, NAME)
    field, status = card.get_by_role("textbox"), card.locator(".status")
    field.fill("Kleen")
    wait_for_call(page)
    field.fill("Kleenz")
    page.wait_for_timeout(600)
    assert waiting(page) == ["Kleen"]  # never two at once
    page.evaluate("kernel.reply('14:03')")
    wait_for_call(page)
    assert waiting(page) == ["Kleenz"]
    expect(status).to_have_text("saving…")
    assert field.input_value() == "Kleenz"
    page.evaluate("kernel.reply('14:04')")
    expect(status).to_have_text("saved at 14:04")


def test_leaving_the_field_saves_at_once(page):
    card = show(page, questions.Number("share", "Which share?"))
    card.get_by_role("textbox").fill("67")
    assert waiting(page) == []
    card.get_by_role("textbox").blur()
    assert waiting(page) == ["67"]


def test_a_busy_kernel_is_named_and_its_late_reply_counts(page):
    card = show(page, QUIZ)
    card.get_by_label("18").check()
    expect(card.locator(".status")).to_have_text("saving… (the kernel is busy)")
    page.evaluate("kernel.reply('14:03')")
    expect(card.locator(".status")).to_have_text("saved at 14:03")


def test_a_kernel_that_knows_nothing_of_the_view_is_noticed(page):
    card = show(page, QUIZ)
    card.get_by_label("18").check()
    page.evaluate("kernel.idle()")
    expect(card.locator(".status")).to_have_text("not saved: run this cell again")
    assert card.get_by_label("18").is_checked()


def test_a_view_without_a_kernel_says_so_before_anything_is_typed(page):
    card = show(page, QUIZ, value="a", revision=1, connected=False)
    expect(card.locator(".status")).to_have_text("not saved: run this cell again")
    card.get_by_label("18").check()
    assert waiting(page) == []


def test_a_connection_that_is_lost_and_comes_back(page):
    card = show(page, NAME, value="Kleenz", revision=1)
    expect(card.locator(".status")).to_have_text("saved at 14:03")
    page.evaluate("kernel.isDeaf = true; kernel.fire('comm_live_update')")
    expect(card.locator(".status")).to_have_text("not saved: run this cell again")
    card.get_by_role("textbox").fill("Kleenz Ltd")
    page.evaluate("kernel.isDeaf = false; kernel.fire('comm_live_update')")
    assert waiting(page) == ["Kleenz Ltd"]
    page.evaluate("kernel.reply('14:04')")
    expect(card.locator(".status")).to_have_text("saved at 14:04")


def test_a_refused_answer_stays_as_typed_and_says_why(page):
    card = show(page, NAME, value="Kleenz", revision=1)
    card.get_by_role("textbox").fill("x" * 30)
    wait_for_call(page)
    page.evaluate("kernel.reply('14:03', 'Shorten it.')")
    expect(card.locator(".status")).to_have_text("not saved: Shorten it.")
    assert card.get_by_role("textbox").input_value() == "x" * 30
    assert page.evaluate("sessionStorage.length") == 1


def test_undo_of_a_refused_answer_goes_back_to_what_is_saved(page):
    seen = {"profile": {"credibility": 5, "reliability": 5, "intimacy": 5, "self_orientation": 5}}
    card = show(page, questions.Trust("visit", "Set it"), value=seen, revision=1)
    card.get_by_label("Intimacy").fill("9")
    wait_for_call(page)
    page.evaluate("kernel.reply('14:03', 'The disk is full.')")
    expect(card.locator(".status")).to_have_text("not saved: The disk is full.")
    card.get_by_role("button", name="Undo").click()
    wait_for_call(page)  # it is tried once more
    page.evaluate("kernel.reply('14:03', 'The disk is full.')")
    expect(card.get_by_label("Intimacy")).to_have_value("5")
    expect(card.locator(".status")).to_have_text("saved at 14:03")


def draft(page, base, value):
    kept = {"base": base, "sent": None, "value": value}
    page.evaluate("draft => sessionStorage.setItem('idic-draft:here:name', JSON.stringify(draft))", kept)


def test_an_unconfirmed_draft_is_restored_and_saved(page):
    draft(page, 1, "Kleenz Ltd")
    card = show(page, NAME, value="Kleenz", revision=1)
    assert card.get_by_role("textbox").input_value() == "Kleenz Ltd"
    assert waiting(page) == ["Kleenz Ltd"]
    page.evaluate("kernel.reply('14:04')")
    expect(card.locator(".status")).to_have_text("saved at 14:04")
    assert page.evaluate("sessionStorage.length") == 0


def test_a_draft_typed_while_an_earlier_save_was_under_way_is_restored(page):
    kept = {"base": 1, "sent": {"value": "Kleenz L"}, "value": "Kleenz Ltd"}
    page.evaluate("draft => sessionStorage.setItem('idic-draft:here:name', JSON.stringify(draft))", kept)
    card = show(page, NAME, value="Kleenz L", revision=2)
    assert card.get_by_role("textbox").input_value() == "Kleenz Ltd"


def test_a_draft_over_an_answer_that_has_changed_since_is_dropped(page):
    draft(page, 1, "Kleenz Ltd")
    card = show(page, NAME, value="Harbour Cleaners", revision=2)
    assert card.get_by_role("textbox").input_value() == "Harbour Cleaners"
    assert page.evaluate("sessionStorage.length") == 0


def test_a_change_from_elsewhere_is_shown_unless_something_is_being_typed(page):
    card = show(page, NAME, value="Kleenz", revision=1)
    field = card.get_by_role("textbox")
    page.evaluate("kernel.state.value = 'Harbour'; kernel.fire('change:value')")
    assert field.input_value() == "Harbour"
    field.fill("Station")
    page.evaluate("kernel.state.value = 'Market'; kernel.fire('change:value')")
    assert field.input_value() == "Station"


def test_a_view_that_is_taken_away_sends_what_was_typed(page):
    card = show(page, NAME)
    card.get_by_role("textbox").fill("Kleenz")
    page.evaluate("unmount()")
    assert waiting(page) == ["Kleenz"]


def test_nothing_that_was_typed_is_read_as_markup(page):
    bomb = "<img src=x onerror='window.boom = true'><b>bold</b>"
    firms = [{"company": bomb, "step": "identify", "reason": bomb}]
    notes = [{"level": "open", "text": bomb, "where": ""}, {"level": "hint", "text": bomb, "where": "0"}]
    card = show(page, questions.Board("firms", bomb), value=firms, revision=1, notes=notes)
    page.wait_for_timeout(200)
    assert card.locator("img, b").count() == 0
    assert page.evaluate("window.boom") is None
    assert bomb in card.inner_text()


def test_a_figure_appears_only_as_a_picture_the_kernel_has_sent(page):
    dot = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="
    card = show(page, questions.Guess("share", "Which share?"), picture="")
    assert card.locator("img").count() == 0
    card.get_by_role("textbox").fill("70")
    page.wait_for_timeout(1000)
    assert waiting(page) == []  # a guess counts when it is committed to
    card.get_by_role("button", name="Commit and see").click()
    assert waiting(page) == ["70"]
    send = "html => { kernel.state.picture = html; kernel.fire('change:picture') }"
    page.evaluate(send, f"<img alt=Bars src='{dot}'>")
    expect(card.get_by_role("img", name="Bars")).to_be_visible()
    page.evaluate(send, "<img src=http://kit.test/>")
    assert card.locator("img").count() == 0
