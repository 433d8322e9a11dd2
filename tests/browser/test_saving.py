"""How an answer reaches the kernel, with a kernel that is slow, deaf or unwilling."""

import time

import pytest
from playwright.sync_api import expect

from idic_lab import questions
from tests.browser.bare import show

NAME = questions.Text("name", "Which firm?")
QUIZ = questions.Choice("t", "What is T?", ["9", "18"])


@pytest.fixture
def page(page):
    # localStorage needs an address; nothing is fetched from it.
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
    field.blur()  # which saves at once what may be saved
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
    assert page.evaluate("localStorage.length") == 1


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


def draft(page, base, value, sent=None, hours=1):
    kept = {"base": base, "sent": sent, "value": value, "at": (time.time() - hours * 3600) * 1000}
    page.evaluate("draft => localStorage.setItem('idic-draft:/:here:name', JSON.stringify(draft))", kept)


def again(page):
    """Close the tab and open another one."""
    context = page.context
    page.close()
    page = context.new_page()
    page.route("http://kit.test/", lambda route: route.fulfill(body="<!doctype html><title>Kit</title>"))
    page.goto("http://kit.test/")
    return page


def test_an_unconfirmed_draft_is_restored_and_saved(page):
    draft(page, 1, "Kleenz Ltd")
    card = show(page, NAME, value="Kleenz", revision=1)
    assert card.get_by_role("textbox").input_value() == "Kleenz Ltd"
    assert waiting(page) == ["Kleenz Ltd"]
    page.evaluate("kernel.reply('14:04')")
    expect(card.locator(".status")).to_have_text("saved at 14:04")
    assert page.evaluate("localStorage.length") == 0


def test_a_draft_typed_while_an_earlier_save_was_under_way_is_restored(page):
    draft(page, 1, "Kleenz Ltd", sent={"value": "Kleenz L"})
    card = show(page, NAME, value="Kleenz L", revision=2)
    assert card.get_by_role("textbox").input_value() == "Kleenz Ltd"


def test_what_is_typed_without_a_kernel_outlives_the_tab(page):
    card = show(page, NAME, value="Kleenz", revision=1)
    page.evaluate("kernel.isDeaf = true; kernel.fire('comm_live_update')")
    card.get_by_role("textbox").fill("Kleenz Ltd")
    expect(card.locator(".status")).to_have_text("not saved: run this cell again")
    page = again(page)
    card = show(page, NAME, value="Kleenz", revision=1, connected=False)
    assert card.get_by_role("textbox").input_value() == "Kleenz Ltd"
    expect(card.locator(".status")).to_have_text("not saved: run this cell again")
    page = again(page)
    card = show(page, NAME, value="Kleenz", revision=1)
    assert card.get_by_role("textbox").input_value() == "Kleenz Ltd"
    expect(card.locator(".status")).to_have_text("saving…")
    assert waiting(page) == ["Kleenz Ltd"] and page.evaluate("localStorage.length") == 1
    page.evaluate("kernel.reply('14:04')")
    expect(card.locator(".status")).to_have_text("saved at 14:04")
    assert page.evaluate("localStorage.length") == 0


def test_what_was_typed_after_a_save_whose_reply_was_lost_is_restored(page):
    card = show(page, NAME, value="Kleenz", revision=1)
    card.get_by_role("textbox").fill("Kleenz L")
    wait_for_call(page)
    page.evaluate("kernel.isDeaf = true; kernel.idle()")
    expect(card.locator(".status")).to_have_text("not saved: run this cell again")
    card.get_by_role("textbox").fill("Kleenz Ltd")
    page = again(page)
    card = show(page, NAME, value="Kleenz L", revision=2)  # the kernel had saved it before it died
    assert card.get_by_role("textbox").input_value() == "Kleenz Ltd"


