"""Papers of a dossier: put in, taken out, read by those who see the dossier."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from assessments.actions import give_up_dossier
from assessments.actions.papers import attach_paper, detach_paper, for_dossier
from assessments.actions.proofs import attach_file
from assessments.errors import AssessmentsError
from assessments.models import Evidence
from tests.admin.world import queries_of
from tests.assessments.files import PDF
from tests.assessments.round import DAY
from tests.builders import make_document, make_evidence
from tests.round_builders import make_dossier

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]


@pytest.fixture
def on_the_day(on_the_day, settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)


@pytest.fixture
def dossier(round_):
    return make_dossier(unit=round_.commune, procedure=round_.procedure)


def proof_of(round_, **over):
    return make_evidence(**{"unit": round_.commune, "period": round_.period, **over})


def attach(round_, dossier, proof=None, by=None):
    paper = proof or proof_of(round_)
    attach_paper(dossier=dossier, evidence=paper, by=by or round_.coordinator)
    return paper


def sent(client, dossier, **said):
    return client.post(reverse("recognition:papers", args=[dossier.pk]), said)


def shown(client, dossier):
    return client.get(reverse("recognition:dossier", args=[dossier.pk]))


def test_history_tells_who_put_in_what_and_took_it_out(round_, dossier):
    paper = attach(round_, dossier)
    for _click in range(2):
        detach_paper(dossier=dossier, evidence=paper, by=round_.coordinator)

    out, put = dossier.history.all()[:2]
    assert not out.evidence.exists()
    assert [row.evidence for row in put.evidence.all()] == [paper]
    assert put.history_user == out.history_user == round_.coordinator
    assert dossier.history.count() == 3
    assert Evidence.objects.filter(pk=paper.pk).exists()


@pytest.mark.parametrize("who", ["official", "district_officer", "agency_officer"])
def test_only_the_keeper_of_dossiers_changes_papers(round_, dossier, who):
    by, paper = getattr(round_, who), proof_of(round_)
    purpose = for_dossier(dossier)

    for attempt in (
        lambda: attach(round_, dossier, paper, by=by),
        lambda: detach_paper(dossier=dossier, evidence=paper, by=by),
        lambda: attach_file(purpose=purpose, name="a.pdf", content=PDF, by=by),
    ):
        with pytest.raises(PermissionDenied):
            attempt()

    assert not dossier.evidence.exists()


def test_proof_of_another_unit_or_past_its_day_is_refused(round_, dossier):
    other = proof_of(round_, unit=round_.other_commune)
    old = proof_of(round_, valid_until=DAY - dt.timedelta(days=1))

    for paper, words in ((other, "đơn vị khác"), (old, "chỉ có giá trị đến")):
        with pytest.raises(AssessmentsError, match=words):
            attach(round_, dossier, paper)

    assert not dossier.evidence.exists()


def test_closed_dossier_keeps_its_papers(round_, dossier):
    paper, by = attach(round_, dossier), round_.coordinator
    give_up_dossier(dossier=dossier, version=1, reason="Rút", by=by)

    with pytest.raises(AssessmentsError, match="đã kết thúc"):
        detach_paper(dossier=dossier, evidence=paper, by=by)
    with pytest.raises(AssessmentsError, match="đã kết thúc"):
        attach(round_, dossier)

    assert list(dossier.evidence.all()) == [paper]


def test_year_without_a_period_takes_no_new_paper(round_, dossier, client):
    dossier.year = 2019
    dossier.save()
    client.force_login(round_.coordinator)

    response = sent(client, dossier, link="https://a.vn/x", title="Biên bản")

    assert "chưa có kỳ đánh giá năm 2019" in response.content.decode()
    assert not Evidence.objects.exists()


def test_page_takes_files_links_documents_and_proofs_there_are(round_, dossier, client):
    client.force_login(round_.coordinator)
    there, document = proof_of(round_), make_document(number="12/BC-UBND")
    url = reverse("recognition:papers", args=[dossier.pk]) + "?q=12/BC"
    said = {
        "existing": [there.pk],
        "uploads": SimpleUploadedFile("bien-ban.pdf", PDF),
        "link": "https://a.vn/x",
        "document": document.pk,
    }

    response = client.post(url, said)

    assert response.url == reverse("recognition:dossier", args=[dossier.pk])
    kinds = dossier.evidence.order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["link", "file", "link", "document"]
    assert {*dossier.evidence.values_list("period", flat=True)} == {round_.period.pk}


def test_page_without_anything_says_so(round_, dossier, client):
    client.force_login(round_.coordinator)

    response = sent(client, dossier)

    assert "uploads" in response.context["form"].errors


def test_refused_file_loses_no_other_paper(round_, dossier, client):
    client.force_login(round_.coordinator)
    files = [SimpleUploadedFile("a.pdf", PDF), SimpleUploadedFile("b.pdf", b"MZ")]

    response = sent(client, dossier, uploads=files)

    assert "b.pdf" in str(response.context["form"].errors["uploads"])
    assert [paper.title for paper in dossier.evidence.all()] == ["a.pdf"]


def test_reader_sees_papers_and_takes_none_out(round_, dossier, client):
    attach(round_, dossier, proof_of(round_, title="Biên bản họp"))
    for who, may in (("official", False), ("coordinator", True)):
        client.force_login(getattr(round_, who))
        page = shown(client, dossier).content.decode()

        assert "Biên bản họp" in page
        assert ("Gỡ" in page, "Thêm giấy tờ" in page) == (may, may)


def test_paper_is_taken_out_by_its_button(round_, dossier, client):
    paper = attach(round_, dossier)
    client.force_login(round_.coordinator)
    url = reverse("recognition:take-out", args=[dossier.pk, paper.pk])

    for _click in range(2):
        assert client.post(url).status_code == 302

    assert not dossier.evidence.exists()


def test_file_opens_for_readers_of_the_dossier_only(round_, dossier, client, settings):
    """No account of the period stands behind it."""
    settings.MEDIA_ACCEL = "/protected/"
    paper = attach_file(
        purpose=for_dossier(dossier),
        name="a.pdf",
        content=PDF,
        by=round_.coordinator,
    )
    url = reverse("evidence:file", args=[paper.pk])
    found = {}
    for who in ("official", "stranger", "district_officer", "agency_officer"):
        client.force_login(getattr(round_, who))
        found[who] = client.get(url).status_code

    assert found == {
        "official": 200,
        "stranger": 404,
        "district_officer": 200,
        "agency_officer": 200,
    }
    detach_paper(dossier=dossier, evidence=paper, by=round_.coordinator)
    assert client.get(url).status_code == 404


def test_papers_cost_the_same_at_any_number(round_, dossier, client):
    client.force_login(round_.coordinator)
    url = reverse("recognition:dossier", args=[dossier.pk])
    attach(round_, dossier)
    few = queries_of(client, url)
    for _one in range(4):
        attach(round_, dossier)

    assert queries_of(client, url) == few


AS_DATA = {"headers": {"accept": "application/json"}}


def by_script(client, dossier, name="a.pdf", content=PDF, **said):
    url = reverse("recognition:papers", args=[dossier.pk])
    file = SimpleUploadedFile(name, content)
    return client.post(url, {"uploads": file, "criteria": "", **said}, **AS_DATA)


def test_script_sends_one_paper_and_is_told_where_it_opens(client, round_, dossier):
    client.force_login(round_.coordinator)
    url = reverse("recognition:papers", args=[dossier.pk])

    assert client.get(url, **AS_DATA).json()["token"]
    answer = by_script(client, dossier)

    paper = dossier.evidence.get()
    opens = reverse("evidence:file", args=[paper.pk])
    assert answer.json() == {"title": "a.pdf", "url": opens}


def test_script_is_told_why_a_paper_is_refused(client, round_, dossier):
    client.force_login(round_.coordinator)

    answers = [
        by_script(client, dossier, content=b"<html>"),
        by_script(client, dossier, valid_until="31/31/2022"),
    ]
    give_up_dossier(
        dossier=dossier, version=dossier.version, reason="Rút", by=round_.coordinator
    )
    answers.append(by_script(client, dossier))

    assert [one.status_code for one in answers] == [422, 422, 422]
    assert all(one.json()["words"] for one in answers)
    assert answers[-1].json()["words"] == "Hồ sơ này đã kết thúc."
    assert not dossier.evidence.exists()


def test_script_is_told_that_its_session_is_over(client, dossier):
    answer = by_script(client, dossier)

    assert answer.status_code == 401
    assert "/tai-khoan/dang-nhap/" in answer.json()["sign_in"]
    assert not dossier.evidence.exists()
