import {type Route, Router} from '../router.js';
import {acquisitionRoutes} from './acquisitions.js';
import {analysisRoutes} from './analyses.js';
import {collectionRoutes} from './collections.js';
import {contentRoutes} from './contents.js';
import {downloadRoutes} from './downloads.js';
import {fileRoutes} from './files.js';
import {gearRoutes} from './gears.js';
import {groupRoutes} from './groups.js';
import {jobRoutes} from './jobs.js';
import {lookupRoutes} from './lookup.js';
import {projectPermissionRoutes} from './project-permissions.js';
import {projectRoutes} from './projects.js';
import {reportRoutes} from './reports.js';
import {roleRoutes} from './roles.js';
import {sessionRoutes} from './sessions.js';
import {settingRoutes} from './settings.js';
import {siteRoutes} from './site.js';
import {subjectRoutes} from './subjects.js';
import {userRoutes} from './users.js';
import {viewRoutes} from './views.js';

/** Every route of the API, those with fixed words before those with parameters in the same place. */
export function allRoutes(): Route[] {
	const router = new Router();
	for (const add of [
		siteRoutes,
		jobRoutes,
		gearRoutes,
		userRoutes,
		roleRoutes,
		groupRoutes,
		projectPermissionRoutes,
		projectRoutes,
		subjectRoutes,
		sessionRoutes,
		acquisitionRoutes,
		analysisRoutes,
		collectionRoutes,
		settingRoutes,
		viewRoutes,
		fileRoutes,
		downloadRoutes,
		lookupRoutes,
		contentRoutes,
		reportRoutes,
	]) {
		add(router);
	}
	return router.routes;
}
