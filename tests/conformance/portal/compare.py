"""Compares what was imported with what came back of its export: `compare.py WORK CLASSES`. Published wording is left out, it is kept word
for word elsewhere (`tests/conformance/import`); every statement of a procedure is compared.

Exits 1 if procedures differ in a way that CLASSES does not name, or in more procedures than it says; if a package lacks an element of
Article 8 of Decree 63/2010/NĐ-CP and nothing reported it; or if a broken export passes."""

import collections
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
import kept  # noqa: E402

# Words that begin a statement; a line that begins otherwise continues one.
STATEMENTS = ["cấp", "lĩnh vực", "thẩm quyền", "đối tượng", "căn cứ", "thời hạn", "số bộ hồ sơ", "hình thức", "thông tin", "yêu cầu",
              "điều kiện", "giấy tờ", "phí", "lệ phí", "kết quả", "quy trình", "bước", "vướng mắc", "liên thông", "công bố", "trường hợp",
              "chọn", "khi", "nếu", "đọc", "ghi", "phối hợp", "ủy quyền", "giai đoạn", "song song", "lặp", "kết thúc", "thủ tục"]
# Broken in one export each: what, and how.
MUTATIONS = [
    ("another title", r"\nTên thủ tục: ", r"\g<0>Khác "),
    ("another level", r"\nCấp thực hiện: Cấp Xã", "\nCấp thực hiện: Cấp Tỉnh"),
    ("another field", r"\nLĩnh vực: ", r"\g<0>Khác "),
    ("another decider", r"\nCơ quan có thẩm quyền: Chủ tịch", "\nCơ quan có thẩm quyền: Giám đốc"),
    ("another limit", r"Thời hạn giải quyết: (?=\d+ WORKING_DAY)", r"\g<0>9"),
    ("another unit of time", r" WORKING_DAY", " ngày"),
    ("another fee", r"Phí, lệ phí: (?=[1-9])", r"\g<0>9"),
    ("another paper", r"\n    - - (?=Đơn|Tờ khai)", r"\g<0>Khác "),
    ("another number of sets", r"Số lượng hồ sơ: 01", "Số lượng hồ sơ: 03"),
    ("another number of originals", r"Bản chính: 1", "Bản chính: 7"),
    ("another applicant", r"Công dân Việt Nam", "Hợp tác xã"),
    ("another result", r"\nKết quả thực hiện: (?!Không)", r"\g<0>Khác "),
    ("another law", r"\((\d+/\d{4}/NĐ-CP)\)", r"(9\1)"),
    ("another step", r"\n    - Bước 2: ", r"\g<0>Khác "),
]
# The statement that a procedure must have for a break of it to show: a fee that was not understood is wording.
STATED = {"another fee": r"^(phí|lệ phí) .*[1-9].* đồng"}


def statements(path):
    """The statements of a procedure without the published wording."""
    text = re.sub(r'\s*nguyên văn """(.|\n)*?"""', "", path.read_text(encoding="utf-8"))
    text = re.sub(r"\{\s*\}", "", text)
    return [" ".join(line.split()) for line in text.splitlines() if line.strip() and not line.lstrip().startswith("//")]


def kind(line):
    """The statement that a line is."""
    return next((word for word in sorted(STATEMENTS, key=len, reverse=True) if line == word or line.startswith(word + " ")), "…")


def catalogue(folder):
    """The statements of each procedure by its code."""
    return {path.stem: statements(path) for path in folder.rglob("*.proc") if path.parent.name != "registry"}


def differences(one, two):
    """The kinds of statements in which two procedures differ, with an example of each."""
    before, after = collections.Counter(one), collections.Counter(two)
    found = {}
    for line in (before - after).elements():
        found.setdefault(kind(line), f"- {line}")
    for line in (after - before).elements():
        found.setdefault(kind(line), f"+ {line}")
    # The end of a block, or a further row, belongs to the statement that has it.
    if len(found) > 1:
        found.pop("…", None)
    return found if found or one == two else {"order": "the same statements in another order"}


