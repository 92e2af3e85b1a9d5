"""Bytes up, bytes down, and what is known of a file."""
import hashlib
import io
import tarfile
import urllib.error
import urllib.request
import zipfile

import flywheel
import pytest

from make_world import OTHER, STUDY_A, oid


@pytest.fixture
def scan(fw):
    [file] = fw.get_acquisition(oid(31)).files
    return file


@pytest.fixture
def zipped(tmp_path):
    """A zip with two members, as gears leave them."""
    path = tmp_path / 'output.zip'
    with zipfile.ZipFile(path, 'w') as archive:
        archive.writestr('sub/one.txt', 'first')
        archive.writestr('two.txt', 'second')
    return path


def test_down_to_a_file(scan, tmp_path):
    scan.download(str(tmp_path / 'scan'))
    assert (tmp_path / 'scan').read_bytes() == b'DICM bytes'


def test_down_by_name(fw, tmp_path):
    fw.get_acquisition(oid(31)).download_file('scan.dicom.zip', str(tmp_path / 'scan'))
    assert (tmp_path / 'scan').read_bytes() == b'DICM bytes'
    assert fw.get_project(STUDY_A).read_file('notes.txt') == b'of the project'


def test_read_in_memory(scan):
    assert scan.read() == b'DICM bytes'


def test_a_found_file_knows_its_parent(fw):
    found = fw.files.find_first('name=scan.dicom.zip', f'parents.project={STUDY_A}')
    assert found.parent.id == oid(31)
    assert found.read() == b'DICM bytes'
    assert fw.get_file(found.file_id).name == 'scan.dicom.zip'


def test_a_ticket_needs_no_key(scan):
    with urllib.request.urlopen(scan.url()) as response:
        assert response.read() == b'DICM bytes'


def test_a_ticket_nobody_gave(scan):
    url = scan.url().split('ticket=')[0] + 'ticket=0123456789'
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(url)
    assert caught.value.code == 404


def test_no_such_file(fw, refused):
    with refused(404):
        fw.get_acquisition(oid(31)).read_file('nothing.txt')


@pytest.mark.parametrize('container', [STUDY_A, oid(11), oid(21), oid(31)])
def test_up(fw, tmp_path, container):
    path = tmp_path / 'new file ä.bin'
    path.write_bytes(bytes(range(256)) * 40)
    fw.get(container).upload_file(str(path))
    [file] = [file for file in fw.get(container).files if file.name == path.name]
    assert file.size == 10240
    assert file.read() == path.read_bytes()
    assert file.origin.type == 'user'
    assert (file.parent_ref.id, file.version) == (container, 1)
    assert file.hash in ('', f'v0-sha384-{hashlib.sha384(path.read_bytes()).hexdigest()}')


def test_up_from_memory(fw):
    session = fw.get_session(oid(22))
    spec = flywheel.FileSpec('told.txt', contents='told in memory', content_type='text/plain')
    session.upload_file(spec, metadata={'type': 'text', 'tags': ['new'], 'info': {'a': 1}})
    file = fw.get_session(oid(22)).get_file('told.txt')
    assert file.read() == b'told in memory'
    assert (file.type, file.tags, file.info) == ('text', ['new'], {'a': 1})


def test_a_name_that_exists_gains_a_version(fw, scan):
    acquisition = fw.get_acquisition(oid(31))
    acquisition.upload_file(flywheel.FileSpec('scan.dicom.zip', contents='better bytes'))
    [file] = fw.get_acquisition(oid(31)).files
    assert (file.file_id, file.version) == (scan.file_id, 2)
    assert file.read() == b'better bytes'
    assert scan.read() == b'DICM bytes', 'an older version can still be read'
    assert [version.version for version in fw.get_file_versions(file.file_id)] in ([1, 2], [2, 1])


def test_an_analysis_by_hand(fw, zipped, tmp_path):
    session = fw.get_session(oid(22))
    analysis = session.add_analysis(label='Sample Upload', description='by hand', inputs=[fw.get_acquisition(oid(31)).files[0].ref()])
    assert analysis.label == 'Sample Upload'
    analysis.upload_output(str(zipped))
    other = tmp_path / 'more.csv'
    other.write_text('a,b\n')
    analysis.upload_output(str(other))
    read = fw.get_analysis(analysis.id)
    assert {file.name for file in read.files} == {'output.zip', 'more.csv'}
    assert read.job is None
    assert [file.name for file in read.inputs] == ['scan.dicom.zip']
    [output] = [file for file in read.files if file.name == 'output.zip']
    assert output.read() == zipped.read_bytes()
    assert [found.id for found in fw.get_session(oid(22)).analyses] == [analysis.id]


