"""Makes the fonts of the site smaller than they are published, without what its pages never use.

    python -m tools.fonts FOLDER

FOLDER holds the files of the npm packages @fontsource-variable/vollkorn and @fontsource-variable/cabin,
which have the names of ours. It needs fontTools and Brotli (`python -m pip install fonttools brotli`), which
nothing else does. What goes is hinting, features for fractions and small figures, weights above 700, kerning of less
than a fiftieth of a letter in labels, and all weights but one of the italic, which browsers make bolder where
it must be. Signs that few texts have go into a file of their own (`signs`), which browsers load where they stand.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path
from typing import Any

OURS = Path(__file__).parent.parent / "templates" / "theme" / "assets" / "fonts"
WEIGHTS = {"vollkorn-latin-wght-italic": "440", "vollkorn-latin-ext-wght-italic": "440"}
"""The weight that stays of a font; of all others 400 to 700."""
FEATURES = "kern,liga,lnum,ccmp,locl,mark,mkmk,rvrn"
CORE = (
    "U+0020-007E,U+00A0-00A1,U+00A3,U+00A7,U+00A9,U+00AB,U+00AD,U+00B0,U+00B7,U+00BB,U+00BF-00FF,U+0131,"
    "U+0152-0153,U+02BC,U+2009,U+2011,U+2013-2014,U+2018-201A,U+201C-201E,U+2022,U+2026,U+202F,U+2039-203A,"
    "U+20AC,U+2212"
)
"""What texts in western languages are written with; `reciprocity.css` says the same."""
SIGNS = (
    "U+00A2,U+00A4-00A6,U+00A8,U+00AA,U+00AC,U+00AE-00AF,U+00B1-00B6,U+00B8-00BA,U+00BC-00BE,U+02BB,U+02C6,"
    "U+02DA,U+02DC,U+0304,U+0308,U+0329,U+2000-2008,U+200A-2010,U+2012,U+2015-2017,U+201B,U+201F-2021,"
    "U+2023-2025,U+2027-202E,U+2030-2038,U+203B-206F,U+2122,U+2191,U+2193,U+2215,U+FEFF,U+FFFD"
)
"""The signs and marks beside these, as the packages' own style sheets give them; the same."""
FINE = {"cabin-latin-wght-normal": 0.015}
"""The part of an em below which kerning is dropped."""


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args().folder
    for source in sorted(folder.glob("*-wght-*.woff2")):
        if "-latin-wght" in source.stem:
            _shrink(source, OURS / source.name, f"--unicodes={CORE}")
            signs = source.name.replace("-latin-", "-signs-")
            _shrink(source, OURS / signs, f"--unicodes={SIGNS}")
        else:
            _shrink(source, OURS / source.name, "--unicodes=*")


def _shrink(source: Path, target: Path, *letters: str) -> None:
    """Write a smaller font with some of the letters of another."""
    weight = WEIGHTS.get(source.stem, "400:700")
    instance = target.with_suffix(".ttf")
    _run("fontTools.varLib.instancer", str(source), f"wght={weight}", "-o", str(instance))
    _drop_fine_kerning(instance, FINE.get(source.stem, 0))
    _run(
        "fontTools.subset",
        str(instance),
        *letters,
        f"--layout-features={FEATURES}",
        "--no-hinting",
        "--flavor=woff2",
        f"--output-file={target}",
    )
    instance.unlink()
    print(f"{target.name}: {source.stat().st_size:,} → {target.stat().st_size:,} bytes")


def _run(module: str, *arguments: str) -> None:
    subprocess.run([sys.executable, "-m", module, *arguments], check=True)


def _drop_fine_kerning(path: Path, least: float) -> None:
    """Take kerning of less than a part of an em out of a font."""
    from fontTools.ttLib import TTFont  # type: ignore[import-not-found,unused-ignore]  # noqa: PLC0415  # for this tool alone

    font: Any = TTFont(path)
    units = least * font["head"].unitsPerEm
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for part in lookup.SubTable:
            pairs = getattr(part, "ExtSubTable", part)
            for value in _values(pairs) if pairs.LookupType == 2 else ():
                if abs(getattr(value, "XAdvance", 0)) < units:
                    value.__dict__.clear()
    font.save(path)


def _values(pairs: Any) -> list[Any]:
    """The values of a table of pairs of glyphs."""
    if pairs.Format == 2:
        records = [each for row in pairs.Class1Record for each in row.Class2Record]
    else:
        records = [each for some in pairs.PairSet for each in some.PairValueRecord]
    return [each.Value1 for each in records if each.Value1 is not None]


if __name__ == "__main__":
    main()
