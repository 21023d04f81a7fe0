"""Compares the three forms of the matrix with each other and with what is worked out by `matrix.py`: `check.py CATALOGUE WORK`."""

import copy
import csv
import io
import json
import sys
from pathlib import Path

import openpyxl

import matrix

sys.path.insert(0, str(Path(__file__).parent.parent))
import kept  # noqa: E402

MARKS = {"account": "tài khoản", "certificate": "chứng thư số"}


def cells(row):
    """A row of the JSON as the cells of a sheet."""
    mark = ["x" if row[power] else "" for power in matrix.POWERS]
    counts = ["chưa rõ" if row[count] is None else str(row[count]) for count in ("accounts", "certificates")]
    return [row["place"], row["place_title"], row["procedure"], row["title"], row["paper"], row["role"], row["role_title"], *mark, *counts,
            ", ".join(MARKS[gap] for gap in row["gaps"])]


def plain(cell):
    """A cell of the CSV without the apostrophe before what a spreadsheet would compute."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in "=+-@" else cell


def workbook(source):
    """The rows of the workbook; a formula is no text."""
    sheet = openpyxl.load_workbook(source)["Phân quyền"]
    return [["" if cell.value is None else f"formula {cell.value}" if cell.data_type == "f" else str(cell.value) for cell in row]
            for row in sheet.iter_rows()]


def problems(rows, sheet, lines, wanted):
    """What is wrong with the matrix."""
    own = [cells(row) for row in rows]
    if own != [line for line in sheet[1:]]:
        yield "the workbook holds other rows than the JSON"
    if own != [[plain(cell) for cell in line] for line in lines[1:]]:
        yield "the CSV holds other rows than the JSON"
    if any(cell[:1] in ("=", "+", "-", "@", "\t", "\r") for line in lines for cell in line if cell):
        yield "a cell of the CSV is computed"
    keys = [(row["place"], row["procedure"], row["role"], row["paper"]) for row in rows]
    found = {}
    for row in rows:
        found.setdefault((row["procedure"], row["place"], row["role"]), []).append(row)
        lacks = [gap for gap, lacking in (("account", not row["accounts"]), ("certificate", row["sign"] and not row["certificates"])) if lacking]
        if row["gaps"] != lacks:
            yield f"{row['place']}, {row['role']}: lacks {row['gaps']}, not {lacks}"
    want = {}
    for (received, code, at, role), row in wanted.items():
        one = want.setdefault((code, at, role), {"powers": set(), "counts": (row["accounts"], row["certificates"]), "received": set()})
        one["powers"] |= row["powers"]
        one["received"].add(received)
    for key in sorted(want.keys() ^ found.keys()):
        yield f"{key}: {'missing' if key in want else 'nobody works it there'}"
    for key in want.keys() & found.keys():
        powers = {power for row in found[key] for power in matrix.POWERS if row[power]}
        counts = {(row["accounts"], row["certificates"]) for row in found[key]}
        if powers != want[key]["powers"]:
            yield f"{key}: {sorted(powers)}, not {sorted(want[key]['powers'])}"
        if counts != {want[key]["counts"]}:
            yield f"{key}: {counts}, not {want[key]['counts']}"
        # A role has as many rows for a paper as places hand it the procedure.
        papers = [row["paper"] for row in found[key]]
        if any(papers.count(paper) != len(want[key]["received"]) for paper in set(papers) if key[1]):
            yield f"{key}: {len(papers)} rows for {len(set(papers))} papers of {len(want[key]['received'])} places"
    if not keys:
        yield "no rows"


def first(rows, test=lambda row: True):
    return next(row for row in rows if test(row))


# What is broken in the JSON's rows; the other two forms follow it, so that they do not give it away.
ROWS = {
    "a power too many": lambda rows: first(rows, lambda row: not row["issue"] and row["receive"]).update(issue=True),
    "a power too few": lambda rows: first(rows, lambda row: row["approve"] and row["sign"]).update(approve=False),
    "nobody signs": lambda rows: [row.update(sign=False) for row in rows],
    "a row is missing": lambda rows: rows.pop(len(rows) // 2),
    "a row stands twice": lambda rows: rows.append(copy.deepcopy(rows[0])),
    "a role of another place": lambda rows: first(rows, lambda row: row["place"] == "tran-phu").update(place="bac-son"),
    "another role": lambda rows: first(rows, lambda row: row["role"] == "ubnd-xã/chủ-tịch").update(role="ubnd-xã/khác"),
    "another procedure": lambda rows: rows[0].update(procedure="9.999999"),
    "more accounts": lambda rows: first(rows, lambda row: row["accounts"]).update(accounts=99),
    "a certificate that is not there": lambda rows: first(rows, lambda row: row["certificates"] == 0).update(certificates=1),
    "a gap is kept quiet": lambda rows: first(rows, lambda row: row["gaps"]).update(gaps=[]),
}
FORMS = {
    "a row of the workbook differs": lambda sheet, lines: sheet[1].__setitem__(6, "khác"),
    "a row of the CSV differs": lambda sheet, lines: lines[1].__setitem__(6, "khác"),
    "a cell of the CSV is computed": lambda sheet, lines: lines[1].__setitem__(6, "=1+1"),
}


def formula(source):
    """The workbook with a title that became a formula."""
    book = openpyxl.load_workbook(source)
    book["Phân quyền"]["D2"] = "=1+1"
    saved = io.BytesIO()
    book.save(saved)
    return workbook(io.BytesIO(saved.getvalue()))


def mutants(rows, sheet, lines, wanted, source):
    """Each broken matrix with what is said of it."""
    for what, mutate in ROWS.items():
        broken = copy.deepcopy(rows)
        mutate(broken)
        own = [cells(row) for row in broken]
        yield what, next(problems(broken, [sheet[0], *own], [lines[0], *own], wanted), None)
    for what, mutate in FORMS.items():
        one, other = copy.deepcopy(sheet), copy.deepcopy(lines)
        mutate(one, other)
        yield what, next(problems(rows, one, other, wanted), None)
    yield "a cell of the workbook is a formula", next(problems(rows, formula(source), lines, wanted), None)


def findings(path, rows):
    """Places and roles of which `check` and the matrix say that something is missing, and each misses of the other."""
    found = json.loads(Path(path).read_text())["findings"]
    told = {(one["evidence"]["place"], role) for one in found for role in one["evidence"].get("role", one["evidence"].get("roles", "")).split(", ")}
    gaps = {(row["place"], row["role"]) for row in rows if row["gaps"] and row["place"]}
    return found, told, gaps


def main(catalogue, work):
    work = Path(work)
    out = work / "out/ioffice"
    rows = json.loads((out / "matrix.json").read_text(encoding="utf-8"))
    sheet = workbook(out / "matrix.xlsx")
    with open(out / "matrix.csv", encoding="utf-8", newline="") as file:
        lines = list(csv.reader(file))
    wanted = matrix.expected(catalogue, work / "models")
    wrong = list(problems(rows, sheet, lines, wanted))
    for one in wrong[:10]:
        print(one)
    converted = next((work / "sheet").glob("*.csv"), None) if (work / "sheet").is_dir() else None
    if converted:
        with open(converted, encoding="utf-8", newline="") as file:
            same = list(csv.reader(file)) == sheet
        print(f"LibreOffice reads {'the same cells' if same else 'OTHER CELLS'}")
        wrong += [] if same else ["LibreOffice"]
    places = {row["place"] for row in rows}
    pairs = {(received, code) for received, code, _, _ in wanted}
    print(f"{len(rows)} rows of {len(places)} places, {len(pairs)} procedures at places, {len(wrong)} wrong")
    found, told, gaps = findings(work / "findings.json", rows)
    print(f"{len(found)} findings about {len(told)} roles at places; {len(gaps)} have gaps in the matrix, {len(gaps - told)} of them without a finding")
    for place, role in sorted(gaps - told)[:10]:
        print(f"  only in the matrix: {place}, {role}")
    noticed = list(mutants(rows, sheet, lines, wanted, out / "matrix.xlsx"))
    for what, by in noticed:
        print(f"{'noticed' if by else 'NOT NOTICED'}: {what}{f' – {by}' if by else ''}")
    seen = sum(by is not None for _, by in noticed)
    consumer = f"openpyxl {openpyxl.__version__}, Python csv and json" + (", LibreOffice" if converted else "")
    # A procedure is accepted at a place if nothing of it is wrong; what is wrong names procedures and places.
    accepted = len(pairs) if not wrong else 0
    kept.write(work, [["ioffice", consumer, f"{accepted}/{len(pairs)}", "", f"{seen}/{len(noticed)}"]],
               [("ioffice", consumer, what, by) for what, by in noticed])
    return 1 if wrong or seen < len(noticed) else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
