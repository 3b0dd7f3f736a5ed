from urllib.parse import quote, urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

KEYS = ["nam", "huyen", "dat", "thieu", "cho", "cong_nhan", "q", "xep", "nguoc"]
KEYS += ["trang", "ket_qua", "cot", "dang", "xa", "khac", "tinh"]
KEYS += ["chi_tieu", "xem", "tc"]
NASTY = ["\x00", "-1", "0", "9" * 30, "2147483648", "١٢", "²", "1e3", "1.5", " 1 "]
NASTY += ["ten", "huyen", "thay-doi", "co-chua-du", "da-nop", "%", "\u202e", "đ" * 300]
NASTY += ["2020", "2021", "6", "3", "1"]

NASTY += ["csv", "xlsx", "kho", "tat-ca", "6.1", "gia-tri", "con-thieu"]
PATHS = ["/", "/xa/", "/ca-nuoc/", "/ma-tran/", "/so-sanh/", "district", "commune"]
PATHS += ["/tieu-chi/", "/tieu-chi/6/"]

values = st.sampled_from(NASTY) | st.text(max_size=30) | st.integers().map(str)
keys = st.sampled_from(KEYS) | st.text(max_size=5)
queries = st.lists(st.tuples(keys, values), max_size=6).map(urlencode)
raw_queries = st.binary(max_size=20).map(quote) | st.text("%&=;+[]0f", max_size=20)
fuzzed = settings(
    max_examples=50,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@fuzzed
@given(query=queries | raw_queries)
@pytest.mark.parametrize("path", PATHS)
def test_no_query_breaks_a_page(client, world, path, query):
    if path == "district":
        path = f"/huyen/{world.district.pk}-huyen-bach-thong/"
    if path == "commune":
        path = f"/xa/{world.communes[0].pk}-xa-an-tinh/"

    response = client.get(path, QUERY_STRING=query)

    assert response.status_code in {200, 302, 404}


@fuzzed
@given(tail=values.map(lambda text: quote(text, safe="")) | st.text("0-/a", max_size=9))
def test_no_path_breaks_a_page(client, world, tail):
    response = client.get(f"/xa/{tail}/", follow=True)

    assert response.status_code in {200, 404}
