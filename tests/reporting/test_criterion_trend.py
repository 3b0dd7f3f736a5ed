import pytest

from assessments.models import Assessment
from reporting.reports.criterion import Query, criterion_report
from tests.builders import make_figure
from tests.reporting.criteria_world import NEXT, WHERE, plain, read, record_next

pytestmark = pytest.mark.django_db


def report_of(number=6, where=WHERE, **query):
    return criterion_report(where, number, Query(**query))


def years_of(number=1, where=NEXT):
    return {
        year.totals.year: (
            year.tally.met if year.tally else None,
            year.breaks,
        )
        for year in report_of(number, where).trend
    }


def test_trend_is_joined_where_the_question_is_the_same(world):
    record_next(world)

    assert years_of() == {2020: (0, False), 2021: (1, False), 2022: (3, False)}


def test_trend_breaks_where_the_operator_is_another(world):
    record_next(world, operator="le")

    assert years_of()[2022] == (0, True)


def test_trend_breaks_where_the_question_is_another(client, world):
    record_next(world)

    assert years_of(2)[2022] == (3, True)
    text = plain(read(client, "/tieu-chi/2/?nam=2022"))
    assert "2022: bộ tiêu chí khác, hỏi chỉ tiêu khác" in text


def test_trend_breaks_where_the_denominator_is_another(client, world):
    record_next(world, communes=world.communes[:2])

    assert years_of()[2022] == (2, True)
    text = plain(read(client, "/tieu-chi/1/?nam=2022"))
    assert "2022: số xã có kết quả đổi từ 3 thành 2" in text


def test_trend_without_a_counterpart_shows_no_number(client, world):
    record_next(world)

    assert years_of(3) == {2020: (None, False), 2021: (None, True), 2022: (3, True)}
    text = plain(read(client, "/tieu-chi/3/?nam=2022"))
    assert "bộ tiêu chí của năm này không hỏi điều này" in text
    # Beside the year shown and in its row, not again in the years before.
    assert text.count("không hỏi điều này ở cả hai năm") == 2


def test_trend_of_generated_values_is_hollow_in_every_year(client, world):
    """A published count of communes stands behind no criterion."""
    Assessment.objects.update(illustrative=True)
    make_figure(unit=world.province)

    text = read(client, "/tieu-chi/1/?nam=2021")

    assert text.count('class="pt demo"') == 2
    assert 'class="pt"' not in text


@pytest.mark.parametrize(
    ("level", "words"), [(85, "mức chặt hơn"), (75, "mức nới hơn")]
)
def test_trend_notes_a_stricter_or_looser_level(client, world, level, words):
    record_next(world, level=level)

    text = plain(read(client, "/tieu-chi/1/?nam=2022"))

    assert f"1.1: {words}, trước từ 80 %, nay từ {level} %" in text


def test_earlier_years_link_to_the_number_of_their_set(client, world):
    record_next(world)

    text = read(client, "/tieu-chi/1/?nam=2022")

    assert 'href="/tieu-chi/6/?nam=2021">2021</a>' in text
