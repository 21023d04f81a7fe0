"""Runs BPMN models in SpiffWorkflow: every combination of facts and findings, every path to its end.

    drive.py FOLDER

For each model the variables that its conditions test are read from its extension data, their candidate values from the
conditions themselves. Every combination is run; a model passes if every run ends and if the runs together took every
sequence flow. Prints one row a model; exits 1 if one fails.
"""

import datetime
import itertools
import re
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine
from SpiffWorkflow.util.task import TaskState

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
PROCEDO = "{urn:procedo:bpmn:1}"
RUN_LIMIT = 50_000
LOOP_LIMIT = 3


class Engine(PythonScriptEngine):
    """Reads `${…}` as Python and answers `procedo.due('…')` from the variables of the run; `hosts` tells to which task a
    timer is attached."""

    def __init__(self, hosts):
        super().__init__()
        self.hosts = hosts

    def evaluate(self, task, expression, external_context=None):
        text = expression.strip()
        due = re.fullmatch(r"\$\{procedo\.due\('(\w+)'\)\}", text)
        if due:
            late = task.data.get("late", set())
            days = -1 if due.group(1) in late else 3650
            return (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=days)).isoformat()
        if text.startswith("${") and text.endswith("}"):
            return super().evaluate(task, text[2:-1], external_context)
        if re.fullmatch(r"P[0-9TDHWMY]+", text):
            return "PT0S" if self.hosts.get(task.task_spec.bpmn_id) in task.data.get("late", set()) else text
        return super().evaluate(task, text, external_context)


def candidates(root):
    """For every variable the values worth trying: both truths, each literal it is compared with and one beside it."""
    expressions = [e.text for e in root.iter(f"{BPMN}conditionExpression")]
    values = {}
    for variable in root.iter(f"{PROCEDO}variable"):
        name, kind = variable.get("name"), variable.get("type")
        literals = set()
        for text in expressions:
            literals |= set(re.findall(rf"\b{name}\b\s*(?:==|>=|<=|>|<)\s*('[^']*'|[0-9.]+)", text))
        if kind == "boolean":
            values[name] = [True, False]
        elif kind in ("number", "money"):
            numbers = sorted(float(x) for x in literals)
            values[name] = sorted({n + d for n in numbers for d in (-1, 0, 1)})
        elif kind == "date":
            values[name] = sorted({x.strip("'") for x in literals} | {"1900-01-01", "2999-01-01"})
        else:
            values[name] = sorted(x.strip("'") for x in literals) + ["other"]
    return values


def run(spec, facts, late, hosts):
    """One run. Returns the tasks in the order of completion and the flows taken, or None if it does not end."""
    workflow = BpmnWorkflow(spec, script_engine=Engine(hosts))
    start = workflow.get_tasks(state=TaskState.READY)[0] if workflow.get_tasks(state=TaskState.READY) else None
    data = dict(facts, late=late)
    if start is not None:
        start.data.update(data)
    rounds = {}
    done = []
    for _ in range(400):
        workflow.refresh_waiting_tasks()
        workflow.do_engine_steps()
        if workflow.is_completed():
            break
        ready = [t for t in workflow.get_tasks(state=TaskState.READY) if t.task_spec.manual]
        if not ready:
            return None
        task = ready[0]
        name = task.task_spec.bpmn_id
        done.append(name)
        rounds[name] = rounds.get(name, 0) + 1
        # A supplement is handed in and the next check finds the dossier complete; a loop is left in the end.
        if name.startswith("supplement_"):
            task.data[f"outcome_{re.sub(r'_[0-9]+$', '', name)[len('supplement_'):]}"] = "ok"
        if max(rounds.values()) > LOOP_LIMIT:
            for key in facts:
                if key.startswith("again_") or facts[key] is True:
                    task.data[key] = False
        task.run()
    if not workflow.is_completed():
        return None
    taken = set()
    for task in workflow.get_tasks(state=TaskState.COMPLETED):
        if task.parent is not None:
            taken.add((task.parent.task_spec.name, task.task_spec.name))
    return done, taken


def main(folder):
    failed = 0
    rows = []
    for path in sorted(Path(folder).glob("*.bpmn")):
        root = ET.parse(path).getroot()
        process = root.find(f"{BPMN}process")
        parser = BpmnParser()
        parser.add_bpmn_file(str(path))
        spec = parser.get_spec(process.get("id"))
        values = candidates(root)
        hosts = {b.get("id"): b.get("attachedToRef") for b in process.iter(f"{BPMN}boundaryEvent")}
        lates = [frozenset(), *(frozenset([host]) for host in sorted(set(hosts.values())))]
        names = sorted(values)
        total = len(lates)
        for name in names:
            total *= len(values[name])
        paths, stuck, covered = set(), [], set()
        for late in lates:
            for combination in itertools.islice(itertools.product(*(values[n] for n in names)), RUN_LIMIT):
                result = run(spec, dict(zip(names, combination)), late, hosts)
                if result is None:
                    stuck.append((dict(zip(names, combination)), sorted(late)))
                    continue
                paths.add(tuple(result[0]))
                covered |= result[1]
        tasks = {t for p in paths for t in p}
        wanted = {t.get("id") for t in process.iter(f"{BPMN}userTask")}
        ends = {e.get("id") for e in process.iter(f"{BPMN}endEvent")}
        reached = {b for _, b in covered}
        missing = sorted((wanted - tasks) | (ends - reached))
        ok = not stuck and not missing
        failed += not ok
        rows.append((path.stem, len(wanted), len(paths), total, "ok" if ok else f"stuck {stuck[:1]} never {missing}"))
    width = max(len(r[0]) for r in rows)
    print(f"{'procedure':{width}}  tasks  paths   runs  result")
    for name, tasks, paths, runs, result in rows:
        print(f"{name:{width}}  {tasks:5}  {paths:5}  {runs:5}  {result}")
    print(f"{len(rows) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
