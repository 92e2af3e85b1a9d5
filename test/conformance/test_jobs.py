"""Jobs and analyses: states, logs, retry, cancel, and new ones."""
import io

import pytest

from make_world import RA, STUDY_A, oid

COMPLETE, FAILED, CANCELLED, RUNNING, PENDING = (oid(number) for number in range(401, 406))


def test_listed(fw):
    jobs = {job.id: job for job in fw.jobs.find()}
    assert {jobs[id_].state for id_ in (COMPLETE, FAILED, CANCELLED, RUNNING, PENDING)} == {
        'complete', 'failed', 'cancelled', 'running', 'pending',
    }
    failed = jobs[FAILED]
    assert (failed.gear_info.name, failed.gear_info.version) == ('bids-fmriprep', '1.2.3')
    assert failed.destination.type == 'analysis' and failed.destination.id == oid(302)
    assert failed.config.config == {'speed': 3}
    assert failed.parents.session == oid(21) and failed.parents.project == STUDY_A
    assert failed.failure_reason == 'gear_failure'
    assert set(failed.tags) == {'analysis', 'bids-fmriprep'}
    assert failed.transitions.failed and failed.transitions.running


@pytest.mark.parametrize(
    'term, expected',
    [
        ('state=failed', {FAILED}),
        ('gear_info.name=hcp-func', {RUNNING, PENDING}),
        ('gear_info.name="hcp-func"', {RUNNING, PENDING}),
        ('destination.type="analysis"', {COMPLETE, FAILED, CANCELLED, RUNNING, PENDING}),
        ('config.config.speed=3', {COMPLETE, FAILED, CANCELLED, RUNNING, PENDING}),
        ('created>2026-03-06', set()),
        (f'parents.session={oid(21)},state=complete', {COMPLETE}),
        (f'_id={FAILED}', {FAILED}),
        (f'id={FAILED}', set()),
        (f'destination.id={oid(302)}', set()),
    ],
)
def test_filtered(fw, term, expected):
    assert {job.id for job in fw.jobs.find(term)} == expected


def test_newest_first(fw):
    made = [job.created for job in fw.jobs.find(sort='created:desc', limit=3)]
    assert made == sorted(made, reverse=True)


def test_with_its_parents_named(fw):
    [job] = fw.get_all_jobs(filter=f'_id={FAILED}', include_parent_info=True)
    assert job.parent_info.project.label == 'StudyA'
    assert job.parent_info.subject.label == '101'
    assert job.parent_info.session.label == 'ses-1'


def test_one_job_and_its_detail(fw):
    job = fw.get_job(FAILED)
    assert job.id == FAILED and job.state == 'failed'
    assert isinstance(job.inputs, dict)
    detail = fw.get_job_detail(FAILED)
    assert detail.id == FAILED
    assert detail.parent_info.group.label == 'Smith Lab'
    assert detail.parent_info.analysis.id == oid(302)
    assert fw.get_job_config(FAILED).config == {'speed': 3}


def test_logs(fw, refused):
    logs = fw.get_job_logs(COMPLETE)
    assert logs.id == COMPLETE
    assert ''.join(entry.msg for entry in logs.logs).splitlines()[-1] == 'done'
    out = io.StringIO()
    fw.get_job(FAILED).print_logs(file=out)
    assert 'Killed' in out.getvalue()
    with refused(404):
        fw.get_job_logs(oid(777777))


def test_of_a_session(fw):
    jobs = fw.get_session_jobs(oid(21)).jobs
    assert {job.id for job in jobs} >= {COMPLETE, FAILED}
    assert {job.id for job in fw.get_session_jobs(oid(21), states=['failed']).jobs} == {FAILED}


def test_counts(fw):
    stats = fw.get_jobs_stats()
    assert stats['states']['failed'] == 1 and stats['states']['pending'] == 1


