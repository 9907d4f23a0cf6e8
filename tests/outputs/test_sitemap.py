"""The sitemap keeps to the limits of its protocol."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from generator.outputs.sitemap import MOST, sitemap

LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


def test_many_addresses_are_split_and_all_are_there() -> None:
    addresses = [f"stories/s{n}/" for n in range(25)]
    files = {f.path: f.content for f in sitemap(addresses, "https://x.example/", most=10)}
    names = [e.text for e in ET.fromstring(files["sitemap.xml"]).iter(LOC)]
    assert names == [f"https://x.example/sitemap-{n}.xml" for n in (1, 2, 3)]
    found = [e.text for n in (1, 2, 3) for e in ET.fromstring(files[f"sitemap-{n}.xml"]).iter(LOC)]
    assert found == [f"https://x.example/{address}" for address in addresses]
    assert {f"{path}.gz" for path in files if path.endswith(".xml")} <= files.keys()


def test_few_addresses_are_one_file() -> None:
    files = list(sitemap(["a&b/"], "https://x.example/"))
    assert [file.path for file in files] == ["sitemap.xml", "sitemap.xml.gz"]
    assert b"a&amp;b/" in files[0].content
    assert MOST == 50_000
