import { parseServiceTier as ofAnthropic } from './dialects/anthropic/parse-service-tier.js';
import { parseServiceTier as ofGemini } from './dialects/gemini/parse-usage.js';
import { serviceTierIn, serviceTierOf, serviceTierOfWire } from './service-tier.js';

describe('the service tier that a provider says it served', () => {
  it.each([
    ['default', 'default'], ['standard', 'default'], ['on_demand', 'default'], ['flex', 'flex'], ['Priority', 'priority'], ['scale', 'scale'],
    ['', undefined], ['two words', undefined], [7, undefined], [null, undefined],
  ])('%j is %j', (said, tier) => {
    expect(serviceTierOf(said)).toBe(tier);
  });

  it('is read from the reply, else from within its usage', () => {
    expect(serviceTierOfWire({ service_tier: 'flex', usage: { service_tier: 'default' } })).toBe('flex');
    expect(serviceTierOfWire({ service_tier: null, usage: { service_tier: 'priority' } })).toBe('priority');
    expect(serviceTierOfWire({ usage: null })).toBeUndefined();
  });

  it('is read from a piece of a reply, never from a text in it', () => {
    expect(serviceTierIn('…"usage":{"prompt_tokens":1},\n "service_tier": "flex"}')).toBe('flex');
    expect(serviceTierIn(JSON.stringify({ content: '{"service_tier":"flex"}' }))).toBeUndefined();
  });

  it('of Anthropic is fast mode or the US alone where these have prices of their own, else its tier', () => {
    expect(ofAnthropic({ service_tier: 'standard', speed: 'fast', inference_geo: 'us' })).toBe('fast');
    expect(ofAnthropic({ service_tier: 'standard', inference_geo: 'us' })).toBe('us');
    expect(ofAnthropic({ service_tier: 'batch', inference_geo: 'global', speed: 'standard' })).toBe('batch');
    expect(ofAnthropic({ service_tier: 'standard', inference_geo: 'not_available' })).toBe('default');
    expect(ofAnthropic({ input_tokens: 1 })).toBeUndefined();
  });

  it('of Gemini is said as a tier or as the kind of traffic that was billed', () => {
    expect(ofGemini({ serviceTier: 'priority', trafficType: 'ON_DEMAND' })).toBe('priority');
    expect(ofGemini({ trafficType: 'ON_DEMAND' })).toBe('default');
    expect(ofGemini({ trafficType: 'ON_DEMAND_FLEX' })).toBe('flex');
    expect(ofGemini({ trafficType: 'PROVISIONED_THROUGHPUT' })).toBe('provisioned_throughput');
    expect(ofGemini(undefined)).toBeUndefined();
  });
});
