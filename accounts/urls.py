"""Addresses of a person's own account: allauth's pages at ours.

Signing up, other addresses of mail and other providers are not among them.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from django.urls import path, re_path
from django.views.decorators.cache import never_cache
from django.views.generic import RedirectView

from accounts import views

urlpatterns = [
    path("", never_cache(views.home), name="account_home"),
    path("thu-tong-hop/", views.digest, name="account_digest"),
    path("dang-nhap/", account.login, name="account_login"),
    path("dang-xuat/", views.sign_out, name="account_logout"),
    path("xac-nhan/", account.reauthenticate, name="account_reauthenticate"),
    path("da-khoa/", account.account_inactive, name="account_inactive"),
    path("mat-khau/", account.password_change, name="account_change_password"),
    path("mat-khau/quen/", account.password_reset, name="account_reset_password"),
    # A first password is set by the link in a mail, like a forgotten one.
    path(
        "mat-khau/chua-co/",
        RedirectView.as_view(pattern_name="account_reset_password"),
        name="account_set_password",
    ),
    path(
        "mat-khau/quen/da-gui/",
        account.password_reset_done,
        name="account_reset_password_done",
    ),
    re_path(
        r"^mat-khau/dat/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "mat-khau/da-dat/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("phien/", never_cache(views.Sessions.as_view()), name="usersessions_list"),
    path("xac-thuc-hai-lop/", mfa.index, name="mfa_index"),
    path("xac-thuc-hai-lop/ma/", mfa.authenticate, name="mfa_authenticate"),
    path("xac-thuc-hai-lop/xac-nhan/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path(
        "xac-thuc-hai-lop/bat/",
        never_cache(totp.activate_totp),
        name="mfa_activate_totp",
    ),
    path("xac-thuc-hai-lop/tat/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path(
        "xac-thuc-hai-lop/ma-du-phong/",
        never_cache(codes.view_recovery_codes),
        name="mfa_view_recovery_codes",
    ),
    path(
        "xac-thuc-hai-lop/ma-du-phong/moi/",
        codes.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "xac-thuc-hai-lop/ma-du-phong/tai-ve/",
        codes.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
]
