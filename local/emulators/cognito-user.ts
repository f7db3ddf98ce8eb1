/** A user of a pool, as the emulator's file holds it. */
export interface PoolUser {
  readonly Username: string;
  readonly Attributes: readonly { readonly Name: string; readonly Value: string }[];
  readonly Enabled: boolean;
  readonly UserStatus: 'CONFIRMED' | 'UNCONFIRMED' | 'EXTERNAL_PROVIDER' | 'FORCE_CHANGE_PASSWORD' | 'RESET_REQUIRED';
  readonly UserCreateDate: number;
  /** Epoch seconds, to the millisecond. */
  readonly UserLastModifiedDate: number;
  readonly Password?: string;
  readonly UserMFASettingList?: readonly string[];
  /** Access tokens that are still good. */
  readonly Tokens: readonly string[];
}

/** Fields of a new user. */
export type NewPoolUser = Pick<PoolUser, 'Username' | 'Attributes' | 'UserStatus'> & Partial<PoolUser>;

const STATUS = {
  active: 'CONFIRMED',
  disabled: 'CONFIRMED',
  unverified: 'UNCONFIRMED',
  federated: 'EXTERNAL_PROVIDER',
} as const;

/** The user of a pool that an account of this service is. */
export const poolUser = (
  account: { readonly userId: string; readonly addresses: readonly string[]; readonly status: keyof typeof STATUS },
  Password: string,
): NewPoolUser => ({
  Username: account.userId,
  Attributes: [
    { Name: 'email', Value: account.addresses[0] ?? '' },
    { Name: 'email_verified', Value: 'true' },
  ],
  Enabled: account.status !== 'disabled',
  UserStatus: STATUS[account.status],
  ...(account.status !== 'federated' && { Password }),
});

/** Fields that both descriptions of a user share. */
export const described = ({ Username, Enabled, UserStatus, UserCreateDate, UserLastModifiedDate }: PoolUser) => ({
  Username,
  Enabled,
  UserStatus,
  UserCreateDate,
  UserLastModifiedDate,
});
