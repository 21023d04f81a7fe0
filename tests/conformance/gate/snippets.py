"""Takes the ready files out of docs/gate.md and has their schemas and linters read them; tells what could not be run."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

root, work = Path(sys.argv[1]), Path(sys.argv[2])
bin = Path(sys.executable).parent
blocks = dict(re.findall(r"^```(?:yaml )?(\S+)\n(.*?)^```", (root / "docs/gate.md").read_text(), re.MULTILINE | re.DOTALL))


def accepted(name, *command):
    said = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    assert said.returncode == 0, f"{name}: {said.stdout}{said.stderr}"


for name, schema in [("github", "vendor.github-workflows"), ("gitlab", "vendor.gitlab-ci")]:
    path = work / f"{name}.yml"
    path.write_text(blocks[name])
    accepted(name, bin / "check-jsonschema", "--builtin-schema", schema, path)
path = work / "pre-commit-config.yaml"
path.write_text(blocks["pre-commit"])
accepted("pre-commit", bin / "pre-commit", "validate-config", path)
accepted("hooks", bin / "pre-commit", "validate-manifest", root / ".pre-commit-hooks.yaml")
hooks = set(re.findall(r"- id: (\S+)", (root / ".pre-commit-hooks.yaml").read_text()))
assert set(re.findall(r"- id: (\S+)", blocks["pre-commit"])) <= hooks
(work / "Containerfile").write_text(blocks["dockerfile"])
print("snippets: workflow, GitLab job and hooks accepted by their schemas")
for tool, arguments in [("hadolint", [work / "Containerfile"]), ("actionlint", [work / "github.yml"])]:
    if shutil.which(tool):
        accepted(tool, tool, *arguments)
        print(f"snippets: accepted by {tool}")
    else:
        print(f"snippets: {tool} is not installed, not run")
