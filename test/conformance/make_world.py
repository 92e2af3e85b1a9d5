"""The small site that the checks run on. Ids and labels are fixed, so that checks can name them."""

ADMIN = 'admin@lab.example'
RA = 'ra1@lab.example'
READER = 'ra2@lab.example'
NOBODY = 'ra3@lab.example'

KEYS = {
    ADMIN: 'adminsecret00001',
    RA: 'rasecret00000002',
    READER: 'readersecret0003',
    NOBODY: 'nobodysecret0004',
}


def oid(number):
    """A 24-hex id that sorts by its number."""
    return f'64b0c0ffee{number:014x}'


STUDY_A = oid(1)
STUDY_B = oid(2)
UNSORTED = oid(3)
OTHER = oid(4)
CUSTOM_ROLE = oid(90)

READ_ACTIONS = [
    'containers_view_metadata', 'files_view_metadata', 'tags_view', 'notes_view',
    'project_permissions_view', 'data_views_view', 'session_templates_view',
    'gear_rules_view', 'jobs_view', 'analyses_view_metadata', 'files_download', 'files_view_contents',
]


def job(number, state, gear='bids-fmriprep', **more):
    return {
        '_id': oid(number), 'gear': gear, 'version': '1.2.3', 'state': state,
        'tags': ['analysis', gear], 'config': {'speed': 3},
        'created': '2026-03-05T10:00:00Z', **more,
    }


def finished(number, state, **more):
    return job(number, state, started='2026-03-05T10:01:00Z', ended='2026-03-05T11:00:00Z', **more)


def measured(name, size):
    """A file of which the world tells the size alone: the sandbox makes up its bytes."""
    return {'name': name, 'size': size}


FMRIPREP = [
    {'_id': oid(301), 'label': 'bids-fmriprep 2026-03-05', 'job': finished(401, 'complete', log=['Gear Name: bids-fmriprep', 'done']),
     'files': [{'name': 'report.txt', 'text': 'all good\n'}, {'name': 'numbers.csv', 'text': 'a,b\n1,2\n'}]},
    {'_id': oid(302), 'label': 'bids-fmriprep 2026-03-06',
     'job': finished(402, 'failed', failure_reason='gear_failure', log=['starting', 'Killed'])},
    {'_id': oid(303), 'label': 'bids-fmriprep 2026-03-07', 'job': finished(403, 'cancelled')},
    {'_id': oid(304), 'label': 'hcp-func', 'job': job(404, 'running', gear='hcp-func', started='2026-03-05T10:01:00Z')},
    {'_id': oid(305), 'label': 'hcp-func', 'job': job(405, 'pending', gear='hcp-func')},
    {'_id': oid(306), 'label': 'by hand', 'job': None, 'files': [{'name': 'hand.txt', 'text': 'by hand'}, measured('big.zip', 3_000_000), measured('tiny.zip', 10)]},
]

HEADER = {'header': {'dicom': {'AccessionNumber': 'StudyA/101/ses-1', 'ReferringPhysicianName': 'smith'}}}


def session(number, label, timestamp='2026-03-04T17:05:09Z', **more):
    return {'_id': oid(number), 'label': label, 'timestamp': timestamp, 'uid': f'1.2.840.{number}', **more}


def scan(number, label='anat-T1w', name='scan.dicom.zip'):
    return {'_id': oid(number), 'label': label, 'files': [{'name': name, 'type': 'dicom', 'text': 'DICM bytes', 'info': HEADER}]}


def study_a():
    return {
        '_id': STUDY_A, 'group': 'smith', 'label': 'StudyA', 'info': {'pi': 'smith'},
        'permissions': [{'_id': RA, 'roles': ['admin']}, {'_id': READER, 'roles': ['read-only']}],
        'files': [{'name': 'notes.txt', 'text': 'of the project'}],
        'subjects': [
            {'_id': oid(11), 'label': '101', 'sessions': [
                session(21, 'ses-1', tags=['kept'], notes=['a note'], info={'age group': 'adult', 'depth': {'level': 2}},
                        operator='tech', acquisitions=[scan(31), scan(32, 'func-rest', 'rest.dicom.zip')], analyses=FMRIPREP),
                session(22, 'ses-2', '2026-03-11T17:05:09Z'),
            ]},
            {'_id': oid(12), 'label': 'a,b', 'sessions': [session(23, 'ses-1', '2026-02-01T08:00:00Z')]},
            {'_id': oid(13), 'label': 'EX-7', 'sessions': [session(24, 'odd label', None)]},
            {'_id': oid(14), 'label': 'null', 'sessions': [session(25, 'true', '2026-01-01T00:00:00Z')]},
        ],
    }


def unsorted():
    return {
        '_id': UNSORTED, 'group': 'smith', 'label': 'Unsorted', 'permissions': [{'_id': RA, 'roles': ['admin']}],
        'subjects': [
            {'_id': oid(15), 'label': '101', 'sessions': [session(41, 'gr-smith_proj-StudyA_ses-1.2.840.41')]},
            {'_id': oid(16), 'label': 'lonely', 'sessions': [session(42, 'gr-smith_proj-StudyX_ses-1.2.840.42', acquisitions=[scan(33)])]},
            {'_id': oid(17), 'label': 'shared', 'sessions': [session(43, 'first'), session(44, 'second')]},
        ],
    }


def world():
    """The world file: see `flydeck sandbox --seed FILE`."""
    return {
        'users': [
            {'_id': ADMIN, 'firstname': 'Site', 'lastname': 'Admin', 'roles': ['user', 'site_admin'], 'key': KEYS[ADMIN]},
            {'_id': RA, 'firstname': 'Research', 'lastname': 'Assistant', 'roles': ['user'], 'key': KEYS[RA]},
            {'_id': READER, 'firstname': 'Second', 'lastname': 'Assistant', 'roles': ['user'], 'key': KEYS[READER]},
            {'_id': NOBODY, 'firstname': 'Third', 'lastname': 'Assistant', 'roles': ['user'], 'key': KEYS[NOBODY]},
        ],
        'roles': [{'_id': CUSTOM_ROLE, 'label': 'viewer', 'actions': READ_ACTIONS}],
        'groups': [
            {'_id': 'smith', 'label': 'Smith Lab', 'permissions': [{'_id': RA, 'access': 'admin'}],
             'permissions_template': [{'_id': RA, 'roles': ['admin']}]},
            {'_id': 'jones', 'label': 'Jones Lab'},
        ],
        'gears': [
            {'name': 'bids-fmriprep', 'version': '1.2.3', 'category': 'analysis', 'config': {'speed': {'type': 'integer'}}},
            {'name': 'bids-fmriprep', 'version': '1.2.2', 'category': 'analysis'},
            {'name': 'dcm2niix', 'version': '2.1.3_inc1.0', 'category': 'converter'},
        ],
        'projects': [
            study_a(),
            {'_id': STUDY_B, 'group': 'smith', 'label': 'Study B', 'permissions': [{'_id': RA, 'roles': ['admin']}],
             'subjects': [{'_id': oid(18), 'label': '101', 'sessions': [session(45, 'ses-1')]}]},
            unsorted(),
            {'_id': OTHER, 'group': 'jones', 'label': 'Other',
             'subjects': [{'_id': oid(19), 'label': '101', 'sessions': [session(46, 'ses-1')]}]},
        ],
    }
