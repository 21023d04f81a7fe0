// Reads BPMN models with bpmn-moddle: any warning, unresolved reference or element without a shape fails.
//
//     node read.mjs FOLDER

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { BpmnModdle } from 'bpmn-moddle';

const folder = process.argv[2];
const moddle = new BpmnModdle();
let failed = 0;
let passed = 0;
for (const name of readdirSync(folder).filter((n) => n.endsWith('.bpmn')).sort()) {
  const problems = [];
  try {
    const { rootElement, warnings, references } = await moddle.fromXML(readFileSync(join(folder, name), 'utf8'));
    problems.push(...warnings.map((w) => w.message));
    const drawn = new Set(rootElement.diagrams[0].plane.planeElement.map((e) => e.bpmnElement?.id));
    const model = rootElement.rootElements.find((e) => e.$type === 'bpmn:Process');
    for (const element of model.flowElements) {
      if (!drawn.has(element.id)) problems.push(`${element.id} is not drawn`);
    }
    if (!references.length) problems.push('no references');
  } catch (error) {
    problems.push(error.message);
  }
  if (problems.length) {
    failed += 1;
    console.log(`${name}: ${problems.join('; ')}`);
  } else {
    passed += 1;
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed || !passed ? 1 : 0);
