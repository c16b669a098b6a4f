import { parse } from 'yaml';
import { renderExport } from './render-export.js';
import { renderSteps } from './render-plan.js';

test('a plan shows each step, and under it what changes', () => {
  const text = renderSteps([
    { action: 'create', resource: 'tier', name: 'gold', changes: [{ field: 'requestsPerMinute', before: null, after: 60 }] },
    { action: 'update', resource: 'project', name: 'acme\u001b[2J', changes: [{ field: 'tags', before: { a: '1' }, after: { a: '2' } }, { field: 'costCentre', before: 'x', after: null }] },
  ]);
  expect(text).toBe([
    'create  tier     gold', '        requestsPerMinute: 60',
    'update  project  acme\u{fffd}[2J', '        tags: {"a":"1"} -> {"a":"2"}', '        costCentre: x -> none', '',
  ].join('\n'));
});

describe('an export', () => {
  const configuration = {
    version: 1,
    tiers: { gold: { requestsPerMinute: 'unlimited' } },
    providers: { openai: { credentials: { main: {}, 'eu-west': { baseUrl: 'https://eu.example/v1' } } } },
    models: { 'yes': { prices: [{ usdPerMillionTokens: '0.10' }] } },
  };
  const text = renderExport(configuration);

  test('is the same configuration when it is read again: text that looks like a number or a truth stays text', () => {
    expect(parse(text)).toEqual(configuration);
  });

  test('tells editors its schema, and says where a secret has to be named', () => {
    expect(text.split('\n')[0]).toMatch(/^# yaml-language-server: \$schema=\S+$/);
    expect(text).toContain('# secretFrom: { env: OPENAI_MAIN }');
    expect(text).toContain('# secretFrom: { env: OPENAI_EU_WEST }\n');
  });

  test('may have no providers at all', () => {
    expect(parse(renderExport({ version: 1 }))).toEqual({ version: 1 });
  });
});
