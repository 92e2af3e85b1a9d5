import {allActions} from '../actions.js';
import type {Call} from '../call.js';
import {apiDate} from '../dates.js';
import {deleteReasons} from '../find.js';
import type {Router} from '../router.js';

/** The version of the API that the sandbox speaks. */
export const release = '22.3.9';

/** By its id and name a client knows the sandbox for what it is. */
function config(call: Call): unknown {
	const {services} = call;
	const epoch = apiDate(services.epoch);
	return {
		site: {
			id: 'flydeck-sandbox',
			name: 'flydeck sandbox',
			api_url: `${services.url()}/api`,
			central_url: null,
			registered: false,
			redirect_url: services.url(),
		},
		auth: {basic: {}},
		features: {
			signed_url: false,
			multipart_signed_url: false,
			project_locking: true,
			job_prioritization: true,
			collections: true,
			audit_trail: true,
			session_template_v2: false,
		},
		signed_url: false,
		created: epoch,
		modified: epoch,
	};
}

function authStatus(call: Call): unknown {
	const {user, isAdmin} = call;
	return {
		origin: {type: 'user', id: user._id},
		user_id: user._id,
		user_is_admin: isAdmin,
		is_device: false,
		roles: user.roles,
	};
}

export function siteRoutes(router: Router): void {
	router.open('GET', '/config', config);
	router.get('/config/delete_reasons', () => deleteReasons);
	router.open('GET', '/version', () => ({
		_id: 'version',
		database: 56,
		release,
		flywheel_release: '',
		cli_version: '',
	}));
	router.get('/auth/status', authStatus);
	router.get('/roles/actions', () => allActions);
}
