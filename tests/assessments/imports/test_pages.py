"""The coordinator's pages: upload, preview, execute, choose, download."""

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.models import Assessment, ImportDraft, PublishedFigure, WrittenName
from communes.models import Succession, SuccessionLink
from tests.assessments.imports.sheets import csv_file, make_office, written, xlsx
from tests.assessments.imports.steps import ROWS, execute, preview, send
from tests.builders import (
    make_assessment,
    make_commune,
    make_district,
    make_document,
    make_membership,
    make_province,
    make_user,
    make_written_name,
)

pytestmark = pytest.mark.django_db

PAGES = ["import", "figures", "figure", "accounts"]


@pytest.mark.parametrize("name", PAGES)
def test_page_asks_anonymous_to_sign_in(client, name):
    response = client.get(reverse(f"assessments:{name}"))

    assert response.status_code == 302
    assert response.url.startswith(reverse("account_login"))


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("role", [None, "commune_official", "national_viewer"])
def test_page_refuses_other_roles(client, office, name, role):
    user = make_user()
    if role:
        place = {"unit": office.communes[0]} if role == "commune_official" else {}
        make_membership(user=user, role=role, **place)
    client.force_login(user)

    assert client.get(reverse(f"assessments:{name}")).status_code == 403


@pytest.mark.parametrize("name", PAGES)
def test_page_opens_to_coordinator_and_administrator(coordinator, office, name):
    assert coordinator.get(reverse(f"assessments:{name}")).status_code == 200

    coordinator.force_login(make_membership().user)
    assert coordinator.get(reverse(f"assessments:{name}")).status_code == 200


def test_page_refuses_coordinator_whose_days_are_over(client, office):
    gone = make_membership(
        role="coordinator", unit=office.province, valid_to=timezone.localdate()
    )
    client.force_login(gone.user)

    assert client.get(reverse("assessments:import")).status_code == 403


def test_upload_of_another_province_refused(coordinator, office):
    other = make_province("Thái Nguyên")

    response = send(coordinator, office, xlsx(*ROWS), province=other.pk)

    assert "province" in response.context["form"].errors
    assert not ImportDraft.objects.exists()


def test_upload_of_a_province_that_ended_names_its_heir(coordinator, office):
    heir, day = make_province("Thái Nguyên"), office.period.as_of
    office.province.versions.update(valid_to=day)
    succession = Succession.objects.create(
        day=day, kind="merge", document=make_document()
    )
    SuccessionLink.objects.create(
        succession=succession,
        predecessor=office.province,
        successor=heir,
        extent="whole",
    )

    response = send(coordinator, office, xlsx(*ROWS))

    [error] = response.context["form"].errors["province"]
    assert error == (
        "Tỉnh này không còn vào ngày của kỳ (31/12/2021); hãy chọn Tỉnh Thái Nguyên."
    )


def test_upload_of_a_province_not_there_yet_is_refused(coordinator, office):
    office.province.versions.update(
        valid_from=office.period.as_of + timezone.timedelta(days=1)
    )

    response = send(coordinator, office, xlsx(*ROWS))

    assert "không có vào ngày" in response.context["form"].errors["province"][0]


def test_preview_then_execute_writes_exactly_that(coordinator, office):
    before = written()

    page = preview(coordinator, office, xlsx(*ROWS), chosen_reason="Báo cáo cuối năm")

    assert "Sheet1!A2" in page.content.decode()
    assert written() == before
    response = execute(coordinator, page)
    assert response.url.startswith(reverse("assessments:accounts"))
    assert Assessment.objects.filter(is_chosen=True).count() == 2
    assert not ImportDraft.objects.exists()


def test_execute_twice_writes_once_and_says_so(coordinator, office):
    page = preview(coordinator, office, xlsx(*ROWS))
    execute(coordinator, page)
    after = written()

    response = execute(coordinator, page)

    follow = coordinator.get(response.url)
    assert "không còn chờ nhập" in follow.content.decode()
    assert written() == after


def test_draft_of_no_possible_number_is_not_found(coordinator):
    url = reverse("assessments:draft", args=[10**30])

    assert coordinator.get(url).status_code == 404


def test_execute_refuses_what_changed_since(coordinator, office):
    page = preview(coordinator, office, xlsx(*ROWS))
    execute(coordinator, preview(coordinator, office, xlsx(*ROWS)))
    before = written()

    response = execute(coordinator, page)

    follow = coordinator.get(response.url)
    assert "đã thay đổi sau khi xem trước" in follow.content.decode()
    assert written() == before


def test_execute_refuses_plan_with_refusals(coordinator, office):
    page = preview(coordinator, office, xlsx(["Xã", "2.1"], ["Sĩ Bình", 101]))
    before = written()

    execute(coordinator, page)

    assert "ngoài khoảng 0–100" in page.content.decode()
    assert written() == before


def test_execute_needs_post(coordinator, office):
    page = preview(coordinator, office, xlsx(*ROWS))
    draft = page.context["page"]["draft"]

    for name in ("execute", "choose-name", "drop"):
        url = reverse(f"assessments:{name}", args=[draft.pk])
        assert coordinator.get(url).status_code == 405


