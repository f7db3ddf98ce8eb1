import type { ServerResponse } from 'node:http';
import { readJsonFile, writeJsonFile } from './json-file.ts';
import { sendJson } from './loopback.ts';

export type SuppressionReason = 'BOUNCE' | 'COMPLAINT';

interface Suppressed {
  readonly EmailAddress: string;
  readonly Reason: SuppressionReason;
  /** Epoch seconds. */
  readonly LastUpdateTime: number;
}

const PATH = '/v2/email/suppression/addresses';
const REASONS: readonly string[] = ['BOUNCE', 'COMPLAINT'] satisfies SuppressionReason[];

/**
 * SES's account-level suppression list, kept in a file, with the part of the SES v2 API that reads and changes it.
 */
export class SuppressionList {
  readonly #file: string;
  readonly #addresses: Map<string, Suppressed>;

  constructor(file: string) {
    this.#file = file;
    this.#addresses = new Map(
      (readJsonFile<Suppressed[]>(file) ?? []).map((entry) => [keyOf(entry.EmailAddress), entry]),
    );
  }

  reasonFor(address: string): SuppressionReason | undefined {
    return this.#addresses.get(keyOf(address))?.Reason;
  }

  put(address: string, reason: SuppressionReason): void {
    const entry = { EmailAddress: address, Reason: reason, LastUpdateTime: Math.floor(Date.now() / 1000) };
    this.#addresses.set(keyOf(address), entry);
    this.#keep();
  }

  /** Answers a call of the API; false where the path is another API's. */
  answer(method: string, path: string, body: Buffer, response: ServerResponse): boolean {
    if (path !== PATH && !path.startsWith(`${PATH}/`)) return false;
    const address = decodeURIComponent(path.slice(PATH.length + 1));
    if (address === '' && method === 'GET') this.#list(response);
    else if (address === '' && method === 'PUT') this.#putAsAsked(body, response);
    else if (method === 'GET') this.#get(address, response);
    else if (method === 'DELETE') this.#delete(address, response);
    else refuse(response, 404, 'NotFoundException', 'No such action.');
    return true;
  }

  #list(response: ServerResponse): void {
    sendJson(response, 200, { SuppressedDestinationSummaries: [...this.#addresses.values()] });
  }

  #putAsAsked(body: Buffer, response: ServerResponse): void {
    const { EmailAddress: address = '', Reason: reason = '' } = JSON.parse(body.toString()) as Partial<Suppressed>;
    if (!address.includes('@') || !REASONS.includes(reason)) {
      return refuse(response, 400, 'BadRequestException', 'EmailAddress and Reason (BOUNCE or COMPLAINT) are needed.');
    }
    this.put(address, reason as SuppressionReason);
    sendJson(response, 200, {});
  }

  #get(address: string, response: ServerResponse): void {
    const entry = this.#addresses.get(keyOf(address));
    if (entry === undefined) return notOnIt(response);
    sendJson(response, 200, { SuppressedDestination: entry });
  }

  #delete(address: string, response: ServerResponse): void {
    if (!this.#addresses.delete(keyOf(address))) return notOnIt(response);
    this.#keep();
    sendJson(response, 200, {});
  }

  #keep(): void {
    writeJsonFile(this.#file, [...this.#addresses.values()]);
  }
}

const keyOf = (address: string): string => address.toLowerCase();

const notOnIt = (response: ServerResponse): void =>
  refuse(response, 404, 'NotFoundException', 'Email address does not exist on your suppression list.');

function refuse(response: ServerResponse, status: number, name: string, message: string): void {
  response.setHeader('x-amzn-errortype', name);
  sendJson(response, status, { message });
}
