import { Template } from '../../../../local/template.ts';

const ORIGIN_TEMPLATE = `#set($origin = $input.params('Origin'))#if($origin == '')#set($origin = $input.params('origin'))#end
#if($origin == 'http://login.example')#set($context.responseOverride.header.Access-Control-Allow-Origin = $origin)#end`;

const uri = (name: string) => ({
  'Fn::Join': [
    '',
    ['arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/', { 'Fn::GetAtt': [name, 'Arn'] }, '/invocations'],
  ],
});
const method = (resource: unknown, name: string, integration: object) => ({
  Type: 'AWS::ApiGateway::Method',
  Properties: { HttpMethod: name, ResourceId: resource, RestApiId: { Ref: 'Api' }, Integration: integration },
});
const resource = (parent: unknown, part: string) => ({
  Type: 'AWS::ApiGateway::Resource',
  Properties: { ParentId: parent, PathPart: part, RestApiId: { Ref: 'Api' } },
});
const proxy = { Type: 'AWS_PROXY', IntegrationHttpMethod: 'POST', Uri: uri('Echo') };

/**
 * `POST /pets`, `GET /pets/{id}`, `GET /pets/mine`, `ANY /files/{path+}`, a slow and a throttled one, and a
 * preflight.
 */
export function apiTemplate(): Template {
  return new Template({
    Resources: {
      Api: { Type: 'AWS::ApiGateway::RestApi' },
      Stage: {
        Type: 'AWS::ApiGateway::Stage',
        Properties: {
          StageName: 'v1',
          AccessLogSetting: {
            Format:
              '{"id":"$context.requestId","status":"$context.status","path":"$context.resourcePath","agent":"$context.identity.userAgent"}',
          },
          MethodSettings: [
            {
              HttpMethod: 'GET',
              ResourcePath: '/~1pets~1mine',
              ThrottlingRateLimit: 0.001,
              ThrottlingBurstLimit: 2,
            },
          ],
        },
      },
      Echo: { Type: 'AWS::Lambda::Function', Properties: { FunctionName: 'password-reset-laptop-echo' } },
      Pets: resource({ 'Fn::GetAtt': ['Api', 'RootResourceId'] }, 'pets'),
      Pet: resource({ Ref: 'Pets' }, '{id}'),
      Mine: resource({ Ref: 'Pets' }, 'mine'),
      Slow: resource({ Ref: 'Pets' }, 'slow'),
      Files: resource({ 'Fn::GetAtt': ['Api', 'RootResourceId'] }, 'files'),
      File: resource({ Ref: 'Files' }, '{path+}'),
      PetsPost: method({ Ref: 'Pets' }, 'POST', proxy),
      PetGet: method({ Ref: 'Pet' }, 'GET', proxy),
      MineGet: method({ Ref: 'Mine' }, 'GET', proxy),
      SlowGet: method({ Ref: 'Slow' }, 'GET', { ...proxy, TimeoutInMillis: 300 }),
      FileAny: method({ Ref: 'File' }, 'ANY', proxy),
      PetsOptions: method({ Ref: 'Pets' }, 'OPTIONS', {
        Type: 'MOCK',
        RequestTemplates: { 'application/json': '{ statusCode: 204 }' },
        IntegrationResponses: [
          {
            StatusCode: '204',
            ResponseParameters: { 'method.response.header.Access-Control-Allow-Methods': "'POST'" },
            ResponseTemplates: { 'application/json': ORIGIN_TEMPLATE },
          },
        ],
      }),
      NotFound: {
        Type: 'AWS::ApiGateway::GatewayResponse',
        Properties: {
          ResponseType: 'MISSING_AUTHENTICATION_TOKEN',
          StatusCode: '404',
          ResponseParameters: { 'gatewayresponse.header.Content-Type': "'application/problem+json'" },
          ResponseTemplates: { 'application/json': '{"code":"not-found","id":"$context.requestId"}' },
        },
      },
      Default4xx: {
        Type: 'AWS::ApiGateway::GatewayResponse',
        Properties: {
          ResponseType: 'DEFAULT_4XX',
          ResponseParameters: { 'gatewayresponse.header.X-Path': 'context.resourcePath' },
          ResponseTemplates: { 'application/json': '{"detail":$context.error.messageString}' },
        },
      },
    },
  });
}
