"""Tags, notes and info, and the site's own records."""
import datetime
import json

import pytest

from make_world import ADMIN, RA, STUDY_A, oid


@pytest.mark.parametrize('container', [STUDY_A, oid(11), oid(22), oid(31), oid(301)])
def test_tags(fw, refused, container):
    thing = fw.get(container)
    thing.add_tag('waiting')
    with refused(409):
        thing.add_tag('waiting')
    assert 'waiting' in fw.get(container).tags
    thing.rename_tag('waiting', 'done')
    assert 'done' in fw.get(container).tags and 'waiting' not in fw.get(container).tags
    thing.delete_tag('done')
    assert 'done' not in (fw.get(container).tags or [])
    with refused(404):
        thing.delete_tag('done')


def test_many_tags(fw):
    fw.add_session_tags(oid(21), ['one', 'two'])
    assert set(fw.get_session(oid(21)).tags) == {'kept', 'one', 'two'}
    fw.delete_session_tags(oid(21), ['one', 'kept', 'absent'])
    assert fw.get_session(oid(21)).tags == ['two']


@pytest.mark.parametrize('container', [STUDY_A, oid(11), oid(22), oid(31)])
def test_notes(fw, refused, container):
    thing = fw.get(container)
    note = thing.add_note('set aside until Monday')
    assert note.text == 'set aside until Monday' and note.user == ADMIN
    [read] = [found for found in fw.get(container).notes if found.id == note.id]
    assert read.text == 'set aside until Monday'
    thing.delete_note(note.id)
    assert note.id not in [found.id for found in fw.get(container).notes or []]
    with refused(404):
        thing.delete_note(note.id)


def test_a_note_is_edited(fw):
    note = fw.add_session_note(oid(22), 'first')
    fw.modify_session_note(oid(22), note.id, 'second')
    assert fw.get_session_note(oid(22), note.id).text == 'second'


@pytest.mark.parametrize('container', [STUDY_A, oid(11), oid(22), oid(31), oid(301)])
def test_info(fw, container):
    thing = fw.get(container)
    thing.update_info(rater='one', scores={'a': 1, 'b': 2})
    thing.update_info(scores={'a': 3})
    info = fw.get(container).info
    assert info['rater'] == 'one'
    assert info['scores'] == {'a': 3}, 'a top-level key is replaced whole'
    thing.delete_info('rater')
    assert 'rater' not in fw.get(container).info
    thing.replace_info({'only': True})
    assert fw.get(container).info == {'only': True}


def test_info_takes_one_kind_of_change(fw, refused):
    with refused(400, 422):
        fw.modify_session_info(oid(22), {'set': {'a': 1}, 'replace': {'b': 2}})


def test_who_may_tell(ra, reader, refused):
    for attempt in (
        lambda session: session.add_tag('mine'),
        lambda session: session.add_note('mine'),
        lambda session: session.update_info(mine=True),
    ):
        with refused(403):
            attempt(reader.get_session(oid(21)))
    ra.get_session(oid(21)).add_note('from the lab')
    assert [note.user for note in reader.get_session(oid(21)).notes][-1] == RA


def test_collections(fw):
    made = fw.add_collection({'label': 'Best scans'})
    collection = fw.get_collection(made)
    assert collection.curator == ADMIN
    collection.add_sessions(oid(21))
    assert [session.id for session in fw.get_collection_sessions(made)] == [oid(21)]
    assert {acquisition.id for acquisition in fw.get_collection_acquisitions(made)} == {oid(31), oid(32)}
    assert 'Best scans' in {found.label for found in fw.collections.find()}


def test_access_log(fw, ra, refused):
    fw.get_job_logs(oid(401))
    fw.get_session(oid(21)).get_file('nothing')
    entries = fw.get_access_log_report(limit=50)
    assert entries
    stamps = [entry.timestamp for entry in entries]
    assert stamps == sorted(stamps, reverse=True)
    assert 'view_job_logs' in {entry.access_type for entry in entries}
    assert {entry.origin.id for entry in entries} <= {ADMIN, RA}
    with refused(403):
        ra.get_access_log_report(limit=5)


def test_usage(fw):
    now = datetime.datetime.now()
    rows = fw.get_usage_report(year=now.year, month=now.month)
    assert {row.project_label for row in rows} >= {'StudyA'}
    report = fw.get_site_report()
    assert report.group_count == len(fw.groups.find())


def test_data_views(fw):
    assert 'session.label' in {column.name for column in fw.data_view_columns()}
    view = fw.View(columns=['subject.label', 'session.label'])
    rows = json.load(fw.read_view_data(view, STUDY_A))['data']
    assert {(row['subject.label'], row['session.label']) for row in rows} >= {('101', 'ses-1'), ('EX-7', 'odd label')}
    made = fw.add_view(STUDY_A, fw.View(columns=['session.label'], label='kept view'))
    assert made in {found.id for found in fw.get_views(STUDY_A)}


def test_change_log(fw):
    fw.get_session(oid(22)).update(label='changed')
    changes = fw.get_change_log('session', oid(22)).changes
    assert changes and changes[-1].origin.id == ADMIN or changes[0].origin.id == ADMIN
