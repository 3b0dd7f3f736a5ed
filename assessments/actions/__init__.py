"""Every write across rows of results."""

from assessments.actions.accounts import choose_account, record_results
from assessments.actions.correcting import ask_correction, decide_correction
from assessments.actions.exceptions import give_exception, revoke_exception
from assessments.actions.levels import verify_level
from assessments.actions.periods import close_period, open_period, open_round
from assessments.actions.recognition import recognise, withdraw
from assessments.actions.territory import lapse_accounts, move_on_waiting

__all__ = [
    "ask_correction",
    "choose_account",
    "close_period",
    "decide_correction",
    "give_exception",
    "lapse_accounts",
    "move_on_waiting",
    "open_period",
    "open_round",
    "recognise",
    "record_results",
    "revoke_exception",
    "verify_level",
    "withdraw",
]
