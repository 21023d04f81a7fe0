"""Drives every predicted path of every model through SpiffWorkflow and compares, stop by stop, what is ready to be worked.

    spiff.py FOLDER

Beside each `NAME.bpmn` stands `NAME.paths.json` (`procedo compile --target paths`). Each path is run twice: with the branches
of a parallel worked from the first and from the last, and with opposite values for the variables that must not matter. At
every stop the tasks that the engine offers must be exactly those that the path allows; timers fire by a clock of our own.
Writes one JSON object a model, a line each; exits 1 if one has a problem.
"""

import datetime
import json
import re
import sys
import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path

from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine
from SpiffWorkflow.bpmn.specs.event_definitions import timer
from SpiffWorkflow.util.task import TaskState

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
PROCEDO = "{urn:procedo:bpmn:1}"
ENDS = {"done": "end_done_", "refuse": "end_refused_", "withdraw": "end_withdrawn_", "stop": "end_stopped_"}
STOPS = 1_000
PROBLEMS = 5


class Clock(datetime.datetime):
    """What the engine takes for the time of day."""

    time = None

    @classmethod
    def now(cls, tz=None):
        return Clock.time


timer.datetime = Clock


class Engine(PythonScriptEngine):
    """Reads `${…}` as Python over variables of the whole process, and asks the run when a task is due."""

    def __init__(self, run):
        super().__init__()
        self.run = run

    def evaluate(self, task, expression, external_context=None):
        text = expression.strip()
        due = re.fullmatch(r"\$\{procedo\.due\('(\w+)'\)\}", text)
        if due:
            ahead = datetime.timedelta(hours=1) if self.run.is_late(due.group(1)) else datetime.timedelta(days=365_000)
            return (Clock.time + ahead).isoformat()
        if re.fullmatch(r"P[0-9TDHWMY]+", text):
            return text
        if not (text.startswith("${") and text.endswith("}")):
            raise ValueError(f"not an expression of ours: {text}")
        return super().evaluate(task, text[2:-1], self.run.variables)


class Mismatch(Exception):
    """What the engine does and the path does not say."""


def before(task):
    """The element before a task; the engine puts elements of its own around timers."""
    parent = task.parent
    while parent is not None and parent.task_spec.bpmn_id is None:
        parent = parent.parent
    return parent and parent.task_spec.bpmn_id


class Run:
    """One path in the engine."""

    def __init__(self, model, path, from_last, filler):
        self.model, self.path, self.from_last = model, path, from_last
        self.tasks = path["tasks"]
        self.done = set()
        self.trace = []
        self.variables = {**model.filled(filler), **path["given"]}
        Clock.time = datetime.datetime(2026, 1, 5, 8, tzinfo=datetime.timezone.utc)
        self.workflow = BpmnWorkflow(model.spec, script_engine=Engine(self))

    def open(self):
        """Places of the tasks that the path allows now."""
        return [
            at
            for at, task in enumerate(self.tasks)
            if at not in self.done and all(before in self.done for before in task["after"])
        ]

    def is_late(self, host):
        return any(self.tasks[at]["task"] == host and self.tasks[at].get("late") for at in self.open())

    def ready(self):
        return {t.task_spec.bpmn_id: t for t in self.workflow.get_tasks(state=TaskState.READY) if t.task_spec.manual}

    def compare(self):
        ready = Counter(t.task_spec.bpmn_id for t in self.workflow.get_tasks(state=TaskState.READY) if t.task_spec.manual)
        allowed = Counter(self.tasks[at]["task"] for at in self.open())
        beside = {task: 1 for task in self.path.get("under_way", [])}
        missing, extra = allowed - ready, ready - allowed - Counter(beside)
        if missing or extra:
            raise Mismatch(
                f"after {' '.join(self.trace) or 'the start'}: offered {sorted(ready.elements())}, "
                f"predicted {sorted(allowed.elements())}"
            )

    def closing(self):
        """The task whose outcome closes the case; it comes last whatever else is under way."""
        end = self.path["end"]
        return end["after"][0] if end["kind"] != "done" and len(end["after"]) == 1 else None

    def choose(self):
        candidates = self.open()
        if len(self.done) + 1 < len(self.tasks):
            candidates = [at for at in candidates if at != self.closing()]
        in_time = [at for at in candidates if not self.tasks[at].get("late")]
        return (in_time or candidates)[-1 if self.from_last else 0]

    def timers_of(self, host):
        waiting = self.workflow.get_tasks(state=TaskState.WAITING)
        return [t for t in waiting if self.model.hosts.get(t.task_spec.bpmn_id) == host]

    def let_pass(self, host):
        """Moves the clock to the first timer of a task."""
        due = [timer.TimerEventDefinition.get_datetime(t._get_internal_data("event_value")) for t in self.timers_of(host)]
        if not due:
            raise Mismatch(f"after {' '.join(self.trace)}: no timer on {host}")
        Clock.time = max(Clock.time, min(due)) + datetime.timedelta(seconds=1)
        late = [at for at in self.open() if self.tasks[at].get("late")]
        before = self.fired()
        self.settle()
        fired = self.fired() - before
        passed = [at for at in late if self.tasks[at]["task"] in fired]
        self.done.update(passed)
        self.trace.extend(f"{self.tasks[at]['task']} (late)" for at in passed)
        if not passed:
            raise Mismatch(f"after {' '.join(self.trace)}: the timer on {host} did not fire")

    def fired(self):
        """Tasks whose timers have fired, as often as they have."""
        completed = self.workflow.get_tasks(state=TaskState.COMPLETED)
        return Counter(self.model.hosts[t.task_spec.bpmn_id] for t in completed if t.task_spec.bpmn_id in self.model.hosts)

    def settle(self):
        self.workflow.refresh_waiting_tasks()
        self.workflow.do_engine_steps()
        # A timer that has just begun to wait learns its time now.
        self.workflow.refresh_waiting_tasks()
        self.workflow.do_engine_steps()

    def go(self):
        self.settle()
        for _ in range(STOPS):
            self.compare()
            if len(self.done) == len(self.tasks):
                break
            at = self.choose()
            task = self.tasks[at]
            if task.get("late"):
                self.let_pass(task["task"])
                continue
            self.variables.update(task.get("sets", {}))
            self.ready()[task["task"]].run()
            self.done.add(at)
            self.trace.append(task["task"])
            self.settle()
        if not self.workflow.is_completed():
            raise Mismatch(f"after {' '.join(self.trace)}: not ended")
        completed = self.workflow.get_tasks(state=TaskState.COMPLETED)
        ends = [t.task_spec.bpmn_id for t in completed if t.task_spec.bpmn_id in self.model.ends]
        kind = self.path["end"]["kind"]
        if len(ends) != 1 or not ends[0].startswith(ENDS[kind]):
            raise Mismatch(f"after {' '.join(self.trace)}: ended in {ends}, predicted {kind}")
        return {t.task_spec.bpmn_id for t in completed}, {(before(t), t.task_spec.bpmn_id) for t in completed}


