// Tabs as WAI-ARIA has them: one stop for the Tab key, arrows between them.
import { element } from './element.js';

/**
 * @param {string} label
 * @param {{ id: string, title: string, panel: HTMLElement }[]} tabs
 * @param {(id: string) => void} selected
 */
export function createTabs(label, tabs, selected) {
  const buttons = tabs.map(({ id, title, panel }) => {
    panel.id = `${id}-panel`;
    panel.setAttribute('role', 'tabpanel');
    panel.setAttribute('aria-labelledby', `${id}-tab`);
    return element(
      'button',
      {
        type: 'button',
        role: 'tab',
        id: `${id}-tab`,
        'aria-controls': panel.id,
        click: () => select(id),
      },
      title,
    );
  });

  /** @param {string} id */
  function select(id) {
    tabs.forEach((tab, i) => {
      const on = tab.id === id;
      buttons[i].setAttribute('aria-selected', String(on));
      buttons[i].tabIndex = on ? 0 : -1;
      tab.panel.hidden = !on;
    });
    selected(id);
  }

  const list = element('div', { role: 'tablist', 'aria-label': label }, buttons);
  list.addEventListener('keydown', (event) => {
    const shown = buttons.filter((button) => !button.hidden);
    const at = shown.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
    if (to === undefined || at < 0) return;
    event.preventDefault();
    const next = /** @type {HTMLButtonElement} */ (shown.at(to % shown.length));
    select(tabs[buttons.indexOf(next)].id);
    next.focus();
  });
  select(tabs[0].id);
  return {
    list,
    /** Takes the tabs of these ids away, or brings them back. @param {string[]} ids @param {boolean} away */
    hide(ids, away) {
      const wasAway = buttons.some((button) => button.hidden);
      tabs.forEach(({ id }, i) => {
        buttons[i].hidden = away && ids.includes(id);
      });
      if (away !== wasAway) select(tabs[buttons.findIndex((button) => !button.hidden)].id);
    },
  };
}
