/** A console that prints nothing. */
export const silent = { debug() {}, info() {}, warn() {}, error() {}, trace() {}, log() {} } as unknown as Console;
