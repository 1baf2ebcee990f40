// The build puts the list of providers there: build.mjs.
declare module 'assistant-providers' {
  const list: unknown;
  export default list;
}
