"""A registered plan in the admin: read, never changed."""

import pytest
from django.utils import timezone

from assessments.models import Plan
from tests.admin.world import url
from tests.builders import make_plan, make_plan_item

pytestmark = pytest.mark.django_db


def test_registered_plan_is_only_read(admin_client):
    plan = make_plan_item().plan
    Plan.objects.update(registered_at=timezone.now(), note="Xã mới sáp nhập")
    address = url(Plan, "change", plan.pk)

    page = admin_client.get(address)
    posted = admin_client.post(address, {"note": "khác"})

    assert page.status_code == 200
    assert 'name="note"' not in page.content.decode()
    assert "Xã mới sáp nhập" in page.content.decode()
    assert posted.status_code == 403


def test_plan_of_a_document_is_changed(admin_client):
    plan = make_plan()

    page = admin_client.get(url(Plan, "change", plan.pk)).content.decode()

    assert 'name="note"' in page
