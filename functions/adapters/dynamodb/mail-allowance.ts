import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, UpdateCommand, type UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import { epochSeconds } from '../../domain/moment.ts';
import type { Clock, MailAllowance } from '../../ports.ts';

/** Mails that one write reserves for this function, so that counting costs a twentieth of a write a mail. */
export const BLOCK = 20;

const DAY = 86_400;

interface Today {
  readonly day: string;
  /** Counted in the table, and not sent yet. */
  reserved: number;
  /** This many at once were refused, and so are more until the day ends. */
  refused: number;
}

export interface MailAllowanceSettings {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
  readonly clock: Clock;
  readonly mailsPerDay: number;
  /** Called at each refusal. */
  readonly onRefusal: () => void;
}

/**
 * One counter a day (UTC) for the whole service. What a function reserved and did not send before it ended stays counted,
 * so the ceiling may be met some mails early, and never late.
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
      // Near the ceiling there is no whole block any more; then the mails alone are asked for.
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

  /** The mails that were reserved: all of them or none. */
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

  /** @param most what the counter may stand at before; left out, it is raised in any case */
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
