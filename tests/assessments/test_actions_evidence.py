import datetime as dt
import hashlib
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import DatabaseError
from django.utils import timezone
from django.utils.translation import override

from assessments.actions import evidence as actions
from assessments.actions.evidence import (
    ForCriteria,
    carry_over,
    detach,
    link_to,
)
from assessments.actions.proofs import attach_document, attach_file, attach_link
from assessments.errors import AssessmentsError
from assessments.events import verify_chain
from assessments.models import Assessment, Evidence, ResultEvent
from tests.assessments.files import PDF, picture
from tests.assessments.round import DAY
from tests.builders import make_document, make_evidence, make_period, make_period_set

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]


@pytest.fixture
def on_the_day(on_the_day, settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)


def purpose(round_, *numbers, **over):
    ids = {round_.criterion_id(number) for number in numbers or (1,)}
    said = {"unit_id": round_.commune.pk, "period": round_.period, **over}
    return ForCriteria(criterion_ids=ids, **said)


def attach(round_, *numbers, content=PDF, name="a.pdf", by=None, **over):
    return attach_file(
        purpose=purpose(round_, *numbers, **over),
        name=name,
        content=content,
        by=by or round_.official,
    )


def kept():
    """Paths of all files in the storage."""
    root = Path(default_storage.location)
    return [path for path in root.rglob("*") if path.is_file()]


def proofs(round_, number=1):
    return list(round_.result(number).evidence.all())


def test_file_makes_the_account_and_proves_several_criteria(round_):
    proof = attach(round_, 1, 2)

    assert [proofs(round_, n) for n in (1, 2)] == [[proof], [proof]]
    assert (proof.size, proof.content_type) == (len(PDF), "application/pdf")
    assert proof.created_by == round_.official
    assert [path.read_bytes() for path in kept()] == [PDF]


def test_path_has_nothing_of_the_name_and_the_hash_is_of_what_is_kept(round_):
    proof = attach(round_, name="Biên bản.jpg", content=picture())

    [path] = kept()
    assert "Bi" not in proof.file.name
    assert len(path.stem) == 32
    assert not path.suffix
    assert proof.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_trail_tells_what_was_attached_to_each_criterion(round_):
    proof = attach(round_, 1, 2)

    events = list(round_.account.events.filter(kind="evidence"))
    assert [event.criterion_result for event in events] == [
        round_.result(1),
        round_.result(2),
    ]
    said = events[0].new
    assert (said["title"], said["sha256"], events[0].by) == (
        "a.pdf",
        proof.sha256,
        round_.official,
    )
    assert verify_chain(round_.account) == []


def test_same_file_again_is_the_same_proof(round_):
    first = attach(round_, 1)

    again = attach(round_, 1, 2)

    assert (again, Evidence.objects.count(), len(kept())) == (first, 1, 1)
    assert round_.account.events.filter(kind="evidence").count() == 2


def test_attaching_leaves_the_version_of_an_open_form(round_):
    round_.save()
    version = round_.result().version

    attach(round_)

    assert round_.result().version == version


def test_link_and_document_prove_too(round_):
    document = make_document()
    link = attach_link(
        purpose=purpose(round_),
        link=" https://example.org/a ",
        title="",
        by=round_.official,
    )
    cited = attach_document(
        purpose=purpose(round_), document=document, page="3", by=round_.official
    )

    assert (link.link, link.title) == ("https://example.org/a",) * 2
    assert (cited.document, cited.page, cited.title) == (document, "3", document.label)
    assert set(proofs(round_)) == {link, cited}


def test_title_of_a_cited_document_is_kept_in_vietnamese(round_):
    document = make_document(number="", title="Biên bản", title_en="Minutes")

    with override("en"):
        cited = attach_document(
            purpose=purpose(round_), document=document, page="", by=round_.official
        )

    assert cited.title == "Biên bản"


@pytest.mark.parametrize(
    "link",
    ["", "javascript:alert(1)", "ftp://a.vn/b", "//a.vn", "a.vn", "data:text/html,a"],
)
def test_other_addresses_are_refused(round_, link):
    with pytest.raises(AssessmentsError, match="https://"):
        attach_link(purpose=purpose(round_), link=link, title="", by=round_.official)


@pytest.mark.parametrize(
    "who", ["stranger", "district_officer", "agency_officer", "coordinator"]
)
def test_only_officials_of_the_commune_change_proofs(round_, who):
    proof = attach(round_)
    stranger = getattr(round_, who)
    calls = [
        lambda: attach(round_, content=picture(), name="a.jpg", by=stranger),
        lambda: attach_link(
            purpose=purpose(round_), link="https://a.vn", title="", by=stranger
        ),
        lambda: link_to(
            evidence=proof, criterion_ids={round_.criterion_id(2)}, by=stranger
        ),
        lambda: detach(
            evidence=proof, criterion_id=round_.criterion_id(1), by=stranger
        ),
    ]

    for call in calls:
        with pytest.raises(PermissionDenied):
            call()

    assert (proofs(round_), proofs(round_, 2), len(kept())) == ([proof], [], 1)


def test_nothing_is_attached_without_a_criterion_of_the_set(round_):
    for ids in (set(), {0}):
        aim = ForCriteria(round_.commune.pk, round_.period, ids)
        with pytest.raises(AssessmentsError, match="tiêu chí"):
            attach_file(purpose=aim, name="a.pdf", content=PDF, by=round_.official)

    assert (kept(), Evidence.objects.count(), Assessment.objects.count()) == ([], 0, 0)


