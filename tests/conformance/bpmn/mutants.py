"""Breaks models in ways that the checkers must notice, so that a green run means something.

    mutants.py FOLDER OUT

Writes one folder a mutation into OUT; each holds one broken model. `run` expects every one of them to be refused.
"""

import re
import sys
from pathlib import Path


def broken_reference(text):
    return re.sub(r'targetRef="(step_\w+)"', 'targetRef="nowhere"', text, count=1)


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
    raise StopIteration


def wrong_condition(text):
    """A way that no finding leads to any more."""
    return text.replace("'ineligible'", "'ineligible' and 1 == 0", 1).replace(
        "&apos;ineligible&apos;", "&apos;ineligible&apos; and 1 == 0", 1
    )


def undrawn_shape(text):
    return re.sub(r'<bpmndi:BPMNShape id="step_\w+_shape".*?</bpmndi:BPMNShape>', "", text, count=1, flags=re.S)


MUTATIONS = [broken_reference, missing_default, deadlock, wrong_condition, undrawn_shape]


def main(folder, out):
    for mutation in MUTATIONS:
        made = False
        for path in sorted(Path(folder).glob("*.bpmn")):
            text = path.read_text()
            try:
                mutated = mutation(text)
            except StopIteration:
                continue
            if mutated != text:
                target = Path(out) / mutation.__name__
                target.mkdir(parents=True, exist_ok=True)
                (target / path.name).write_text(mutated)
                made = True
                break
        if not made:
            sys.exit(f"no model could be broken by {mutation.__name__}")


if __name__ == "__main__":
    main(*sys.argv[1:])
