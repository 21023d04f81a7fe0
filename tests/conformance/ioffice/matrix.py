"""The matrix of powers, worked out from the BPMN models of each place, the tables of places and staff, and what the text of the catalogue
says of a step and its model does not: how it is signed, and who else may work it. Written without the compiler's code."""

import csv
import re
import xml.etree.ElementTree as tree
from pathlib import Path

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
CAMUNDA = "{http://camunda.org/schema/1.0/bpmn}"
PROCEDO = "{urn:procedo:bpmn:1}"
KINDS = {"receive": {"receive"}, "propose": {"draft", "assess", "review"}, "approve": {"approve", "decide"}, "issue": {"issue"}}
POWERS = ("receive", "propose", "approve", "sign", "issue")


def table(path):
    """The rows of a CSV file."""
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def steps(catalogue):
    """How steps are signed and who else may work them, where it is said: by procedure and step."""
    signed, others = {}, {}
    for path in Path(catalogue).rglob("*.proc"):
        code = step = None
        for line in path.read_text(encoding="utf-8").splitlines():
            item = re.match(r"(?:thủ tục|procedure) (\S+)", line)
            code = item.group(1) if item else code
            step = (re.match(r"\s+(?:bước|step) (\S+)", line) or [None, step])[1]
            words = re.search(r"(?:chữ ký|signature) (số|tay|digital|wet)\b", line)
            if words:
                signed.setdefault((code, step), set()).add({"số": "digital", "tay": "wet"}.get(words.group(1), words.group(1)))
            for either in re.findall(r"(?: do | by )\S+(?: (?:hoặc|or) \S+/\S+)+", line):
                others.setdefault((code, step), set()).update(re.split(r" (?:do|by|hoặc|or) ", either)[1:])
    return signed, others


class Country:
    """Which place stands for a body at a place: itself, one right under or beside it, or further up."""

    def __init__(self, rows):
        self.kind = {row["name"]: row["agency"] for row in rows}
        self.under = {row["name"]: row["within"] or None for row in rows}

    def nearest(self, place, agency):
        all_of = [name for name, kind in self.kind.items() if kind == agency]
        here, seen = place, set()
        while here and here not in seen:
            seen.add(here)
            if here in all_of:
                return here
            below = [name for name in all_of if self.under[name] == here]
            if below:
                return below[0] if len(below) == 1 else ""
            here = self.under.get(here)
        return all_of[0] if len(all_of) == 1 else ""


def expected(catalogue, models):
    """What each role may do, by the place that receives, the procedure, the role's place and the role."""
    catalogue, models = Path(catalogue), Path(models)
    country = Country(table(catalogue / "places.csv"))
    staff = {(row["place"], row["role"]): row for row in table(catalogue / "staff.csv")}
    (said, others), rows = steps(catalogue), {}
    for path in sorted(models.glob("*/*.bpmn")):
        place = path.parent.name
        process = tree.parse(path).getroot().find(f"{BPMN}process")
        code = process.find(f"{BPMN}extensionElements/{PROCEDO}procedure").get("code")
        for task in process.iter(f"{BPMN}userTask"):
            step = task.find(f"{BPMN}extensionElements/{PROCEDO}step")
            if step is None:
                continue
            kinds, signed = set((step.get("kind") or "").split()), said.get((code, step.get("name")), set())
            powers = {power for power, own in KINDS.items() if kinds & own}
            if "digital" in signed or kinds & {"sign", "decide"} and "wet" not in signed:
                powers.add("sign")
            groups = (task.get(f"{CAMUNDA}candidateGroups") or "").split(",")
            also = others.get((code, step.get("name")), set())
            for group in sorted({*groups, *(also if also & set(groups) else ())}):
                if not powers or group in ("", "applicant") or group.endswith(" other"):
                    continue
                at = country.nearest(place, group.split("/")[0])
                row = rows.setdefault((place, code, at, group), {"powers": set(), "accounts": None, "certificates": None})
                row["powers"] |= powers
                own = staff.get((at, group), {})
                for count in ("accounts", "certificates"):
                    row[count] = int(own[count]) if own.get(count) else None
    return rows
