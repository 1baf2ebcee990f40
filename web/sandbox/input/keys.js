// What belongs to the box wherever the focus is: a paste, and the way back. A field that takes text keeps its own.

const FIELD = 'textarea, input:not([type="radio"], [type="checkbox"], [type="file"], [type="button"]), [contenteditable="true"]';

/** The field that the event's text goes to; null: none. @param {Event} event */
export function fieldOf(event) {
  const [target] = event.composedPath();
  return target instanceof Element ? target.closest(FIELD) : null;
}

/** Of a keyboard without Latin letters, too. @param {KeyboardEvent} event */
const letterOf = ({ key, code }) => (/^[a-z]$/i.test(key) ? key : code.replace(/^Key/, '')).toLowerCase();

/** @param {KeyboardEvent} event */
function stepOf(event) {
  if (event.altKey || event.isComposing || !(event.ctrlKey || event.metaKey)) return undefined;
  const letter = letterOf(event);
  if (letter === 'z') return event.shiftKey ? 'redo' : 'undo';
  return letter === 'y' && !event.shiftKey ? 'redo' : undefined;
}

/**
 * @param {object} options
 * @param {(event: Event) => boolean} options.ofBox whether the event is of the box's own field
 * @param {(step: 'undo' | 'redo') => void} options.take
 */
export function listenForSteps({ ofBox, take }) {
  /** @param {Event} event @param {'undo' | 'redo' | undefined} step */
  function on(event, step) {
    if (!step || (fieldOf(event) !== null && !ofBox(event))) return;
    event.preventDefault();
    event.stopPropagation();
    take(step);
  }
  addEventListener('keydown', (event) => on(event, stepOf(event)), true);
  // The menus of the browser.
  addEventListener(
    'beforeinput',
    (event) => {
      on(event, /** @type {Record<string, 'undo' | 'redo'>} */ ({ historyUndo: 'undo', historyRedo: 'redo' })[event.inputType]);
    },
    true,
  );
}
