"""Jobs go on by themselves, as fast as the sandbox is told."""
import time

import flywheel

from conftest import sandbox
from make_world import oid


def wait_until(condition):
    """The check as a whole is ended after a minute, so this needs no limit of its own."""
    while not condition():
        time.sleep(0.1)


def test_a_gear_runs_to_its_end(world_file):
    with sandbox('--seed', str(world_file), '--speed', '20000') as started:
        fw = flywheel.Client(started['key'])
        made = fw.retry_job(oid(402))
        wait_until(lambda: fw.get_job(made).state in ('complete', 'failed'))
        job = fw.get_job(made)
        assert job.created <= job.transitions.running <= (job.transitions.complete or job.transitions.failed)
        assert fw.get_job_logs(made).logs
        assert fw.get_analysis(oid(302)).job.id == made


def test_nothing_runs_while_the_clock_stands(fw):
    assert (fw.get_job(oid(405)).state, fw.get_job(oid(404)).state) == ('pending', 'running')
    made = fw.retry_job(oid(402))
    assert fw.get_job(made).state == 'pending'
    assert fw.get_job_logs(made).logs == []