def test_proof_that_ended_is_refused(round_):
    with pytest.raises(AssessmentsError, match="giá trị đến"):
        attach(round_, valid_until=DAY - dt.timedelta(1))

    assert attach(round_, valid_until=DAY).valid_until == DAY


def test_submitted_criterion_keeps_its_proofs(round_):
    proof = attach(round_)
    round_.submitted()

    for call in (
        lambda: attach(round_, content=picture(), name="a.jpg"),
        lambda: detach(
            evidence=proof, criterion_id=round_.criterion_id(), by=round_.official
        ),
    ):
        with pytest.raises(AssessmentsError, match="Tiêu chí 1 đã nộp"):
            call()

    assert (proofs(round_), len(kept())) == ([proof], 1)


def test_closed_period_keeps_its_proofs(round_):
    proof = attach(round_)
    round_.period.closed_at = timezone.now()
    round_.period.save()

    with pytest.raises(AssessmentsError, match="khóa"):
        attach(round_, 2)
    with pytest.raises(AssessmentsError, match="khóa"):
        detach(evidence=proof, criterion_id=round_.criterion_id(), by=round_.official)

    assert proofs(round_) == [proof]


def test_detach_keeps_the_proof_and_tells_it_once(round_):
    proof = attach(round_, 1, 2)

    for _click in range(2):
        detach(evidence=proof, criterion_id=round_.criterion_id(1), by=round_.official)

    event = round_.account.events.last()
    assert (proofs(round_, 1), proofs(round_, 2)) == ([], [proof])
    assert (event.old["evidence"], event.new) == (proof.pk, {})
    assert round_.account.events.filter(kind="evidence").count() == 3
    assert len(kept()) == 1


def test_link_to_adds_what_is_missing(round_):
    proof = attach(round_, 1)
    ids = {round_.criterion_id(n) for n in (1, 2)}

    link_to(evidence=proof, criterion_ids=ids, by=round_.official)

    assert (proofs(round_, 1), proofs(round_, 2)) == ([proof], [proof])
    assert round_.account.events.filter(kind="evidence").count() == 2


@pytest.fixture
def old_proof(round_):
    """A proof of the year before."""
    before = make_period(year=2020, as_of=dt.date(2020, 12, 31))
    return lambda **over: make_evidence(unit=round_.commune, period=before, **over)


def carry(round_, proof, number=1, by=None):
    return carry_over(
        evidence=proof,
        period=round_.period,
        criterion_ids={round_.criterion_id(number)},
        by=by or round_.official,
    )


def test_last_years_proof_is_carried_over_once(round_, old_proof):
    proof = old_proof(valid_until=DAY)

    carried = carry(round_, proof, 1)
    again = carry(round_, proof, 2)

    assert (carried, carried.carried_from) == (again, proof)
    assert (carried.period, carried.link) == (round_.period, proof.link)
    assert (proofs(round_, 1), proofs(round_, 2)) == ([carried], [carried])
    assert Evidence.objects.count() == 2


def test_carried_file_is_the_same_file(round_, old_proof):
    file = attach(round_)
    later = make_period(
        year=2022,
        as_of=dt.date(2022, 12, 31),
        round_document=round_.period.round_document,
    )
    make_period_set(later, round_.period_set.criteria_set)

    carried = carry_over(
        evidence=file,
        period=later,
        criterion_ids={round_.criterion_id()},
        by=round_.official,
    )

    assert (carried.file.name, carried.sha256) == (file.file.name, file.sha256)
    assert len(kept()) == 1


def test_ended_or_later_proof_is_not_carried(round_, old_proof):
    with pytest.raises(AssessmentsError, match="giá trị đến"):
        carry(round_, old_proof(valid_until=DAY - dt.timedelta(1)))
    with pytest.raises(AssessmentsError, match="kỳ trước"):
        carry(round_, make_evidence(unit=round_.commune, period=round_.period))
    with pytest.raises(PermissionDenied):
        carry(round_, old_proof(), by=round_.stranger)

    assert not Evidence.objects.exclude(carried_from=None).exists()


class FullDisk(FileSystemStorage):
    """A storage that breaks off in the middle of a file."""

    def _save(self, name, content):
        path = Path(self.path(name))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.read(5))
        raise OSError(28, "No space left on device")


def test_full_disk_leaves_nothing(round_, settings, monkeypatch):
    monkeypatch.setattr(FileSystemStorage, "_save", FullDisk._save)

    with pytest.raises(AssessmentsError, match="Thử gửi lại"):
        attach(round_)

    assert kept() == []
    assert (Evidence.objects.count(), ResultEvent.objects.count()) == (0, 0)


@pytest.mark.parametrize("error", [DatabaseError, KeyboardInterrupt])
def test_failing_transaction_leaves_nothing(round_, monkeypatch, error):
    def fail(*_args, **_said):
        assert kept()
        raise error

    monkeypatch.setattr(actions, "append_event", fail)

    with pytest.raises(error):
        attach(round_)

    assert kept() == []
    assert (Evidence.objects.count(), Assessment.objects.count()) == (0, 0)


def test_refused_file_leaves_nothing(round_):
    with pytest.raises(AssessmentsError):
        attach(round_, content=b"<html>")

    assert (kept(), Evidence.objects.count()) == ([], 0)


def test_proof_is_of_the_programmes_day(round_):
    assert timezone.localtime(attach(round_).created_at).date() == DAY
