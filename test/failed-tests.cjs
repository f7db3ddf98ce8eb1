const { appendFileSync } = require('node:fs');

/** Adds each failed test to the file that FAILED_TESTS names, for readers of the end of a long run. */
module.exports = class FailedTests {
  onTestResult(_test, { testFilePath, testResults, testExecError }) {
    const failed = testResults
      .filter(({ status }) => status === 'failed')
      .map(({ fullName, failureMessages }) => `${fullName}\n${failureMessages.join('\n').slice(0, 800)}`);
    if (testExecError) failed.push(testExecError.message);
    for (const failure of failed) appendFileSync(process.env.FAILED_TESTS, `FAILED ${testFilePath}: ${failure}\n`);
  }
};
