"""What a run of a real consumer leaves for the README's table: `table.json` (target, consumer, procedures accepted, paths driven,
mutants noticed) and `mutants.tsv` (target, consumer, what was broken, by what it was noticed)."""

import json


def write(folder, rows, mutants):
    """Leaves both in the folder of the run."""
    (folder / "table.json").write_text(json.dumps(rows, ensure_ascii=False))
    lines = ["\t".join([target, consumer, what, " ".join((by or "NOT NOTICED").split())]) for target, consumer, what, by in mutants]
    (folder / "mutants.tsv").write_text("\n".join(["target\tconsumer\tbroken\tnoticed by", *lines]) + "\n")
