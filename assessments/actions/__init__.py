"""Every write across rows of results."""

from assessments.actions.accounts import choose_account, record_results
from assessments.actions.correcting import ask_correction, decide_correction
from assessments.actions.dossiers import (
    decide_dossier,
    give_up_dossier,
    open_dossier,
    save_dossier,
)
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
    "decide_dossier",
    "give_exception",
    "give_up_dossier",
    "lapse_accounts",
    "move_on_waiting",
    "open_dossier",
    "open_period",
    "open_round",
    "recognise",
    "record_results",
    "revoke_exception",
    "save_dossier",
    "verify_level",
    "withdraw",
]
