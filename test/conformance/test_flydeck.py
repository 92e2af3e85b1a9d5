"""What flydeck changes, by command and by key, as the official SDK finds it on the server."""
import json
import os
import subprocess
import zipfile

import pytest
from flywheel.rest import ApiException

from conftest import COMMAND
from make_world import NOBODY, READER, STUDY_A, STUDY_B, oid
from terminal import Terminal

LOST = oid(42)
FAILED_JOB, ITS_ANALYSIS = oid(402), oid(302)
SCANNED = oid(21)


@pytest.fixture
def environment(site, tmp_path):
    """Logged in as the lab's admin, with nothing else of whoever runs the checks."""
    own = {name: value for name, value in os.environ.items() if name in ('PATH', 'LANG', 'HOME')}
    return {**own, 'TERM': 'xterm-256color', 'FW_KEY': site.key.rsplit(':', 1)[0] + ':rasecret00000002', 'FLYDECK_HOME': str(tmp_path)}


@pytest.fixture
def flydeck(environment):
    def run(*arguments, code=0):
        done = subprocess.run(
            [*COMMAND, *arguments, '--json'], env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
        )
        assert done.returncode == code, done.stderr
        return json.loads(done.stdout or 'null')

    return run


@pytest.fixture
def dashboard(environment):
    terminal = Terminal(COMMAND, environment)
    yield terminal
    terminal.close()


def place(fw, session_id):
    session = fw.get_session(session_id)
    return session.project, session.subject.label, session.label


def roles(fw, project, user):
    return [role for entry in fw.get_project(project).permissions if entry.id == user for role in entry.role_ids]


def test_a_move_and_its_undo_by_command(fw, flydeck):
    before = place(fw, LOST)
    moved = flydeck('move', LOST, '--to', 'smith/StudyA/102/ses-1', '--yes')
    assert moved['result']['items'] == [{'id': LOST, 'status': 'done'}]
    assert place(fw, LOST) == (STUDY_A, '102', 'ses-1')
    assert [acquisition.parents.project for acquisition in fw.get_session(LOST).acquisitions.find()] == [STUDY_A]
    flydeck('undo', moved['result']['journalId'], '--yes')
    assert place(fw, LOST) == before
    assert fw.get_project(STUDY_A).subjects.find('label="102"') == [], 'the subject that the move had made is gone again'


def test_a_subject_that_a_move_emptied_is_cleaned_by_command(fw, flydeck):
    emptied = fw.get_session(LOST).subject.id
    assert fw.get_subject(emptied).sessions.find() != []
    kept = [item['id'] for item in flydeck('clean', '--dry-run')['plan']['items']]
    assert emptied not in kept, 'it holds a session'
    flydeck('move', LOST, '--to', 'smith/StudyA/102/ses-1', '--yes')
    cleaned = flydeck('clean', '--yes')
    assert {'id': emptied, 'status': 'done'} in cleaned['result']['items']
    with pytest.raises(ApiException) as gone:
        fw.get_subject(emptied)
    assert gone.value.status == 404
    assert flydeck('clean', '--yes')['plan']['items'] == []


def test_a_note_and_its_undo_by_command(fw, flydeck):
    before = [note.text for note in fw.get_session(LOST).notes]
    flydeck('note', LOST, '--until', '2099-12-01', '--text', 'The PI looks for the form', '--yes')
    notes = fw.get_session(LOST).notes
    assert [note.text for note in notes] == [*before, '[flydeck: aside until 2099-12-01] The PI looks for the form']
    flydeck('undo', '--yes')
    assert [note.text for note in fw.get_session(LOST).notes] == before


def test_a_note_made_with_the_sdk_sets_a_session_aside(fw, flydeck):
    fw.get_session(LOST).add_note('[flydeck: aside until 2099-12-01] Asked the technician')
    [session] = [session for session in flydeck('unsorted')['sessions'] if session['id'] == LOST]
    assert session['setAside']['until'] == '2099-12-01'
    assert session['setAside']['text'] == 'Asked the technician'


def test_a_role_and_its_undo_by_command(fw, flydeck):
    before = roles(fw, STUDY_A, READER)
    ids = {role.label: role.id for role in fw.get_all_roles()}
    flydeck('access', 'set', READER, 'read-write', 'smith/StudyA', 'smith/Study B', '--yes')
    assert roles(fw, STUDY_A, READER) == [ids['read-write']]
    assert roles(fw, STUDY_B, READER) == [ids['read-write']]
    flydeck('undo', '--yes')
    assert roles(fw, STUDY_A, READER) == before
    assert roles(fw, STUDY_B, READER) == []