ELEMENTS = {
    "tên": lambda one: one["TENTTHC"],
    "trình tự thực hiện": lambda one: any(step["TENTRINHTU"] for group in one["TRINHTUTHUCHIEN"] for step in group["TRINHTU"]),
    "cách thức thực hiện": lambda one: one["CACHTHUCTHUCHIEN"],
    "thành phần hồ sơ": lambda one: any(paper["MAGIAYTO"] for group in one["THANHPHANHOSO"] for paper in group["GIAYTO"]),
    "thời hạn giải quyết": lambda one: one["CACHTHUCTHUCHIEN"]
    and all(time["THOIGIANGIAIQUYET"] for way in one["CACHTHUCTHUCHIEN"] for time in way["THOIGIAN"]),
    "đối tượng thực hiện": lambda one: one["DOITUONGTHUCHIEN"],
    "cơ quan thực hiện": lambda one: one["COQUANTHUCHIEN"] or one["COQUANCOTHAMQUYEN"],
    "căn cứ pháp lý": lambda one: one["CANCUPHAPLY"],
}


def unreported(out):
    """Elements of Article 8 that a package lacks and nothing reported, and how many packages are complete."""
    losses = json.loads((out / "procedo-compile.json").read_text())["losses"]["portal"]
    told = {}
    for line in losses:
        found = re.search(r"Article 8 .* \(`(.*?)`\): (.*)$", line)
        if found:
            told[found.group(1)] = set(found.group(2).split(", "))
    missed, whole, packages = [], 0, 0
    for path in sorted((out / "portal").glob("*.json")):
        one = json.loads(path.read_text())["result"][0]
        lacks = [name for name, has in ELEMENTS.items() if not has(one)]
        missed += [(one["MATTHC"], name) for name in lacks if one["MATTHC"] not in told.get(name, ())]
        whole += not lacks
        packages += 1
    return missed, whole, packages


def broken(work, again):
    """By what each broken export is told from the whole one."""
    texts = {path: path.read_text(encoding="utf-8") for path in sorted((work / "text").glob("*.txt"))[::7]}
    folder = work / "broken"
    for what, way, replacement in MUTATIONS:
        states = STATED.get(what, "")
        stating = (item for item in texts.items() if any(re.search(states, line) for line in again[item[0].stem]))
        path, mutated = next(((path, new) for path, text in stating if (new := re.sub(way, replacement, text, count=1)) != text), (None, None))
        if path is None:
            yield what, None
            continue
        shutil.rmtree(folder, ignore_errors=True)
        (folder / "text").mkdir(parents=True)
        (folder / "text" / path.name).write_text(mutated, encoding="utf-8")
        subprocess.run([os.environ["PROCEDO"], "import", "portal", folder / "text", "--out", folder / "again", "--lang", "vi"],
                       capture_output=True, check=True)
        found = differences(again[path.stem], catalogue(folder / "again").get(path.stem, []))
        yield what, next(iter(found.values()), None)


def main(work, classes):
    work = Path(work)
    first, again = catalogue(work / "catalogue"), catalogue(work / "again")
    found = {code: differences(first[code], again[code]) for code in sorted(first.keys() & again.keys())}
    equal = sum(not kinds for kinds in found.values())
    lost = sorted(first.keys() ^ again.keys())
    print(f"{len(first)} procedures, {len(lost)} did not come back, {equal} the same in every statement")
    by_kind = collections.defaultdict(list)
    for code, kinds in found.items():
        for name, example in kinds.items():
            by_kind[name].append((code, example))
    rows = [line.split("\t") for line in Path(classes).read_text(encoding="utf-8").splitlines()[1:]]
    named, good = {name: (int(most), why) for name, most, why in rows}, not lost and bool(first)
    for name, cases in sorted(by_kind.items(), key=lambda item: -len(item[1])):
        most, why = named.get(name, (0, "NOT NAMED"))
        good &= len(cases) <= most
        print(f"  {len(cases):5} {name}: {why}{' MORE THAN ' + str(most) if len(cases) > most else ''}")
        if len(cases) > most or os.environ.get("EXAMPLES"):
            for code, example in cases[:: max(1, len(cases) // 6)][:6]:
                print(f"          {code}: {example[:150]}")
    missed, whole, packages = unreported(work / "out")
    print(f"{packages} packages, {whole} complete by Article 8; {len(missed)} elements missing and not reported")
    for code, name in missed[:5]:
        print(f"  {code}: {name}")
    noticed = list(broken(work, again))
    for what, by in noticed:
        print(f"{'noticed' if by else 'NOT NOTICED'}: {what}{f' – {by[:90]}' if by else ''}")
    seen = sum(by is not None for _, by in noticed)
    consumer = "`procedo import portal`, the portal's records there and back"
    kept.write(work, [["portal", consumer, f"{equal}/{len(first)} the same", "", f"{seen}/{len(noticed)}"]],
               [("portal", consumer, what, by) for what, by in noticed])
    return 0 if good and not missed and seen == len(noticed) else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
