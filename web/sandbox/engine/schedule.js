// One run at a time, and always one more after the latest change.

/** @param {(isStale: () => boolean) => Promise<void>} task never rejects */
export function createSchedule(task) {
  let wanted = 0;
  let running = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  async function start() {
    if (running) return; // it sees that it is stale, ends, and starts again below
    running = true;
    for (let done = -1; done !== wanted; ) {
      done = wanted;
      const mine = wanted;
      await task(() => mine !== wanted);
    }
    running = false;
  }

  return {
    /** @param {number} delay in milliseconds; a later change starts the time again */
    after(delay) {
      wanted++;
      clearTimeout(timer);
      if (delay === 0) void start();
      else timer = setTimeout(start, delay);
    },
  };
}
