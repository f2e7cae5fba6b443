"""The list of orders on the desk: what one looks for stands in the address, and leaves as a spreadsheet."""

from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook
from playwright.sync_api import expect

from tests.browser.conftest import Stage


def test_filters_and_sorting_stand_in_the_address_and_the_list_is_exported(stage: Stage, tmp_path: Path) -> None:
    """A link to the list shows the same list; the file holds its rows."""
    page = stage.person("manager.sz")
    page.goto(f"{stage.url}/desk/orders")
    page.get_by_test_id("orders-state-in_progress").click()
    page.get_by_test_id("orders-sort").select_option("due")
    page.wait_for_url("**state=in_progress*sort=due*")
    page.reload()
    expect(page.get_by_test_id("orders-sort")).to_have_value("due")
    rows = page.locator("[data-testid^=order-PG]")
    rows.first.wait_for()
    shown = [str(row.get_attribute("data-testid")).removeprefix("order-") for row in rows.all()]
    stage.picture(page, "orders-sorted")
    with page.expect_download() as coming:
        page.get_by_test_id("orders-export").click()
    coming.value.save_as(tmp_path / "orders.xlsx")
    sheet = load_workbook(BytesIO((tmp_path / "orders.xlsx").read_bytes())).worksheets[0]
    assert [row[0].value for row in sheet.iter_rows(min_row=2)][: len(shown)] == shown
    page.context.close()
    assert stage.errors == []


def test_the_bar_of_the_list_fits_in_english_too(stage: Stage) -> None:
    """Nothing is pushed out of a screen of 1280 px, with all centres to choose from."""
    page = stage.person("agent", lang="en")
    page.goto(f"{stage.url}/desk/orders")
    page.get_by_test_id("orders-text").wait_for()
    stage.picture(page, "orders-en")
    wide, seen = page.locator(".strip").evaluate("bar => [bar.scrollWidth, bar.clientWidth]")
    assert wide <= seen
    expect(page.get_by_test_id("orders-export")).to_have_count(0)
    page.context.close()
