/** Runs before each test file: sets `ENDPOINTS` to the cloud of the worker, unless it names a deployment already. */
process.env['ENDPOINTS'] ??= process.env[`ENDPOINTS_${process.env['JEST_WORKER_ID']}`];
