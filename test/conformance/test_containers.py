"""From group down to file: look up, read, make, change, delete."""
import datetime

import pytest

from make_world import ADMIN, RA, STUDY_A, STUDY_B, oid


@pytest.mark.parametrize(
    'path, kind, id_',
    [
        ('smith', 'group', 'smith'),
        ('smith/StudyA', 'project', STUDY_A),
        ('smith/StudyA/101', 'subject', oid(11)),
        ('smith/StudyA/101/ses-1', 'session', oid(21)),
        ('smith/StudyA/101/ses-1/anat-T1w', 'acquisition', oid(31)),
        ('smith/Study B/101/ses-1', 'session', oid(45)),
        ('smith/StudyA/a,b', 'subject', oid(12)),
        ('smith/StudyA/101/ses-1/analyses/hcp-func', 'analysis', None),
        (f'smith/<id:{STUDY_B}>', 'project', STUDY_B),
    ],
)
def test_look_up(fw, path, kind, id_):
    found = fw.lookup(path)
    assert found.container_type == kind
    assert id_ is None or found.id == id_


def test_look_up_a_file(fw):
    found = fw.lookup('smith/StudyA/101/ses-1/anat-T1w/files/scan.dicom.zip')
    assert found.container_type == 'file'
    assert found.name == 'scan.dicom.zip'


@pytest.mark.parametrize('path', ['nowhere', 'smith/Nothing', 'smith/StudyA/102', 'smith/StudyA/101/ses-9', 'jones/StudyA'])
def test_look_up_what_is_not_there(fw, refused, path):
    with refused(404):
        fw.lookup(path)


def test_resolve_gives_the_way_and_the_children(fw):
    found = fw.resolve('smith/StudyA/101')
    assert [node.id for node in found.path] == ['smith', STUDY_A, oid(11)]
    assert {child.id for child in found.children} >= {oid(21), oid(22)}
    assert {child.container_type for child in found.children} == {'session'}


@pytest.mark.parametrize(
    'id_, kind',
    [('smith', 'group'), (STUDY_A, 'project'), (oid(11), 'subject'), (oid(21), 'session'), (oid(31), 'acquisition'), (oid(301), 'analysis')],
)
def test_get_anything_by_its_id(fw, id_, kind):
    found = fw.get(id_)
    assert found.container_type == kind
    assert found.id == id_
    assert found.label


def test_get_what_is_not_there(fw, refused):
    with refused(404):
        fw.get(oid(999999))
    with refused(404):
        fw.get_session(oid(999999))


def test_a_session_whole(fw):
    session = fw.get_session(oid(21))
    assert session.label == 'ses-1'
    assert session.subject.label == '101' and session.subject.id == oid(11)
    assert session.project == STUDY_A and session.group == 'smith'
    assert (session.parents.group, session.parents.project, session.parents.subject) == ('smith', STUDY_A, oid(11))
    assert session.uid == '1.2.840.21'
    assert session.timestamp == datetime.datetime(2026, 3, 4, 17, 5, 9, tzinfo=datetime.timezone.utc)
    assert session.operator == 'tech'
    assert session.tags == ['kept']
    assert [note.text for note in session.notes] == ['a note']
    assert session.info == {'age group': 'adult', 'depth': {'level': 2}}
    assert session.created and session.modified


def test_down_the_tree_by_finders(fw):
    project = fw.lookup('smith/StudyA').reload()
    subject = project.subjects.find_first('label="101"').reload()
    assert [session.label for session in subject.sessions.find(sort='label:asc')] == ['ses-1', 'ses-2']
    session = subject.sessions.find_first('label=ses-1')
    acquisition = session.acquisitions.find_first('label=anat-T1w').reload()
    assert acquisition.parents.session == session.id
    [file] = acquisition.files
    assert (file.name, file.type, file.size) == ('scan.dicom.zip', 'dicom', len('DICM bytes'))
    assert file.info['header']['dicom']['AccessionNumber'] == 'StudyA/101/ses-1'


def test_everything_below_a_project_in_one_list(fw):
    project = fw.get_project(STUDY_A)
    labels = ['anat-T1w', 'func-rest']
    assert sorted(one.label for one in fw.get_project_acquisitions(STUDY_A)) == labels
    assert sorted(one.label for one in fw.acquisitions.find(f'parents.project={STUDY_A}')) == labels
    assert {one.session for one in fw.get_project_acquisitions(STUDY_A)} == {oid(21)}
    assert {one.id for one in project.subjects()} == {one.id for one in fw.get_project_subjects(STUDY_A)} >= {oid(11), oid(12)}
    assert {one.id for one in fw.get_subject_sessions(oid(11))} == {oid(21), oid(22)}


