// The OpenAPI document of /v1 and the page that shows it. Made from the controllers and their DTOs at start.
import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';

/** Serves /openapi.json and /docs, to anybody: they hold nothing that is ours alone. */
export function serveDocuments(app: INestApplication): void {
  const config = new DocumentBuilder()
    .setTitle('AIProxy')
    .setDescription('One bearer key for the models of many providers, in the shape that every OpenAI client reads.')
    .setVersion('1')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'aip_live_…', description: 'A key of a project' })
    .addTag('chat').addTag('completions').addTag('embeddings').addTag('models').addTag('health')
    .build();
  SwaggerModule.setup('docs', app, () => SwaggerModule.createDocument(app, config), {
    jsonDocumentUrl: 'openapi.json',
    customSiteTitle: 'AIProxy API',
  });
}
