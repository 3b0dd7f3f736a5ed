"""Every write across rows of results."""

from assessments.actions.accounts import choose_account, record_results
from assessments.actions.periods import open_period
from assessments.actions.recognition import recognise, withdraw

__all__ = [
    "choose_account",
    "open_period",
    "recognise",
    "record_results",
    "withdraw",
]
