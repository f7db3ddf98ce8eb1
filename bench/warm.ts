import { startCloud } from '../local/cloud.ts';
import { freePortBase, portsFrom } from '../local/ports.ts';
import { Deployment } from '../testkit/deployment/deployment.ts';
import { askForCapacity, WireProxy } from '../testkit/wire/wire-proxy.ts';
import { DATA_DIR, progress, runBench } from './run-bench.ts';
import { budgetsBroken, consumptionTable, goalsMissed } from './warm/budget.ts';
import { consumptionsOf, holdAnswers } from '../testkit/wire/consumption.ts';
import { callsOfJourney } from './warm/journey.ts';

/** Journeys that start the processes. */
const WARM_UP = 2;
/** Milliseconds. */
const HOLD = 300;

await runBench({
  name: 'warm',
  question:
    'How many calls and units does a complete reset take, and how much processor time does each warm step take?',
  fails: 'a function is over its budget of calls or units (bench/warm/budget.ts). Goals fail nothing.',
  options: {},
  async run() {
    const portBase = await freePortBase();
    const dynamodb = await WireProxy.start(`http://127.0.0.1:${portsFrom(portBase).dynamodb}`, askForCapacity);
    progress('Starting a cloud …');
    const cloud = await startCloud({
      dataDir: DATA_DIR,
      portBase,
      fresh: true,
      users: WARM_UP + 1,
      through: { dynamodb: dynamodb.url },
    });
    try {
      const deployment = new Deployment(cloud.endpoints);
      for (let index = 1; index <= WARM_UP; index += 1) {
        progress(`journeys that start the processes, ${index} of ${WARM_UP}`);
        await callsOfJourney(deployment, dynamodb.proxy, index);
      }
      progress('a reset whose answers from the tables are held back');
      holdAnswers(dynamodb.proxy, HOLD);
      const consumptions = consumptionsOf(await callsOfJourney(deployment, dynamodb.proxy, WARM_UP + 1));
      progress('');
      console.log(consumptionTable(consumptions));
      const missed = goalsMissed(consumptions);
      for (const sentence of missed) console.log(`goal not reached: ${sentence}`);
      return { results: { consumptions, missed }, broken: budgetsBroken(consumptions) };
    } finally {
      await cloud.stop();
      await dynamodb.proxy.stop();
    }
  },
});
