import { configurationSetsOf } from '../../../local/configuration-sets.ts';
import { Template } from '../../../local/template.ts';

const bus = { EventBusArn: 'arn:aws:events:us-east-1:000000000000:event-bus/default' };
const destination = (EventDestination: object) => ({
  Type: 'AWS::SES::ConfigurationSetEventDestination',
  Properties: { ConfigurationSetName: { Ref: 'Mail' }, EventDestination },
});

test('reads the suppressed reasons and the published events of a configuration set', () => {
  const template = new Template({
    Resources: {
      Mail: {
        Type: 'AWS::SES::ConfigurationSet',
        Properties: { Name: 'mail-set', SuppressionOptions: { SuppressedReasons: ['BOUNCE'] } },
      },
      Bare: { Type: 'AWS::SES::ConfigurationSet', Properties: { Name: 'bare-set' } },
      // CloudFormation takes the names in capitals too.
      Events: destination({ MatchingEventTypes: ['delivery', 'BOUNCE', 'open'], EventBridgeDestination: bus }),
      Off: destination({ Enabled: false, MatchingEventTypes: ['complaint'], EventBridgeDestination: bus }),
      Elsewhere: destination({ MatchingEventTypes: ['reject'], SnsDestination: { TopicARN: 'arn' } }),
    },
  });
  expect(Object.fromEntries(configurationSetsOf(template))).toEqual({
    'mail-set': { suppressedReasons: ['BOUNCE'], publishedEvents: ['Delivery', 'Bounce'] },
    'bare-set': { suppressedReasons: [], publishedEvents: [] },
  });
});
