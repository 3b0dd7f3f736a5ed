"""Every move from every state: allowed or forbidden."""

import itertools

import pytest

from assessments.choices import EventKind, Status
from assessments.workflow import TABLE, Move, event_of, is_allowed, status_after

# Where each move leads (18/2022/QĐ-TTg: thẩm tra, thẩm định, trả lại).
LEADS = {
    (Move.SAVE, Status.DRAFT): Status.DRAFT,
    (Move.SAVE, Status.RETURNED): Status.RETURNED,
    (Move.SUBMIT, Status.DRAFT): Status.SUBMITTED,
    (Move.SUBMIT, Status.RETURNED): Status.SUBMITTED,
    (Move.AGREE, Status.SUBMITTED): Status.SUBMITTED,
    (Move.RETURN, Status.SUBMITTED): Status.RETURNED,
    (Move.MOVE_ON, Status.SUBMITTED): Status.SUBMITTED,
    (Move.CORRECT, Status.CONFIRMED): Status.CONFIRMED,
}
PAIRS = list(itertools.product(Move, Status))


@pytest.mark.parametrize(("move", "status"), PAIRS)
def test_move_is_allowed_only_where_it_leads_somewhere(move, status):
    assert is_allowed(move, status) == ((move, status) in LEADS)


@pytest.mark.parametrize(("pair", "to"), LEADS.items())
def test_move_leads_to(pair, to):
    assert status_after(*pair) == to


@pytest.mark.parametrize("pair", [pair for pair in PAIRS if pair not in LEADS])
def test_other_moves_are_refused(pair):
    with pytest.raises(ValueError, match="no "):
        status_after(*pair)


def test_agreeing_at_the_last_step_confirms():
    last = status_after(Move.AGREE, Status.SUBMITTED, is_last_step=True)

    assert last == Status.CONFIRMED
    assert event_of(Move.AGREE, is_last_step=True) == EventKind.CONFIRMED
    assert event_of(Move.AGREE) == EventKind.AGREED


def test_every_move_has_its_row():
    assert set(TABLE) == set(Move)
