"""Counts the files that flydeck opens until its first screen stands: each costs a round trip on a network file system.

`python3 test/start/opened_files.py 40`: prints how many, and fails above that. Needs strace.
"""
import os
import pathlib
import pty
import re
import select
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).parents[2]
OPENED = re.compile(r'open(?:at)?\(.*"(?P<path>[^"]*)".*\) = \d+$')


def start(trace, home):
    """Opens the dashboard on the sandbox in a terminal, and leaves it once the brief is there."""
    command = ['strace', '-f', '-o', trace, '-e', 'trace=open,openat', 'node', f'{ROOT}/dist/cli.js', '--sandbox']
    pid, terminal = pty.fork()
    if pid == 0:
        environment = {'PATH': os.environ['PATH'], 'HOME': home, 'FLYDECK_HOME': home, 'TERM': 'xterm-256color'}
        os.execvpe(command[0], command, environment)
    seen = b''
    end = time.monotonic() + 60
    while b'MORNING' not in seen:
        ready, _, _ = select.select([terminal], [], [], max(0, end - time.monotonic()))
        if not ready:
            sys.exit(f'the brief did not come: {seen[-500:]!r}')
        seen += os.read(terminal, 65536)
    os.write(terminal, b'q')
    os.waitpid(pid, 0)


def main(most):
    subprocess.run(['strace', '-V'], check=True, stdout=subprocess.DEVNULL)
    with tempfile.TemporaryDirectory() as folder:
        trace = f'{folder}/trace'
        start(trace, folder)
        paths = [found['path'] for line in open(trace) if (found := OPENED.search(line))]
    print(f'{len(paths)} files opened until the first screen, {most} at most')
    if not paths or len(paths) > most:
        sys.exit('\n'.join(paths))


main(int(sys.argv[1]))
