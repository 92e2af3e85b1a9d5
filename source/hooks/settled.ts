import {useEffect, useState} from 'react';

/** A value once it has stayed the same for so long (ms); until then the one before. */
export function useSettled<T>(value: T, pause: number): T {
	const [settled, settle] = useState(value);
	useEffect(() => {
		if (value === settled) return;
		const timer = setTimeout(() => settle(value), pause);
		return () => clearTimeout(timer);
	}, [value, settled, pause]);
	return settled;
}
