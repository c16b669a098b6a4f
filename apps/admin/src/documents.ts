// The OpenAPI document of the admin API and the page that shows it.
import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';

/** What `apps/admin/openapi.json` holds; a test compares the two. */
export function makeDocument(app: INestApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('AIProxy admin API')
    .setDescription('People, projects, keys, tiers, providers, models, the audit log and the configuration file.')
    .setVersion('1')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'aip_pat_…', description: 'A personal access token' })
    .addCookieAuth('aiproxy_session')
    .build();
  return SwaggerModule.createDocument(app, config, { operationIdFactory: (controller, method) => `${controller.replace('Controller', '')}_${method}` });
}

/** Serves /api/docs and /api/openapi.json, to anybody: they hold nothing that is ours alone. */
export function serveDocuments(app: INestApplication): void {
  SwaggerModule.setup('api/docs', app, () => makeDocument(app), { jsonDocumentUrl: 'api/openapi.json', customSiteTitle: 'AIProxy admin API' });
}
