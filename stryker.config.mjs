/** Mutation testing of the domain and the use cases: docs/reference/mutation.md. */
export default {
  // The code that guards accounts and the audit trail; any other file by `npm run mutate -- --mutate FILE`.
  mutate: [
    'functions/domain/{account-budget,captcha-verdict,digest,one-time-password,origin,step}.ts',
    'functions/domain/{reset,change,end}-steps.ts',
    'functions/use-cases/{start-reset,resend-otp,verify-otp,complete-reset,deliver-pending,report-reset}.ts',
    'functions/use-cases/{mail-otp,reserve-from-budget,record-refusal,source-limit,log-in,log-out,who-am-i}.ts',
  ],
  testRunner: 'jest',
  testRunnerNodeArgs: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
  coverageAnalysis: 'perTest',
  // Code that runs when a module is loaded: a third of the mutants, which would take 85 % of the time.
  ignoreStatic: true,
  concurrency: 2,
  // Endless loops end by Stryker's count of hits; the time leaves room for a busy machine.
  timeoutMS: 30_000,
  // TypeScript 7 has no JavaScript API, so Stryker can neither rewrite its settings nor check types.
  // The folders of clouds and of coverage hold links that Stryker cannot copy.
  ignorePatterns: ['/tsconfig.json', '/bench', '/docs/images', '/.local*', '/.*-test', '/cdk.out*', '/coverage'],
  disableTypeChecks: false,
  incremental: true,
  incrementalFile: 'dist/mutation/incremental.json',
  tempDirName: 'dist/mutation/sandbox',
  reporters: ['clear-text', 'html', 'json'],
  htmlReporter: { fileName: 'dist/mutation/report.html' },
  jsonReporter: { fileName: 'dist/mutation/report.json' },
  clearTextReporter: { reportTests: false, allowColor: false },
  jest: {
    config: {
      // One plain project: Stryker's test environment does not reach a list of projects.
      projects: [],
      rootDir: '.',
      transform: { '\\.tsx?$': '<rootDir>/test/transform.mjs' },
      extensionsToTreatAsEsm: ['.ts', '.tsx'],
      testEnvironment: 'node',
      testMatch: ['<rootDir>/test/unit/{domain,use-cases,triggers}/**/*.test.ts'],
    },
  },
};