def test_retry_rewrites_the_analysis(fw, refused):
    assert fw.get_analysis(oid(302)).job.id == FAILED
    made = fw.retry_job(FAILED)
    job = fw.get_job(made)
    assert (job.state, job.attempt, job.previous_job_id) == ('pending', 2, FAILED)
    assert job.config.config == {'speed': 3}
    assert job.destination.id == oid(302)
    assert fw.get_analysis(oid(302)).job.id == made
    assert fw.get_job(FAILED).retried is not None
    assert len(fw.get_session(oid(21)).analyses) == 6, 'no second analysis appears'
    with refused(400, 409, 500) as caught:
        fw.retry_job(FAILED)
    assert made in caught.value.reason
    assert [found.id for found in fw.jobs.find(f'previous_job_id={FAILED}')] == [made]


def test_retry_wants_a_failure(fw, refused):
    for id_ in (COMPLETE, RUNNING, PENDING):
        with refused(400):
            fw.retry_job(id_)
    for id_ in (RUNNING, PENDING):
        with refused(400):
            fw.retry_job(id_, ignore_state=True)
    made = fw.retry_job(CANCELLED, ignore_state=True)
    assert fw.get_job(made).previous_job_id == CANCELLED


def test_cancel(fw, refused):
    for id_ in (PENDING, RUNNING):
        fw.get_job(id_).change_state('cancelled')
        job = fw.get_job(id_)
        assert job.state == 'cancelled' and job.transitions.cancelled
    for id_ in (COMPLETE, FAILED, CANCELLED):
        with refused(400):
            fw.get_job(id_).change_state('cancelled')
    assert fw.get_job(COMPLETE).state == 'complete'


def test_never_started_never_retried(fw, refused):
    fw.change_job_state(PENDING, 'cancelled')
    with refused(500):
        fw.retry_job(PENDING, ignore_state=True)


def test_the_ways_of_a_state(fw, refused):
    fw.change_job_state(PENDING, 'running')
    assert fw.get_job(PENDING).state == 'running'
    with refused(400, 500):
        fw.change_job_state(PENDING, 'pending')
    fw.change_job_state(PENDING, 'complete')
    assert fw.get_job(PENDING).state == 'complete'


def test_priority(fw):
    fw.get_job(PENDING).update_priority('high')
    assert fw.get_job(PENDING).priority == 'high'


def test_analyses_of_a_session_carry_their_jobs(fw):
    analyses = {analysis.id: analysis for analysis in fw.get_session(oid(21)).analyses}
    assert {id_: analyses[id_].job.state for id_ in (oid(301), oid(302), oid(303))} == {
        oid(301): 'complete', oid(302): 'failed', oid(303): 'cancelled',
    }
    assert analyses[oid(302)].job.failure_reason == 'gear_failure'
    assert analyses[oid(301)].job.id == COMPLETE
    assert analyses[oid(306)].job is None


def test_analyses_one_by_one(fw):
    assert fw.get_analysis(oid(301), inflate_job=False).job == COMPLETE
    # The SDK asks for the job as an object unless told otherwise.
    inflated = fw.get_analysis(oid(301))
    assert (inflated.job.id, inflated.job.state) == (COMPLETE, 'complete')
    assert inflated.gear_info.name == 'bids-fmriprep'
    assert {file.name for file in inflated.files} == {'report.txt', 'numbers.csv'}
    assert (inflated.parent.type, inflated.parent.id) == ('session', oid(21))


def test_an_analysis_through_its_session(fw, refused):
    found = fw.get_session_analysis(oid(21), oid(302))
    assert (found.id, found.job.id, found.job.state) == (oid(302), FAILED, 'failed')
    assert fw.get_session_analysis(oid(21), oid(306)).job is None
    with refused(404):
        fw.get_session_analysis(oid(22), oid(302))


def test_analyses_below_a_project(fw):
    assert len(fw.get_session_analyses(oid(21))) == 6
    assert fw.get_project_analyses(STUDY_A) == []
    assert len(fw.get_analyses('projects', STUDY_A, 'sessions')) == 6
    assert len(fw.get_analyses('projects', STUDY_A, 'all')) == 6
    assert len(fw.analyses.find(f'parents.session={oid(21)}', 'label=hcp-func')) == 2


