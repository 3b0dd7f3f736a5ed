"""Results from sheets, for coordinators."""

from django.urls import path

from assessments.views import accounts, sheets

app_name = "assessments"

urlpatterns = [
    path("", sheets.upload_results, name="import"),
    path("so-cong-bo/", sheets.upload_figures, name="figures"),
    path("so-cong-bo/mot-so/", sheets.enter_figure, name="figure"),
    path("ban/<int:draft_id>/", sheets.draft, name="draft"),
    path("ban/<int:draft_id>/ghi/", sheets.execute, name="execute"),
    path("ban/<int:draft_id>/ten/", sheets.choose_name, name="choose-name"),
    path(
        "ban/<int:draft_id>/ten/<int:name_id>/bo/", sheets.drop_name, name="drop-name"
    ),
    path("ban/<int:draft_id>/bo/", sheets.drop, name="drop"),
    path("danh-gia/", accounts.accounts, name="accounts"),
    path("danh-gia/<int:assessment_id>/chon/", accounts.choose, name="choose"),
    path(
        "bang/<int:province_id>-<int:period_set_id>-<int:document_id>.<slug:suffix>",
        accounts.download,
        name="download",
    ),
]
