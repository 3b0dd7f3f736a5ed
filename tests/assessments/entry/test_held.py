"""Values posted after the session ended: kept for their owner, for nobody else."""

import datetime as dt

import pytest
import time_machine
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from assessments.actions.held import MOST_BYTES, hold_input
from assessments.errors import AssessmentsError
from assessments.forms.held import Filler
from assessments.models import Assessment, Evidence, HeldInput
from tests.assessments.entry.desk import fields_of
from tests.assessments.files import PDF
from tests.assessments.round import DAY

pytestmark = pytest.mark.django_db


def send_late(desk, **typed):
    """The page is filled in, and sent when the session is over."""
    form = desk.fields(**typed)
    desk.client.logout()
    return desk.send(form)


def come_back(desk):
    desk.client.force_login(desk.round.official)
    return desk.open().content.decode()


def test_late_values_wait_for_their_owner(desk):
    answer = send_late(desk, v_1_1="75")

    held = HeldInput.objects.get()
    assert (held.owner, held.unit_id) == (desk.round.official, desk.round.commune.pk)
    assert held.values["v-1-1"] == "75"
    assert "v-2-1" not in held.values
    assert answer["Location"].startswith("/tai-khoan/dang-nhap/?next=/nhap-lieu/")


def test_page_offers_them_after_the_sign_in(desk):
    send_late(desk, v_1_1="75")

    page = come_back(desk)

    assert fields_of(page)["v-1-1"] == "75"
    # On the day of the programme, also where that stands still.
    assert "ngày 24/11/2021 khi phiên đã hết, chưa lưu" in page
    assert not Assessment.objects.exists()


def test_saving_them_lets_go_of_them(desk):
    send_late(desk, v_1_1="75")

    desk.send(fields_of(come_back(desk)))

    assert desk.round.result().indicator_results.get().value == 75
    assert not HeldInput.objects.exists()


def test_dropping_them_saves_nothing(desk):
    send_late(desk, v_1_1="75")
    come_back(desk)

    answer = desk.client.post(desk.url("drop"))

    assert answer.status_code == 302
    assert not HeldInput.objects.exists()
    assert desk.fields()["v-1-1"] == ""


def test_second_late_post_is_merged_field_by_field(desk):
    first, second = desk.fields(v_1_1="75"), desk.fields(v_2_1="60")
    desk.client.logout()
    desk.send(first)
    desk.send(second)

    fields = fields_of(come_back(desk))

    assert (fields["v-1-1"], fields["v-2-1"]) == ("75", "60")


def test_held_over_an_older_version_is_a_conflict(desk):
    form = desk.fields(v_1_1="75")
    desk.client.logout()
    desk.send(form)
    desk.round.save(value=81)

    answer = desk.send(fields_of(come_back(desk)))

    assert answer.status_code == 409
    assert HeldInput.objects.exists()
    assert desk.round.result().indicator_results.get().value == 81


def test_held_values_of_a_locked_criterion_are_said(desk):
    desk.round.save()
    send_late(desk, v_1_1="75")
    desk.round.submit()

    page = come_back(desk)

    assert "Tiêu chí 1 không lưu được:" in page
    assert "1.1: 75" in page


def test_owner_alone_sees_and_drops_them(desk):
    send_late(desk, v_1_1="75")
    desk.client.force_login(desk.round.stranger)

    assert desk.open().status_code == 404
    assert desk.client.post(desk.url("drop")).status_code == 404
    assert HeldInput.objects.exists()


def forged(desk, mark):
    form = desk.fields(v_1_1="75")
    desk.client.logout()
    return desk.send({**form, "hold": mark})


def _filler(desk, **over):
    said = {
        "owner_id": desk.round.official.pk,
        "unit_id": desk.round.commune.pk,
        "period_set_id": desk.round.period_set.pk,
    }
    return Filler(**{**said, **over}).signed()


@pytest.mark.parametrize(
    "mark",
    [
        lambda desk: "",
        lambda desk: "x",
        lambda desk: _filler(desk)[:-1] + "x",
        lambda desk: signing.dumps([desk.round.official.pk, 1, 1], salt="another"),
        lambda desk: _filler(desk, unit_id=desk.round.other_commune.pk),
        lambda desk: _filler(desk, owner_id=desk.round.stranger.pk),
        lambda desk: _filler(desk, owner_id=0),
        lambda desk: _filler(desk, period_set_id=0),
    ],
)
def test_mark_that_is_not_of_the_page_keeps_nothing(desk, mark):
    answer = forged(desk, mark(desk))

    assert answer.status_code == 302
    assert not HeldInput.objects.exists()


