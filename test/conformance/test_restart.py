"""What the SDK changed is still there when the sandbox comes back."""
import flywheel

from conftest import sandbox
from make_world import STUDY_A, oid


def test_changes_survive_a_restart(world_file, tmp_path):
    arguments = ('--seed', str(world_file), '--speed', '0', '--state', str(tmp_path / 'state.json'))
    with sandbox(*arguments) as started:
        fw = flywheel.Client(started['key'])
        fw.get_session(oid(42)).update(project=STUDY_A, label='kept')
        retried = fw.retry_job(oid(402))
        fw.get_session(oid(22)).upload_file(flywheel.FileSpec('kept.txt', contents='kept bytes'))
    with sandbox(*arguments) as started:
        fw = flywheel.Client(started['key'])
        session = fw.get_session(oid(42))
        assert (session.project, session.label) == (STUDY_A, 'kept')
        assert fw.get_job(retried).previous_job_id == oid(402)
        assert fw.get_session(oid(22)).read_file('kept.txt') == b'kept bytes'
        assert len({job.id for job in fw.get_session_jobs(oid(21)).jobs}) == 6


def test_the_url_and_the_pid_are_told(world_file):
    with sandbox('--seed', str(world_file)) as started:
        assert set(started) == {'url', 'key', 'pid'}
        assert started['url'].startswith('http://127.0.0.1:')
        assert started['key'].startswith('127.0.0.1:') and ':__force_insecure:' in started['key']
