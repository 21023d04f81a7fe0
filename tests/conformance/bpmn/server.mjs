// Drives every predicted path of every model through bpmn-server with its in-memory data store and compares, stop by stop,
// what is waiting to be worked.
//
//     node server.mjs FOLDER
//
// As in spiff.py: two runs a path, timers by a clock of our own, one JSON object a model. The engine takes conditions for
// JavaScript, so `and`, `or` and `not` are read as `&&`, `||` and `!` by a script handler. It cannot take one candidate group
// in a lane (it pushes to the text as if it were a list), so a comma makes a list of it; nothing else of a model changes.

import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { createRequire } from 'node:module';

const print = (line) => process.stdout.write(`${line}\n`);
console.log = () => {}; // the engine talks a lot
console.error = () => {};

// Timers further away than this wait for our clock.
const NEAR = 60_000;
const later = { now: 0, timers: [] };
const setTimeoutNow = globalThis.setTimeout;
globalThis.setTimeout = (call, wait, ...rest) => {
  if (!(wait > NEAR)) return setTimeoutNow(call, wait, ...rest);
  later.timers.push({ at: later.now + wait, call });
  return 0;
};

const require = createRequire(import.meta.url);
const { BPMNServer, Configuration, DefaultAppDelegate, Logger, ModelsDatastore, CacheManager, ScriptHandler } =
  require('bpmn-server');
const { MemoryDataStore } = require('bpmn-server/dist/datastore/MemoryDataStore.js');

const HOUR = 3_600_000;
const NEVER = 100 * 365 * 24 * HOUR;
const STOPS = 1_000;
const PROBLEMS = 5;
const ENDS = { done: 'end_done_', refuse: 'end_refused_', withdraw: 'end_withdrawn_', stop: 'end_stopped_' };
let current = null;

class Script extends ScriptHandler {
  async evaluateExpression(scope, expression) {
    const due = /^\$\{procedo\.due\('(\w+)'\)\}$/.exec(expression);
    if (due) return new Date(Date.now() + (current.isLate(due[1]) ? HOUR : NEVER)).toISOString();
    const ours = /^\$\{(.*)\}$/s.exec(expression);
    if (!ours) return super.evaluateExpression(scope, expression);
    const script = ours[1].replace(/ and /g, ' && ').replace(/ or /g, ' || ').replace(/\bnot /g, '!');
    const data = { ...scope.token.execution.instance.data };
    return new Function('data', `with (data) { return (${script}); }`)(data);
  }
}

class Models extends ModelsDatastore {
  async getSource(name, owner) {
    const source = (await super.getSource(name, owner)).replace(/(camunda:candidateGroups="[^",]*)"/g, '$1,"');
    // The drawing is nothing to an engine, and takes most of the time to read.
    return source.replace(/<bpmndi:BPMNDiagram.*<\/bpmndi:BPMNDiagram>/s, '');
  }
}

// The engine's own keeps every line for ever.
class Silent extends Logger {
  log() {}
  info() {}
  debug() {}
}
const logger = new Silent({ toConsole: false });

const folder = process.argv[2];
const configuration = new Configuration({
  definitionsPath: `${folder}/`,
  templatesPath: '',
  timers: {},
  database: {},
  apiKey: '',
  logger: () => logger,
  definitions: (server) => new Models(server),
  appDelegate: (server) => new DefaultAppDelegate(server),
  dataStore: (server) => new MemoryDataStore(server),
  cacheManager: (server) => new CacheManager(server),
  scriptHandler: () => new Script(),
});
const server = new BPMNServer(configuration, logger, { cron: false });

// The engine's own lock asks a MongoDB; here is one user only.
server.dataStore.locker = { lock: async () => true, release: async () => true, isLocked: async () => false, list: async () => [] };

const count = (all) => all.reduce((map, one) => map.set(one, (map.get(one) ?? 0) + 1), new Map());
const minus = (a, b) => [...a].flatMap(([key, n]) => Array(Math.max(0, n - (b.get(key) ?? 0))).fill(key));

class Run {
  constructor(model, path, fromLast, filler) {
    Object.assign(this, { model, path, fromLast, done: new Set(), trace: [] });
    this.tasks = path.tasks;
    this.variables = { ...model.filled(filler), ...path.given };
  }

  open() {
    return this.tasks.map((_, at) => at).filter((at) => !this.done.has(at) && this.tasks[at].after.every((b) => this.done.has(b)));
  }

  isLate(host) {
    return this.open().some((at) => this.tasks[at].task === host && this.tasks[at].late);
  }

  waiting() {
    return this.instance.items.filter((item) => item.type === 'bpmn:UserTask' && item.status === 'wait');
  }

  after() {
    return `after ${this.trace.join(' ') || 'the start'}`;
  }

  compare() {
    const ready = count(this.waiting().map((item) => item.elementId));
    const allowed = count(this.open().map((at) => this.tasks[at].task));
    const beside = new Set(this.path.under_way ?? []);
    const extra = minus(ready, allowed).filter((task) => !beside.has(task));
    if (minus(allowed, ready).length || extra.length) {
      throw new Error(`${this.after()}: offered [${[...ready.keys()].sort()}], predicted [${[...allowed.keys()].sort()}]`);
    }
  }

  choose() {
    const end = this.path.end;
    const closing = end.kind !== 'done' && end.after.length === 1 ? end.after[0] : null;
    let candidates = this.open();
    if (this.done.size + 1 < this.tasks.length) candidates = candidates.filter((at) => at !== closing);
    const inTime = candidates.filter((at) => !this.tasks[at].late);
    return (inTime.length ? inTime : candidates).at(this.fromLast ? -1 : 0);
  }

