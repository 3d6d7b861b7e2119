"""A page with all pictures of a run and a search, which opens from disk without a server."""

from __future__ import annotations

import heapq
import html
import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

from scenegan.atomic_files import atomic_path
from scenegan.batch.journal import MANIFEST, entries

GALLERY = "gallery.html"
MOST_SHOWN = 20_000
"""More pictures than a browser searches at once; later ones are in the manifest only."""


def first_entries(folder: Path, count: int) -> list[dict[str, Any]]:
    """Returns the entries of the first pictures of a run in the order of the input."""
    return heapq.nsmallest(
        count, entries(folder / MANIFEST), key=lambda entry: (entry["item"], entry["variant"])
    )


def write_gallery(folder: Path) -> Path:
    """Writes `gallery.html` beside the pictures that the manifest names.

    Raises:
        FileError: if it cannot be written.
    """
    shown = first_entries(folder, MOST_SHOWN)
    rows = [_row(entry) for entry in shown]
    # A script ends at the first "</" in it, even inside a string.
    data = json.dumps(rows, ensure_ascii=False).replace("</", "<\\/").replace("<!--", "<\\u0021--")
    page = _PAGE.replace("%TITLE%", html.escape(folder.resolve().name)).replace("%DATA%", data)
    path = folder / GALLERY
    with atomic_path(path) as temporary:
        temporary.write_text(page, encoding="utf-8", errors="backslashreplace")
    return path


def _row(entry: dict[str, Any]) -> list[str]:
    """Link, caption, small print, and what is searched beyond them."""
    file = str(entry["file"])
    own = " ".join(f"{key} {value}" for key, value in entry["metadata"].items())
    caption = entry["text"] or entry["kind"] or file
    small = f"{file} · seed {entry['seed']}"
    if entry["palette"]:
        small += f" · palette {entry['palette']}"
    if entry["unknown"]:
        small += " · not understood: " + ", ".join(entry["unknown"])
    return [quote(file), caption, small, f"{entry['kind'] or ''} {own}"]


_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>%TITLE% – SceneGAN</title>
<style>
:root{color-scheme:light dark;--paper:#f9f8f5;--ink:#2b2823;--soft:#6b655b;--card:#fff;
--line:#e2ded5}
@media(prefers-color-scheme:dark){:root{--paper:#1d1c1a;--ink:#eceae4;--soft:#a59f93;--card:#272522;
--line:#3a3733}}
*{box-sizing:border-box}body{margin:0;background:var(--paper);color:var(--ink);
font:15px/1.45 system-ui,sans-serif}
header{position:sticky;top:0;background:var(--paper);border-bottom:1px solid var(--line);
padding:12px 20px;display:flex;flex-wrap:wrap;gap:12px;align-items:center;z-index:1}
h1{font-size:17px;margin:0}input{flex:1;min-width:180px;font:inherit;padding:7px 12px;color:inherit;
border:1px solid var(--line);border-radius:8px;background:var(--card)}
output{color:var(--soft)}
main{padding:20px;display:grid;gap:16px;grid-template-columns:repeat(auto-fill,minmax(180px,1fr))}
figure{margin:0;background:var(--card);border:1px solid var(--line);border-radius:10px;
overflow:hidden;content-visibility:auto;contain-intrinsic-size:260px}
img{display:block;width:100%;aspect-ratio:1;object-fit:contain}
figcaption{padding:8px 12px 12px;overflow-wrap:anywhere}
small{display:block;color:var(--soft)}
button{display:block;margin:0 auto 32px;font:inherit;padding:8px 20px;border-radius:8px;
border:1px solid var(--line);background:var(--card);color:inherit;cursor:pointer}
[hidden]{display:none}
</style></head><body>
<header><h1>%TITLE%</h1>
<input type="search" id="search" placeholder="Search" aria-label="Search" autofocus>
<output id="count"></output></header>
<main id="pictures"></main><button id="more" hidden>Show more</button>
<noscript>This page needs JavaScript, which its browser setting has turned off.</noscript>
<script>
"use strict";
const rows = %DATA%;
const find = id => document.getElementById(id), step = 200;
const haystack = rows.map(row => row.slice(1).join(" ").toLowerCase());
let hits = [], shown = 0;
function card([link, caption, small]) {
  const figure = document.createElement("figure"), anchor = document.createElement("a");
  const image = new Image(), text = document.createElement("figcaption");
  const below = document.createElement("small");
  anchor.href = image.src = link; image.loading = "lazy"; image.alt = caption;
  if (link.endsWith(".ora")) anchor.replaceChildren(caption); else anchor.append(image);
  text.append(caption); below.append(small); text.append(below); figure.append(anchor, text);
  return figure;
}
function more() {
  find("pictures").append(...hits.slice(shown, shown + step).map(i => card(rows[i])));
  shown += step; find("more").hidden = shown >= hits.length;
}
function search() {
  const words = find("search").value.toLowerCase().split(/\\s+/).filter(Boolean);
  hits = [...rows.keys()].filter(i => words.every(word => haystack[i].includes(word)));
  find("count").value = hits.length === rows.length ? `${rows.length} pictures`
    : `${hits.length} of ${rows.length}`;
  find("pictures").replaceChildren(); shown = 0; more();
}
find("search").addEventListener("input", search); find("more").addEventListener("click", more);
search();
</script></body></html>
"""
