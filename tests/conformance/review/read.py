"""Reads the papers of a review back and compares them with review.json; says what it read, fails on the first lie."""
import json
import re
import subprocess
import sys
import unicodedata
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import docx
import openpyxl

out = Path(sys.argv[1])
review = json.loads((out / "review.json").read_text())
wrong = []


def must(holds, what):
    if not holds:
        wrong.append(what)


def words(text):
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()


def dong(number):
    return f"{number:,}".replace(",", ".")


def paper(path):
    """Paragraphs, tables and pictures of a Word file."""
    document = docx.Document(path)
    paragraphs = [words(p.text) for p in document.paragraphs if p.text.strip()]
    tables = [[[words(c.text) for c in row.cells] for row in table.rows] for table in document.tables]
    section = document.sections[0]
    must((section.page_width.mm, section.page_height.mm) == (210.0, 297.0) or abs(section.page_width.mm - 210) < 0.1, f"{path}: no A4")
    for name, low, high in [("left_margin", 30, 35), ("right_margin", 15, 20), ("top_margin", 20, 25), ("bottom_margin", 20, 25)]:
        must(low - 0.1 <= getattr(section, name).mm <= high + 0.1, f"{path}: {name}")
    must(all(p.style is not None for p in document.paragraphs), f"{path}: a paragraph has no style")
    must(section.different_first_page_header_footer, f"{path}: the first page has a number")
    return document, paragraphs, tables


def pages(path):
    """What LibreOffice shows: words with their boxes, page by page."""
    xml = subprocess.run(["pdftotext", "-bbox", str(path), "-"], capture_output=True, check=True, text=True).stdout
    tree = ElementTree.fromstring(re.sub(r"<!DOCTYPE[^>]*>", "", xml))
    name = "{http://www.w3.org/1999/xhtml}"
    for page in tree.iter(name + "page"):
        boxes = [
            (float(w.get("xMin")), float(w.get("yMin")), float(w.get("xMax")), float(w.get("yMax")), w.text or "")
            for w in page.iter(name + "word")
        ]
        yield float(page.get("width")), float(page.get("height")), boxes


def overlapped(boxes):
    """Pairs of words that cover one another by more than a third of the smaller one."""
    boxes = sorted(boxes, key=lambda box: box[1])
    for index, a in enumerate(boxes):
        for b in boxes[index + 1:]:
            if b[1] > a[3]:
                break
            across = min(a[2], b[2]) - max(a[0], b[0])
            down = min(a[3], b[3]) - max(a[1], b[1])
            area = min((a[2] - a[0]) * (a[3] - a[1]), (b[2] - b[0]) * (b[3] - b[1]))
            if across > 0 and down > 0 and across * down > area / 3:
                yield a[4], b[4]


def seen(path, paragraphs, tables):
    """Every word of the file is shown, inside the page, none over another."""
    shown = []
    count = 0
    for width, height, boxes in pages(path.with_suffix(".pdf")):
        count += 1
        for x1, y1, x2, y2, word in boxes:
            must(0 <= x1 and x2 <= width + 1 and 0 <= y1 and y2 <= height + 1, f"{path}: {word} lies outside the page")
        must(not list(overlapped(boxes))[:1], f"{path}, page {count}: {list(overlapped(boxes))[:3]} lie over one another")
        # The number of the page stands above the text, and may stand in the midst of a sentence that goes on.
        shown.append(" ".join(box[4] for box in boxes if (box[4], box[3] < 60) != (str(count), True)))
    # Justified lines and cells break words apart: compare letters alone.
    letters = lambda text: re.sub(r"\s+", "", unicodedata.normalize("NFC", text))
    seen = letters(" ".join(shown))
    for text in paragraphs:
        for sentence in [s for s in re.split(r"(?<=[.;:]) ", text) if len(s) < 60]:
            must(letters(sentence) in seen, f"{path}: not shown: {sentence}")
    must(not re.search("�|\\?{2}", seen), f"{path}: letters are lost")
    return count


