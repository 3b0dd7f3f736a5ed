"""Every address of the site: Vietnamese at /, English at /en/."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from ntm_portal.health import health

handler500 = "ntm_portal.errors.server_error"

urlpatterns = [
    path("health/", health, name="health"),
    *i18n_patterns(
        path("", include("reporting.urls")),
        path("tai-khoan/", include("accounts.urls")),
        path("nhap-lieu/", include("assessments.urls.entry")),
        path("ke-hoach/", include("assessments.urls.plans")),
        path("tham-tra/", include("assessments.urls.review")),
        path("dot-nhap/", include("assessments.urls.rounds")),
        path("cong-nhan/", include("assessments.urls.recognition")),
        path("minh-chung/", include("assessments.urls.evidence")),
        path("nhat-ky/", include("assessments.urls.trail")),
        path("nhap-tu-bang/", include("assessments.urls.sheets")),
        path("quan-tri/", admin.site.urls),
        prefix_default_language=False,
    ),
]
