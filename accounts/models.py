"""People, agencies and dated memberships."""

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from accounts.choices import AGENCY_ROLES, FREE_ROLES, UNIT_ROLES, Role
from communes.dated import DatedQuerySet


class User(AbstractUser):
    """A person with an account; what they may do comes from dated memberships.

    Mail is written in the language of the last sign-in.
    """

    full_name = models.CharField(_("họ và tên"), max_length=120, blank=True)
    wants_digest = models.BooleanField(_("nhận thư tổng hợp"), default=True)
    language = models.CharField(
        _("ngôn ngữ dùng gần nhất"),
        max_length=2,
        choices=settings.LANGUAGES,
        default=settings.LANGUAGE_CODE,
        editable=False,
    )
    digest_sent_on = models.DateField(
        _("gửi thư tổng hợp gần nhất"), null=True, blank=True, editable=False
    )

    history = HistoricalRecords(
        excluded_fields=["password", "last_login", "language", "digest_sent_on"]
    )

    class Meta(AbstractUser.Meta):
        pass

    def __str__(self) -> str:
        return self.full_name or self.username


class Agency(models.Model):
    """A department or office (sở, ngành, phòng) of a unit.

    `sector` is the slug that the leads of criteria use, so that "Sở Giao thông vận
    tải" and its successor of 2025 are found for the same criterion.
    """

    unit = models.ForeignKey("communes.Unit", models.PROTECT, verbose_name=_("đơn vị"))
    sector = models.SlugField(_("lĩnh vực"), max_length=40)
    name = models.CharField(_("tên"), max_length=200)
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến trước ngày"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("cơ quan")
        verbose_name_plural = pgettext_lazy("many", "cơ quan")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "sector", "name", "valid_from"],
                name="agency_once",
                violation_error_message=_("Cơ quan này đã có."),
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="agency_days_in_order",
                violation_error_message=_("Ngày hết hiệu lực phải sau ngày bắt đầu."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """Which role a person has, where, and from when to when."""

    user = models.ForeignKey(
        User, models.PROTECT, related_name="memberships", verbose_name=_("người dùng")
    )
    role = models.CharField(_("vai trò"), max_length=20, choices=Role)
    unit = models.ForeignKey(
        "communes.Unit",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("đơn vị"),
    )
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, verbose_name=_("cơ quan")
    )
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến trước ngày"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("vai trò của người dùng")
        verbose_name_plural = pgettext_lazy("many", "vai trò của người dùng")
        ordering = ["user_id", "-valid_from", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="membership_days_in_order",
                violation_error_message=_("Ngày hết hiệu lực phải sau ngày bắt đầu."),
            ),
            models.CheckConstraint(
                condition=(
                    Q(role__in=UNIT_ROLES, unit__isnull=False, agency__isnull=True)
                    | Q(role__in=AGENCY_ROLES, unit__isnull=True, agency__isnull=False)
                    | Q(role__in=FREE_ROLES, unit__isnull=True, agency__isnull=True)
                ),
                name="membership_place_fits_role",
                violation_error_message=_("Vai trò này cần đúng đơn vị hoặc cơ quan."),
            ),
            models.UniqueConstraint(
                fields=["user", "role", "unit", "valid_from"],
                condition=Q(unit__isnull=False),
                name="membership_unit_once",
                violation_error_message=_("Người này đã có vai trò này từ ngày đó."),
            ),
            models.UniqueConstraint(
                fields=["user", "role", "agency", "valid_from"],
                condition=Q(agency__isnull=False),
                name="membership_agency_once",
                violation_error_message=_("Người này đã có vai trò này từ ngày đó."),
            ),
            models.UniqueConstraint(
                fields=["user", "role", "valid_from"],
                condition=Q(unit__isnull=True, agency__isnull=True),
                name="membership_free_once",
                violation_error_message=_("Người này đã có vai trò này từ ngày đó."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"
