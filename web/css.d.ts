/** Vite's import of a style sheet as text, with its imports resolved. */
declare module '*.css?inline' {
  const css: string;
  export default css;
}