def test_mark_grows_old(desk):
    form = desk.fields(v_1_1="75")
    desk.client.logout()

    with time_machine.travel(timezone.now() + dt.timedelta(days=8)):
        desk.send(form)

    assert not HeldInput.objects.exists()


def test_disabled_or_ended_person_keeps_nothing(desk):
    form = desk.fields(v_1_1="75")
    desk.client.logout()
    desk.round.official.memberships.update(valid_to=DAY)
    desk.send(form)
    desk.round.official.memberships.update(valid_to=None)
    desk.round.official.is_active = False
    desk.round.official.save()
    desk.send(form)

    assert not HeldInput.objects.exists()


def test_too_much_is_not_kept(desk):
    with pytest.raises(AssessmentsError):
        hold_input(
            owner=desk.round.official,
            unit_id=desk.round.commune.pk,
            period_set=desk.round.period_set,
            values={"n-1-1": "x" * MOST_BYTES},
        )

    assert not HeldInput.objects.exists()


def test_unknown_fields_are_not_kept(desk):
    send_late(desk, v_1_1="75", v_9_9="1", csrf="2")

    assert set(HeldInput.objects.get().values) == {
        "t-1",
        *(f"{letter}-1-1" for letter in "vrbn"),
    }


@pytest.mark.parametrize("token", ["\x00", "x" * 99, "9" * 99])
def test_token_that_was_tampered_with_breaks_nothing(desk, token):
    """PostgreSQL keeps no zero byte in what is held."""
    send_late(desk, v_1_1="75", t_1=token)

    assert HeldInput.objects.get().values["t-1"] == "0."
    assert fields_of(come_back(desk))["v-1-1"] == "75"


def test_held_values_expire(desk):
    send_late(desk, v_1_1="75")
    past = timezone.now() - dt.timedelta(days=9)
    HeldInput.objects.update(held_at=past, expires_at=past + dt.timedelta(days=7))

    assert fields_of(come_back(desk))["v-1-1"] == ""


def test_script_is_told_that_the_session_is_over(desk):
    form = desk.fields(v_1_1="75")
    desk.client.logout()

    answer = desk.as_json(form)

    said = answer.json()
    assert (answer.status_code, said["held"]) == (401, True)
    assert said["sign_in"].startswith("/tai-khoan/dang-nhap/")


def upload_pdf():
    return SimpleUploadedFile("a.pdf", PDF)


def late_files(desk):
    """A value and two files of the first criterion are sent too late."""
    form = desk.fields(v_1_1="75")
    desk.client.logout()
    files = [SimpleUploadedFile(name, PDF) for name in ("a.pdf", "b.pdf")]
    return desk.send({**form, "evidence-1": files})


def test_files_of_a_late_post_are_named_after_the_sign_in(desk):
    late_files(desk)

    page = come_back(desk)

    assert "Tiêu chí 1: a.pdf, b.pdf" in page
    assert not Evidence.objects.exists()


def test_names_stay_until_the_files_are_chosen_again(desk, settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    late_files(desk)

    desk.send(fields_of(come_back(desk)))
    assert "Tiêu chí 1: a.pdf, b.pdf" in desk.open().content.decode()
    file = SimpleUploadedFile("a.pdf", PDF)
    desk.send({**fields_of(desk.open().content.decode()), "evidence-1": file})

    assert not HeldInput.objects.exists()
    assert desk.round.result().evidence.get().title == "a.pdf"


def test_names_alone_are_dropped(desk):
    late_files(desk)
    come_back(desk)

    answer = desk.client.post(desk.url("drop"), {"files": "entry"})

    assert answer.url == desk.url()
    assert HeldInput.objects.get().values["v-1-1"] == "75"
    assert "a.pdf" not in desk.open().content.decode()


def test_files_of_the_page_of_proofs_are_named_there_too(desk):
    desk.client.force_login(desk.round.official)
    url = desk.url().replace("nhap-lieu", "minh-chung")
    mark = fields_of(desk.client.get(url).content.decode())["hold"]
    desk.client.logout()
    posted = {"hold": mark, "criteria": desk.round.criterion_id(2)}

    answer = desk.client.post(url, {**posted, "uploads": upload_pdf()})

    assert answer.url == f"/tai-khoan/dang-nhap/?next={url}"
    assert "Tiêu chí 2: a.pdf" in come_back(desk)
    assert "Tiêu chí 2: a.pdf" in desk.client.get(url).content.decode()
    dropped = desk.client.post(desk.url("drop"), {"files": "evidence"})
    assert dropped.url == url
    assert not HeldInput.objects.exists()


def test_script_keeps_its_files_itself(desk):
    form = desk.fields()
    desk.client.logout()

    desk.as_json({**form, "evidence-1": upload_pdf()})

    assert not HeldInput.objects.exists()
