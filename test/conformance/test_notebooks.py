"""The loops of INC's notebooks, with their own calls of the SDK, on the lab's world."""
import collections
import datetime
import logging
import os
import re
from zipfile import ZipFile

import flywheel
import pytest

from conftest import sandbox

log = logging.getLogger('notebook')
NEEDED = ('complete', 'failed', 'cancelled')


@pytest.fixture(scope='module')
def fw():
    with sandbox('--seed', 'lab', '--speed', '0') as started:
        yield flywheel.Client(started['key'])


@pytest.fixture(scope='module')
def outcomes(fw):
    """How often runs came to which end, by project and by a word in the labels of its analyses."""
    states = {job.id: job.state for job in fw.jobs.find()}
    projects = {}
    for analysis in fw.analyses.find():
        if analysis.parent.type == 'session':
            projects.setdefault(analysis.parents.project, []).append((analysis.label, states.get(analysis.job)))
    found = {}
    for project_id, analyses in projects.items():
        for word in {word for label, _ in analyses for word in re.findall(r'[a-z]{4,}', label)}:
            found[project_id, word] = collections.Counter(state for label, state in analyses if word in label)
    # Where an analysis has no job, the notebooks' loops stop: as they stand, they ask it for its state.
    return {key: counts for key, counts in found.items() if None not in counts}


@pytest.fixture(scope='module')
def study(outcomes):
    """The project, and the word, with most failures beside its successes."""
    return max(sorted(outcomes), key=lambda key: outcomes[key]['failed'] * bool(outcomes[key]['complete']))


@pytest.fixture
def project(fw, study):
    return fw.get_project(study[0])


@pytest.fixture
def gear_name(study):
    return study[1]


@pytest.fixture(scope='module')
def light(fw, outcomes):
    """The project, and the word, whose outputs take the least room: others are gigabytes each."""
    sizes = collections.Counter()
    for analysis in fw.analyses.find():
        for key in outcomes:
            if key[0] == analysis.parents.project and key[1] in analysis.label:
                sizes[key] += sum(fl.size for fl in analysis.files or [])
    return min((key for key in sorted(sizes) if sizes[key] and outcomes[key]['complete'] > 5), key=sizes.get)


# supporting functions
def analysis_exists(session, analysis_name, exclude_list=[]):
    flag = False
    for analysis in session.analyses:
        # only print ones that match the analysis label
        if analysis_name in analysis.label:
            # filter for only successful job
            analysis_job = analysis.job
            if any(analysis_job.state in string for string in ['complete', 'running', 'pending']):
                if analysis_job.failure_reason is None:
                    flag = True
        # check if session is in exclude list
        if any(session.id in string for string in exclude_list):
            flag = True

    return flag


def get_project_id(fw, project_label):
    project = fw.projects.find_first(f'label={project_label}')
    if project:
        return project.id
    else:
        return None


def test_logged_in(fw):
    log.info('You are now logged in as %s to %s', fw.get_current_user()['email'], fw.get_config()['site']['api_url'])
    assert '@' in fw.get_current_user()['email']


def test_a_project_by_its_label(fw, project):
    assert get_project_id(fw, project.label) in [found.id for found in fw.projects.find(f'label={project.label}')]
    assert get_project_id(fw, 'No Such Project') is None


def test_list_sessions_and_their_dates(fw, project):
    project = fw.lookup(f'{project.group}/{project.label}')
    project.reload()
    lines = []
    for session in project.sessions.find():
        # Loop through all sessions in the subject container.
        dt = session.timestamp
        if not dt:
            dt = 'NAN'
        else:
            dt = dt.strftime(' %x %X')
        lines.append('%s: Subject: %s Session: %s\tScanning Date: %s' % (session.id, session.subject.label, session.label, dt))
    assert len(lines) == len(set(lines)) == len(fw.sessions.find(f'parents.project={project.id}'))
    assert any('/' in line.split('Scanning Date:')[1] for line in lines)


def test_list_analyses_of_a_session(fw, project, gear_name):
    analysis = fw.analyses.find_first(f'parents.project={project.id}', f'label=~{gear_name}')
    found = fw.get_session(analysis.parents.session)
    session = fw.lookup(f'{project.group}/{project.label}/{found.subject.label}/{found.label}')

    # we need to take an extra step to get the full session object, not just basic info
    session_object = fw.get_session(session.id)

    # print all the analyses for this session
    lines = []
    for analysis in session_object.analyses:
        if hasattr(analysis.job, 'state'):
            lines.append('%s: %s %s' % (analysis.id, analysis.label, analysis.job.state))
        else:
            lines.append('%s: %s' % (analysis.id, analysis.label))
    assert lines
    assert any(line.split()[-1] in NEEDED for line in lines)


def test_analysis_exists_in_all_sessions(fw, project, gear_name):
    flags = {}
    for session in project.sessions.find():
        full_session = fw.get_session(session.id)
        flag = analysis_exists(full_session, gear_name)
        flags[session.id] = flag
    running = {'complete', 'running', 'pending'}
    wanted = {
        analysis.parents.session
        for analysis in fw.get_analyses('projects', project.id, 'sessions')
        if gear_name in analysis.label and fw.get_job(analysis.job).state in running
    }
    assert {id_ for id_, flag in flags.items() if flag} == wanted
    assert analysis_exists(full_session, 'no such gear', [full_session.id]) is True