def test_group_projects(fw):
    assert {project.id for project in fw.get_group('smith').projects.find()} >= {STUDY_A, STUDY_B}


def test_make_a_branch(fw):
    group = fw.get_group('jones')
    project = group.add_project(label='New Study')
    subject = project.add_subject(label='201')
    session = subject.add_session(label='ses-1')
    acquisition = session.add_acquisition(label='anat')
    assert fw.lookup('jones/New Study/201/ses-1/anat').id == acquisition.id
    assert session.parents.subject == subject.id and session.group == 'jones'
    assert fw.get_subject(subject.id).code == '201'


def test_a_session_may_name_its_subject(fw):
    session = fw.get_project(STUDY_B).add_session(label='ses-9', subject={'label': '777'})
    assert fw.lookup('smith/Study B/777/ses-9').id == session.id


def test_labels_of_subjects_are_unique(fw, refused):
    with refused(422):
        fw.get_project(STUDY_A).add_subject(label='101')


@pytest.mark.parametrize('label', ['Unsorted', 'Unknown'])
def test_reserved_project_labels(fw, refused, label):
    with refused(400):
        fw.get_group('jones').add_project(label=label)


def test_a_new_group(fw):
    assert fw.add_group({'_id': 'newlab', 'label': 'New Lab'}) == 'newlab'
    assert fw.get_group('newlab').label == 'New Lab'


def test_a_new_project_takes_the_template(fw):
    made = fw.add_project({'group': 'smith', 'label': 'Inherits'}, inherit=True)
    assert RA in {entry.id for entry in fw.get_project(made).permissions}


def test_change_labels_and_fields(fw):
    session = fw.get_session(oid(22))
    session.update(label='ses-two', operator='somebody')
    read = session.reload()
    assert (read.label, read.operator) == ('ses-two', 'somebody')
    assert read.modified >= session.modified
    fw.get_subject(oid(13)).update(label='EX-8')
    subject = fw.get_subject(oid(13))
    assert (subject.label, subject.code) == ('EX-8', 'EX-8')
    fw.get_project(STUDY_B).update(description='told')
    assert fw.get_project(STUDY_B).description == 'told'


def test_a_subject_moves_with_its_label_free_there(fw, refused):
    fw.get_subject(oid(13)).update(project=STUDY_B)
    assert fw.lookup('smith/Study B/EX-7/odd label').id == oid(24)
    with refused(422):
        fw.get_subject(oid(11)).update(project=STUDY_B)


def test_delete_needs_a_reason_that_exists(fw, refused):
    fw.delete_session(oid(25), delete_reason='test_data')
    with refused(404):
        fw.get_session(oid(25))
    fw.delete_subject(oid(14), delete_reason='container_is_empty')
    with refused(404):
        fw.get_subject(oid(14))
    assert fw.get_project(STUDY_A).subjects.find('label="null"') == []


def test_what_others_see(ra, reader, refused):
    assert {project.label for project in ra.projects.find()} == {'StudyA', 'Study B', 'Unsorted'}
    assert {project.label for project in reader.projects.find()} == {'StudyA'}
    assert len(reader.get_project(STUDY_A).sessions.find()) == 5
    with refused(403):
        reader.get_project(STUDY_B)
    with refused(403):
        reader.get_session(oid(45))
    with refused(403, 404):
        reader.lookup('smith/Study B')


def test_who_may_write(ra, reader, site, refused):
    with refused(403):
        reader.get_session(oid(21)).update(label='not mine')
    with refused(403):
        reader.add_subject({'project': STUDY_A, 'label': 'new'})
    with refused(403):
        ra.add_project({'group': 'jones', 'label': 'not mine'})
    with refused(403):
        ra.add_group({'_id': 'nope', 'label': 'nope'})
    assert ra.get_session(oid(21)).label == 'ses-1'
    ra.get_session(oid(21)).update(label='ses-01')
    assert reader.get_session(oid(21)).label == 'ses-01'


def test_exhaustive_is_for_site_admins(site, fw, ra, refused):
    assert {project.label for project in fw.projects.find()} >= {'Other', 'StudyA'}
    plain = site.login(ADMIN)
    assert plain.projects.find() == [], 'without it a list holds what one has a permission on'
    assert plain.get_project(STUDY_A).label == 'StudyA', 'but one may read and write everything'
    with refused(403):
        ra.get_all_projects(exhaustive=True)
