// What Kubernetes' own schemas (npm `kubernetes-models`, from the API server's OpenAPI document) say against an object. They know types,
// enumerations and required fields, and pass over fields that they do not know.

const FOLDER = new URL('../../schemas/node_modules/kubernetes-models/_schemas/', import.meta.url);
/** @type {Record<string, string>} */
const SCHEMAS = {
  'networking.k8s.io/v1/Ingress': 'IoK8sApiNetworkingV1Ingress',
  'apps/v1/Deployment': 'IoK8sApiAppsV1Deployment',
  'apps/v1/StatefulSet': 'IoK8sApiAppsV1StatefulSet',
  'apps/v1/DaemonSet': 'IoK8sApiAppsV1DaemonSet',
  'v1/Service': 'IoK8sApiCoreV1Service',
  'v1/Pod': 'IoK8sApiCoreV1Pod',
  'v1/ConfigMap': 'IoK8sApiCoreV1ConfigMap',
};

/** @typedef {((data: unknown) => boolean) & {errors: {instancePath: string, keyword: string, params: unknown}[] | null}} Validate */
/** @type {Map<string, Validate>} */
const validators = new Map();
for (const [kind, name] of Object.entries(SCHEMAS)) validators.set(kind, (await import(new URL(`${name}.js`, FOLDER).href)).validate);

/**
 * The complaints about an object; null where no schema is known for its kind.
 * @param {any} object
 * @returns {string[] | null}
 */
export function complaints(object) {
  const validate = validators.get(`${object?.apiVersion}/${object?.kind}`);
  if (validate === undefined) return null;
  validate(object);
  return (validate.errors ?? []).map(({ instancePath, keyword, params }) => `${instancePath}: ${keyword} ${JSON.stringify(params)}`);
}

/**
 * The complaints that objects have after a fix and had not before. Split objects are compared with all that was there.
 * @param {unknown[]} before @param {unknown[]} after
 * @returns {{fresh: string[], checked: number}}
 */
export function newComplaints(before, after) {
  const old = new Set(before.flatMap((object) => complaints(object) ?? []));
  const unchanged = new Set(before.map((object) => JSON.stringify(object)));
  let checked = 0;
  const fresh = after.flatMap((object) => {
    if (unchanged.has(JSON.stringify(object))) return [];
    const found = complaints(object);
    if (found !== null) checked += 1;
    return (found ?? []).filter((one) => !old.has(one));
  });
  return { fresh, checked };
}
