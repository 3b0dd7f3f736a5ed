"""What the script of the entering page knows: words, levels' table, where to keep.

The script has no words of its own, so that it speaks the page's language. Words with
a number come as two forms: for one, and for more.
"""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from assessments.forms.entry import sentence
from assessments.imports.cells import NO, YES, number_faults
from assessments.reports.entry import EntryReport
from criteria.choices import OUTCOME_CSS
from criteria.rules.judgements import exported


def script_data(report: EntryReport, person: User) -> dict[str, Any]:
    """Ready for JSON. `keep` names what the browser keeps of this page and person."""
    place = f"{report.unit.unit_id}-{report.period_set.pk}"
    return {
        "keep": f"entry:{person.pk}:{place}",
        "sign_out": reverse("account_logout"),
        "judgements": exported(),
        "css": {outcome.value: css for outcome, css in OUTCOME_CSS.items()},
        # Of whole numbers, and of those with decimals.
        "faults": [
            {
                key: sentence(text).replace("%%", "%")
                for key, text in number_faults(decimals).items()
            }
            for decimals in (0, 1)
        ],
        "answers": {**dict.fromkeys(YES, "1"), **dict.fromkeys(NO, "0")},
        "words": {
            **_words(),
            **{key: [form(1), form(2)] for key, form in _COUNTED.items()},
        },
    }


def _words() -> dict[str, str]:
    return {
        "empty": _("Chưa nhập"),
        "invalid": _("Chưa đánh giá: giá trị chưa hợp lệ"),
        "unsaved": _("Chưa lưu"),
        "typing": _("Đang nhập, chưa lưu."),
        "saving": _("Đang lưu…"),
        "nothing": _("Mọi giá trị đã được lưu."),
        "failed": _("Chưa lưu được, đang thử lại."),
        "gone": _("Chưa lưu: bạn không còn được nhập cho xã này."),
        "undecided": _("Còn chỗ phải chọn bản giữ lại, chưa lưu."),
        "refused": _("Không dùng được: %(list)s."),
    }


# What the browser keeps and fills, told with its number.
_COUNTED = {
    "offline": lambda n: ngettext(
        "Mất mạng. %(n)s giá trị đang giữ trên máy này, chưa gửi.",
        "Mất mạng. %(n)s giá trị đang giữ trên máy này, chưa gửi.",
        n,
    ),
    "unkept": lambda n: ngettext(
        "%(n)s giá trị chưa gửi, trình duyệt không giữ được: đừng đóng trang.",
        "%(n)s giá trị chưa gửi, trình duyệt không giữ được: đừng đóng trang.",
        n,
    ),
    "over": lambda n: ngettext(
        "Phiên đã hết. %(n)s giá trị đang giữ trên máy này, chưa gửi.",
        "Phiên đã hết. %(n)s giá trị đang giữ trên máy này, chưa gửi.",
        n,
    ),
    "kept": lambda n: ngettext(
        "%(n)s giá trị nhập lần trước còn giữ trên máy này, chưa gửi.",
        "%(n)s giá trị nhập lần trước còn giữ trên máy này, chưa gửi.",
        n,
    ),
    "kept_locked": lambda n: ngettext(
        "%(n)s giá trị giữ trên máy này không gửi được vì đã khóa: %(list)s.",
        "%(n)s giá trị giữ trên máy này không gửi được vì đã khóa: %(list)s.",
        n,
    ),
    "filled": lambda n: ngettext("Đã điền %(n)s ô.", "Đã điền %(n)s ô.", n),
}
