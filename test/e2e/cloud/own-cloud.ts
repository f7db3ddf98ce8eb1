/** Runs before each test file: `ENDPOINTS` names the cloud of the worker that runs the file, unless a deployment was given. */
process.env['ENDPOINTS'] ??= process.env[`ENDPOINTS_${process.env['JEST_WORKER_ID']}`];
