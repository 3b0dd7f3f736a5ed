"""Files hold what their page shows: the same rows in the same order, and the source."""

import csv
import io
import re
from html.parser import HTMLParser

import openpyxl
import pytest

from assessments.actions.documents import Citation
from assessments.imports.plan import Upload, plan_import
from tests.builders import make_commune, make_district, make_document, make_recognition
from tests.reporting.worlds import account, make_world, record

pytestmark = pytest.mark.django_db


class Cells(HTMLParser):
    """The rows of a page's tables as a reader hears them."""

    def __init__(self, text):
        super().__init__()
        self.rows = []
        self.words = None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.words = []
        elif tag == "span" and self.words:
            self.words.append("|")

    def handle_endtag(self, tag):
        if tag in ("td", "th"):
            self.rows[-1].append("".join(self.words).strip())
            self.words = None

    def handle_data(self, data):
        if self.words is not None:
            self.words.append(data)


@pytest.fixture
def communes():
    """Four communes of two districts, one recognised, one without an account."""
    world = make_world()
    other = make_district("Pác Nặm", province=world.province, parent=world.province)
    unit = make_commune("=Bằng Thành", parent=other, code="00012")
    record(world, world.periods[0], {unit.pk: account(3)})
    make_commune("Vân Tùng", parent=other, code="01999")
    make_recognition(unit=world.communes[0], year=2021)
    return world


def page_rows(client, url):
    """Rows with a cell for each column, without heads."""
    rows = Cells(client.get(url).content.decode()).rows
    return [row for row in rows if len(row) > 3]


def csv_rows(client, url):
    response = client.get(f"{url}&dang=csv")
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    return rows[: rows.index([])], rows[rows.index([]) + 1 :]


def xlsx_rows(client, url):
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{url}&dang=xlsx").content))
    return [list(row) for row in book.worksheets[0].values][3:], book.worksheets[1]


LIST_HEAD = ["Mã xã", "Xã", "Huyện, thành phố", "Số tiêu chí đạt", "Tổng số tiêu chí"]
LIST_HEAD += ["Còn thiếu tiêu chí", "So với 2020", "Công nhận"]
LISTS = ["/xa/?nam=2021", "/xa/?nam=2021&xep=ten", "/xa/?nam=2021&thieu=6"]


@pytest.mark.parametrize("url", LISTS)
def test_list_file_holds_the_rows_of_the_page(client, communes, url):
    (_head, *rows), _notes = csv_rows(client, url)

    shown = page_rows(client, url)[1:]
    assert [row[1].lstrip("'") for row in rows] == [r[0].split("|")[0] for r in shown]
    assert [row[2] for row in rows] == [r[1] for r in shown]
    assert [f"{row[3] or '–'}/{row[4]}" for row in rows] == [r[2] for r in shown]
    assert [row[5] for row in rows] == [r[4] for r in shown]
    assert [row[7] for row in rows] == [r[6].strip("|") for r in shown]


def test_list_file_is_whole(client, communes):
    rows, notes = csv_rows(client, "/xa/?nam=2021")

    codes = {v.name: v.code for u in communes.communes for v in u.versions.all()}
    known = ["1", "Đã công nhận"]
    assert rows == [
        LIST_HEAD,
        [codes["Ân Tình"], "Ân Tình", "Bạch Thông", "6", "6", "không thiếu", *known],
        [codes["Bộc Bố"], "Bộc Bố", "Bạch Thông", "5", "6", "6", "1", "chưa"],
        [codes["Cổ Linh"], "Cổ Linh", "Bạch Thông", "4", "6", "5, 6", "1", "chưa"],
        ["00012", "'=Bằng Thành", "Pác Nặm", "3", "6", "4, 5, 6", "", "chưa"],
        ["01999", "Vân Tùng", "Pác Nặm", "", "6", "chưa có kết quả", "", "chưa"],
    ]
    assert any("Kết quả đã xác nhận" in note[0] for note in notes)


def test_list_workbook_says_the_same_as_the_text(client, communes):
    text, _notes = csv_rows(client, "/xa/?nam=2021")
    rows, source = xlsx_rows(client, "/xa/?nam=2021")

    as_text = [["" if c is None else str(c) for c in row] for row in rows]
    assert as_text == [[c.lstrip("'") for c in row] for row in text]
    assert rows[4][0] == "00012"
    assert any("Kết quả đã xác nhận" in str(c.value) for c in source["A"])


def test_list_file_holds_every_page(client, communes, monkeypatch):
    monkeypatch.setattr("reporting.reports.communes.PAGE_SIZE", 2)

    rows, _notes = csv_rows(client, "/xa/?nam=2021&trang=2")

    assert len(rows) == 1 + 5
    assert "5 xã, theo bộ lọc" in client.get("/xa/?nam=2021").content.decode()


MATRICES = ["/ma-tran/?nam=2021", "/ma-tran/?nam=2021&xep=5&cot=kho"]
MATRICES += ["/ma-tran/?nam=2021&xep=ten"]