  fired() {
    const ended = this.instance.items.filter((item) => this.model.hosts.has(item.elementId) && item.status === 'end');
    return count(ended.map((item) => this.model.hosts.get(item.elementId)));
  }

  async letPass(host) {
    const late = this.open().filter((at) => this.tasks[at].late);
    const due = this.instance.items
      .filter((item) => this.model.hosts.get(item.elementId) === host && item.status === 'wait' && item.timeDue)
      .map((item) => new Date(item.timeDue).getTime() - Date.now());
    if (!due.length) throw new Error(`${this.after()}: no timer on ${host}`);
    // Real time has gone on since the engine computed how long to wait.
    const until = later.now + Math.min(...due) + NEAR;
    const before = this.fired();
    later.now = until;
    const ripe = later.timers.filter((timer) => timer.at <= until);
    later.timers = later.timers.filter((timer) => timer.at > until);
    for (const timer of ripe) await timer.call();
    await this.load();
    const now = this.fired();
    const passed = late.filter((at) => (now.get(this.tasks[at].task) ?? 0) > (before.get(this.tasks[at].task) ?? 0));
    if (!passed.length) throw new Error(`${this.after()}: the timer on ${host} did not fire`);
    for (const at of passed) {
      this.done.add(at);
      this.trace.push(`${this.tasks[at].task} (late)`);
    }
  }

  async load() {
    this.instance = (await server.dataStore.findInstances({ id: this.instance.id }, 'full'))[0];
  }

  async go() {
    current = this;
    later.timers = [];
    server.error = null;
    const started = await server.engine.start(this.model.name, this.variables);
    this.instance = started.instance;
    for (let stop = 0; stop < STOPS; stop += 1) {
      if (server.error) throw server.error;
      this.compare();
      if (this.done.size === this.tasks.length) break;
      const at = this.choose();
      const task = this.tasks[at];
      if (task.late) {
        await this.letPass(task.task);
        continue;
      }
      const item = this.waiting().find((one) => one.elementId === task.task);
      this.done.add(at);
      this.trace.push(task.task);
      await server.engine.invoke({ id: this.instance.id, 'items.id': item.id }, task.sets ?? {});
      await this.load();
    }
    const kind = this.path.end.kind;
    const ends = this.instance.items.filter((item) => item.type === 'bpmn:EndEvent' && item.status === 'end');
    const names = ends.map((item) => item.elementId);
    if (names.length !== 1 || !names[0].startsWith(ENDS[kind])) {
      throw new Error(`${this.after()}: ended in [${names}], predicted ${kind}`);
    }
    // Where the branch written last arrives first, the engine may forget its token at the join that has opened.
    const left = this.instance.items.filter((item) => item.status === 'wait');
    const ended = this.instance.status === 'end' || this.instance.status === 'terminated';
    if (!ended && (kind !== 'done' || !left.every((item) => item.type === 'bpmn:ParallelGateway'))) {
      throw new Error(`${this.after()}: not ended (${left.map((item) => item.elementId)})`);
    }
    server.dataStore.db.db.clear();
  }
}

class Model {
  constructor(name, xml) {
    this.name = name;
    this.xml = xml;
    const boundaries = [...xml.matchAll(/<boundaryEvent id="(\w+)" attachedToRef="(\w+)"/g)];
    this.hosts = new Map(boundaries.map(([, id, host]) => [id, host]));
  }

  filled(filler) {
    const values = {};
    for (const [, name, type] of this.xml.matchAll(/<procedo:variable name="(\w+)" type="(\w+)"/g)) {
      const words = [...this.xml.matchAll(new RegExp(`\\b${name} == (?:'|&apos;)(\\w*)`, 'g'))].map((match) => match[1]);
      const choices = {
        boolean: [false, true],
        number: [0, 1e9],
        money: [0, 1e12],
        date: ['1900-01-01', '2999-01-01'],
        string: ['x', words.length && !name.startsWith('outcome_') ? words.at(-1) : 'ok'],
      };
      values[name] = choices[type][filler];
    }
    return values;
  }
}

const LIMIT = 30_000;
const inTime = (run) =>
  Promise.race([run, new Promise((_, fail) => setTimeoutNow(() => fail(new Error('no answer from the engine')), LIMIT).unref())]);

let failed = false;
for (const file of readdirSync(folder).filter((name) => name.endsWith('.bpmn')).sort()) {
  const name = basename(file, '.bpmn');
  const { version, complete, paths } = JSON.parse(readFileSync(join(folder, `${name}.paths.json`), 'utf8'));
  if (version !== 1) throw new Error(`version ${version} of the paths is not known`);
  const row = { model: name, paths: paths.length, complete, driven: 0, runs: 0, timers: 0, problems: [] };
  const model = new Model(name, readFileSync(join(folder, file), 'utf8'));
  for (const [number, path] of paths.entries()) {
    let good = true;
    for (const way of [0, 1]) {
      row.runs += 1;
      try {
        await inTime(new Run(model, path, way === 1, way).go());
      } catch (error) {
        good = false;
        row.problems.push(`path ${number + 1}: ${error?.message ?? error}`);
      }
    }
    if (good) {
      row.driven += 1;
      row.timers += path.tasks.filter((task) => task.late).length;
    }
  }
  if (!paths.length) row.problems.push('no path');
  failed ||= row.problems.length > 0;
  row.problems = row.problems.slice(0, PROBLEMS);
  print(JSON.stringify(row));
}
process.exit(failed ? 1 : 0);
