/** The page needs no server of Next.js, so it is built as files. Leave `output` out in an application that has one. */
export default { output: 'export' };
