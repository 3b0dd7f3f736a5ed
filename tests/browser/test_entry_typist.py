"""All indicators of the official set typed without a mouse, against a spreadsheet."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from accounts.models import User
from assessments.models import IndicatorResult
from reporting.demo.results import NEW_SET, open_year

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.one_database,
    pytest.mark.slow,
]

# Some are asked in parts, so that there are more values than indicators.
INDICATORS = 57
CRITERIA = 19
ASKED = """() => [...document.querySelectorAll("[data-leaf]")].map((row) => {
  const { kind, decimals } = row.querySelector("[data-kind]").dataset;
  const answers = [...row.querySelectorAll("[type=radio]")].map(({ value }) => value);
  return { kind, decimals, answers };
})"""


class Typist:
    """Types into what has the focus, and counts the keys."""

    def __init__(self, page):
        self.page = page
        self.keys = 0

    def type(self, text):
        for key in text:
            self.press(key)

    def press(self, key):
        self.page.keyboard.press(key)
        self.keys += 1


def text_for(asked):
    """What would be typed into a cell."""
    if asked["kind"] == "yes_no":
        return "x"
    if asked["kind"] == "choice":
        return asked["answers"][0]
    return "75" if asked["decimals"] == "0" else "75,5"


@pytest.fixture
def blank_page(demo, settings, page, sign_in):
    """The page of a commune that has entered nothing of the year to come."""
    settings.CLOCK_DAY = dt.date(2023, 11, 24)
    period, criteria_set = open_year(2023, NEW_SET)
    official = User.objects.get(username="xa-quang-khe")
    sign_in(official)
    commune = official.memberships.get().unit_id
    period_set = period.period_sets.get(criteria_set=criteria_set)
    page.goto(reverse("entry:page", args=[2023, commune, period_set.pk]))
    return page


def test_typing_takes_no_more_keys_than_a_sheet(blank_page):
    texts = [text_for(asked) for asked in blank_page.evaluate(ASKED)]
    typist = Typist(blank_page)
    blank_page.locator("[name='v-1-1']").first.focus()  # a sheet begins in a cell too

    for text in texts:
        typist.type(text)
        typist.press("Enter")

    expect(blank_page.locator("#save-state")).to_have_text(
        re.compile(r"^Đã lưu nháp lúc \d\d:\d\d\.$"), timeout=20_000
    )
    assert len(texts) >= INDICATORS
    assert typist.keys <= sum(len(text) + 1 for text in texts) + CRITERIA
    blank_page.reload()
    assert blank_page.evaluate("localStorage.length") == 0
    saved = IndicatorResult.objects.filter(
        criterion_result__assessment__period__year=2023, value__isnull=False, typed=""
    )
    assert saved.count() == len(texts)
