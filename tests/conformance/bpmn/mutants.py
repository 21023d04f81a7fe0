"""Breaks models in ways that the checkers must notice, so that a green run means something.

    mutants.py FOLDER OUT

Writes into OUT, for every mutation, a few broken models with the unchanged paths of the whole ones, and `expected.json`: who
must notice what.
"""

import json
import re
import shutil
import sys
from pathlib import Path

EACH = 3
MOST_PATHS = 16
ENGINES = ["SpiffWorkflow", "bpmn-server"]
READERS = ["bpmn-moddle", "bpmn-js"]


def flows(text):
    """Every sequence flow: its identifier, where from, where to."""
    return re.findall(r'<sequenceFlow id="(\w+)" sourceRef="(\w+)" targetRef="(\w+)"', text)


def retarget(text, flow, target):
    """Lets a flow lead elsewhere, its ends' lists included."""
    text = re.sub(rf'(<sequenceFlow id="{flow}" sourceRef="\w+" targetRef=")\w+"', rf'\g<1>{target}"', text)
    text = text.replace(f"<incoming>{flow}</incoming>", "")
    return re.sub(rf'(<(?:\w+) id="{target}"[^>]*>(?:\s*<extensionElements>.*?</extensionElements>)?)',
                  rf"\g<1><incoming>{flow}</incoming>", text, count=1, flags=re.S)


def broken_reference(text):
    return re.sub(r'targetRef="(step_\w+)"', 'targetRef="nowhere"', text, count=1)


def undrawn_shape(text):
    return re.sub(r'<bpmndi:BPMNShape id="step_\w+_shape".*?</bpmndi:BPMNShape>', "", text, count=1, flags=re.S)


def undrawn_flow(text):
    return re.sub(r'<bpmndi:BPMNEdge id="\w+_edge".*?</bpmndi:BPMNEdge>', "", text, count=1, flags=re.S)


def unknown_attribute(text):
    return text.replace('isExecutable="true"', 'isExecutable="perhaps"')


def missing_default(text):
    return re.sub(r' default="[^"]+"', "", text)


def deadlock(text):
    """A fork starts one branch only, while the meeting point still waits for all of them."""
    for fork in re.findall(r'<parallelGateway id="(\w+)">', text):
        out = re.findall(rf'<sequenceFlow id="(\w+)" sourceRef="{fork}"', text)
        if len(out) > 1:
            block = re.search(rf'<parallelGateway id="{fork}">.*?</parallelGateway>', text, re.S).group(0)
            one = block.replace("parallelGateway", "exclusiveGateway").replace(
                f'id="{fork}"', f'id="{fork}" default="{out[0]}"'
            )
            text = text.replace(block, one)
            for flow in out[1:]:
                flow_text = re.search(rf'<sequenceFlow id="{flow}"[^>]*/>', text).group(0)
                condition = '<conditionExpression xsi:type="tFormalExpression">${1 == 0}</conditionExpression>'
                text = text.replace(flow_text, flow_text[:-2] + ">" + condition + "</sequenceFlow>")
            return text
    return text


def wrong_condition(text):
    """A way that no finding leads to any more."""
    return text.replace("'ineligible'", "'ineligible' and 1 == 0", 1).replace(
        "&apos;ineligible&apos;", "&apos;ineligible&apos; and 1 == 0", 1
    )


def inverted_condition(text):
    """The ways of a choice over a fact taken the wrong way round."""
    return re.sub(r"\$\{(?!outcome_|procedo)([^}]*)\}(?=</conditionExpression>)", r"${not (\1)}", text, count=1)


def swapped_tasks(text):
    """Two steps that follow one another in the other order."""
    for _, one, two in flows(text):
        bare = not re.search(rf'attachedToRef="(?:{one}|{two})"', text)
        if one.startswith("step_") and two.startswith("step_") and bare:
            other = {one: two, two: one}
            text = re.sub(rf'<userTask id="({one}|{two})"', lambda m: f'<userTask id="{other[m.group(1)]}"', text)
            return re.sub(rf'(sourceRef|targetRef)="({one}|{two})"', lambda m: f'{m.group(1)}="{other[m.group(2)]}"', text)
    return text


def dropped_task(text):
    """A step that is passed by."""
    for flow, one, two in flows(text):
        if one.startswith("step_") and two.startswith("step_"):
            after = [target for _, source, target in flows(text) if source == two]
            if len(after) == 1:
                return retarget(text, flow, after[0])
    return text


def wrong_end(text):
    """A refusal that ends as if all were done."""
    done = re.search(r'<endEvent id="(end_done_\w+)"', text)
    refused = next((flow for flow, _, target in flows(text) if target.startswith("end_refused_")), None)
    return retarget(text, refused, done.group(1)) if done and refused else text


def removed_timer(text):
    """A limit that nobody watches."""
    found = re.search(r'<boundaryEvent id="(\w+)".*?</boundaryEvent>', text, re.S)
    if not found:
        return text
    gone = [found.group(1)] + [flow for flow, source, _ in flows(text) if source == found.group(1)]
    text = text.replace(found.group(0), "")
    for name in gone:
        text = re.sub(rf'<sequenceFlow id="{name}"[^>]*/>', "", text)
        text = text.replace(f"<incoming>{name}</incoming>", "").replace(f"<flowNodeRef>{name}</flowNodeRef>", "")
        text = re.sub(rf'<bpmndi:BPMN(Shape|Edge) id="{name}_\w+".*?</bpmndi:BPMN\1>', "", text, flags=re.S)
    return text


MUTATIONS = {
    broken_reference: READERS,
    undrawn_shape: READERS,
    undrawn_flow: READERS,
    unknown_attribute: ["XSD"],
    missing_default: ["bpmn-moddle", "SpiffWorkflow"],
    deadlock: ENGINES,
    wrong_condition: ENGINES,
    inverted_condition: ENGINES,
    swapped_tasks: ENGINES,
    dropped_task: ENGINES,
    wrong_end: ENGINES,
    removed_timer: ENGINES,
}


def main(folder, out):
    out = Path(out)
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    expected = {}
    for mutation, by in MUTATIONS.items():
        made = []
        for path in sorted(Path(folder).glob("*.bpmn")):
            paths = path.with_suffix(".paths.json")
            if len(json.loads(paths.read_text())["paths"]) > MOST_PATHS:
                continue
            text = path.read_text()
            mutated = mutation(text)
            if mutated != text:
                made.append((path, mutated))
        if not made:
            sys.exit(f"no model could be broken by {mutation.__name__}")
        # Spread over the catalogue.
        for at in sorted({round(n * (len(made) - 1) / max(1, EACH - 1)) for n in range(EACH)}):
            path, mutated = made[at]
            name = f"{mutation.__name__}-{path.stem}"
            (out / f"{name}.bpmn").write_text(mutated)
            shutil.copy(path.with_suffix(".paths.json"), out / f"{name}.paths.json")
            expected[name] = {"mutation": mutation.__name__, "by": by}
    (out / "expected.json").write_text(json.dumps(expected, indent=1))


if __name__ == "__main__":
    main(*sys.argv[1:])
