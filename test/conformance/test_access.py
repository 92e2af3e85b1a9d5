"""Roles, permissions, and what a group gives to its projects."""
import pytest

from make_world import ADMIN, CUSTOM_ROLE, NOBODY, OTHER, RA, READER, STUDY_A, STUDY_B, UNSORTED


@pytest.fixture
def roles(fw):
    """Role ids by label."""
    return {role.label: role.id for role in fw.get_all_roles()}


def grants(fw, project):
    return {entry.id: entry.role_ids for entry in fw.get_project(project, join_avatars=True).permissions}


def test_roles(fw, roles):
    built_in = {role.default_flywheel_role: role.label for role in fw.get_all_roles() if role.default_flywheel_role}
    assert built_in == {'admin': 'admin', 'rw': 'read-write', 'ro': 'read-only'}
    viewer = fw.get_role(CUSTOM_ROLE)
    assert viewer.label == 'viewer' and 'containers_view_metadata' in viewer.actions
    assert roles['viewer'] == CUSTOM_ROLE
    assert 'project_permissions_manage' in fw.get_role(roles['admin']).actions
    assert 'containers_modify_metadata' not in fw.get_role(roles['read-only']).actions


def test_a_role_is_made_and_used(fw, roles):
    actions = [str(action) for action in fw.get_role(CUSTOM_ROLE).actions]
    made = fw.add_role({'label': 'triage', 'actions': [*actions, 'containers_modify_metadata']})
    fw.add_role_to_group('smith', {'_id': made.id})
    assert made.id in {role.id for role in fw.get_all_group_roles('smith')}
    fw.get_project(STUDY_A).add_permission({'_id': NOBODY, 'role_ids': [made.id]})
    assert grants(fw, STUDY_A)[NOBODY] == [made.id]


def test_add_change_and_remove(fw, roles):
    project = fw.get_project(STUDY_A)
    added = project.add_permission({'_id': NOBODY, 'role_ids': [roles['read-only']]})
    assert (added.id, added.role_ids) == (NOBODY, [roles['read-only']])
    assert project.get_permission(NOBODY).role_ids == [roles['read-only']]
    project.update_permission(NOBODY, {'role_ids': [roles['read-write'], CUSTOM_ROLE]})
    assert project.get_permission(NOBODY).role_ids == [roles['read-write'], CUSTOM_ROLE], 'a change replaces all'
    assert grants(fw, STUDY_A)[NOBODY] == [roles['read-write'], CUSTOM_ROLE]
    project.delete_permission(NOBODY)
    assert NOBODY not in grants(fw, STUDY_A)


def test_refusals(fw, roles, refused):
    project = fw.get_project(STUDY_A)
    with refused(409):
        project.add_permission({'_id': READER, 'role_ids': [roles['admin']]})
    with refused(402):
        project.add_permission({'_id': 'stranger@elsewhere.example', 'role_ids': [roles['admin']]})
    for absent in (project.get_permission, project.delete_permission):
        with refused(404):
            absent(NOBODY)
    with refused(404):
        project.update_permission(NOBODY, {'role_ids': [roles['admin']]})
    assert grants(fw, STUDY_A)[READER] == [roles['read-only']]


def test_a_change_takes_hold_at_once(fw, reader, roles, refused):
    with refused(403):
        reader.get_project(STUDY_B)
    fw.get_project(STUDY_B).add_permission({'_id': READER, 'role_ids': [roles['read-only']]})
    assert reader.get_project(STUDY_B).label == 'Study B'
    with refused(403):
        reader.get_project(STUDY_B).update(description='mine')
    fw.get_project(STUDY_B).update_permission(READER, {'role_ids': [roles['read-write']]})
    reader.get_project(STUDY_B).update(description='mine')
    assert fw.get_project(STUDY_B).description == 'mine'


def test_who_may_change_access(ra, reader, roles, refused):
    with refused(403):
        reader.get_project(STUDY_A).add_permission({'_id': NOBODY, 'role_ids': [roles['read-only']]})
    ra.get_project(STUDY_A).add_permission({'_id': NOBODY, 'role_ids': [roles['read-only']]})
    assert ra.get_project(STUDY_A).get_permission(NOBODY).role_ids == [roles['read-only']]


def test_ones_own_entry_may_be_read_and_removed(reader, refused):
    project = reader.get_project(STUDY_A)
    assert project.get_permission(READER).id == READER
    project.delete_permission(READER)
    with refused(403):
        reader.get_project(STUDY_A)


def test_group_members(fw, refused):
    group = fw.get_group('smith')
    assert {entry.id: entry.access for entry in group.permissions}[RA] == 'admin'
    assert group.add_permission({'_id': NOBODY, 'access': 'ro'}).access == 'ro'
    group.update_permission(NOBODY, {'access': 'rw'})
    assert group.get_permission(NOBODY).access == 'rw'
    assert {entry.id: entry.access for entry in group.reload().permissions}[NOBODY] == 'rw'
    group.delete_permission(NOBODY)
    with refused(404):
        group.get_permission(NOBODY)


def test_a_group_grants_nothing_on_its_projects(site, fw, refused):
    fw.get_group('smith').add_permission({'_id': NOBODY, 'access': 'admin'})
    with refused(403):
        site.login(NOBODY).get_project(STUDY_A)


def test_a_template_is_for_projects_to_come(fw, roles):
    group = fw.get_group('smith')
    assert {entry.id: entry.role_ids for entry in group.permissions_template} == {RA: [roles['admin']]}
    group.add_permission_template({'_id': NOBODY, 'role_ids': [roles['read-only']]})
    assert group.get_permission_template(NOBODY).role_ids == [roles['read-only']]
    assert NOBODY not in grants(fw, STUDY_A)
    made = fw.add_project({'group': 'smith', 'label': 'Later'}, inherit=True)
    assert grants(fw, made)[NOBODY] == [roles['read-only']]


def test_a_template_that_propagates(fw, roles):
    group = fw.get_group('smith')
    everywhere = (STUDY_A, STUDY_B, UNSORTED)
    group.add_permission_template({'_id': READER, 'role_ids': [roles['read-write']]}, propagate=True)
    assert [grants(fw, project)[READER] for project in everywhere] == [[roles['read-write']]] * 3
    group.update_permission_template(READER, {'role_ids': [roles['read-only']]}, propagate=True)
    assert [grants(fw, project)[READER] for project in everywhere] == [[roles['read-only']]] * 3
    assert READER not in grants(fw, OTHER), 'other groups are left alone'
    group.update_permission_template(READER, {'role_ids': [roles['admin']]})
    assert grants(fw, STUDY_A)[READER] == [roles['read-only']], 'without propagate nothing else changes'
    group.delete_permission_template(READER, propagate=True)
    assert not any(READER in grants(fw, project) for project in everywhere)
    assert {entry.id for entry in group.reload().permissions_template} == {RA}


def test_an_admin_needs_no_entry(fw):
    assert ADMIN not in grants(fw, STUDY_A)
    assert fw.get_project(STUDY_A).label == 'StudyA'
