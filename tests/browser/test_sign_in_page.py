import pytest

pytestmark = pytest.mark.django_db(transaction=True)


def test_sign_in_page_is_styled_and_accessible(sized_page, axe_violations, is_styled):
    sized_page.goto("/tai-khoan/dang-nhap/")

    assert is_styled(sized_page)
    assert axe_violations(sized_page) == []


def test_sign_in_page_has_no_sideways_scroll(sized_page):
    sized_page.goto("/tai-khoan/dang-nhap/")

    assert sized_page.evaluate(
        "document.documentElement.scrollWidth <= window.innerWidth"
    )


def test_sign_in_page_works_without_javascript(plain_page):
    plain_page.goto("/tai-khoan/dang-nhap/")

    assert plain_page.get_by_role("textbox").count() >= 2
