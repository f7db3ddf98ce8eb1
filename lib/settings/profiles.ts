import type { StageSettings } from './stage-settings.ts';

/** Values of the setting `profile`. */
export const PROFILE_NAMES = ['essential', 'full'] as const;

type Profile = (typeof PROFILE_NAMES)[number];

/** Defaults that a profile changes. The alarms of a profile are in lib/constructs/observability. */
const DEFAULTS: Readonly<Record<Profile, Partial<StageSettings>>> = {
  essential: { waf: false, auditArchive: 'off' },
  full: {},
};

/** Returns the defaults of a profile; none for a value that is no profile, which the schema then refuses. */
export const defaultsOf = (profile: unknown): Partial<StageSettings> =>
  PROFILE_NAMES.includes(profile as Profile) ? DEFAULTS[profile as Profile] : {};
