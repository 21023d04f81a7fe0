// Draws BPMN models with bpmn-js in a headless browser: any warning, or an element without a drawing, is a problem.
//
//     node draw.mjs FOLDER [PICTURES]
//
// Writes one JSON object a model, a line each, and a picture a model where a folder for them is given; exits 1 if one has a
// problem. The browser is Debian's, or what CHROMIUM names.

import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { chromium } from 'playwright-core';

const [, , folder, pictures] = process.argv;
const require = createRequire(import.meta.url);
const script = join(dirname(require.resolve('bpmn-js/package.json')), 'dist/bpmn-navigated-viewer.production.min.js');
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
});
const page = await browser.newPage({ viewport: { width: 1400, height: 800 } });
await page.setContent('<!doctype html><meta charset="utf-8"><body><div id="canvas" style="width:1400px;height:800px"></div>');
await page.addScriptTag({ content: readFileSync(script, 'utf8') });

async function draw(xml) {
  document.getElementById('canvas').replaceChildren();
  const viewer = new BpmnJS({ container: '#canvas' });
  try {
    const { warnings } = await viewer.importXML(xml);
    const registry = viewer.get('elementRegistry');
    const ids = [];
    for (const root of viewer.getDefinitions().rootElements) {
      ids.push(...(root.participants ?? []).map((one) => one.id));
      ids.push(...(root.flowElements ?? []).map((one) => one.id));
      ids.push(...(root.laneSets ?? []).flatMap((set) => set.lanes ?? []).map((one) => one.id));
    }
    const problems = warnings.map((one) => one.message);
    for (const id of ids) {
      const drawn = registry.get(id) && registry.getGraphics(id);
      const box = drawn?.getBBox();
      if (!box || !(box.width > 0 || box.height > 0)) problems.push(`${id} is not drawn`);
    }
    const { svg } = await viewer.saveSVG();
    return { elements: ids.length, problems, svg };
  } catch (error) {
    return { elements: 0, problems: [error.message], svg: '' };
  } finally {
    viewer.destroy();
  }
}

let failed = false;
if (pictures) mkdirSync(pictures, { recursive: true });
for (const name of readdirSync(folder).filter((n) => n.endsWith('.bpmn')).sort()) {
  const model = name.replace(/\.bpmn$/, '');
  const { elements, problems, svg } = await page.evaluate(draw, readFileSync(join(folder, name), 'utf8'));
  failed ||= problems.length > 0 || !elements;
  console.log(JSON.stringify({ model, elements, problems }));
  if (pictures && svg) writeFileSync(join(pictures, `${model}.svg`), svg);
}
await browser.close();
process.exit(failed ? 1 : 0);
