/** Vite gives the sheet as text, with its imports in it. */
declare module '*.css?inline' {
  const css: string;
  export default css;
}
