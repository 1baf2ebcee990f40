// What nginx will do for each path of an Ingress: the directives that its controller generates, beside the manifest's words.
import { byId, element, replaceContent } from '../parts/element.js';
import { inlineCode } from '../parts/inline_code.js';
import { placeButton } from './diagnostic_card.js';

/** @typedef {import('../engine/run.js').Result} Result */
/** @typedef {import('../engine/protocol.js').Route} Route */
/** @typedef {import('./diagnostic_card.js').Actions} Actions */

const MOST_ROUTES = 100;

/** @param {Route} route */
function target({ service, port, container_port: container }) {
  const known = container !== undefined && String(container) !== port;
  return [element('code', {}, `${service}:${port}`), known && [' → container port ', element('code', {}, String(container))]];
}

/** @param {Route} route */
function says({ directive, version, headers }) {
  const sent = version && directive.startsWith('proxy_pass') ? [`proxy_http_version ${version};`] : [];
  return element('pre', { class: 'code' }, [directive, ...sent, ...headers].join('\n'));
}

/** @param {Result} result @param {Actions} actions */
export function showRoutes(result, actions) {
  const { routes } = result.analysis;
  const unknown = routes.some(({ controller }) => controller === undefined);
  replaceContent(
    byId('routes'),
    routes.length > 0 &&
      element(
        'details',
        { class: 'panel', id: 'routes-details', open: routes.length <= 5 },
        element('summary', {}, element('h2', {}, 'What nginx will do')),
        unknown && element('p', { class: 'note' }, inlineCode('Where the controller is not named, as `ingress-nginx` does it.')),
        element(
          'ul',
          { class: 'routes' },
          routes
            .slice(0, MOST_ROUTES)
            .map((route) =>
              element(
                'li',
                {},
                element(
                  'p',
                  {},
                  element('strong', {}, `${route.host || 'any host'}${route.path || ' (default backend)'}`),
                  ' to ',
                  ...target(route),
                  ' ',
                  placeButton(route.place, result, actions),
                ),
                says(route),
              ),
            ),
        ),
        routes.length > MOST_ROUTES && element('p', {}, `and ${routes.length - MOST_ROUTES} more`),
      ),
  );
}

export function clearRoutes() {
  replaceContent(byId('routes'));
}