def spoken(cell):
    """A cell of the matrix as the file says it."""
    return re.sub(r"^\d+ chỉ tiêu chưa đạt$|^[?–] ", "", cell) or "Chưa đạt"


@pytest.mark.parametrize("url", MATRICES)
def test_matrix_file_holds_the_rows_of_the_page(client, communes, url):
    (_head, *rows), _notes = csv_rows(client, url)

    names = {row[1].lstrip("'") for row in rows}
    shown = [r for r in page_rows(client, url) if r[0].split("|")[0] in names]
    assert [row[1].lstrip("'") for row in rows] == [r[0].split("|")[0] for r in shown]
    assert [row[3:9] for row in rows] == [[*map(spoken, r[1:7])] for r in shown]
    assert [row[9] or "–" for row in rows] == [r[7] for r in shown]


def test_matrix_file_is_whole(client, communes):
    rows, notes = csv_rows(client, f"/ma-tran/?nam=2021&huyen={communes.district.pk}")

    met, unmet = "Đạt", "Chưa đạt"
    assert rows[0] == [
        *["Mã xã", "Xã", "Huyện, thành phố"],
        *[f"{n}. Tiêu chí {n}" for n in range(1, 7)],
        "Số tiêu chí đạt",
    ]
    assert [row[1:] for row in rows[1:]] == [
        ["Ân Tình", "Bạch Thông", *[met] * 6, "6"],
        ["Bộc Bố", "Bạch Thông", *[met] * 5, unmet, "5"],
        ["Cổ Linh", "Bạch Thông", *[met] * 4, unmet, unmet, "4"],
    ]
    assert any("Kết quả đã xác nhận" in note[0] for note in notes)


def test_matrix_without_districts_has_no_column_for_them(client):
    world = make_world((1,), years=(2021,))
    world.communes[0].versions.update(parent=world.province)
    world.district.versions.all().delete()

    (head, row), _notes = csv_rows(client, "/ma-tran/?nam=2021")

    assert head[:3] == ["Mã xã", "Xã", "1. Tiêu chí 1"]
    assert row[2:] == [*["Đạt"] * 5, "Chưa đạt", "5"]


def test_district_file_holds_the_table_of_the_page(client, communes):
    rows, _notes = csv_rows(client, "/?nam=2021")

    shown = {r[0]: r for r in page_rows(client, "/?nam=2021")}
    bands = ["đủ 6 tiêu chí", "3–5 tiêu chí", "dưới 3 tiêu chí"]
    assert rows == [
        [*["Đơn vị", "Số xã", "Đạt đủ"], *bands, "Bình quân"],
        ["Bạch Thông", "3", "1", "1", "2", "0", "5.0"],
        ["Pác Nặm", "2", "0", "0", "1", "0", "3.0"],
        ["Toàn tỉnh", "5", "1", "1", "3", "0", "4.5"],
    ]
    for row in rows[1:]:
        assert shown[row[0]][1:3] == row[1:3]
        assert shown[row[0]][4] == row[6].replace(".", ",")


def test_page_of_a_district_has_no_file(client, communes):
    url = f"/huyen/{communes.district.pk}-huyen-bach-thong/?nam=2021"

    response = client.get(f"{url}&dang=csv")

    assert response.headers["Content-Type"].startswith("text/html")
    assert "Tải CSV" not in response.content.decode()


@pytest.mark.parametrize("url", ["/?nam=2021", *LISTS, *MATRICES])
def test_page_links_to_its_files(client, communes, url):
    text = client.get(url).content.decode().replace("&amp;", "&")

    links = re.findall(r'href="([^"]+&dang=(?:csv|xlsx))"', text)
    assert links == [f"{url}&dang=csv", f"{url}&dang=xlsx"]


@pytest.mark.parametrize("kind", ["pdf", "", "CSV", "csv%00"])
def test_unknown_kind_of_file_is_the_page(client, communes, kind):
    response = client.get(f"/xa/?nam=2021&dang={kind}")

    assert response.headers["Content-Type"].startswith("text/html")


def test_matrix_imports_as_criteria(client):
    """A cell "Chưa đánh giá" says what a blank one says."""
    world = make_world((0, 1, 2), years=(2021,))
    make_commune("Vân Tùng", parent=world.district, code="01999")
    text = client.get("/ma-tran/?dang=csv").content.decode()

    found = plan_import(
        Upload(
            province=world.province,
            period_set=world.periods[0].period_sets.get(),
            citation=Citation(key=make_document().key),
            file_name="ma-tran.csv",
            # No criterion of the law bears a number in its name.
            content=re.sub(r"(\d)\. Tiêu chí \d", r"\1. Thu nhập", text).encode(),
        )
    )

    assert [str(refusal) for refusal in found.refusals] == []
    assert [account.verdicts for account in found.new] == [6, 6, 6]
    assert any("Vân Tùng" in note for note in found.notes)
