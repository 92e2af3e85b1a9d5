/** The nine that every role must hold. */
export const viewActions = [
	'containers_view_metadata',
	'files_view_metadata',
	'tags_view',
	'notes_view',
	'project_permissions_view',
	'data_views_view',
	'session_templates_view',
	'gear_rules_view',
	'jobs_view',
];

const readOnly = [...viewActions, 'analyses_view_metadata', 'files_view_contents', 'files_download', 'settings_view'];

const readWrite = [
	...readOnly,
	'containers_create_hierarchy',
	'containers_modify_metadata',
	'containers_delete_hierarchy',
	'analyses_create_sdk',
	'analyses_create_job',
	'analyses_modify_metadata',
	'analyses_delete',
	'files_create_upload',
	'files_create_single',
	'files_create_bulk',
	'files_modify_metadata',
	'files_delete_non_device_data',
	'files_move',
	'tags_manage',
	'notes_manage',
	'data_views_manage',
	'jobs_run_cancel',
	'jobs_manage',
];

/** Everything that a role can hold, in the order in which the API lists it. */
export const allActions = [
	...readWrite,
	'containers_delete_project',
	'copy_by_reference',
	'files_delete_device_data',
	'project_permissions_manage',
	'project_sharing_manage',
	'gear_rules_manage',
	'session_templates_manage',
	'jobs_cancel_any',
	'jobs_manage_others',
	'settings_modify',
	'reader_task_admin',
	'reader_task_view',
	'annotations_manage',
	'annotations_view_others',
	'annotations_edit_others',
	'annotations_delete_others',
	'form_admin',
	'form_responses_manage',
	'form_responses_view_others',
	'form_responses_edit_others',
	'imports_manage',
	'exports_manage',
	'audit_trail_reports_manage',
	'audit_trail_reports_view',
	'malware_findings_view',
];

/** The roles that every site has. Their ids are the same in every sandbox. */
export const builtInRoles = [
	{_id: '5f1ec000000000000000ad00', label: 'admin', default_flywheel_role: 'admin', actions: allActions},
	{_id: '5f1ec000000000000000ad01', label: 'read-write', default_flywheel_role: 'rw', actions: readWrite},
	{_id: '5f1ec000000000000000ad02', label: 'read-only', default_flywheel_role: 'ro', actions: readOnly},
];