def test_one_persons_roles_for_another_and_somebody_out_of_everything(fw, flydeck):
    held = roles(fw, STUDY_A, READER)
    flydeck('access', 'copy', READER, NOBODY, '--yes')
    assert roles(fw, STUDY_A, NOBODY) == held != []
    flydeck('access', 'offboard', NOBODY, '--yes')
    assert roles(fw, STUDY_A, NOBODY) == []
    assert roles(fw, STUDY_A, READER) == held, 'nobody else is touched'
    flydeck('undo', '--yes')
    assert roles(fw, STUDY_A, NOBODY) == held


def test_a_role_taken_away(fw, flydeck):
    flydeck('access', 'remove', READER, 'smith/StudyA', '--yes')
    assert roles(fw, STUDY_A, READER) == []


def test_a_retry_by_command(fw, flydeck):
    [item] = flydeck('retry', FAILED_JOB, '--yes')['result']['items']
    assert item['status'] == 'done'
    assert fw.get_analysis(ITS_ANALYSIS).job.id == item['newJobId'], 'the same analysis has the new job'
    assert fw.get_job(item['newJobId']).previous_job_id == FAILED_JOB
    assert flydeck('retry', FAILED_JOB, '--yes', code=6) is None, 'refused before there was a plan'
    assert len(fw.jobs.find(f'previous_job_id={FAILED_JOB}')) == 1


def test_a_relaunch_by_command(fw, flydeck):
    before = {analysis.id for analysis in fw.get_session(SCANNED).analyses}
    asked = ('relaunch', FAILED_JOB, '--set', 'speed=5', '--label', 'faster', '--tag', 'hpc')
    dry = flydeck(*asked, '--dry-run')
    assert dry['plan']['items'][0]['after']['speed'] == '5'
    assert {analysis.id for analysis in fw.get_session(SCANNED).analyses} == before, 'a plan changes nothing'
    [item] = flydeck(*asked, '--yes')['result']['items']
    assert item['status'] == 'done'
    [made] = [analysis for analysis in fw.get_session(SCANNED).analyses if analysis.id not in before]
    assert made.label == 'faster'
    job = fw.get_job(item['newJobId'])
    assert (job.destination.type, job.destination.id) == ('analysis', made.id)
    assert fw.get_analysis(made.id).job.id == job.id
    assert (job.gear_info.name, job.gear_info.version, job.config.config['speed']) == ('bids-fmriprep', '1.2.3', 5)
    assert 'hpc' in job.tags
    assert not job.previous_job_id, 'it is no retry'
    failed = fw.get_job(FAILED_JOB)
    assert failed.state == 'failed' and failed.config.config == {'speed': 3} and not failed.retried


def test_a_relaunch_that_a_role_does_not_allow(fw, flydeck, environment, site):
    before = {analysis.id for analysis in fw.get_session(SCANNED).analyses}
    environment['FW_KEY'] = site.key.rsplit(':', 1)[0] + ':readersecret0003'
    done = flydeck('relaunch', FAILED_JOB, '--set', 'speed=5', '--yes', code=7)
    assert any('no right to run gears' in warning for warning in done['plan']['items'][0]['warnings'])
    assert [item['status'] for item in done['result']['items']] == ['failed']
    assert {analysis.id for analysis in fw.get_session(SCANNED).analyses} == before


def test_an_analysis_launched_with_the_sdk_and_launched_again_by_command(fw, flydeck):
    gear = fw.gears.find_one('gear.name=bids-fmriprep,gear.version=1.2.3')
    session = fw.get_session(oid(22))
    job_id = gear.run(config={'speed': 7}, inputs={}, analysis_label='by the SDK', destination=session)
    launched = fw.get_job(job_id).destination.id
    [row] = [row for row in flydeck('jobs')['jobs'] if row['id'] == job_id]
    assert (row['state'], row['analysis'], row['session']) == ('pending', launched, 'ses-2')
    [cells] = [row['cells'] for row in flydeck('coverage', 'smith/StudyA')['rows'] if row['id'] == session.id]
    assert (cells['bids-fmriprep']['state'], cells['bids-fmriprep']['jobId']) == ('pending', job_id)
    fw.get_job(job_id).change_state('cancelled')
    [item] = flydeck('relaunch', job_id, '--set', 'speed=8', '--yes')['result']['items']
    again = fw.get_job(item['newJobId'])
    assert again.config.config['speed'] == 8 and again.parents.session == session.id
    assert fw.get_analysis(again.destination.id).label == 'by the SDK', 'a label that somebody chose is kept'


