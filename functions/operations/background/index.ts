import { archiveDigest } from './archive-digest.ts';
import { auditCheckpoint } from './audit-checkpoint.ts';
import { auditConsumer } from './audit-consumer.ts';
import { eventPublisher } from './event-publisher.ts';
import { mailConsumer } from './mail-consumer.ts';
import { mailEvents } from './mail-events.ts';
import { redelivery } from './redelivery.ts';
import { settingsRecord } from './settings-record.ts';

/**
 * Declarations of the functions that no route leads to. Their Lambda entries wire a trigger in place of an operation.
 */
export const background = {
  'mail-consumer': mailConsumer,
  'audit-consumer': auditConsumer,
  redelivery,
  'mail-events': mailEvents,
  'audit-checkpoint': auditCheckpoint,
  'settings-record': settingsRecord,
  'archive-digest': archiveDigest,
  'event-publisher': eventPublisher,
} as const;

/** Lambda entries of the functions that no route leads to. */
export const backgroundFunctions = {
  'mail-consumer': 'functions/mail-consumer.ts',
  'audit-consumer': 'functions/audit-consumer.ts',
  redelivery: 'functions/redelivery.ts',
  'mail-events': 'functions/mail-events.ts',
  'audit-checkpoint': 'functions/audit-checkpoint.ts',
} as const;

/** Lambda entries of functions beside the steps of a reset: a release of them shifts no calls. */
export const auxiliaryFunctions = {
  'settings-record': 'functions/settings-record.ts',
  'archive-digest': 'functions/archive-digest.ts',
  'event-publisher': 'functions/event-publisher.ts',
} as const;
