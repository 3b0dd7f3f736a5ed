from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from assessments.actions import record_results
from assessments.actions.accounts import Account
from assessments.models import Assessment
from assessments.summaries import recompute_all
from criteria.book import Entered
from tests.builders import make_commune, make_document, make_period, make_set

pytestmark = pytest.mark.django_db


def record(communes=1):
    criteria_set = make_set("yes_no", "percent")
    units = [make_commune() for _ in range(communes)]
    record_results(
        period=make_period(criteria_set),
        criteria_set=criteria_set,
        document=make_document(),
        accounts={unit.pk: Account(values={"1.1": Entered(1)}) for unit in units},
        origin="test",
        chosen_reason="Báo cáo cuối năm",
    )
    return Assessment.objects.order_by("pk")


def check():
    out = StringIO()
    call_command("check_summaries", stdout=out)
    return out.getvalue()


def test_check_summaries_equal():
    record()

    assert "Mọi số tổng hợp đều khớp" in check()


def test_check_summaries_without_assessments():
    assert "Mọi số tổng hợp đều khớp" in check()


def test_check_summaries_prints_difference():
    broken = record(communes=2)[1]
    Assessment.objects.filter(pk=broken.pk).update(confirmed_counted=2)
    out = StringIO()

    with pytest.raises(CommandError, match=r"^1 đánh giá"):
        call_command("check_summaries", stdout=out)

    assert out.getvalue() == (
        f"{broken.pk} Xã Sĩ Bình: confirmed_counted đã lưu 2, theo dòng 1\n"
    )


def test_check_summaries_prints_each_field():
    broken = record()[0]
    Assessment.objects.filter(pk=broken.pk).update(
        declared_outcomes="MM", unverified_levels=3
    )
    out = StringIO()

    with pytest.raises(CommandError):
        call_command("check_summaries", stdout=out)

    assert "declared_outcomes đã lưu 'MM', theo dòng 'M?'" in out.getvalue()
    assert "unverified_levels đã lưu 3, theo dòng 0" in out.getvalue()


def test_check_summaries_reads_every_batch(monkeypatch):
    monkeypatch.setattr(
        "assessments.management.commands.check_summaries.ASSESSMENTS_A_BATCH", 2
    )
    last = record(communes=5)[4]
    Assessment.objects.filter(pk=last.pk).update(estimates=4)

    with pytest.raises(CommandError, match=r"^1 đánh giá"):
        call_command("check_summaries", stdout=StringIO())


@pytest.mark.parametrize("communes", [3, 30])
def test_check_summaries_queries_constant(communes, django_assert_num_queries):
    record(communes)

    # The count, the batch with its two reads, and the batch that is empty.
    with django_assert_num_queries(5):
        check()


def test_recompute_all_keeps_accounts_apart(django_assert_num_queries):
    accounts = list(record(communes=2).select_related("criteria_set"))
    row = accounts[0].criterion_results.get(criterion__number=1)
    row.verdict, row.verdict_reason = "not_met", "Đã kiểm tra"
    row.save()

    with django_assert_num_queries(2):
        summaries = recompute_all(accounts)

    letters = [summaries[a.pk]["confirmed_outcomes"] for a in accounts]
    assert letters == ["F?", "M?"]
