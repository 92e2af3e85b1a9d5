"""A sandbox of its own for each check, and the official SDK logged in to it."""
import contextlib
import json
import os
import pathlib
import shlex
import signal
import subprocess

import flywheel
import pytest
from flywheel.rest import ApiException

import make_world

ROOT = pathlib.Path(__file__).parents[2]
COMMAND = shlex.split(os.environ.get('FLYDECK_COMMAND', f'node {ROOT}/dist/cli.js'))


@contextlib.contextmanager
def sandbox(*arguments):
    """Runs `flydeck sandbox`, yields what it printed, and ends it."""
    process = subprocess.Popen([*COMMAND, 'sandbox', '--json', *arguments], stdout=subprocess.PIPE, stdin=subprocess.DEVNULL)
    try:
        line = process.stdout.readline()
        if not line:
            raise RuntimeError(f'the sandbox did not start: exit code {process.wait()}')
        yield json.loads(line)
    finally:
        process.terminate()
        process.wait(timeout=20)
        process.stdout.close()


class Site:
    """One running sandbox: its address, and a client for each user."""

    def __init__(self, started):
        self.url = started['url']
        self.key = started['key']

    def login(self, user, **options):
        return flywheel.Client(self.key.rsplit(':', 1)[0] + ':' + make_world.KEYS[user], **options)


@pytest.fixture(autouse=True)
def comes_to_an_end():
    """A list whose pages never end would hold everything up: a minute is plenty for any check."""

    def give_up(number, frame):
        raise TimeoutError('the check did not end within a minute')

    signal.signal(signal.SIGALRM, give_up)
    signal.alarm(60)
    yield
    signal.alarm(0)


@pytest.fixture(scope='session')
def world_file(tmp_path_factory):
    file = tmp_path_factory.mktemp('world') / 'world.json'
    file.write_text(json.dumps(make_world.world()))
    return file


@pytest.fixture
def site(world_file):
    # The gears' clock stands still: states change only where a check changes them.
    with sandbox('--seed', str(world_file), '--speed', '0') as started:
        yield Site(started)


@pytest.fixture
def fw(site):
    """The site admin, who has no permission of their own and asks for everything."""
    return site.login(make_world.ADMIN, exhaustive=True)


@pytest.fixture
def ra(site):
    """A research assistant who is admin of the lab's projects, and of nothing else."""
    return site.login(make_world.RA)


@pytest.fixture
def reader(site):
    """Somebody who may read one project."""
    return site.login(make_world.READER)


@pytest.fixture
def refused():
    """`with refused(403): …`: the server must answer with that status, and say why."""

    @contextlib.contextmanager
    def expect(*statuses):
        with pytest.raises(ApiException) as caught:
            yield caught
        assert caught.value.status in statuses, caught.value
        assert caught.value.reason, 'an error without a message'

    return expect


COUNTS = {}


def pytest_terminal_summary(terminalreporter):
    stats = terminalreporter.stats
    COUNTS['passed'] = len(stats.get('passed', []))
    COUNTS['failed'] = len(stats.get('failed', [])) + len(stats.get('error', []))


def pytest_unconfigure():
    if COUNTS:
        print(f"conformance: {COUNTS['passed']} passed, {COUNTS['failed']} failed")
