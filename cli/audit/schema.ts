import { writeFileSync } from 'node:fs';
import { busEventJsonSchema } from '../../functions/domain/bus-event.ts';
import { publishedEventJsonSchema } from '../../functions/domain/published-event.ts';

/** Writes the JSON Schemas of audit events and of the events on the bus: `npm run audit-schema`. */
const write = (name: string, schema: unknown) =>
  writeFileSync(
    new URL(`../../docs/reference/${name}.schema.json`, import.meta.url),
    `${JSON.stringify(schema, undefined, 2)}\n`,
  );

write('audit-event', publishedEventJsonSchema());
write('bus-event', busEventJsonSchema());