def count_outcomes(fw, project_id, gear_name):
    # get project object
    project = fw.get_project(project_id)

    icomplete = 0
    ifailed = 0
    icancelled = 0
    isessions = 0

    # loop through all sessions in the project.
    for session in project.sessions.find():

        full_session = fw.get_session(session.id)
        isessions += 1
        for analysis in full_session.analyses:

            analysis_job = analysis.job

            # only print ones that match the analysis label
            if gear_name in analysis.label:
                if any(analysis_job.state in string for string in ['complete']):
                    icomplete += 1

                elif any(analysis_job.state in string for string in ['failed']):
                    ifailed += 1
                    log.info('subject: %s session: %s %s job: %s %s', session.subject.label, session.label, session.id, analysis.id, analysis_job.state)

                elif any(analysis_job.state in string for string in ['cancelled']):
                    icancelled += 1
                    log.info('subject: %s session: %s %s job: %s %s', session.subject.label, session.label, session.id, analysis.id, analysis_job.state)

    log.info('%s Sessions, gear %s: %s complete, %s failed, %s cancelled', str(isessions), gear_name, str(icomplete), str(ifailed), str(icancelled))
    return isessions, icomplete, ifailed, icancelled


def test_count_complete_failed_and_cancelled(fw, outcomes, study):
    cancelled = max(sorted(outcomes), key=lambda key: outcomes[key]['cancelled'])
    seen = collections.Counter()
    for project_id, gear_name in {study, cancelled}:
        sessions, *counted = count_outcomes(fw, project_id, gear_name)
        assert sessions == len(fw.get_project(project_id).sessions.find())
        assert counted == [outcomes[project_id, gear_name][state] for state in NEEDED]
        seen.update(dict(zip(NEEDED, counted)))
    assert all(seen[state] for state in NEEDED)


def test_download_one_analysis(fw, light, tmp_path):
    scratch = f'{tmp_path}/'
    project_id, word = light
    wanted = next(
        analysis
        for analysis in fw.get_analyses('projects', project_id, 'sessions')
        if word in analysis.label and analysis.files
    )

    # find the analysis you wish to download
    analysis_id = wanted.id
    analysis = fw.get(id=analysis_id)

    # Download the data to scratch
    for fl in analysis.files:
        fl.download(scratch + fl['name'])
        assert os.path.getsize(scratch + fl['name']) == fl.size

        # unzip files
        if '.zip' in fl['name']:
            zipfile = ZipFile(scratch + fl['name'], 'r')
            zipfile.extractall(scratch)
    assert {fl.name for fl in wanted.files} <= set(os.listdir(scratch))


def test_download_all_that_are_complete(fw, outcomes, light, tmp_path):
    scratch = f'{tmp_path}/'
    project = fw.get_project(light[0])
    gear_name = light[1]
    downloaded = []
    # loop through all sessions in the project.
    for session in project.sessions.find():

        full_session = fw.get_session(session.id)
        for analysis in full_session.analyses:

            analysis_job = analysis.job

            # only download ones that match the analysis label
            if gear_name in analysis.label:
                if any(analysis_job.state in string for string in ['complete']):

                    # Download the data to scratch
                    for fl in analysis.files:
                        fl.download(scratch + fl['name'])
                        assert os.path.getsize(scratch + fl['name']) == fl.size

                        # unzip files
                        if '.zip' in fl['name']:
                            zipfile = ZipFile(scratch + fl['name'], 'r')
                            zipfile.extractall(scratch)

                    downloaded.append(analysis.id)
                    log.info('Downloaded analysis: %s for Subject: %s Session: %s', analysis.label, session.subject.label, session.label)
    assert len(set(downloaded)) == outcomes[light]['complete']


@pytest.mark.parametrize('level', ['session', 'project'])
def test_upload_results(fw, project, tmp_path, level):
    scratch = f'{tmp_path}/'
    with ZipFile(scratch + 'output.zip', 'w') as output:
        output.writestr('output/out.log', 'total 0\n')
    session_object = fw.get_session(project.sessions.find_first().id)

    # create an analysis for that session, or for the project
    timestamp = os.path.getmtime(scratch + 'output.zip')
    dtobject = datetime.datetime.fromtimestamp(timestamp)
    if level == 'session':
        analysis = session_object.add_analysis(label='Sample Upload ' + dtobject.strftime(' %x %X'))
    else:
        analysis = project.add_analysis(label='Sample Upload ' + dtobject.strftime(' %x %X'))

    # upload analysis files
    analysis.upload_output(scratch + 'output.zip')

    read = fw.get(analysis.id)
    assert read.parent.type == level
    assert [fl.name for fl in read.files] == ['output.zip']
    assert read.files[0].read() == open(scratch + 'output.zip', 'rb').read()
