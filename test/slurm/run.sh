#!/usr/bin/env bash
# The tests against a real Slurm of one node, which they start and end themselves. Needs root and
# Debian's packages, which it installs where they are missing.
set -euo pipefail
cd "$(dirname "$0")/../.."
[ "$(id -u)" -eq 0 ] || { echo 'a Slurm of one’s own needs root' >&2; exit 1; }
export PATH=$PATH:/usr/sbin:/sbin

missing() {
	local program
	for program in munged mariadbd slurmdbd slurmctld slurmd sbatch; do
		command -v "$program" >/dev/null || return 0
	done
	return 1
}

if missing; then
	apt-get update -qq
	# What the packages would start for the whole machine isn't wanted: a runlevel of 1 keeps it down.
	RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
		munge mariadb-server slurmdbd slurmctld slurmd slurm-client
fi
npm run --silent build
REAL_SLURM=1 exec npx vitest run --config test/vitest.config.ts test/slurm "$@"