def test_draft_is_its_owners_only(client, coordinator, office):
    page = preview(coordinator, office, xlsx(*ROWS))
    url = page.request["PATH_INFO"]
    client.force_login(make_membership(role="coordinator", unit=office.province).user)

    assert client.get(url).status_code == 404


def test_draft_ends(coordinator, office):
    page = preview(coordinator, office, xlsx(*ROWS))
    now = timezone.now()
    ImportDraft.objects.update(
        created_at=now - timezone.timedelta(days=2), expires_at=now
    )

    assert coordinator.get(page.request["PATH_INFO"]).status_code == 404
    preview(coordinator, office, xlsx(*ROWS))
    assert ImportDraft.objects.count() == 1


def test_draft_dropped(coordinator, office):
    page = preview(coordinator, office, xlsx(*ROWS))
    draft = page.context["page"]["draft"]

    coordinator.post(reverse("assessments:drop", args=[draft.pk]))

    assert not ImportDraft.objects.exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("bang.xlsx", b"PK\x03\x04" + b"x" * 200),
        ("bang.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600),
        ("bang.ods", b"junk"),
        ("bang.csv", b"\xff\xfe\x00"),
        ("bang.exe", b"MZ"),
        ("bang", b"x"),
    ],
)
def test_broken_file_is_one_error_beside_the_field(coordinator, office, name, content):
    response = send(coordinator, office, content, name=name)

    assert response.status_code == 200
    assert len(response.context["form"].errors["file"]) == 1
    assert not ImportDraft.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("bang.csv", "Xã;2.1\nSĩ Bình;80".encode("utf-16"), "lưu là “CSV UTF-8”"),
        ("bang.csv", b"", "Tệp rỗng. Mở tệp xem lại"),
        ("x" * 250 + ".csv", b"x", "Tên tệp dài hơn 200 ký tự"),
    ],
)
def test_refused_file_is_told_what_to_do(coordinator, office, name, content, said):
    response = send(coordinator, office, content, name=name)

    [error] = response.context["form"].errors["file"]
    assert said in error


@pytest.mark.parametrize("typed", ["number", "document_title"])
def test_stored_document_or_a_new_one_never_both(coordinator, office, typed):
    make_assessment(period=office.period, document=office.document)
    said = dict.fromkeys(["number", "issuer", "issued_on", "document_title"], "")
    said |= {"stored_document": office.document.pk, typed: "9/BC"}

    response = send(coordinator, office, xlsx(*ROWS), **said)

    assert list(response.context["form"].errors) == ["stored_document"]


def test_round_of_the_portal_is_no_document_of_a_sheet(coordinator, office):
    response = send(coordinator, office, xlsx(*ROWS), document_kind="round")

    assert list(response.context["form"].errors) == ["document_kind"]


def test_ambiguous_name_chosen_and_remembered(coordinator, office):
    other = make_district("Na Rì", province=office.province, parent=office.province)
    twin = make_commune("Sĩ Bình", parent=other, code="01900")
    page = preview(coordinator, office, xlsx(*ROWS))
    [name] = page.context["page"]["names"]
    assert {c.unit_id for c in name.candidates} == {twin.pk, office.communes[0].pk}
    draft = page.context["page"]["draft"]

    response = coordinator.post(
        reverse("assessments:choose-name", args=[draft.pk]),
        {"name": name.written.name, "district": "", "unit": twin.pk},
    )

    page = coordinator.get(response.url)
    assert page.context["plan"].is_clean
    kept = WrittenName.objects.get()
    assert (kept.unit, kept.chosen_by) == (twin, office.coordinator)


def test_remembered_choice_is_seen_and_taken_back(coordinator, office):
    by = make_user(full_name="Hoàng Thị Mai")
    kept = make_written_name(
        name_folded="vu buon",
        province=office.province,
        unit=office.communes[1],
        chosen_by=by,
    )
    rows = ["Xã", "2.1"], ["Sĩ Bình", 80], ["Vũ Buộn", 79], ["Vũ Buộn", 79]
    page = preview(coordinator, office, xlsx(*rows))

    [said] = page.context["page"]["recalled"]
    assert said["text"].startswith("Sheet1!A3: “Vũ Buộn” là Xã Vũ Muộn, Huyện Bạch")
    assert "do Hoàng Thị Mai chọn ngày" in said["text"]
    draft = page.context["page"]["draft"]
    url = reverse("assessments:drop-name", args=[draft.pk, kept.pk])
    assert url in page.content.decode()
    page = coordinator.get(coordinator.post(url).url)

    assert [name.written.name for name in page.context["page"]["names"]] == ["vu buon"]
    assert page.context["page"]["recalled"] == []
    gone = WrittenName.history.first()
    assert (gone.history_type, gone.history_user) == ("-", office.coordinator)


