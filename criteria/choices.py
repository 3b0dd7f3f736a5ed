"""Closed lists of the law: tiers, kinds of measure, operators, layers, outcomes."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Tier(models.TextChoices):
    """Standards that a unit can reach, lowest first."""

    NTM = "ntm", _("nông thôn mới")
    NANG_CAO = "nang_cao", _("nông thôn mới nâng cao")
    KIEU_MAU = "kieu_mau", _("nông thôn mới kiểu mẫu")
    HIEN_DAI = "hien_dai", _("nông thôn mới hiện đại")


class MeasureKind(models.TextChoices):
    """Kinds of value. Every value is one decimal: yes = 1, a choice = its option."""

    PERCENT = "percent", _("tỷ lệ %")
    NUMBER = "number", _("số đo")
    COUNT = "count", _("số đếm")
    YES_NO = "yes_no", _("đạt hoặc chưa")
    CHOICE = "choice", _("mức chọn")


class OnMerger(models.TextChoices):
    """How values of predecessors make the value of a merged unit."""

    SUM = "sum", _("cộng")
    WEIGHTED = "weighted", _("bình quân gia quyền")
    WORST = "worst", _("lấy mức thấp nhất")
    NONE = "none", _("không gộp")


class Operator(models.TextChoices):
    AT_LEAST = "ge", pgettext_lazy("comparison", "từ")
    AT_MOST = "le", _("không quá")
    EQUAL = "eq", _("bằng")


class CheckKind(models.TextChoices):
    """How a value is doubted."""

    JUMP = "jump", _("đổi nhiều so với năm trước")
    ABOVE_LIMIT = "above_limit", _("quá giới hạn")
    NOT_ABOVE = "not_above", _("cao hơn chỉ số bao trùm")
    ADDS_UP = "adds_up", _("các phần không cộng đủ")


class Combine(models.TextChoices):
    """How the parts of a composite indicator make its outcome."""

    ALL = "all", _("mọi phần")
    ANY = "any", _("một trong các phần")
    AT_LEAST = "at_least", _("ít nhất n phần")


class Layer(models.TextChoices):
    """Who issued a level (cấp ban hành)."""

    NATIONAL = "national", _("quốc gia")
    MINISTRY = "ministry", _("bộ, ngành")
    PROVINCE = "province", _("tỉnh")


# Highest last: the most local layer that is addressed to a unit applies.
LAYER_RANK = {Layer.NATIONAL: 0, Layer.MINISTRY: 1, Layer.PROVINCE: 2}


class Trust(models.TextChoices):
    """How far a row of the law can be relied on."""

    VERIFIED = "verified", _("đã đối chiếu")
    UNVERIFIED = "unverified", _("chưa đối chiếu văn bản gốc")
    ILLUSTRATIVE = "illustrative", _("minh họa")


class Outcome(models.TextChoices):
    """The five outcomes; `letter` is how summaries store them."""

    MET = "met", _("Đạt")
    NOT_MET = "not_met", _("Chưa đạt")
    BASICALLY_MET = "basically_met", _("Cơ bản đạt")
    NOT_APPLICABLE = "not_applicable", _("Không xét")
    NOT_ASSESSED = "not_assessed", _("Chưa đánh giá")

    @property
    def letter(self) -> str:
        """The letter of the stored summary: M, F, B, N or a question mark."""
        return OUTCOME_LETTERS[self]


OUTCOME_LETTERS = {
    Outcome.MET: "M",
    Outcome.NOT_MET: "F",
    Outcome.BASICALLY_MET: "B",
    Outcome.NOT_APPLICABLE: "N",
    Outcome.NOT_ASSESSED: "?",
}
# How pages mark each: a class beside the word.
OUTCOME_CSS = {
    Outcome.MET: "met",
    Outcome.NOT_MET: "fail",
    Outcome.BASICALLY_MET: "basic",
    Outcome.NOT_APPLICABLE: "na",
    Outcome.NOT_ASSESSED: "none",
}
OUTCOME_OF_LETTER = {letter: outcome for outcome, letter in OUTCOME_LETTERS.items()}

# Departments (sở, ngành) that lead criteria, as data/criteria/sectors.yaml names them:
# listed here so that the catalogue has words for them.
LEAD_NAMES = [
    _("Sở Xây dựng"),
    _("Sở Giao thông vận tải"),
    _("Sở Nông nghiệp và Phát triển nông thôn"),
    _("Sở Nông nghiệp và Môi trường"),
    _("Sở Tài nguyên và Môi trường"),
    _("Sở Công Thương"),
    _("Sở Giáo dục và Đào tạo"),
    _("Sở Văn hóa, Thể thao và Du lịch"),
    _("Sở Thông tin và Truyền thông"),
    _("Sở Khoa học và Công nghệ"),
    _("Cục Thống kê"),
    _("Thống kê tỉnh"),
    _("Sở Lao động - Thương binh và Xã hội"),
    _("Sở Nội vụ"),
    _("Sở Y tế"),
    _("Sở Tư pháp"),
    _("Văn phòng Điều phối nông thôn mới tỉnh"),
    _("Bộ Chỉ huy Quân sự tỉnh"),
    _("Công an tỉnh"),
]
