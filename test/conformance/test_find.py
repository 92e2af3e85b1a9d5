"""Lists: the filter grammar with its traps, order, and the three ways through the pages."""
import pytest

from make_world import STUDY_A, UNSORTED, oid


def labels(found):
    return sorted(item.label for item in found)


@pytest.fixture
def study(fw):
    return fw.get_project(STUDY_A)


def test_equal(study):
    assert labels(study.subjects.find('label=EX-7')) == ['EX-7']


def test_a_numeric_label_must_be_quoted(study):
    assert study.subjects.find('label=101') == []
    assert labels(study.subjects.find('label="101"')) == ['101']


def test_so_must_null_and_true(study):
    assert study.subjects.find('label=null') == []
    assert labels(study.subjects.find('label="null"')) == ['null']
    assert study.sessions.find('label=true') == []
    assert labels(study.sessions.find('label="true"')) == ['true']


def test_a_comma_is_escaped(study):
    assert labels(study.subjects.find(r'label="a\,b"')) == ['a,b']
    assert labels(study.subjects.find(r'label=a\,b')) == ['a,b']


def test_not_equal(study):
    assert labels(study.subjects.find('label!=EX-7')) == ['101', 'a,b', 'null']


def test_pattern(study):
    assert labels(study.subjects.find('label=~^EX')) == ['EX-7']
    assert labels(study.subjects.find('label=~0')) == ['101']
    assert study.subjects.find('label=~^ex') == []
    assert study.subjects.find('label=~"^EX"') == [], 'quotes belong to the pattern'


@pytest.mark.parametrize(
    'term, expected',
    [
        ('timestamp>2026-03-04', ['ses-1', 'ses-2']),
        ('timestamp>2026-03-04T17:05:09Z', ['ses-2']),
        ('timestamp>=2026-03-04T17:05:09Z', ['ses-1', 'ses-2']),
        ('timestamp<2026-02-01T08:00:00Z', ['true']),
        ('timestamp<=2026-02-01T08:00:00Z', ['ses-1', 'true']),
    ],
)
def test_compare_dates(study, term, expected):
    assert labels(study.sessions.find(term)) == expected


def test_terms_are_anded(study):
    assert len(study.sessions.find('label=ses-1')) == 2
    found = study.sessions.find('label=ses-1', 'timestamp>2026-03-01', 'timestamp<2026-04-01')
    assert [session.id for session in found] == [oid(21)]


def test_ids_are_not_quoted(fw):
    assert len(fw.sessions.find(f'parents.project={STUDY_A}')) == 5
    assert len(fw.sessions.find(f'project={STUDY_A}')) == 5
    assert fw.sessions.find(f'parents.project="{STUDY_A}"') == []
    assert [project.id for project in fw.projects.find(f'_id={STUDY_A}')] == [STUDY_A]


def test_groups_by_name(fw):
    assert labels(fw.projects.find('group=smith')) == ['Study B', 'StudyA', 'Unsorted']
    assert [group.id for group in fw.groups.find('_id=jones')] == ['jones']


def test_paths_into_a_document(fw, study):
    assert [session.id for session in study.sessions.find('tags=kept')] == [oid(21)]
    assert [session.id for session in study.sessions.find('info.depth.level=2')] == [oid(21)]
    assert [session.id for session in study.sessions.find('info.age group=adult')] == [oid(21)]
    assert study.sessions.find('info.depth=2') == [], 'an object equals nothing'
    assert len(fw.sessions.find('subject.label="101"', f'project={UNSORTED}')) == 1


def test_a_term_without_operator(study, refused):
    with refused(422, 400):
        study.subjects.find('label')


def test_sort(study):
    by_time = study.sessions.find(sort='timestamp:desc')
    stamps = [session.timestamp for session in by_time if session.timestamp]
    assert stamps == sorted(stamps, reverse=True)
    assert [subject.label for subject in study.subjects.find(sort='label:asc')] == ['101', 'EX-7', 'a,b', 'null']


def test_first_and_only(fw, study):
    assert study.subjects.find_first('label=EX-7').label == 'EX-7'
    assert study.subjects.find_first('label=nobody') is None
    assert fw.projects.find_one('label=StudyA').id == STUDY_A
    with pytest.raises(ValueError):
        study.sessions.find_one('label=ses-1')


def test_pages_by_number(study):
    pages = [study.sessions.find(limit=2, page=page, sort='created:asc,_id:asc') for page in (1, 2, 3, 4)]
    assert [len(page) for page in pages] == [2, 2, 1, 0]
    assert len({session.id for page in pages for session in page}) == 5


def test_skip(study):
    everything = [session.id for session in study.sessions.find(sort='_id:asc', limit=10)]
    assert [session.id for session in study.sessions.find(sort='_id:asc', limit=10, skip=3)] == everything[3:]


def test_pages_by_cursor(study):
    first = study.sessions(limit=2)
    then = study.sessions(limit=2, after_id=first[-1].id)
    assert len(first) == len(then) == 2
    assert max(item.id for item in first) < min(item.id for item in then)
    assert study.sessions(limit=2, after_id='f' * 24) == []


@pytest.mark.parametrize('size', [1, 2, 5, 250])
def test_iterating_gives_each_once(study, size):
    assert sorted(session.id for session in study.sessions.iter_find(limit=size)) == [oid(n) for n in range(21, 26)]


def test_more_than_a_page(fw):
    project = fw.get_project(STUDY_A)
    for number in range(260):
        fw.add_subject({'project': project.id, 'label': f'many-{number:03d}'})
    assert len(project.subjects.find('label=~^many-')) == 260
    assert len(list(project.subjects.iter_find('label=~^many-', sort='label:asc', limit=100))) == 260


@pytest.mark.parametrize('kind', ['users', 'groups', 'projects', 'subjects', 'sessions', 'acquisitions', 'jobs', 'gears', 'analyses'])
def test_every_list_comes_to_an_end(fw, kind):
    found = getattr(fw, kind).find()
    assert found
    ids = [item.id for item in found]
    assert len(ids) == len(set(ids))
    smaller = [item.id for item in getattr(fw, kind).iter_find(limit=2)]
    assert sorted(smaller) == sorted(ids)


def test_files_have_pages_of_their_own(fw):
    found = fw.files.find(f'parents.project={STUDY_A}')
    assert {'scan.dicom.zip', 'rest.dicom.zip', 'notes.txt', 'report.txt'} <= {file.name for file in found}
    assert [file.file_id for file in fw.files.iter_find(f'parents.project={STUDY_A}', limit=2)] == [file.file_id for file in found]
    scan = fw.files.find_first('name=scan.dicom.zip', f'parents.project={STUDY_A}')
    assert scan.info['header']['dicom']['AccessionNumber'] == 'StudyA/101/ses-1'
    assert scan.parent_ref.id == oid(31)


def test_lists_keep_info_back(fw, study):
    listed = study.sessions.find_first('tags=kept')
    assert not listed.info
    assert listed.info_exists is True
    assert fw.get_session(listed.id).info['age group'] == 'adult'
    asked = fw.get_project_sessions(STUDY_A, filter='tags=kept', include_all_info=True)
    assert asked[0].info['age group'] == 'adult'


@pytest.mark.parametrize(
    'bad',
    [
        {'limit': 2, 'page': 2, 'skip': 2},
        {'limit': 2, 'after_id': oid(21), 'page': 2},
        {'limit': 2, 'after_id': oid(21), 'sort': 'label:asc'},
        {'limit': -1},
    ],
)
def test_paging_that_makes_no_sense(study, refused, bad):
    with refused(422):
        study.sessions(**bad)
