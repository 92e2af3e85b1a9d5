import {describe, expect, it} from 'vitest';
import {createClient, parseKey} from '../../source/api/index.js';
import {whyNot} from '../../source/model/why.js';
import type {Workflow} from '../../source/model/workflow.js';
import {loadProjectRuns} from '../../source/state/coverage.js';
import {findProject} from '../../source/state/names.js';
import {loadAllStageFiles, loadStageFiles, loadWorkflow} from '../../source/state/workflow.js';
import {coverageWorld, ids} from '../helpers/coverage-world.js';
import {withSandbox} from '../helpers/with-sandbox.js';

describe('the workflow of a project', () => {
	it('is found among its files by its shape, and explains the blank cells of a session', async () => {
		await withSandbox(coverageWorld, async sandbox => {
			const client = createClient({key: parseKey(sandbox.key)});
			const project = await findProject(client, 'smith/STUDYA');
			const {workflow, file} = await loadWorkflow(client, project);
			expect(file).toBe('study_gears_template.json');
			const {sessions} = await loadProjectRuns(client, project);
			const session = sessions.find(({id}) => id === ids.empty);
			if (!session) throw new Error('the session is not listed');
			const files = await loadStageFiles(client, project, session);
			const codes = (gear: string) =>
				whyNot(workflow as Workflow, session, gear, {now: new Date(), files}).map(({code}) => code);
			expect(codes('bids-mriqc')).toEqual(['input-doubled']);
			expect(codes('bids-fmriprep')).toEqual(['prerequisite', 'input-absent']);
			expect(codes('bids-hcp')).toEqual(['completeness']);
			expect((await loadAllStageFiles(client, project)).get(ids.empty)).toEqual({...files, info: null});
		});
	});

	it('is told to be unreadable where the only template is broken', async () => {
		const [project] = coverageWorld.projects ?? [];
		const world = {...coverageWorld, projects: [{...project, files: project?.files?.slice(0, 1)}]};
		await withSandbox(world as typeof coverageWorld, async sandbox => {
			const client = createClient({key: parseKey(sandbox.key)});
			const found = await loadWorkflow(client, await findProject(client, 'smith/STUDYA'));
			expect(found.workflow).toBeNull();
			expect(found.problems).toEqual([expect.stringMatching(/^broken_template\.json can't be read as a template/)]);
		});
	});
});
