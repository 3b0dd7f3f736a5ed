"""The language of a page: its address, its mark, the switch, the page of a failure."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from ntm_portal.errors import server_error
from tests.demo.html import PageReader
from tests.i18n.words import Names, PageWords, leftovers
from tests.reporting.worlds import make_world

pytestmark = pytest.mark.django_db

QUERY = "nam=2021&q=Y%C3%AAn"


@pytest.fixture
def pages():
    """An address of each kind of page, without its language."""
    commune = make_world().communes[0]
    with override("vi"):
        unit = reverse("reporting:commune-by-id", args=[commune.pk])
    return ["/", "/xa/", unit, "/van-ban/", "/tim-kiem/", "/tai-khoan/dang-nhap/"]


def test_switch_keeps_page_and_query(client, pages):
    for path in pages:
        vietnamese = client.get(f"{path}?{QUERY}", follow=True)
        there = _final(vietnamese)
        english = client.get(f"/en{there}", follow=True)

        assert f"/en{there}" in PageReader(vietnamese.content.decode()).internal
        assert there in PageReader(english.content.decode()).internal


def test_page_says_its_language(client, pages):
    for path in pages:
        for prefix, language in (("", "vi"), ("/en", "en")):
            response = client.get(f"{prefix}{path}", follow=True)
            assert response.headers["Content-Language"] == language
            assert PageWords(response.content.decode()).language == language


def test_browser_never_chooses_the_language(client, pages):
    response = client.get("/", headers={"accept-language": "en-GB,en"})
    assert PageWords(response.content.decode()).language == "vi"


def test_missing_page_speaks_english(client, pages):
    response = client.get("/en/khong-co-trang-nay/")
    text = response.content.decode()
    assert response.status_code == 404
    assert PageWords(text).language == "en"
    assert leftovers(text, Names([])) in ([], ["Bắc Kạn province"])


@pytest.mark.parametrize(
    ("language", "heading", "home"),
    [("vi", "Có lỗi ở máy chủ", 'href="/"'), ("en", "Server error", 'href="/en/"')],
)
def test_failure_speaks_both_languages(rf, language, heading, home):
    with override(language):
        text = server_error(rf.get("/")).content.decode()
    assert f'<html lang="{language}">' in text
    assert f"<h1>{heading}</h1>" in text
    assert home in text


def test_refusals_of_forms_speak_english(client):
    response = client.post("/en/tai-khoan/dang-nhap/", {"username": "", "password": ""})
    assert "This field is required." in response.content.decode()


def test_a_vietnamese_word_would_be_noticed():
    page = '<p title="Xã">Yên Thịnh <b lang="vi">Huyện</b> <i>communes</i> chưa có</p>'
    assert leftovers(page, Names([])) == ["Xã", "Yên Thịnh", "chưa có"]


def _final(response):
    path, query = (response.request[k] for k in ("PATH_INFO", "QUERY_STRING"))
    return f"{path}?{query}"