class Page(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.text = {}, []

    def handle_starttag(self, tag, attributes):
        self.tags[tag] = self.tags.get(tag, 0) + 1
        for name, value in attributes:
            must(not name.startswith("on"), f"{tag} {name}")
            must(name not in ("src", "href", "xlink:href"), f"{tag} {name}={value}")

    def handle_data(self, data):
        self.text.append(data)


tally = {"docx": 0, "pages": 0, "html": 0, "xlsx": 0, "figures": 0}
files = sorted(out.rglob("*.docx"))
must(len(files) >= len(review["plans"]) + 5, f"only {len(files)} Word files")
for path in files:
    document, paragraphs, tables = paper(path)
    tally["docx"] += 1
    must(any((p._p.style or "").startswith("Heading") for p in document.paragraphs), f"{path}: no heading")
    must(tables, f"{path}: no table")
    tally["pages"] += seen(path, paragraphs, tables)

# The papers of procedures say the figures of review.json.
for plan in review["plans"]:
    path = out / "procedures" / f"{plan['procedure']}.docx"
    _, paragraphs, tables = paper(path)
    everything = " ".join(paragraphs + [cell for table in tables for row in table for cell in row])
    must(plan["procedure"] in everything and words(plan["title"] or "") in everything, f"{path}: title")
    for key, label in [("steps", "Số bước"), ("papers", "Số giấy tờ"), ("approvals", "Số lần soát xét, ký duyệt")]:
        rows = [row for table in tables for row in table if row[0] == label]
        must(rows and rows[0][1:] == [str(plan["before"][key]), str(plan["after"][key])], f"{path}: {label} {rows}")
        tally["figures"] += 2
    benefit = plan["benefit"]
    saved = benefit["saved_per_case"]
    if saved and saved["base"]:
        must(f"{dong(saved['base'])} đồng" in everything, f"{path}: {saved}")
        tally["figures"] += 1
    year = benefit["saved_per_year"]
    if year and year["base"]:
        must(f"{dong(year['base'])} đồng/năm" in everything, f"{path}: {year}")
        must(year["base"] == saved["base"] * benefit["cases"], f"{path}: a year is not its cases")
        tally["figures"] += 2
    if benefit["cases"] is None:
        must(year is None, f"{path}: a year without a number of cases")
    stages = lambda side: sum(stage["amount"]["base"] for stage in benefit[side])
    if saved:
        must(stages("before") - stages("after") == saved["base"], f"{path}: the stages do not add up")
        tally["figures"] += 1
    if benefit["rate"] is not None:
        rate = round(10000 * (stages("before") - stages("after")) / stages("before"))
        must(abs(rate - benefit["rate"]) <= 1, f"{path}: rate {benefit['rate']} and not {rate}")

_, paragraphs, tables = paper(out / "plan.docx")
must(str(len(review["plans"])) in " ".join(paragraphs), "the plan does not count its procedures")
listed = " ".join(cell for table in tables for row in table for cell in row)
for one in review["proposals"]:
    if one["place"] is not None:
        must(one["id"] in listed, f"the plan does not list {one['id']}")

for path in sorted(out.rglob("*.html")):
    page = Page()
    page.feed(path.read_text())
    tally["html"] += 1
    for tag in ("script", "link", "iframe", "object", "img"):
        must(tag not in page.tags, f"{path}: <{tag}>")
    must(page.tags.get("table") and page.tags.get("h1"), f"{path}: no table or title")

for path in sorted(out.rglob("*.xlsx")):
    book = openpyxl.load_workbook(path)
    tally["xlsx"] += 1
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                must(cell.data_type != "f", f"{path}: {sheet.title} {cell.coordinate} is a formula")
        must(sheet.max_row >= 3, f"{path}: {sheet.title} is empty")
book = openpyxl.load_workbook(out / "annex" / "1.004873.xlsx")
must([cell.value for cell in book.worksheets[0]["A"]][2] == 1, "steps of the annex are not numbered")

slip = " ".join(paper(out / "slip" / "slip.docx")[1])
due = (out / "due.txt").read_text()
hour, day, month, year = re.search(r"hạn trả: (\d\d:\d\d) .*?(\d\d)/(\d\d)/(\d{4})", due).groups()
must(f"{hour} ngày {day} tháng {month} năm {year}" in slip, f"the slip does not say {hour} {day}/{month}/{year}")

for line in wrong[:40]:
    print(line)
print(", ".join(f"{count} {name}" for name, count in tally.items()))
print(f"{tally['docx'] + tally['html'] + tally['xlsx']} passed, {len(wrong)} failed")
sys.exit(bool(wrong))
