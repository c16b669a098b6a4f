// The OpenAPI document of the admin API and the page that shows it.
import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';

/** What `apps/admin/openapi.json` holds; CI compares the two. */
export function makeDocument(app: INestApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('AIProxy admin API')
    .setDescription('People, projects, keys, tiers, providers, models, the audit log and the configuration file.')
    .setVersion('1')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'aip_pat_…', description: 'A personal access token' })
    .addCookieAuth('aiproxy_session')
    .build();
  const document = SwaggerModule.createDocument(app, config, { operationIdFactory: (controller, method) => `${controller.replace('Controller', '')}_${method}` });
  return withSortedWords(withErrors(document));
}

/** The compiler tells the words of a type in the order in which it met them first: a change elsewhere would be one of the document. */
function withSortedWords(document: OpenAPIObject): OpenAPIObject {
  return JSON.parse(JSON.stringify(document), (name, value: unknown) => (name === 'enum' && Array.isArray(value) ? value.toSorted(byText) : value)) as OpenAPIObject;
}

const byText = (one: unknown, other: unknown) => (String(one) < String(other) ? -1 : 1);

/** Every operation can be refused, always in the one shape. */
function withErrors(document: OpenAPIObject): OpenAPIObject {
  const schema = { $ref: '#/components/schemas/Error' };
  for (const operation of Object.values(document.paths).flatMap((path) => Object.values(path) as Operation[])) {
    operation.responses.default = { description: 'What went wrong', content: { 'application/json': { schema } } };
  }
  document.components = { ...document.components, schemas: { ...document.components?.schemas, Error: errorSchema } };
  return document;
}

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;

const nullableString = { type: 'string', nullable: true } as const;
const errorSchema: NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>[string] = {
  type: 'object', required: ['error'],
  properties: {
    error: {
      type: 'object', required: ['message', 'type', 'param', 'code'],
      properties: {
        message: { type: 'string', description: 'For people' },
        type: { type: 'string' },
        param: { ...nullableString, description: 'The field that is to blame' },
        code: { ...nullableString, description: 'For programs' },
        problems: {
          type: 'array', description: 'Everything that is wrong, field by field',
          items: { type: 'object', required: ['param', 'message'], properties: { param: { type: 'string' }, message: { type: 'string' } } },
        },
      },
    },
  },
};

/** Serves /api/docs and /api/openapi.json, to anybody: they hold nothing that is ours alone. */
export function serveDocuments(app: INestApplication): void {
  SwaggerModule.setup('api/docs', app, () => makeDocument(app), { jsonDocumentUrl: 'api/openapi.json', customSiteTitle: 'AIProxy admin API' });
}