def test_run_a_gear_as_an_analysis(fw):
    gear = fw.gears.find_first('gear.name=bids-fmriprep')
    body = {
        'label': 'fresh run',
        'job': {
            'gear_id': gear.id,
            'inputs': {'dicom': {'type': 'acquisition', 'id': oid(31), 'name': 'scan.dicom.zip'}},
            'config': {'speed': 5},
            'tags': ['mine'],
        },
    }
    made = fw.add_session_analysis(oid(22), body, job=True)
    [analysis] = fw.get_session(oid(22)).analyses
    assert made in (analysis.id, analysis.job.id)
    assert (analysis.label, analysis.job.state) == ('fresh run', 'pending')
    job = fw.get_job(analysis.job.id)
    assert (job.destination.type, job.destination.id) == ('analysis', analysis.id)
    assert job.config.config['speed'] == 5
    assert job.inputs['dicom'].name == 'scan.dicom.zip'
    assert {'analysis', 'bids-fmriprep', 'mine'} <= set(job.tags)


def test_run_from_the_gear(fw):
    gear = fw.gears.find_first('gear.name=bids-fmriprep')
    made = gear.run(analysis_label='by the gear', config={'speed': 7}, inputs={}, destination=fw.get_session(oid(22)))
    [analysis] = fw.get_session(oid(22)).analyses
    assert made in (analysis.id, analysis.job.id)
    assert (analysis.label, analysis.job.config.config['speed']) == ('by the gear', 7)
    utility = fw.gears.find_first('gear.name=dcm2niix')
    job = fw.get_job(utility.run(config={}, inputs={}, destination=fw.get_acquisition(oid(31))))
    assert (job.state, job.destination.id) == ('pending', oid(31))


def test_run_a_utility(fw, refused):
    gear = fw.gears.find_first('gear.name=dcm2niix')
    destination = {'type': 'acquisition', 'id': oid(31)}
    made = fw.add_job({'gear_id': gear.id, 'inputs': {}, 'destination': destination, 'config': {}})
    assert fw.get_job(made).destination.id == oid(31)
    with refused(400):
        fw.add_job({'gear_id': gear.id, 'inputs': {}, 'destination': {'type': 'analysis', 'id': oid(301)}, 'config': {}})


def test_gears(fw):
    newest = {gear.gear.name: gear.gear.version for gear in fw.gears.find()}
    assert newest['bids-fmriprep'] == '1.2.3'
    every = [gear.gear.version for gear in fw.get_all_gears(all_versions=True) if gear.gear.name == 'bids-fmriprep']
    assert set(every) == {'1.2.2', '1.2.3'}
    gear = fw.get_gear(fw.gears.find_first('gear.name=dcm2niix').id)
    assert gear.category == 'converter'


def test_analyses_change_and_go(fw, refused):
    analysis = fw.get_analysis(oid(306))
    analysis.update(label='renamed by hand')
    assert fw.get_analysis(oid(306)).label == 'renamed by hand'
    fw.delete_session_analysis(oid(21), oid(306), delete_reason='test_data')
    with refused(404):
        fw.get_analysis(oid(306))


def test_who_may_do_what(ra, reader, refused):
    assert {job.id for job in ra.get_session_jobs(oid(21)).jobs} >= {FAILED}
    assert reader.get_job_logs(FAILED).logs
    with refused(403):
        reader.retry_job(FAILED)
    with refused(403):
        reader.change_job_state(RUNNING, 'cancelled')
    made = ra.retry_job(FAILED)
    assert ra.get_job_detail(made).previous_job_id == FAILED


def test_ones_own_jobs(ra):
    gear = ra.gears.find_first('gear.name=dcm2niix')
    made = ra.add_job({'gear_id': gear.id, 'inputs': {}, 'destination': {'type': 'acquisition', 'id': oid(31)}, 'config': {}})
    mine = ra.get_current_user_jobs()
    assert made in {job.id for job in mine.jobs}
    assert ra.get_job_detail(made).origin.id == RA