def test_inside_a_zip(fw, zipped, tmp_path, refused):
    session = fw.get_session(oid(22))
    session.upload_file(str(zipped))
    session = session.reload()
    file = session.get_file('output.zip')
    assert {member.path: member.size for member in file.get_zip_info().members} == {'sub/one.txt': 5, 'two.txt': 6}
    assert {member.path for member in session.get_file_zip_info('output.zip').members} == {'sub/one.txt', 'two.txt'}
    assert file.read_zip_member('sub/one.txt') == b'first'
    file.download_zip_member('two.txt', str(tmp_path / 'two'))
    assert (tmp_path / 'two').read_text() == 'second'
    with refused(400):
        file.read_zip_member('three.txt')


def test_not_a_zip(fw, refused):
    with refused(400):
        fw.get_project(STUDY_A).get_file('notes.txt').get_zip_info()


def test_a_zip_of_which_only_the_size_is_known(fw, tmp_path):
    files = {file.name: file for file in fw.get_analysis(oid(306)).files}
    files['big.zip'].download(str(tmp_path / 'big.zip'))
    assert (tmp_path / 'big.zip').stat().st_size == 3_000_000
    with zipfile.ZipFile(tmp_path / 'big.zip') as archive:
        assert archive.testzip() is None
        [member] = archive.namelist()
        content = archive.read(member)
    assert [found.path for found in files['big.zip'].get_zip_info().members] == [member]
    assert files['big.zip'].read_zip_member(member) == content
    assert len(files['tiny.zip'].read()) == 10


def test_many_at_once(fw, tmp_path):
    summary = fw.download_tar([fw.get_session(oid(21))], str(tmp_path / 'all.tar'), include_types=['dicom'])
    assert summary.file_cnt == 2
    with tarfile.open(tmp_path / 'all.tar') as archive:
        files = [member for member in archive.getmembers() if member.isfile()]
        assert sorted(member.name.rsplit('/', 1)[-1] for member in files) == ['rest.dicom.zip', 'scan.dicom.zip']
        assert archive.extractfile(files[0]).read() == b'DICM bytes'
    fw.download_zip(fw.get_analysis(oid(301)), str(tmp_path / 'all.zip'))
    with zipfile.ZipFile(tmp_path / 'all.zip') as archive:
        assert {name.rsplit('/', 1)[-1] for name in archive.namelist()} >= {'report.txt', 'numbers.csv'}


def test_tags_and_info_of_a_file(fw, scan):
    scan.add_tag('checked')
    scan.add_tags(['one', 'two'])
    assert set(fw.get_file(scan.file_id).tags) == {'checked', 'one', 'two'}
    scan.delete_tag('one')
    assert set(fw.get_file_tags(scan.file_id)) == {'checked', 'two'}
    assert [file.file_id for file in fw.files.find('tags=checked')] == [scan.file_id]
    scan.update_info(rating=5)
    assert fw.get_acquisition(oid(31)).files[0].info['rating'] == 5
    assert 'header' in fw.get_acquisition(oid(31)).files[0].info
    scan.delete_info('rating')
    assert 'rating' not in fw.get_file_info(scan.file_id)
    scan.update(type='archive', modality='MR')
    assert (fw.get_file(scan.file_id).type, fw.get_file(scan.file_id).modality) == ('archive', 'MR')


def test_delete_a_file(fw, refused):
    project = fw.get_project(STUDY_A)
    project.delete_file('notes.txt', delete_reason='test_data')
    assert [file.name for file in fw.get_project(STUDY_A).files] == []
    with refused(404):
        project.read_file('notes.txt')


def test_who_may_carry_what(ra, reader, refused):
    assert reader.get_acquisition(oid(31)).files[0].read() == b'DICM bytes'
    with refused(403):
        reader.get_session(oid(21)).upload_file(flywheel.FileSpec('x.txt', contents='x'))
    with refused(403):
        reader.get_session(oid(21)).add_analysis(label='not mine')
    with refused(403):
        ra.add_project_analysis(OTHER, {'label': 'not mine'})
    ra.get_session(oid(21)).upload_file(flywheel.FileSpec('x.txt', contents='x'))
    assert reader.get_session(oid(21)).read_file('x.txt') == b'x'
