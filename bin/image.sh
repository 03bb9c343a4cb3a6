#!/usr/bin/env bash
# The steps of the container image, so that they can be run and tested without a container engine.
#   bin/image.sh packages DEST   environment in DEST/.venv from the hashed lock, nothing of the tests
#   bin/image.sh assets          static/vendor, with a node that does not go into the image
#   bin/image.sh files DEST      what the product reads at run time
#   bin/image.sh system          libraries for PDF and the account, in the last stage, as root
#   bin/image.sh healthy         exit 0 when the web server is ready (HEALTHCHECK)
set -euo pipefail
root="$(cd "$(dirname "$0")/.." && pwd)"
python="${PYTHON:-python3}"

packages() {
  "$python" -m venv "$1/.venv"
  "$1/.venv/bin/python" -m pip install --quiet --no-cache-dir --disable-pip-version-check --no-deps --require-hashes \
    -r "$root/requirements/base.txt"
  "$1/.venv/bin/python" -m pip uninstall --quiet --yes pip setuptools 2>/dev/null || true
}

assets() {
  local tools
  tools="$(mktemp -d)"
  "$python" -m venv "$tools"
  "$tools/bin/python" -m pip install --quiet --no-cache-dir --disable-pip-version-check --no-deps --require-hashes \
    -r "$root/requirements/build.txt"
  "$tools/bin/python" "$root/bin/assets.py"
  rm -rf "$tools"
}

files() {
  mkdir -p "$1/bin"
  (cd "$root" && tar -cf - --exclude=__pycache__ unison_web migrations templates static alembic.ini LICENSE) | tar -xf - -C "$1"
  cp "$root/bin/image.sh" "$root/bin/system.py" "$1/bin/"
  printf '#!/bin/sh\nexec "%s/.venv/bin/python" -m unison_web "$@"\n' "$1" >"$1/bin/unison-web"
  chmod 755 "$1/bin/unison-web" "$1/bin/image.sh"
}

system() {
  "$python" "$root/bin/system.py" pdf
  rm -rf /var/lib/apt/lists/*
  id unison >/dev/null 2>&1 || useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin unison
  install -d -o unison -g unison -m 700 /data
}

healthy() {
  "$python" - "${PORT:-8000}" <<'PY'
import sys, urllib.request
sys.exit(urllib.request.urlopen(f"http://127.0.0.1:{sys.argv[1]}/health/ready", timeout=4).status != 200)
PY
}

case "${1:-}" in
  packages | files) "$1" "${2:?where to}" ;;
  assets | system | healthy) "$1" ;;
  *) sed -n '2,7s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
esac
