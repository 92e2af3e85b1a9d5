/** How long ago something was read, in words that don't pretend to more than they know. */
export function ageWords(readAt: number, now: number): string {
	const seconds = Math.max(0, Math.floor((now - readAt) / 1000));
	if (seconds < 10) return 'just now';
	if (seconds < 60) return `${Math.floor(seconds / 10) * 10} s ago`;
	const minutes = Math.floor(seconds / 60);
	if (minutes < 60) return `${minutes} min ago`;
	const hours = Math.floor(minutes / 60);
	return hours < 48 ? `${hours} h ago` : `${Math.floor(hours / 24)} days ago`;
}
