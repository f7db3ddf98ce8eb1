import { Agent, type IncomingHttpHeaders, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { close, listen, readBody, serve } from '../../local/emulators/loopback.ts';

/** One call over the wire. Instants are milliseconds of `performance.now()`. */
export interface WireCall {
  readonly method: string;
  readonly path: string;
  /** `UpdateItem` of `DynamoDB_20120810.UpdateItem`; the path if the service has no such header. */
  readonly operation: string;
  /** The calling function, from the SDK's user agent (`AWS_SDK_UA_APP_ID`). */
  readonly caller: string | undefined;
  readonly body: string;
  readonly begun: number;
  /** Absent until the call is answered. */
  ended?: number;
  status?: number;
  answer?: string;
}

export type WireFault =
  /** The proxy answers without calling the service. */
  | { readonly kind: 'answer'; readonly status: number; readonly body: string; readonly contentType?: string }
  | { readonly kind: 'delay'; readonly milliseconds: number }
  /** The connection ends before the service sees the call. */
  | { readonly kind: 'cut' }
  /** The service carries out the call, and the connection ends before the answer, but not before `after` resolves. */
  | { readonly kind: 'commit-and-cut'; readonly after?: () => Promise<void> }
  /** The service carries out the call, then `run` runs, and the answer follows when `run` resolves. */
  | { readonly kind: 'commit-and-run'; readonly run: () => Promise<void> };

export interface WireRule {
  readonly fault: WireFault;
  /** The calls that the rule applies to. Default: every call. */
  readonly matches?: (call: WireCall) => boolean;
  /** The number of calls that the rule applies to. Default: all. */
  readonly times?: number;
}

/** Hop-by-hop headers, and the length, which the proxy writes itself. */
const HOP_HEADERS = ['connection', 'keep-alive', 'transfer-encoding', 'content-length'];

type ChangeRequest = (call: WireCall) => string;

/** Makes DynamoDB return the capacity that a call consumed. */
export const askForCapacity: ChangeRequest = ({ body }) =>
  body.startsWith('{') ? JSON.stringify({ ...(JSON.parse(body) as object), ReturnConsumedCapacity: 'TOTAL' }) : body;

const operationOf = (headers: IncomingHttpHeaders, path: string): string =>
  String(headers['x-amz-target'] ?? path)
    .split('.')
    .at(-1) ?? path;

/** Proxy between a client and an HTTP service: records each call, and injects faults into those that match a rule. */
export class WireProxy {
  readonly calls: WireCall[] = [];
  /** Number of injected faults by kind. */
  readonly injected = new Map<WireFault['kind'], number>();
  readonly #target: string;
  readonly #change: ChangeRequest | undefined;
  readonly #agent = new Agent({ keepAlive: true });
  readonly #server = serve(async (incoming, response) => {
    this.#underWay += 1;
    await this.#pass(incoming, response).finally(() => (this.#underWay -= 1));
  });
  #rules: { readonly rule: WireRule; left: number }[] = [];
  #underWay = 0;

  private constructor(target: string, change: ChangeRequest | undefined) {
    this.#target = target;
    this.#change = change;
  }

  /** @param target the service's URL; the service may start later */
  static async start(target: string, change?: ChangeRequest): Promise<{ proxy: WireProxy; url: string }> {
    const proxy = new WireProxy(target, change);
    return { proxy, url: await listen(proxy.#server, 0) };
  }

  /** Adds a rule; the first rule that matches a call applies. */
  inject(rule: WireRule): void {
    this.#rules.push({ rule, left: rule.times ?? Number.POSITIVE_INFINITY });
  }

  /** Number of calls that are held back or that the service works on, also for a caller that has given up. */
  get underWay(): number {
    return this.#underWay;
  }

  /** Removes all rules. */
  clear(): void {
    this.#rules = [];
  }

  async stop(): Promise<void> {
    this.#agent.destroy();
    await close(this.#server);
  }

  #faultFor(call: WireCall): WireFault | undefined {
    const match = this.#rules.find(({ rule, left }) => left > 0 && (rule.matches?.(call) ?? true));
    if (match === undefined) return undefined;
    match.left -= 1;
    const { fault } = match.rule;
    this.injected.set(fault.kind, (this.injected.get(fault.kind) ?? 0) + 1);
    return fault;
  }

  async #pass(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = incoming.url ?? '/';
    const body = (await readBody(incoming)).toString('utf8');
    const call: WireCall = {
      method: incoming.method ?? 'GET',
      path,
      operation: operationOf(incoming.headers, path),
      caller: /\bapp\/([a-z-]+)/.exec(incoming.headers['user-agent'] ?? '')?.[1]?.replace(/-$/, ''),
      body,
      begun: performance.now(),
    };
    this.calls.push(call);
    const fault = this.#faultFor(call);
    if (fault?.kind === 'cut') return void incoming.socket.destroy();
    if (fault?.kind === 'delay') await sleep(fault.milliseconds);
    if (fault?.kind === 'answer') return this.#answer(call, response, fault);

    const answer = await this.#forward(call, incoming.headers);
    if (fault?.kind === 'commit-and-cut') {
      await fault.after?.();
      return void incoming.socket.destroy();
    }
    if (fault?.kind === 'commit-and-run') await fault.run();
    this.#record(call, answer.status, answer.body);
    response.writeHead(answer.status, answer.headers).end(answer.body);
  }

  #answer(
    call: WireCall,
    response: ServerResponse,
    { status, body, contentType }: WireFault & { kind: 'answer' },
  ): void {
    this.#record(call, status, body);
    response.writeHead(status, { 'content-type': contentType ?? 'application/json' }).end(body);
  }

  #record(call: WireCall, status: number, answer: string): void {
    call.ended = performance.now();
    call.status = status;
    call.answer = answer;
  }

  #forward(call: WireCall, headers: IncomingHttpHeaders) {
    const body = this.#change?.(call) ?? call.body;
    const { promise, resolve, reject } = Promise.withResolvers<{
      status: number;
      headers: IncomingHttpHeaders;
      body: string;
    }>();
    const { 'transfer-encoding': _encoding, ...kept } = headers;
    const outgoing = request(
      `${this.#target}${call.path}`,
      {
        method: call.method,
        agent: this.#agent,
        headers: { ...kept, host: new URL(this.#target).host, 'content-length': Buffer.byteLength(body) },
      },
      (answer) => {
        readBody(answer).then((bytes) => {
          const passed = Object.entries(answer.headers).filter(([name]) => !HOP_HEADERS.includes(name));
          resolve({
            status: answer.statusCode ?? 502,
            headers: Object.fromEntries(passed),
            body: bytes.toString('utf8'),
          });
        }, reject);
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
    return promise;
  }
}
