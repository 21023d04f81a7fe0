"""Adds COUNT invented communes to the tables of a catalogue, with the staff of the first one: `communes.py CATALOGUE COUNT`.

Every fifth has no digital certificate at all. Prints their names, separated by commas.
"""

import csv
import sys
from pathlib import Path

MODEL = "tran-phu"


def main(catalogue, count):
    catalogue = Path(catalogue)
    with open(catalogue / "staff.csv", encoding="utf-8", newline="") as file:
        staff = list(csv.reader(file))
    heading, rows = staff[0], [row for row in staff[1:] if row[0] == MODEL]
    place, certificates = heading.index("place"), heading.index("certificates")
    names = [f"xa-moi-{number}" for number in range(1, int(count) + 1)]
    with open(catalogue / "places.csv", "a", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        for number, name in enumerate(names, 1):
            writer.writerow([name, f"Xã Mới {number} (giả định)", "ubnd-xã", "binh-an", "2025-07-01", "", "no"])
    with open(catalogue / "staff.csv", "a", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        for number, name in enumerate(names, 1):
            for row in rows:
                own = list(row)
                own[place] = name
                if number % 5 == 0:
                    own[certificates] = "0"
                writer.writerow(own)
    print(",".join(names))


if __name__ == "__main__":
    main(*sys.argv[1:])
