/** Returns what a command says about a wrong command line: the error, which its whole help would push off the screen. */
export const wrongUsage = (error: Error): string => `${error.message}\n--help shows the options.`;
