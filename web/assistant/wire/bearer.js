// The two headers of every OpenAI-like API; no third one, because several providers refuse the preflight of unknown ones.

/** @param {string} key empty: none is needed */
export const bearer = (key) => ({
  'content-type': 'application/json',
  ...(key !== '' && { authorization: `Bearer ${key}` }),
});
