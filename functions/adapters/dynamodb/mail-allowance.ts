import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, UpdateCommand, type UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import { epochSeconds } from '../../domain/moment.ts';
import type { Clock, MailAllowance } from '../../ports.ts';

/** Mails reserved by one write, so that counting costs a twentieth of a write per mail. */
export const BLOCK = 20;

const DAY = 86_400;

interface Today {
  readonly day: string;
  /** Mails counted in the table but not sent yet. */
  reserved: number;
  /** Smallest number of mails that was refused today; as many or more are refused without a write. */
  refused: number;
}

/** Table, daily ceiling and callback of a mail allowance. */
export interface MailAllowanceSettings {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
  readonly clock: Clock;
  readonly mailsPerDay: number;
  /** Called at each refusal. */
  readonly onRefusal: () => void;
}

/**
 * One counter per day (UTC) for the whole service. Mails that a function reserved but did not send stay counted, so
 * the ceiling may be reached a few mails early, but is never exceeded.
 */
export class DynamoDbMailAllowance implements MailAllowance {
  readonly #settings: MailAllowanceSettings;
  #today: Today = { day: '', reserved: 0, refused: Infinity };

  constructor(settings: MailAllowanceSettings) {
    this.#settings = settings;
  }

  async take(mails: number): Promise<boolean> {
    const taken = await this.#take(mails);
    if (!taken) this.#settings.onRefusal();
    return taken;
  }

  async count(mails: number): Promise<void> {
    if (mails > 0 && !(await this.#take(mails))) await this.#add(this.#now().day, mails);
  }

  async #take(mails: number): Promise<boolean> {
    const today = this.#now();
    if (today.reserved < mails) {
      if (mails >= today.refused) return false;
      // Near the ceiling a whole block no longer fits; then only the mails themselves are reserved.
      const reserved = (await this.#reserve(today.day, mails + BLOCK)) || (await this.#reserve(today.day, mails));
      today.reserved += reserved;
      if (reserved === 0) today.refused = Math.min(today.refused, mails);
    }
    if (today.reserved < mails) return false;
    today.reserved -= mails;
    return true;
  }

  #now(): Today {
    const day = this.#settings.clock.now().toISOString().slice(0, 10);
    if (this.#today.day !== day) this.#today = { day, reserved: 0, refused: Infinity };
    return this.#today;
  }

  /** Returns the number of mails reserved: all or 0. */
  async #reserve(day: string, mails: number): Promise<number> {
    const most = this.#settings.mailsPerDay - mails;
    if (most < 0) return 0;
    try {
      await this.#add(day, mails, most);
      return mails;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return 0;
      throw error;
    }
  }

  /** @param most maximum of the counter before the write; if absent, the write is unconditional */
  async #add(day: string, mails: number, most?: number): Promise<void> {
    const bound: Partial<UpdateCommandInput> =
      most === undefined ? {} : { ConditionExpression: 'attribute_not_exists(#mails) OR #mails <= :most' };
    await this.#settings.client.send(
      new UpdateCommand({
        TableName: this.#settings.table,
        Key: { key: `LIMIT#mails#${day}` },
        UpdateExpression: 'ADD #mails :mails SET #expiresAt = :expiresAt',
        ExpressionAttributeNames: { '#mails': 'mails', '#expiresAt': 'expiresAt' },
        ExpressionAttributeValues: {
          ':mails': mails,
          ':expiresAt': epochSeconds(new Date(day)) + 2 * DAY,
          ...(most !== undefined && { ':most': most }),
        },
        ...bound,
      }),
    );
  }
}
