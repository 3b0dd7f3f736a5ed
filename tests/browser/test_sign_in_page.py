import pytest

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.one_database
def test_sign_in_page_is_styled_accessible_and_fits(
    sized_page, axe_violations, is_styled, fits
):
    sized_page.goto("/tai-khoan/dang-nhap/")

    assert is_styled(sized_page)
    assert axe_violations(sized_page) == []
    assert fits(sized_page)


def test_sign_in_page_works_without_javascript(plain_page):
    plain_page.goto("/tai-khoan/dang-nhap/")

    assert plain_page.get_by_role("textbox").count() >= 2