def test_remembered_choice_that_blocks_a_row_is_seen_too(coordinator, office):
    said = {"province": office.province, "unit": office.communes[1]}
    kept = make_written_name(name_folded="vu buon", **said)

    page = preview(
        coordinator, office, xlsx(["Mã", "Xã", "2.1"], ["01800", "Vũ Buộn", 80])
    )

    [refusal] = page.context["page"]["refusals"]
    assert "mã là của Xã Sĩ Bình" in refusal["reason"]
    assert [one["id"] for one in page.context["page"]["recalled"]] == [kept.pk]


def test_choice_of_another_province_is_not_taken_back(coordinator, office):
    kept = make_written_name()
    draft = preview(coordinator, office, xlsx(*ROWS)).context["page"]["draft"]

    for name_id in (kept.pk, 10**30):
        url = reverse("assessments:drop-name", args=[draft.pk, name_id])
        assert coordinator.post(url).status_code == 302
    assert WrittenName.objects.get() == kept


def test_chosen_name_is_remembered_folded(coordinator, office):
    page = preview(coordinator, office, xlsx(*ROWS))
    draft = page.context["page"]["draft"]
    said = {"name": "Sĩ\0Bình.", "district": "", "unit": office.communes[0].pk}

    coordinator.post(reverse("assessments:choose-name", args=[draft.pk]), said)

    assert WrittenName.objects.get().name_folded == "si binh"


@pytest.mark.parametrize("unit", ["", "x", "²", "9" * 30])
def test_choose_name_without_unit_is_told(coordinator, office, unit):
    page = preview(coordinator, office, xlsx(*ROWS))
    draft = page.context["page"]["draft"]

    response = coordinator.post(
        reverse("assessments:choose-name", args=[draft.pk]), {"unit": unit}
    )

    assert "Hãy chọn một xã" in coordinator.get(response.url).content.decode()


def test_figure_entered_through_the_same_preview(coordinator, office):
    said = {
        "metric": "average",
        "tier": "ntm",
        "as_of": "31/12/2021",
        "value": "12,11",
        "file": "",
    }
    page = preview(coordinator, office, b"", page="figure", **said)

    assert page.context["page"]["heading"] == "Xem trước một số công bố"
    execute(coordinator, page)

    figure = PublishedFigure.objects.get()
    assert (figure.unit_id, f"{figure.value:.2f}") == (office.province.pk, "12.11")
    assert figure.document.number == "7/BC-UBND"


@pytest.mark.parametrize(
    ("over", "field"),
    [
        ({"value": "nhiều"}, "value"),
        ({"as_of": "31/12/1921"}, "as_of"),
        ({"low": "9", "high": "5"}, "low"),
        ({"denominator": "-1"}, "denominator"),
    ],
)
def test_figure_refused_beside_its_field(coordinator, office, over, field):
    said = {"metric": "in_band", "tier": "ntm", "as_of": "31/12/2021", "value": "3"}
    said |= {"low": "5", "high": "9", **over}

    response = send(coordinator, office, b"", page="figure", file="", **said)

    assert list(response.context["form"].errors) == [field]
    assert not ImportDraft.objects.exists()


def test_figures_from_a_sheet(coordinator, office):
    content = csv_file(
        ["Về", "Từ", "Đến", "Tính đến ngày", "Số", "Trên tổng"],
        ["Xã theo khoảng tiêu chí", "2", "4", "31/12/2021", "3", "2"],
    )

    page = preview(coordinator, office, content, name="so.csv", page="figures")

    assert "Nhiều hơn tổng số 2." in page.content.decode()
    execute(coordinator, page)
    assert PublishedFigure.objects.get().band_maximum == 4


BAD = [
    "tinh=x",
    "ky=x",
    "ky=99999999",
    "xem=la",
    "trang=x",
    "tinh=99999999999999999999",
    "trang=²",
]


@pytest.mark.parametrize("query", BAD)
def test_accounts_bad_query_is_never_500(coordinator, query):
    response = coordinator.get(f"{reverse('assessments:accounts')}?{query}")

    assert response.status_code in {403, 404}


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_download_of_coordinator_only(client, coordinator, office, suffix):
    execute(coordinator, preview(coordinator, office, xlsx(*ROWS)))
    document = Assessment.objects.first().document
    url = reverse(
        "assessments:download",
        args=[office.province.pk, office.period_set.pk, document.pk, suffix],
    )

    response = coordinator.get(url)
    assert response.status_code == 200
    assert response["Content-Disposition"].endswith(f'.{suffix}"')
    client.force_login(make_user())
    assert client.get(url).status_code == 403


@pytest.mark.parametrize("communes", [3, 30])
def test_accounts_page_queries_constant(
    client, communes, django_assert_max_num_queries
):
    office = make_office(communes)
    client.force_login(office.coordinator)
    rows = [["Xã", "Số tiêu chí đạt"], *([name, 2] for name in office.names)]
    execute(client, preview(client, office, xlsx(*rows)))
    execute(client, preview(client, office, xlsx(*rows), number="8/BC"))

    with django_assert_max_num_queries(21):
        page = client.get(reverse("assessments:accounts"))

    assert len(page.context["report"].units) == min(communes, 25)
