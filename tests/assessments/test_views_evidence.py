"""The page of a commune's proofs, without script: who sees it, and what it does."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.datastructures import MultiValueDict

from assessments.models import Evidence
from assessments.views.evidence_adding import attach_posted
from tests.assessments.files import PDF, picture
from tests.builders import make_document, make_evidence, make_period

pytestmark = pytest.mark.django_db


@pytest.fixture
def on_the_day(on_the_day, settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)


@pytest.fixture
def url(round_):
    place = f"{round_.commune.pk}-{round_.period_set.pk}"
    return f"/minh-chung/{round_.period.year}/{place}/"


@pytest.fixture
def official(client, round_):
    client.force_login(round_.official)
    return client


def upload(name="a.pdf", content=PDF):
    return SimpleUploadedFile(name, content)


def text(answer):
    return answer.content.decode()


def criteria(evidence):
    numbers = evidence.criterion_results.values_list("criterion__number", flat=True)
    return sorted(numbers)


def test_page_before_anything_is_entered_offers_to_add(official, url):
    page = text(official.get(url))

    assert "Chưa có minh chứng nào." in page
    assert 'role="alert"' not in page
    assert 'type="file"' in page
    assert "multiple" in page
    assert 'accept=".pdf,.jpg,.png,.docx,.xlsx,.odt,.ods,.jpeg"' in page


def test_files_and_link_are_added_to_the_chosen_criteria(official, round_, url):
    answer = official.post(
        url,
        {
            "uploads": [upload(), upload("b.jpg", picture())],
            "link": "https://a.vn/x",
            "criteria": [round_.criterion_id(1), round_.criterion_id(2)],
            "valid_until": "31/12/2023",
        },
        follow=True,
    )

    assert answer.redirect_chain == [(url, 302)]
    assert "Đã thêm: a.pdf, b.jpg, https://a.vn/x." in text(answer)
    rows = Evidence.objects.order_by("pk")
    assert [row.title for row in rows] == ["a.pdf", "b.jpg", "https://a.vn/x"]
    assert {row.valid_until for row in rows} == {dt.date(2023, 12, 31)}
    assert all(criteria(row) == [1, 2] for row in rows)


def test_document_is_found_by_its_words_and_cited(official, round_, url):
    document = make_document(title="Đề án xây dựng nông thôn mới", number="12/QĐ-UBND")

    found = text(official.get(url, {"q": "de an"}))
    official.post(
        f"{url}?q=de+an",
        {"document": document.pk, "page": "7", "criteria": round_.criterion_id()},
    )

    assert document.label in found
    proof = Evidence.objects.get()
    assert (proof.document, proof.page, criteria(proof)) == (document, "7", [1])
    assert "Không có văn bản nào khớp" in text(official.get(url, {"q": "zzz"}))


def test_document_is_cited_in_the_language_of_the_reader(official, round_, url):
    document = make_document(kind="decision", number="07/QĐ-UBND")
    said = {"document": document.pk, "criteria": round_.criterion_id()}
    official.post(f"{url}?q=07", said, follow=True)

    page = text(official.get(f"/en{url}"))

    assert "Decision 07/QĐ-UBND" in page
    assert "Quyết định 07/QĐ-UBND" not in page


def test_refused_file_says_why_and_loses_no_other(official, round_, url):
    answer = official.post(
        url,
        {
            "uploads": [upload(), upload("b.jpg", b"<html>")],
            "criteria": round_.criterion_id(),
        },
    )

    page = text(answer)
    assert answer.status_code == 200
    assert "<title>Lỗi: " in page
    assert 'href="#id_uploads"' in page
    assert "b.jpg: Nội dung tệp không phải là .jpg" in page
    assert Evidence.objects.get().title == "a.pdf"


def test_too_large_file_is_refused_before_it_is_read(official, round_, url):
    large = upload(content=PDF + bytes(10 * 1024 * 1024))

    page = text(
        official.post(url, {"uploads": large, "criteria": round_.criterion_id()})
    )

    assert "Tệp lớn hơn 10 MB. Chụp lại ở cỡ nhỏ hơn hoặc chia tệp." in page
    assert not Evidence.objects.exists()


@pytest.mark.parametrize(
    ("posted", "why"),
    [
        ({}, "Chọn ít nhất một tiêu chí."),
        ({"criteria": "0"}, "Tiêu chí này đã nộp hoặc đã khóa."),
        ({"criteria": "x"}, "Tiêu chí này đã nộp hoặc đã khóa."),
        ({"criteria": "own"}, "Chọn tệp, ghi địa chỉ hoặc chọn văn bản."),
        ({"criteria": "own", "link": "javascript:alert(1)"}, "bắt đầu bằng https://"),
        ({"criteria": "own", "link": "https://a.vn", "valid_until": "x"}, "ngày"),
        (
            {"criteria": "own", "link": "https://a.vn", "valid_until": "1/1/2020"},
            "chỉ có giá trị đến",
        ),
    ],
)
def test_form_says_what_is_wrong(official, round_, url, posted, why):
    if posted.get("criteria") == "own":
        posted = {**posted, "criteria": round_.criterion_id()}

    page = text(official.post(url, posted))

    assert why in page
    assert 'role="alert"' in page
    assert not Evidence.objects.exists()


def test_proof_is_detached_and_used_for_others(official, round_, url):
    round_.save()
    round_.prove()
    proof = Evidence.objects.get()

    official.post(f"{url}{proof.pk}/gan/", {"criteria": round_.criterion_id(2)})
    answer = official.post(
        f"{url}{proof.pk}/go/", {"criterion": round_.criterion_id(1)}, follow=True
    )

    assert criteria(proof) == [2]
    assert "Đã gỡ “Ảnh”." in text(answer)


@pytest.mark.parametrize("posted", ["", "x", "9" * 30, "²"])
def test_nonsense_is_answered_in_words(official, round_, url, posted):
    round_.save()
    proof = make_evidence(unit=round_.commune, period=round_.period)

    answer = official.post(f"{url}{proof.pk}/gan/", {"criteria": posted}, follow=True)

    assert "Chọn ít nhất một tiêu chí." in text(answer)
    assert criteria(proof) == []


def test_proof_of_last_year_is_carried_by_one_click(official, round_, url):
    round_.save()
    before = make_period(year=2020, as_of=dt.date(2020, 12, 31))
    proof = make_evidence(unit=round_.commune, period=before, title="Cũ")
    proof.criterion_results.add(round_.result(2))
    ended = make_evidence(
        unit=round_.commune, period=before, title="Hết", valid_until=dt.date(2020, 1, 1)
    )
    ended.criterion_results.add(round_.result(2))

    offered = text(official.get(url))
    official.post(f"{url}{proof.pk}/lay-lai/", {"criteria": round_.criterion_id(2)})

    assert "Lấy lại cho tiêu chí 2" in offered
    assert "Hết" not in offered
    assert criteria(Evidence.objects.get(carried_from=proof)) == [2]
    assert "Lấy lại cho tiêu chí" not in text(official.get(url))


def test_reviewer_reads_and_changes_nothing(client, round_, url):
    round_.save()
    round_.prove()
    proof = Evidence.objects.get()
    client.force_login(round_.agency_officer)

    page = text(client.get(url))

    assert "Ảnh" in page
    assert "Gỡ" not in page
    assert 'type="file"' not in page
    for where in ("", f"{proof.pk}/gan/", f"{proof.pk}/go/", f"{proof.pk}/lay-lai/"):
        posted = {"criteria": round_.criterion_id(), "criterion": round_.criterion_id()}
        assert client.post(url + where, posted).status_code == 403
    assert criteria(proof) == [1]


def test_other_commune_finds_nothing_to_read_or_write(client, round_, url):
    round_.save()
    round_.prove()
    proof = Evidence.objects.get()
    client.force_login(round_.stranger)

    for where in ("", f"{proof.pk}/gan/", f"{proof.pk}/go/", f"{proof.pk}/lay-lai/"):
        assert client.post(url + where).status_code == 404
    assert client.get(url).status_code == 404
    assert criteria(proof) == [1]


def test_proof_of_another_commune_cannot_be_named(official, round_, url):
    round_.save()
    other = make_evidence(unit=round_.other_commune, period=round_.period)

    for where in ("gan", "go", "lay-lai"):
        answer = official.post(
            f"{url}{other.pk}/{where}/", {"criteria": round_.criterion_id()}
        )
        assert answer.status_code == 404


def test_closed_period_says_so_and_offers_nothing(official, round_, url):
    round_.period.closed_at = dt.datetime(2021, 12, 1, tzinfo=dt.UTC)
    round_.period.save()

    page = text(official.get(url))

    assert "Kỳ đã khóa ngày" in page
    assert 'type="file"' not in page


def test_queries_do_not_grow_with_the_proofs(official, round_, url):
    round_.save()
    before = make_period(year=2020, as_of=dt.date(2020, 12, 31))
    counts = []
    for _each in range(2):
        for _proof in range(3):
            round_.prove()
            old = make_evidence(unit=round_.commune, period=before)
            old.criterion_results.add(round_.result())
        with CaptureQueriesContext(connection) as queries:
            official.get(url)
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 26


def test_files_of_a_form_of_criteria_are_attached_by_number(round_):
    files = MultiValueDict(
        {
            "evidence-1": [upload(), upload("b.pdf", b"")],
            "evidence-2": [upload("c.pdf", PDF + b" ")],
        }
    )

    refused = attach_posted(
        files,
        unit_id=round_.commune.pk,
        period_set=round_.period_set,
        by=round_.official,
    )

    assert refused == ["Tiêu chí 1, b.pdf: Tệp rỗng. Mở tệp xem lại rồi gửi lại."]
    found = {one.title: criteria(one) for one in Evidence.objects.all()}
    assert found == {"a.pdf": [1], "c.pdf": [2]}


def test_path_in_a_posted_name_goes_nowhere(official, round_, url, tmp_path):
    file = upload()
    file._name = "../../../etc/a.pdf"

    official.post(url, {"uploads": file, "criteria": round_.criterion_id()})

    proof = Evidence.objects.get()
    assert (proof.title, list(tmp_path.iterdir())) == ("a.pdf", [tmp_path / "evidence"])


def test_what_was_typed_stands_again_where_the_period_closed(official, round_, url):
    round_.close()

    page = text(official.post(url, {"link": "https://backan.gov.vn/a"}))

    assert "Kỳ đã khóa" in page
    assert 'value="https://backan.gov.vn/a"' in page
    assert not Evidence.objects.exists()