class Model:
    """A model as the engine reads it, with what a run needs to know of it."""

    def __init__(self, path):
        self.process = ET.parse(path).getroot().find(f"{BPMN}process")
        parser = BpmnParser()
        parser.add_bpmn_file(str(path))
        self.spec = parser.get_spec(self.process.get("id"))
        self.hosts = {b.get("id"): b.get("attachedToRef") for b in self.process.iter(f"{BPMN}boundaryEvent")}
        self.ends = {e.get("id") for e in self.process.iter(f"{BPMN}endEvent")}
        self.parallel = {g.get("id") for g in self.process.iter(f"{BPMN}parallelGateway")}
        self.flows = {(f.get("sourceRef"), f.get("targetRef")) for f in self.process.iter(f"{BPMN}sequenceFlow")}

    def filled(self, filler):
        """A value for every variable that conditions name, so that none is missing where it does not matter."""
        texts = [e.text for e in self.process.iter(f"{BPMN}conditionExpression")]
        values = {}
        for variable in self.process.iter(f"{PROCEDO}variable"):
            name, kind = variable.get("name"), variable.get("type")
            words = re.findall(rf"\b{name} == '([^']*)'", " ".join(texts))
            choices = {
                "boolean": (False, True),
                "number": (0, 10**9),
                "money": (0, 10**12),
                "date": ("1900-01-01", "2999-01-01"),
                "string": ("x", words[-1] if words and not name.startswith("outcome_") else "ok"),
            }
            values[name] = choices[kind][filler]
        return {**values, "true": True, "false": False}

    def untaken(self, nodes, pairs):
        """Flows that no run took. Where branches meet, the engine keeps one of the flows only."""
        return sorted(
            f"{source} → {target}"
            for source, target in self.flows - pairs
            if not (target in self.parallel and source in nodes)
        )


def drive(path):
    document = json.loads(path.with_suffix(".paths.json").read_text())
    if document["version"] != 1:
        raise SystemExit(f"{path}: version {document['version']} of the paths is not known")
    row = {"model": path.stem, "paths": len(document["paths"]), "complete": document["complete"], "driven": 0, "runs": 0,
           "timers": 0, "problems": []}
    try:
        model = Model(path)
    except Exception as error:
        row["problems"].append(f"not read: {error}")
        return row
    nodes, pairs = set(), set()
    for number, one in enumerate(document["paths"], 1):
        good = True
        for way in (0, 1):
            row["runs"] += 1
            try:
                reached, taken = Run(model, one, bool(way), way).go()
                nodes |= reached
                pairs |= taken
            except Exception as error:
                good = False
                row["problems"].append(f"path {number}: {type(error).__name__}: {error}")
        row["driven"] += good
        row["timers"] += good and sum(task.get("late", False) for task in one["tasks"])
    row["untaken"] = model.untaken(nodes, pairs)
    if not document["paths"]:
        row["problems"].append("no path")
    row["problems"] = row["problems"][:PROBLEMS]
    return row


def main(folder):
    rows = [drive(path) for path in sorted(Path(folder).rglob("*.bpmn"))]
    for row in rows:
        print(json.dumps(row, ensure_ascii=False))
    return 1 if not rows or any(row["problems"] for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