@pytest.mark.parametrize(("revision", "hours"), [(2, 1), (1, 13)])
@pytest.mark.parametrize("wanted", ["Use it", "Drop it"])
def test_a_draft_is_offered_where_the_answer_has_changed_or_it_is_old(page, revision, hours, wanted):
    bomb = "<img src=x onerror='window.boom = true'>"
    draft(page, 1, bomb, hours=hours)
    card = show(page, NAME, value="Harbour", revision=revision)
    field = card.get_by_role("textbox")
    assert field.input_value() == "Harbour" and waiting(page) == []
    assert bomb in card.locator(".kept").inner_text()
    field.fill("Harbour Cleaners")
    wait_for_call(page)
    page.evaluate("kernel.reply('14:04')")
    page = again(page)  # not decided yet, and not lost by what was typed in the meantime
    card = show(page, NAME, value="Harbour Cleaners", revision=revision + 1)
    card.get_by_role("button", name=wanted).click()
    assert card.locator(".kept").count() == 0 and page.evaluate("window.boom") is None
    if wanted == "Use it":
        assert waiting(page) == [bomb]
        page.evaluate("kernel.reply('14:05')")
    expect(card.locator(".status")).to_contain_text("saved at")
    assert page.evaluate("localStorage.length") == 0


def test_a_draft_that_was_saved_after_all_is_forgotten(page):
    draft(page, 1, "Kleenz Ltd")
    card = show(page, NAME, value="Kleenz Ltd", revision=2)
    expect(card.locator(".status")).to_have_text("saved at 14:03")
    assert page.evaluate("localStorage.length") == 0


def test_what_another_tab_could_not_save_stays(page):
    card = show(page, NAME, value="Kleenz", revision=1)
    card.get_by_role("textbox").fill("mine")
    wait_for_call(page)
    draft(page, 1, "theirs")
    page.evaluate("kernel.reply('14:04')")
    expect(card.locator(".status")).to_have_text("saved at 14:04")
    assert page.evaluate("localStorage.length") == 1


def test_people_who_share_a_hub_and_a_browser_do_not_see_each_others_drafts(page):
    draft(page, 1, "of somebody else")
    config = '<script id="jupyter-config-data" type="application/json">{"baseUrl": "/user/ben/"}</script>'
    page.evaluate("config => document.body.insertAdjacentHTML('beforeend', config)", config)
    card = show(page, NAME, value="Kleenz", revision=1)
    assert card.get_by_role("textbox").input_value() == "Kleenz" and card.locator(".kept").count() == 0


def test_number_and_sentence_appear_while_one_types(page):
    card = show(page, questions.Number("share", "Which share?", unit="cups", low=0, high=5000))
    field, read = card.get_by_role("textbox"), card.locator(".count")
    for typed, said in [
        ("1½", "read as 1.5 cups"),
        ("1.234", "can mean 1.234 or 1234"),
        ("7", ""),
        ("1 2", "cannot be"),
    ]:
        field.fill(typed)
        expect(read).to_contain_text(said) if said else expect(read).to_be_empty()


def test_a_date_that_the_browser_cannot_show_is_kept_as_typed(page):
    plan = questions.Table("plan", "Plan", [questions.Column("by", "By", "date")])
    values = ["2027-03-31", "2026-13-45", "March 2027"]
    card = show(page, plan, value=[{"by": each} for each in values], revision=1)
    assert [field.input_value() for field in card.get_by_label("By").all()] == values


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
    # Once a picture that is missing has said so, any before it has too.
    page.evaluate("() => new Promise((failed) => Object.assign(new Image(), { onerror: failed, src: 'x' }))")
    assert card.locator("img, b").count() == 0
    assert page.evaluate("window.boom") is None
    assert bomb in card.inner_text()


def test_a_figure_appears_only_as_a_picture_the_kernel_has_sent(page):
    dot = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="
    card = show(page, questions.Guess("share", "Which share?"), picture="")
    assert card.locator("img").count() == 0
    card.get_by_role("textbox").fill("70")
    card.get_by_role("textbox").blur()
    assert waiting(page) == []  # a guess counts when it is committed to
    card.get_by_role("button", name="Commit and see").click()
    assert waiting(page) == ["70"]
    send = "html => { kernel.state.picture = html; kernel.fire('change:picture') }"
    page.evaluate(send, f"<img alt=Bars src='{dot}'>")
    expect(card.get_by_role("img", name="Bars")).to_be_visible()
    page.evaluate(send, "<img src=http://kit.test/>")
    assert card.locator("img").count() == 0
