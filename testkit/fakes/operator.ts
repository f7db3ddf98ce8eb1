import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { parseArguments } from '../../cli/ops/arguments.ts';
import type { Clients } from '../../cli/ops/clients.ts';
import { commands } from '../../cli/ops/commands.ts';
import { type Context, contextOf } from '../../cli/ops/command.ts';
import type { Outcome } from '../../cli/ops/outcome.ts';
import { type AdministrationRecord, ORDERS_KEY } from '../../functions/domain/administration.ts';
import { deployedSettings } from '../../lib/settings/deployed.ts';
import { settingsOfStage } from '../../lib/settings/stages/index.ts';
import { ADMINISTRATOR } from './caller.ts';
import { pepperOf } from './in-memory-peppers.ts';

/** Answers of AWS by the name of the command that asks. A command without an answer gets an empty one. */
export type Answers = Readonly<Record<string, object>>;

/** One call of AWS: the name of its command, and its input. */
interface AwsCall {
  readonly name: string;
  readonly input: { readonly Item?: object; readonly Key?: { readonly key?: string } };
}

/** An administrator who runs commands of `npm run ops`. AWS is a list of answers, and every call is kept. */
export class Operator {
  readonly calls: AwsCall[] = [];

  /** Audited orders, in the order in which they were written. */
  get orders(): AdministrationRecord[] {
    const items = this.calls.map(({ input: { Item } }) => Item as AdministrationRecord | undefined);
    return items.filter((item): item is AdministrationRecord => item?.kind === 'administration');
  }

  async run([group, action, ...args]: readonly string[], answers: Answers = {}): Promise<Outcome> {
    const command = commands.get(`${group} ${action}`);
    if (command === undefined) throw new Error(`there is no command ${group} ${action}`);
    const settings = settingsOfStage('laptop');
    const context = contextOf('laptop', this.#clients(answers), { err: () => {}, ask: async () => 'yes' });
    // Objects keep their getters where they are a prototype.
    const deployed = async () =>
      deployedSettings(settings, {
        siteUrl: 'https://login.example.com',
        apiUrl: 'https://api.example.com/v1',
      });
    return command.run(
      Object.create(context, { settings: { value: deployed } }) as Context,
      parseArguments(command, {}, args),
    );
  }

  #clients(answers: Answers): Clients {
    const key = { SecretString: pepperOf(1).key.toString('hex'), VersionId: '1' };
    const client = {
      send: async (command: object & { input: AwsCall['input'] }) => {
        const { name } = command.constructor;
        this.calls.push({ name, input: command.input });
        if (name === 'GetCommand' && command.input.Key?.key === ORDERS_KEY) return { Item: this.orders.at(-1) };
        return { GetSecretValueCommand: key, ...answers }[name] ?? {};
      },
    };
    const clients = {
      // The SDK's paginators take only a client of its own class.
      documents: Object.assign(Object.create(DynamoDBDocumentClient.prototype), client),
      secretsManager: client,
      ses: client,
      administrator: async () => ADMINISTRATOR,
    };
    return clients as unknown as Clients;
  }
}
