// Reads BPMN models with bpmn-moddle: any warning, unresolved reference or element without a shape is a problem.
//
//     node read.mjs FOLDER
//
// Writes one JSON object a model, a line each; exits 1 if one has a problem.

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { BpmnModdle } from 'bpmn-moddle';

const folder = process.argv[2];
const moddle = new BpmnModdle();
let failed = false;
for (const name of readdirSync(folder).filter((n) => n.endsWith('.bpmn')).sort()) {
  const problems = [];
  let elements = 0;
  try {
    const { rootElement, warnings, references } = await moddle.fromXML(readFileSync(join(folder, name), 'utf8'));
    problems.push(...warnings.map((w) => w.message));
    const drawn = new Set(rootElement.diagrams[0].plane.planeElement.map((e) => e.bpmnElement?.id));
    const model = rootElement.rootElements.find((e) => e.$type === 'bpmn:Process');
    for (const element of model.flowElements) {
      elements += 1;
      if (!drawn.has(element.id)) problems.push(`${element.id} is not drawn`);
      if (element.$type === 'bpmn:ExclusiveGateway' && element.outgoing?.length > 1 && !element.default) {
        problems.push(`${element.id} has no default`);
      }
    }
    if (!references.length) problems.push('no references');
  } catch (error) {
    problems.push(error.message);
  }
  failed ||= problems.length > 0 || !elements;
  console.log(JSON.stringify({ model: name.replace(/\.bpmn$/, ''), elements, problems }));
}
process.exit(failed ? 1 : 0);
