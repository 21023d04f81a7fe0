"""Checks the files for iGate against the models beside them and the staff table; then shows itself broken files.

    check.py CATALOGUE OUT LOSSES

Written without the compiler's code: what a task may last and who may work it is read from the extension data and the attributes of the
Activiti model, what a role has from `staff.csv`. Exits 1 if something differs or a broken file is not noticed.
"""

import copy
import csv
import json
import re
import sys
import xml.etree.ElementTree as tree
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
import kept  # noqa: E402

CONSUMER = "a check of its own (55 communes)"
BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
ACTIVITI = "{http://activiti.org/bpmn}"
PROCEDO = "{urn:procedo:bpmn:1}"
TASK = {"name", "remind", "processingTime", "processingTimeUnit", "position", "assignee", "isFirst", "isLast", "description",
        "totalDayProcessAgency", "dayProcessAgencyUnit", "processBranch", "candidateGroup", "variable", "dynamicVariable", "activiti",
        "processDefinition"}
DEFINITION = {"id", "code", "name", "processingTime", "processingTimeUnit", "definedTask", "activiti", "applicantEForm", "eForm",
              "timesheet", "appliedAgency", "reportTemplate", "startDate", "endDate", "dynamicVariable", "firstTask"}
FLAGS = 36
UNITS = {"hour": ("h", 1), "hours": ("h", 1), "minutes": ("h", 1 / 60), "minute": ("h", 1 / 60), "working": ("d", 1), "day": ("d", 1),
         "days": ("d", 1), "week": ("d", 7), "weeks": ("d", 7)}


def expected_time(limit):
    """The amount and unit of iGate for a limit in words; nothing where it has none."""
    if limit is None:
        return None, "d"
    if limit.startswith("same day"):
        return 1, "d"
    amount, unit = re.match(r"([\d.]+) (\w+)", limit).groups()
    if unit not in UNITS:
        return None, "d"
    word, factor = UNITS[unit]
    return float(amount) * factor, word


def problems(place, model, definition, tasks, staff):
    """What is wrong with the three files of a procedure."""
    process = model.find(f"{BPMN}process")
    in_model = {}
    for task in process.iter(f"{BPMN}userTask"):
        step = task.find(f"{BPMN}extensionElements/{PROCEDO}step")
        if step is not None:
            in_model[task.get("id")] = (task, step)
    if set(tasks) != set(in_model):
        yield f"tasks {set(tasks) ^ set(in_model)}"
        return
    if set(definition) != DEFINITION:
        yield f"keys of the definition {set(definition) ^ DEFINITION}"
    if {one["id"] for one in definition.get("definedTask", [])} != {"root", *in_model}:
        yield "the tasks of the definition"
    if [one["id"] for one in definition.get("appliedAgency", [])] != [place]:
        yield f"applied to {definition.get('appliedAgency')}"
    for name, task in tasks.items():
        shape, step = in_model[name]
        if set(task) != TASK:
            yield f"{name}: keys {set(task) ^ TASK}"
            continue
        amount, unit = expected_time(step.get("limit"))
        if task["processingTimeUnit"] != unit or (task["processingTime"] is None) != (amount is None) \
                or amount is not None and abs(task["processingTime"] - amount) > 1e-6:
            yield f"{name}: {task['processingTime']} {task['processingTimeUnit']}, not {amount} {unit}"
        groups = [one["code"] for one in task["candidateGroup"]]
        offered = {one for one in shape.get(f"{ACTIVITI}candidateGroups", "").split(",") if one not in ("", "applicant")}
        if set(groups) != offered:
            yield f"{name}: {groups}, not {sorted(offered)}"
        flags = {key: value for key, value in task["variable"].items() if isinstance(value, bool)}
        if len(flags) != FLAGS:
            yield f"{name}: {len(flags)} flags"
        certified = False
        for group in task["candidateGroup"]:
            agency = group["parent"]["id"]
            elsewhere = group["code"].endswith(" other")
            if group["code"].startswith("ubnd-xã/") and (agency == place) == elsewhere:
                yield f"{name}: {group['code']} stands at {agency}"
            certified |= staff.get((agency, group["code"]), 0) > 0
        if flags.get("canUseDigitalSign") and not certified:
            yield f"{name}: may sign without a certificate"