def test_a_cancel_by_command(fw, flydeck):
    flydeck('cancel', oid(405), '--yes')
    assert fw.get_job(oid(405)).state == 'cancelled'


def test_a_move_and_its_undo_by_key(fw, dashboard):
    before = place(fw, LOST)
    dashboard.wait_for('Unsorted')
    dashboard.press('3')
    dashboard.wait_for('sessions')
    dashboard.press('/lonely\r')
    dashboard.wait_for('1 of ')
    dashboard.press('\r')
    dashboard.wait_for('Unsorted: ')
    assert place(fw, LOST) == before, 'looking changes nothing'
    dashboard.press('e')
    dashboard.wait_for('GROUP/PROJECT/SUBJECT/SESSION')
    dashboard.press('\x15smith/StudyA/102/ses-1\r')
    dashboard.wait_for('y apply')
    assert place(fw, LOST) == before, 'a plan changes nothing'
    dashboard.press('y')
    dashboard.wait_for('read back from the server')
    assert place(fw, LOST) == (STUDY_A, '102', 'ses-1')
    dashboard.wait_for('z undo')
    dashboard.press('z')
    dashboard.wait_for('Undo: ')
    assert place(fw, LOST) == (STUDY_A, '102', 'ses-1')
    dashboard.wait_for('y apply')
    dashboard.press('y')
    dashboard.wait_for('read back from the server')
    assert place(fw, LOST) == before


def test_coverage_counts_what_the_official_client_sees(fw, flydeck):
    """Session by session, as the notebooks do it: the best state of each gear, and how often each."""
    order = ['complete', 'running', 'pending', 'failed', 'cancelled', 'never']
    seen = {}
    sessions = fw.get_project(STUDY_A).sessions()
    for session in sessions:
        for analysis in fw.get_session(session.id).analyses:
            if analysis.job:
                seen.setdefault(analysis.job.gear_info.name, {}).setdefault(session.id, []).append(analysis.job.state)
    view = flydeck('coverage', 'smith/StudyA', '--gears', ','.join(sorted(seen)))
    assert seen and sorted(row['id'] for row in view['rows']) == sorted(session.id for session in sessions)
    for gear, states in seen.items():
        best = [min(states.get(session.id, ['never']), key=order.index) for session in sessions]
        assert view['totals'][gear] == {state: best.count(state) for state in order}


def test_an_uploaded_folder_is_an_analysis_that_the_sdk_reads(fw, flydeck, tmp_path):
    folder = tmp_path / 'results'
    (folder / 'sub').mkdir(parents=True)
    (folder / 'table.tsv').write_text('a\tb\n')
    (folder / 'sub' / 'mask.bin').write_bytes(bytes(range(256)) * 1000)
    done = flydeck('upload', str(folder), '--to', 'smith/StudyA', '--label', 'by hand', '--yes')
    [item] = done['result']['items']
    assert (item['status'], item['checked']) == ('done', 'hash')
    analysis = fw.get_analysis(item['analysisId'])
    assert (analysis.label, analysis.parent.id, analysis.job) == ('by hand', STUDY_A, None)
    [output] = analysis.files
    assert (output.name, output.size) == ('by hand.zip', item['size'])
    archive = tmp_path / 'back.zip'
    analysis.download_file(output.name, str(archive))
    with zipfile.ZipFile(archive) as packed:
        assert packed.testzip() is None
        assert sorted(packed.namelist()) == ['sub/mask.bin', 'table.tsv']
        assert packed.read('sub/mask.bin') == bytes(range(256)) * 1000


def test_an_analysis_of_the_sdk_comes_down_by_its_hash(fw, flydeck, tmp_path):
    output = tmp_path / 'report.txt'
    output.write_text('made elsewhere\n')
    session = fw.get_project(STUDY_A).sessions.find()[0]
    analysis = session.add_analysis(label='of the SDK')
    analysis.upload_output(str(output))
    down = flydeck('download', analysis.id, '--to', str(tmp_path / 'down'))
    assert [(one['path'], one['status'], one['checked']) for one in down['files']] == [('report.txt', 'carried', 'hash')]
    assert (tmp_path / 'down' / 'report.txt').read_text() == 'made elsewhere\n'
    assert flydeck('compare', str(tmp_path / 'down'), analysis.id, '--hash')['verdict'] == 'uploaded'
