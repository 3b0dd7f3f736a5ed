"""Which criteria are handed in, each as it was read."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.errors import AssessmentsError, NotReady, StaleResult
from assessments.reports.entry import CriterionState, EntryReport

_READ = re.compile(r"(\d{1,4})\.(\d{1,9})")


class ReadCriteria(forms.MultipleChoiceField):
    """Numbers of criteria, each with the version that was read: "3.5"."""

    def valid_value(self, value: str) -> bool:
        """Any that has the form; what became of it meanwhile the form says."""
        return bool(value.isascii() and _READ.fullmatch(value))


class SubmitForm(forms.Form):
    """The criteria to hand in, and the confirmation.

    `versions` are those still to be handed in by criterion id: what was handed in by
    the first of two clicks is not among them.
    """

    criteria = ReadCriteria(
        error_messages={
            "required": gettext_lazy("Chọn ít nhất một tiêu chí để nộp."),
            "invalid_choice": gettext_lazy("Lựa chọn này không có trên trang."),
        }
    )
    is_confirmed = forms.BooleanField(
        label=gettext_lazy("Tôi đã kiểm tra: số liệu đúng với thực tế của xã."),
        error_messages={"required": gettext_lazy("Đánh dấu xác nhận trước khi nộp.")},
    )

    def __init__(self, report: EntryReport, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.report = report
        self.versions: dict[int, int] = {}
        self.is_stale = False

    @property
    def chosen(self) -> set[str] | None:
        """What was chosen; None before anything was."""
        return set(self.data.getlist("criteria")) if self.is_bound else None

    def clean_criteria(self) -> list[str]:
        """Each is as it was read and owes nothing, or was handed in just now."""
        states = {one.number: one for one in self.report.criteria}
        for value in self.cleaned_data["criteria"]:
            number, version = (int(part) for part in value.split("."))
            if number not in states:
                raise forms.ValidationError(_("Bộ tiêu chí không có tiêu chí này."))
            self._take(states[number], version)
        return self.cleaned_data["criteria"]

    def _take(self, state: CriterionState, version: int) -> None:
        said = {"number": state.number}
        if state.is_handed_in:
            return
        if state.lock:
            raise forms.ValidationError(state.lock)
        if state.version != version:
            self.is_stale = True
            raise forms.ValidationError(
                _("Tiêu chí %(number)s vừa được sửa. Xem lại rồi nộp.") % said
            )
        if state.owed:
            raise forms.ValidationError(
                _("Tiêu chí %(number)s còn chỗ phải sửa trước khi nộp.") % said
            )
        self.versions[state.entry.criterion.pk] = version

    def refuse(self, error: AssessmentsError) -> None:
        """Say what the action refused, as an error of the form."""
        self.is_stale = isinstance(error, StaleResult)
        lines = [error.message]
        if isinstance(error, NotReady):
            lines += [owed.message for owed in error.owed]
        self.add_error("criteria", lines)
