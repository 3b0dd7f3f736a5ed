"""What a person who confirms asks for, decides and says."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.actions.values import Given
from assessments.errors import AssessmentsError
from assessments.forms.entry import Fields, read, slug_of
from assessments.reports.entry import LeafState
from assessments.reports.queue import QueueFilter, QueueState
from criteria.choices import Outcome

LENGTH = 500
LARGEST = 2**63 - 1
AGREE, OTHER, RETURN = "dong-y", "khac", "tra-lai"
ALL = "het"


class QueueForm(forms.Form):
    """The filter of the queue; its names are those of the address."""

    tt = forms.ChoiceField(choices=[(s.value, s.name) for s in QueueState])
    xa = forms.IntegerField(min_value=1, max_value=LARGEST, required=False)
    huyen = forms.IntegerField(min_value=1, max_value=LARGEST, required=False)
    tc = forms.IntegerField(min_value=1, max_value=99, required=False)
    trang = forms.IntegerField(min_value=1, max_value=10**6, required=False)
    chon = forms.ChoiceField(choices=[(ALL, ALL)], required=False)

    def __init__(self, data: Any) -> None:
        """Without a state it is what waits."""
        super().__init__({"tt": QueueState.WAITING, **data.dict()})

    @property
    def asked(self) -> QueueFilter:
        """The filter of a valid form."""
        said = self.cleaned_data
        return QueueFilter(
            QueueState(said["tt"]), said["xa"], said["huyen"], said["tc"]
        )


class Radios(forms.RadioSelect):
    """Radios of which the first is where an error leads."""

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return super().id_for_label(id_, index or "0")


class DecideForm(forms.Form):
    """A decision on the version that was read; what is not plain has its reason."""

    version = forms.IntegerField(min_value=1, max_value=2**31 - 1)
    decision = forms.ChoiceField(
        label=gettext_lazy("Quyết định"),
        choices=[
            (AGREE, gettext_lazy("Đồng ý với kết quả đã nộp")),
            (OTHER, gettext_lazy("Đồng ý, nhưng kết luận khác")),
            (RETURN, gettext_lazy("Trả lại để bổ sung")),
        ],
        widget=Radios,
        error_messages={"required": gettext_lazy("Chọn một quyết định.")},
    )
    verdict = forms.ChoiceField(
        label=gettext_lazy("Kết luận của cơ quan"),
        choices=[
            ("", gettext_lazy("chọn kết luận")),
            *(one for one in Outcome.choices if one[0] != Outcome.NOT_ASSESSED),
        ],
        required=False,
    )
    reason = forms.CharField(
        label=gettext_lazy("Ý kiến gửi xã (bắt buộc khi trả lại, kết luận khác)"),
        max_length=LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        """Another verdict is named, and has its reason; so has a return."""
        said = super().clean() or {}
        decision = said.get("decision")
        if decision == OTHER and not said.get("verdict"):
            self.add_error("verdict", _("Chọn kết luận của cơ quan."))
        if decision in (OTHER, RETURN) and not said.get("reason"):
            self.add_error("reason", _("Nêu lý do để xã biết phải làm gì."))
        return said

    @property
    def text_fields(self) -> list[forms.BoundField]:
        """What goes with the decision."""
        return [self["verdict"], self["reason"]]

    def refuse(self, error: AssessmentsError) -> None:
        """Say what the action refused."""
        names = {"verdict_reason": "reason", "note": "reason"}
        name = names.get(error.field, error.field)
        self.add_error(name if name in self.fields else None, error.message)


class SayForm(forms.Form):
    """Words beside a result and, by who confirms, what a check on the ground found."""

    note = forms.CharField(
        label=gettext_lazy("Ý kiến"),
        max_length=LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self, leaves: Iterable[LeafState], *args: Any, may_find: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.leaves = {}
        for state in leaves if may_find else ():
            name = f"f-{slug_of(state.leaf)}"
            label = f"{state.leaf.code} {state.leaf.name}"
            self.leaves[name] = state
            self.fields[name] = forms.CharField(
                label=label, max_length=100, required=False
            )

    @property
    def found(self) -> dict[str, str]:
        """What was found by leaf code, as the trail keeps values; after validation."""
        return {
            state.leaf.code: f"{self.cleaned_data[name].normalize():f}"
            for name, state in self.leaves.items()
            if self.cleaned_data.get(name) is not None
        }

    @property
    def finding_fields(self) -> list[forms.BoundField]:
        """The fields of leaves."""
        return [self[name] for name in self.leaves]

    def clean(self) -> dict[str, Any]:
        """Values are read as the commune's own are; something must be said."""
        said = super().clean() or {}
        for name, state in self.leaves.items():
            given, mark = self._read(said.get(name, ""), state)
            said[name] = given.entered.value
            if mark:
                self.add_error(name, mark)
        is_found = any(said.get(name) is not None for name in self.leaves)
        if not self.errors and not said.get("note") and not is_found:
            self.add_error("note", _("Chưa có ý kiến nào."))
        return said

    def _read(self, text: str, state: LeafState) -> tuple[Given, str]:
        return read(Fields(value=text.strip()), state.leaf, state.options)
