#!/usr/bin/env bash
# The official Python SDK against the sandbox: `npm run conformance`, or with some
# of its files and pytest's options: `npm run conformance -- test_move.py -x`.
# Everything that it installs lies in node_modules/.cache; the sandboxes that it starts are
# ended by their own process ids.
set -euo pipefail
cd "$(dirname "$0")/../.."

here=test/conformance
cache=node_modules/.cache/conformance
python=${PYTHON:-python3}

fail() {
	echo "conformance: $1" >&2
	exit 1
}

[ -d node_modules ] || fail 'run `npm install` first'
command -v "$python" >/dev/null || fail "no $python: the official SDK needs Python 3.10 or newer"
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 10))' || fail "$("$python" --version) is too old: 3.10 or newer is needed"
"$python" -c 'import venv, ensurepip' 2>/dev/null || fail 'Python lacks venv: install the package python3-venv'

# One environment per set of pins and Python, made whole or not at all.
stamp=$(cat "$here/requirements.txt" <("$python" --version) | sha256sum | cut -c1-12)
env="$cache/venv-$stamp"
if [ ! -e "$env/.whole" ]; then
	echo "Making a virtual environment with the pinned SDK"
	rm -rf "$env"
	mkdir -p "$cache"
	"$python" -m venv "$env"
	"$env/bin/pip" install --quiet --disable-pip-version-check --no-deps -r "$here/requirements.txt" ||
		fail 'the pinned packages could not be installed'
	"$env/bin/pip" check --disable-pip-version-check >/dev/null || fail 'requirements.txt lacks a package'
	touch "$env/.whole"
fi

[ -n "${FLYDECK_COMMAND:-}" ] || npm run --silent build
export PYTHONDONTWRITEBYTECODE=1
# An outage is told at once instead of being waited out, and nobody's own login is used.
export FLYWHEEL_SDK_TOTAL_RETRIES=1 FLYWHEEL_SDK_BACKOFF_FACTOR=0.1
unset FW_KEY
env=$PWD/$env
cd "$here"
exec "$env/bin/python" -m pytest -p no:cacheprovider -q --rootdir . -W ignore::DeprecationWarning "$@"
