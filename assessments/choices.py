"""Closed lists of the facts: periods, states, events, figures."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PeriodKind(models.TextChoices):
    YEAR = "year", _("cả năm")
    HALF_YEAR = "half_year", _("6 tháng")


class ReviewActor(models.TextChoices):
    """Who agrees at a step."""

    DISTRICT = "district", _("huyện")
    AGENCY = "agency", _("sở, ngành phụ trách tiêu chí")
    COORDINATION = "coordination", _("Văn phòng Điều phối tỉnh")


# Names of procedures and their steps, as data/bac-kan/procedures.csv gives them: listed
# here so that the catalogue has words for them.
PROCEDURE_NAMES = [
    _("Xã, huyện, sở ngành (2540/QĐ-TTg)"),
    _("Xã, huyện, sở ngành (18/2022/QĐ-TTg)"),
    _("Xã, sở ngành (131/2025/NĐ-CP)"),
    _("Huyện thẩm tra"),
    _("Sở, ngành thẩm định"),
]


class Status(models.TextChoices):
    """State of a criterion result. Submitted means waiting at a review step."""

    DRAFT = "draft", _("Bản nháp")
    SUBMITTED = "submitted", _("Đã nộp")
    RETURNED = "returned", _("Trả lại")
    CONFIRMED = "confirmed", _("Đã xác nhận")


class ValueBasis(models.TextChoices):
    ACTUAL = "actual", _("thực hiện")
    ESTIMATE = "estimate", _("ước thực hiện")


class EventKind(models.TextChoices):
    """What happened to an assessment."""

    LOADED = "loaded", pgettext_lazy("event", "Nạp từ nguồn")
    CHOSEN = "chosen", pgettext_lazy("event", "Chọn làm kết quả")
    SAVED = "saved", pgettext_lazy("event", "Lưu")
    SUBMITTED = "submitted", pgettext_lazy("event", "Nộp")
    AGREED = "agreed", pgettext_lazy("event", "Đồng ý")
    CONFIRMED = "confirmed", pgettext_lazy("event", "Xác nhận")
    RETURNED = "returned", pgettext_lazy("event", "Trả lại")
    COMMENT = "comment", pgettext_lazy("event", "Ý kiến")
    FIELD_CHECK = "field_check", pgettext_lazy("event", "Kiểm tra thực địa")
    CORRECTED = "corrected", pgettext_lazy("event", "Đính chính")
    LAPSED = "lapsed", pgettext_lazy("event", "Dừng do sắp xếp đơn vị")
    MOVED = "moved", pgettext_lazy("event", "Chuyển bước xác nhận")
    EVIDENCE = "evidence", pgettext_lazy("event", "Minh chứng")
    CLOSED = "closed", pgettext_lazy("event", "Khóa kỳ")


class NoticeKind(models.TextChoices):
    """What a person is told of."""

    RETURNED = "returned", pgettext_lazy("notice", "Kết quả bị trả lại")
    CONFIRMED = "confirmed", pgettext_lazy("notice", "Kết quả được xác nhận")
    REOPENED = "reopened", pgettext_lazy("notice", "Được nhập lại")
    CORRECTION = "correction", pgettext_lazy("notice", "Đề nghị đính chính")
    CORRECTED = "corrected", pgettext_lazy("notice", "Kết quả được đính chính")
    DECLINED = "declined", pgettext_lazy("notice", "Đề nghị đính chính bị từ chối")
    DEADLINE = "deadline", pgettext_lazy("notice", "Sắp hết hạn nhập")


class EvidenceKind(models.TextChoices):
    FILE = "file", _("tệp")
    LINK = "link", _("địa chỉ")
    DOCUMENT = "document", _("văn bản")


class RecognitionKind(models.TextChoices):
    RECOGNISED = "recognised", pgettext_lazy("decision", "Công nhận")
    RETAINED = "retained", pgettext_lazy("decision", "Giữ vững")
    WITHDRAWN = "withdrawn", pgettext_lazy("decision", "Thu hồi")


class Metric(models.TextChoices):
    """What a published figure or a target is about."""

    COMMUNES = "communes", _("Số xã")
    UNITS = "units", _("Số đơn vị cấp xã")
    MEETS_ALL = "meets_all", _("Xã đạt đủ tiêu chí")
    IN_BAND = "in_band", _("Xã theo khoảng tiêu chí")
    AVERAGE = "average", _("Bình quân tiêu chí mỗi xã")
    RECOGNISED = "recognised", _("Xã đã công nhận")
    RECOGNISED_IN_YEAR = "recognised_in_year", _("Xã được công nhận trong năm")
    VILLAGES = "villages", _("Thôn đạt chuẩn")
    ONE_MORE = "one_more", _("Thêm tiêu chí ở mỗi xã còn lại")
    INCOME_RATIO = "income_ratio", _("Thu nhập nông thôn so với năm gốc")
    DISTRICTS = "districts", _("Huyện, thành phố đạt chuẩn")


class DraftKind(models.TextChoices):
    """What an uploaded sheet holds."""

    RESULTS = "results", _("Kết quả của các xã")
    FIGURES = "figures", _("Số công bố")