def drop(tasks, key):
    next(iter(tasks.values())).pop(key)


def first(tasks):
    return next(iter(tasks.values()))


def unsigned(tasks):
    return next((task for task in tasks.values() if not task["variable"]["canUseDigitalSign"]), None)


MUTATIONS = {
    "a key is missing": lambda d, t: drop(t, "remind"),
    "a key too many": lambda d, t: first(t).update(extra=1),
    "another time": lambda d, t: first(t).update(processingTime=99),
    "another unit": lambda d, t: first(t).update(processingTimeUnit="w"),
    "another group": lambda d, t: first(t)["candidateGroup"][0].update(code="ubnd-xã/khác"),
    "a group of another place": lambda d, t: first(t)["candidateGroup"][0].update(code="ubnd-xã/một-cửa", parent={"id": "tran-phu"}),
    "a right without a certificate": lambda d, t: [one["variable"].update(canUseDigitalSign=True) for one in t.values()],
    "a task of another name": lambda d, t: t.update(step_other=t.pop(next(iter(t)))),
    "a task not defined": lambda d, t: d["definedTask"].pop(),
    "applied elsewhere": lambda d, t: d["appliedAgency"][0].update(id="tran-phu"),
    "a flag too few": lambda d, t: first(t)["variable"].pop("canPaused"),
}


def main(catalogue, out, losses):
    with open(Path(catalogue) / "staff.csv", encoding="utf-8", newline="") as file:
        staff = {(row["place"], row["role"]): int(row["certificates"] or 0) for row in csv.DictReader(file)}
    folders = sorted(path.parent for path in Path(out, "igate").rglob("model.bpmn"))
    places, wrong, size, count, off = {}, 0, 0, 0, {}
    whole = None
    for folder in folders:
        place = folder.parent.name
        places[place] = places.get(place, 0) + 1
        files = list(folder.iterdir())
        count += len(files)
        size += sum(path.stat().st_size for path in files)
        model = tree.parse(folder / "model.bpmn").getroot()
        definition = json.loads((folder / "process-definition.json").read_text())
        tasks = json.loads((folder / "process-definition-task.json").read_text())
        found = list(problems(place, model, definition, tasks, staff))
        wrong += bool(found)
        for one in found[:2]:
            print(f"{folder.relative_to(out)}: {one}")
        for task in tasks.values():
            if any(one["code"] == "ubnd-xã/chủ-tịch" for one in task["candidateGroup"]):
                off.setdefault(place, []).append(task["variable"]["canUseDigitalSign"])
        if whole is None and not found and place.endswith("-5"):
            whole = (place, model, definition, tasks)
    print(f"{len(places)} communes × {max(places.values(), default=0)} processes: {count} files, {size} bytes, {wrong} wrong")
    reported = Path(losses).read_text()
    off = {place for place, rights in off.items() if not any(rights)}
    unreported = [place for place in off if f"{place}: " not in reported]
    print(f"{len(off)} communes have a chair who may sign nothing, for want of a certificate; {len(off) - len(unreported)} of them are reported")
    good = len(places) == 55 and len(set(places.values())) == 1 and not wrong and len(off) == 11 and not unreported
    noticed = []
    for what, mutate in MUTATIONS.items():
        place, model, definition, tasks = copy.deepcopy(whole[0]), whole[1], copy.deepcopy(whole[2]), copy.deepcopy(whole[3])
        mutate(definition, tasks)
        by = next(problems(place, model, definition, tasks, staff), None)
        noticed.append(("igate", CONSUMER, what, by))
        print(f"{'noticed' if by else 'NOT NOTICED'}: {what}{f' – {by}' if by else ''}")
    seen = sum(by is not None for *_, by in noticed)
    kept.write(Path(out).parent, [["igate", CONSUMER, f"{len(folders) - wrong}/{len(folders)}", "", f"{seen}/{len(noticed)}"]], noticed)
    return 0 if good and seen == len(noticed) else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
