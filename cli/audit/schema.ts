import { writeFileSync } from 'node:fs';
import { publishedEventJsonSchema } from '../../functions/domain/published-event.ts';

/** Writes the JSON Schema of audit events: `npm run audit-schema`. */
const file = new URL('../../docs/reference/audit-event.schema.json', import.meta.url);
writeFileSync(file, `${JSON.stringify(publishedEventJsonSchema(), undefined, 2)}\n`);
