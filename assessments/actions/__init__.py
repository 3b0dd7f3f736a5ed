"""Every write across rows of results."""

from assessments.actions.accounts import choose_account, record_results
from assessments.actions.levels import verify_level
from assessments.actions.periods import close_period, open_period, open_round
from assessments.actions.recognition import recognise, withdraw
from assessments.actions.territory import lapse_accounts

__all__ = [
    "choose_account",
    "close_period",
    "lapse_accounts",
    "open_period",
    "open_round",
    "recognise",
    "record_results",
    "verify_level",
    "withdraw",
]
