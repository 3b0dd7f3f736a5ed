"""A proof whose transaction cannot be committed leaves neither row nor file.

In a file of its own: its transaction is a true one, not within that of shared rows.
"""

import pytest
from django.db import DatabaseError, transaction

from assessments.actions.evidence import ForCriteria
from assessments.actions.proofs import attach_file
from assessments.models import Assessment, Evidence
from tests.assessments.files import PDF
from tests.assessments.round import make_round

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("on_the_day"),
]


def test_failing_commit_leaves_nothing(monkeypatch, settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    round_ = make_round()
    purpose = ForCriteria(
        unit_id=round_.commune.pk,
        period=round_.period,
        criterion_ids={round_.criterion_id(1)},
    )

    def fail(_self):
        raise DatabaseError

    monkeypatch.setattr(type(transaction.get_connection()), "_commit", fail)
    with pytest.raises(DatabaseError):
        attach_file(purpose=purpose, name="a.pdf", content=PDF, by=round_.official)
    monkeypatch.undo()

    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
    assert (Evidence.objects.count(), Assessment.objects.count()) == (0, 0)
