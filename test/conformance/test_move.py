"""Where a session goes, and what goes with it."""
import pytest

from make_world import OTHER, STUDY_A, STUDY_B, UNSORTED, oid

ONE_OF_TWO = oid(43)
THE_OTHER = oid(44)
LONELY = oid(42)
CLASHING = oid(41)


def place(fw, session_id):
    session = fw.get_session(session_id)
    return session.project, session.subject.label, session.label


def bulk(fw, sources, destination, kind, mode):
    return fw.bulk_move_sessions(
        {
            'sources': sources,
            'destinations': [destination],
            'destination_container_type': kind,
            'conflict_mode': mode,
        }
    )


def test_the_only_session_takes_its_subject_along(fw):
    fw.get_session(LONELY).update(project=STUDY_B)
    session = fw.get_session(LONELY)
    assert session.project == STUDY_B
    assert session.subject.id == oid(16), 'the subject itself moved'
    assert fw.get_subject(oid(16)).project == STUDY_B
    assert fw.get_project(UNSORTED).subjects.find('label=lonely') == []


def test_what_hangs_on_it_follows(fw):
    fw.get_session(LONELY).update(project=OTHER)
    session = fw.get_session(LONELY)
    assert (session.group, session.parents.group, session.parents.project) == ('jones', 'jones', OTHER)
    [acquisition] = session.acquisitions.find()
    assert acquisition.parents.project == OTHER and acquisition.parents.group == 'jones'
    assert fw.files.find(f'parents.project={UNSORTED}') == []


def test_one_of_several_leaves_its_subject_behind(fw):
    fw.get_session(ONE_OF_TWO).update(project=STUDY_B)
    session = fw.get_session(ONE_OF_TWO)
    assert (session.project, session.subject.label) == (STUDY_B, 'shared')
    assert session.subject.id != oid(17), 'the subject was copied'
    assert place(fw, THE_OTHER) == (UNSORTED, 'shared', 'second')
    assert fw.get_subject(oid(17)).project == UNSORTED


def test_a_label_that_is_taken_there(fw, refused):
    with refused(422) as caught:
        fw.get_session(CLASHING).update(project=STUDY_A)
    assert '101' in caught.value.reason
    assert place(fw, CLASHING)[0] == UNSORTED


def test_then_into_the_subject_that_is_there(fw, refused):
    """What scripts do: move to the project, and on 422 into the subject of the same label."""
    session = fw.get_session(CLASHING)
    with refused(422):
        session.update(project=STUDY_A)
    target = fw.get_project(STUDY_A).subjects.find_first('label="101"')
    bulk(fw, [session.id], target.id, 'subjects', 'move')
    assert fw.get_session(CLASHING).subject.id == target.id
    assert place(fw, CLASHING) == (STUDY_A, '101', session.label)
    fw.get_session(CLASHING).update(label='ses-3')
    assert fw.lookup('smith/StudyA/101/ses-3').id == CLASHING


def test_by_the_subjects_id(fw):
    fw.get_session(CLASHING).update(subject={'_id': oid(18)}, label='ses-2')
    assert place(fw, CLASHING) == (STUDY_B, '101', 'ses-2')
    assert fw.get_subject(oid(15)).project == UNSORTED, 'emptied, not deleted'


def test_a_subject_id_against_the_project(fw, refused):
    with refused(422):
        fw.get_session(CLASHING).update(subject={'_id': oid(18)}, project=OTHER)
    assert place(fw, CLASHING)[0] == UNSORTED


def test_a_subject_label_renames_the_subject_of_all(fw, refused):
    fw.get_session(ONE_OF_TWO).update(subject={'label': 'renamed'})
    assert place(fw, THE_OTHER) == (UNSORTED, 'renamed', 'second')
    assert fw.get_subject(oid(17)).label == 'renamed'
    with refused(422):
        fw.get_session(ONE_OF_TWO).update(subject={'label': 'lonely'})


def test_dry_names_the_conflicts_and_moves_nothing(fw):
    conflicts = bulk(fw, [CLASHING, LONELY], STUDY_A, 'projects', 'dry')
    assert [conflict.id for conflict in conflicts] == [CLASHING]
    assert conflicts[0].subject_code == '101'
    assert place(fw, CLASHING)[0] == place(fw, LONELY)[0] == UNSORTED


def test_skip_leaves_the_conflicts(fw):
    bulk(fw, [CLASHING, LONELY], STUDY_A, 'projects', 'skip')
    assert place(fw, CLASHING)[0] == UNSORTED
    assert place(fw, LONELY)[:2] == (STUDY_A, 'lonely')


def test_move_joins_the_subject_of_the_same_label(fw):
    bulk(fw, [CLASHING, LONELY], STUDY_A, 'projects', 'move')
    assert fw.get_session(CLASHING).subject.id == oid(11)
    assert place(fw, LONELY)[:2] == (STUDY_A, 'lonely')
    assert fw.get_subject(oid(15)).project == UNSORTED, 'the emptied subject stays'


def test_all_sessions_of_a_subject_take_it_along(fw):
    bulk(fw, [ONE_OF_TWO, THE_OTHER], STUDY_B, 'projects', 'skip')
    assert fw.get_session(ONE_OF_TWO).subject.id == fw.get_session(THE_OTHER).subject.id == oid(17)
    assert fw.get_subject(oid(17)).project == STUDY_B


def test_some_of_them_take_a_copy(fw):
    bulk(fw, [ONE_OF_TWO], STUDY_B, 'projects', 'skip')
    assert fw.get_session(ONE_OF_TWO).subject.id != oid(17)
    assert fw.get_session(THE_OTHER).subject.id == oid(17)


def test_many_into_one_subject(fw):
    bulk(fw, [CLASHING, LONELY, ONE_OF_TWO], oid(13), 'subjects', 'skip')
    assert {place(fw, id_)[:2] for id_ in (CLASHING, LONELY, ONE_OF_TWO)} == {(STUDY_A, 'EX-7')}
    assert len(fw.get_subject(oid(13)).sessions.find()) == 4


def test_sessions_into_sessions_is_not_made(fw, refused):
    with refused(501):
        bulk(fw, [CLASHING], oid(21), 'sessions', 'skip')


@pytest.mark.parametrize(
    'sources, destination, mode',
    [([oid(888)], STUDY_A, 'skip'), ([CLASHING], oid(888), 'skip'), ([CLASHING], STUDY_A, 'sideways')],
)
def test_bulk_moves_that_make_no_sense(fw, refused, sources, destination, mode):
    with refused(422):
        bulk(fw, sources, destination, 'projects', mode)
    assert place(fw, CLASHING)[0] == UNSORTED


def test_one_needs_rights_on_both_ends(fw, ra, reader, refused):
    with refused(403):
        ra.get_session(LONELY).update(project=OTHER)
    with refused(403):
        reader.get_session(oid(21)).update(project=STUDY_B)
    with refused(403):
        bulk(ra, [LONELY], OTHER, 'projects', 'skip')
    assert place(fw, LONELY)[0] == UNSORTED
    ra.get_session(LONELY).update(project=STUDY_B)
    assert place(fw, LONELY)[0] == STUDY_B
