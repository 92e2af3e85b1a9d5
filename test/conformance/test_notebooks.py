"""The loops of INC's notebooks, with their own calls of the SDK, on the lab's world."""
import datetime
import logging
import os
from zipfile import ZipFile, is_zipfile

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
def gear_name():
    return 'fmriprep'


@pytest.fixture(scope='module')
def project(fw, gear_name):
    """A project whose sessions hold finished, failed and cancelled runs of the gear."""
    states = {}
    for state in NEEDED:
        for job in fw.jobs.find(f'state={state}', f'gear_info.name=~{gear_name}'):
            states.setdefault(job.parents.project, set()).add(state)
    rich = sorted(id_ for id_, found in states.items() if found == set(NEEDED))
    assert rich, 'the lab has no project with runs of every outcome'
    return fw.get_project(rich[0])


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
    assert len(lines) == len(set(lines)) == project.reload().stats.number_of.sessions
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


def test_count_complete_failed_and_cancelled(fw, project, gear_name):
    sessions, *counted = count_outcomes(fw, project.id, gear_name)
    assert sessions == len(project.sessions.find())
    newest = [fw.get_job(analysis.job).state for analysis in fw.get_analyses('projects', project.id, 'sessions') if gear_name in analysis.label]
    assert counted == [newest.count(state) for state in NEEDED]
    assert counted[0] and counted[1]


def test_download_one_analysis(fw, project, gear_name, tmp_path):
    scratch = f'{tmp_path}/'
    wanted = next(
        analysis
        for analysis in fw.get_analyses('projects', project.id, 'sessions')
        if gear_name in analysis.label and analysis.files and fw.get_job(analysis.job).state == 'complete'
    )

    # find the analysis you wish to download
    analysis_id = wanted.id
    analysis = fw.get(id=analysis_id)

    # Download the data to scratch
    for fl in analysis.files:
        fl.download(scratch + fl['name'])
        assert os.path.getsize(scratch + fl['name']) == fl.size

        # unzip files
        if '.zip' in fl['name'] and is_zipfile(scratch + fl['name']):
            zipfile = ZipFile(scratch + fl['name'], 'r')
            zipfile.extractall(scratch)
    assert len(os.listdir(scratch)) >= len(analysis.files)


def test_download_all_that_are_complete(fw, project, gear_name, tmp_path):
    scratch = f'{tmp_path}/'
    downloaded = 0
    for session in project.sessions.find(limit=3):

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
                        downloaded += 1

                    log.info('Downloaded analysis: %s for Subject: %s Session: %s', analysis.label, session.subject.label, session.label)
    assert downloaded == sum(
        len(analysis.files)
        for session in project.sessions.find(limit=3)
        for analysis in fw.get_session(session.id).analyses
        if gear_name in analysis.label and analysis.job.state == 'complete'
    )


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
