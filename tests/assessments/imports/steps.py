"""Going through the pages of the import: upload, preview, execution."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

ROWS = ["Xã", "2.1"], ["Sĩ Bình", 80], ["Vũ Muộn", 79]


def send(client, office, content, name="bang.xlsx", page="import", **over):
    said = {
        "province": office.province.pk,
        "period_set": office.period_set.pk,
        "number": "7/BC-UBND",
        "issuer": "UBND tỉnh",
        "issued_on": "05/01/2022",
        "document_title": "Báo cáo kết quả",
        "file": SimpleUploadedFile(name, content),
        **over,
    }
    return client.post(reverse(f"assessments:{page}"), said)


def preview(client, office, content, **over):
    """The page of the draft that an upload leads to."""
    response = send(client, office, content, **over)
    assert response.status_code == 302, response.context["form"].errors
    return client.get(response.url)


def execute(client, page):
    draft = page.context["page"]["draft"]
    digest = page.context["plan"].digest
    return client.post(
        reverse("assessments:execute", args=[draft.pk]), {"digest": digest}
    )
