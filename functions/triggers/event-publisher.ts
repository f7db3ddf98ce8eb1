import { gunzipSync } from 'node:zlib';
import type { CloudWatchLogsDecodedData, CloudWatchLogsEvent } from 'aws-lambda';
import { publishEvents, type PublishEventsPorts } from '../use-cases/publish-events.ts';

/**
 * Sends the events in lines of the trail to the event bus. It throws on failure: Lambda repeats the lines, and then
 * gives them to the queue of failures.
 */
export const eventPublisher =
  (ports: PublishEventsPorts) =>
  async ({ awslogs }: CloudWatchLogsEvent): Promise<void> => {
    const { messageType, logEvents } = decoded(awslogs.data);
    // CloudWatch Logs tests a subscription with a message of another type.
    if (messageType === 'DATA_MESSAGE')
      await publishEvents(
        ports,
        logEvents.map(({ message }) => message),
      );
  };

const decoded = (data: string): CloudWatchLogsDecodedData =>
  JSON.parse(gunzipSync(Buffer.from(data, 'base64')).toString('utf8')) as CloudWatchLogsDecodedData;
