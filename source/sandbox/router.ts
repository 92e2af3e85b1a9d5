import {ApiError} from './api-error.js';
import type {Call} from './call.js';

export type Handler = (call: Call) => unknown;
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface Route {
	method: Method;
	/** Under `/api`, with `:name` parameters. */
	path: string;
	handler: Handler;
	/** Needs no key; or none where the query holds a ticket, which the handler checks. */
	open?: boolean | 'ticket';
}

/** Collects the routes of all domains, in order: of two that fit, the first answers. */
export class Router {
	readonly routes: Route[] = [];

	get(path: string, handler: Handler): void {
		this.routes.push({method: 'GET', path, handler});
	}

	post(path: string, handler: Handler): void {
		this.routes.push({method: 'POST', path, handler});
	}

	put(path: string, handler: Handler): void {
		this.routes.push({method: 'PUT', path, handler});
	}

	patch(path: string, handler: Handler): void {
		this.routes.push({method: 'PATCH', path, handler});
	}

	delete(path: string, handler: Handler): void {
		this.routes.push({method: 'DELETE', path, handler});
	}

	/** A download: the key may be left out where there is a ticket. */
	ticketed(path: string, handler: Handler): void {
		this.routes.push({method: 'GET', path, handler, open: 'ticket'});
	}

	/** A route that asks for no key. */
	open(method: Method, path: string, handler: Handler): void {
		this.routes.push({method, path, handler, open: true});
	}
}

/** @throws ApiError 404, the answer to every address that is no route. */
export function noRoute(method: string, path: string): ApiError {
	return new ApiError(404, `Resource not found: ${method} ${path}`);
}
