import { writeWebhookOpenApi } from '../cli/openapi/webhook.ts';

writeWebhookOpenApi();
