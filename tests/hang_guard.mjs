// When something hangs. No test says by the clock how long work may take: another program may be busy.
export const HANG_MS = 15 * 60_000;
