"""Every word of every record is found in what was written for it: its own file, and the registry's entries that the file
names. Written without the importer's code, so that one mistake does not hide another."""
import re
import sys
import unicodedata
from pathlib import Path

source, catalogue = Path(sys.argv[1]), Path(sys.argv[2])
LABELS = {
    "Mã thủ tục", "Số quyết định", "Tên thủ tục", "Cấp thực hiện", "Loại thủ tục", "Lĩnh vực", "Trình tự thực hiện",
    "Cách thức thực hiện", "Thành phần hồ sơ", "Đối tượng thực hiện", "Cơ quan thực hiện", "Cơ quan có thẩm quyền",
    "Địa chỉ tiếp nhận HS", "Cơ quan được ủy quyền", "Cơ quan phối hợp", "Kết quả thực hiện", "Căn cứ pháp lý",
    "Yêu cầu, điều kiện thực hiện", "Từ khóa", "Mô tả",
}
# Values that become keywords: levels, kinds of applicant, ways of filing, units, "no information".
KEYWORDS = """chi tiết thủ tục hành chính cấp bộ trung ương tỉnh xã công dân việt nam người định cư ở nước ngoài tổ chức không
bao gồm doanh nghiệp htx có vốn đầu tư hợp tác xã cán bộ công chức viên chức online postal direct working_day working day hour
month year other vnđ không có thông tin thành phần hồ sơ căn cứ pháp lý hình thức nộp thời hạn giải quyết phí lệ mô tả số lượng
bản chính bản sao ngày""".split()
LIST = re.compile(r"^[\s\-+*•–·./,;]*(\(?([\divx]{1,4}(\.\d{1,2}){0,3}|[a-zđ]\d?)(\s?[.)]\s*|/\s+))*", re.I)


def words(text):
    text = unicodedata.normalize("NFC", text).replace("\u200e", "").replace("\u200b", "").replace("\u00ad", "")
    return re.findall(r"[^\W_]+", text.lower())


def entries(name):
    found = {}
    text = (catalogue / "registry" / name).read_text(encoding="utf-8")
    for line in text.splitlines():
        parts = re.match(r"(?:văn bản|cơ quan|law|agency) (\S+)", line)
        if parts:
            found[parts[1]] = set(words(line))
            last = parts[1]
        elif line.startswith("  ") and found:
            found[last] |= set(words(line))
    return found


registry = entries("law.proc") | entries("government.proc")
written = {path.stem: path.read_text(encoding="utf-8") for path in catalogue.glob("*/*.proc") if path.parent.name != "registry"}
records = sorted(source.glob("*.txt"))
total, lost = 0, []
for record in records:
    text = written[record.stem]
    known = set(words(text)) | set(KEYWORDS) | set(words(text.replace(".", "")))
    for name in set(re.findall(r"[^\s\"/,]+", text)) & registry.keys():
        known |= registry[name]
    for number, line in enumerate(record.read_text(encoding="utf-8").splitlines(), 1):
        label, _, value = line.partition(":")
        value = value if label in LABELS else line
        value = re.sub(r"^ {6}Số lượng: Bản chính: \d+, Bản sao: \d+$", "", value)
        for word in words(value[LIST.match(value).end():]):
            total += 1
            if word not in known and word.lstrip("0") not in known:
                lost.append(f"{record.name}:{number}: {word}")
print(f"{len(records)} records, {total} words, {len(lost)} lost")
for line in lost[:20]:
    print("  " + line)
sys.exit(1 if lost else 0)
