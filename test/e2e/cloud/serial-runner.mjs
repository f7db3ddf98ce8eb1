import TestRunner from 'jest-runner';

/** Runs one test file after another: the tests of one cloud switch its faults on and off. */
export default class SerialRunner extends TestRunner {
  isSerial = true;
}
