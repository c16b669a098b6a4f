import { modelTraits } from './model-traits.js';

const given = (model: string) => {
  const { sampling, thinkingCanStop, forcedTools } = modelTraits(model);
  return [sampling, thinkingCanStop, forcedTools];
};

describe('what a Claude takes', () => {
  it.each([
    ['claude-2.1', 'budget', false], ['claude-instant-1.2', 'budget', false], ['claude-3-opus-20240229', 'budget', false],
    ['claude-3-5-haiku-latest', 'budget', false], ['claude-3-7-sonnet-20250219', 'budget', false], ['claude-sonnet-4-20250514', 'budget', false],
    ['claude-opus-4-0', 'budget', false], ['claude-sonnet-4@20250514', 'budget', false],
    ['claude-opus-4-1-20250805', 'budget', true], ['claude-sonnet-4-5', 'budget', true], ['claude-haiku-4-5-20251001', 'budget', true],
    ['claude-opus-4-6', 'adaptive', true], ['claude-opus-4-8', 'adaptive', true], ['claude-sonnet-5', 'adaptive', true], ['claude-fable-5', 'adaptive', true],
    ['claude-tomorrow-9', 'adaptive', true], ['another-vendor-m2', 'budget', false],
  ])('%s thinks by %s; structured outputs: %s', (model, thinking, structuredOutputs) => {
    expect(modelTraits(model)).toMatchObject({ thinking, structuredOutputs });
  });

  it('gave up sampling, then switching thinking off, then forced tool calls', () => {
    expect(given('claude-sonnet-4-6')).toEqual([true, true, true]);
    expect(given('claude-opus-4-7')).toEqual([false, true, true]);
    expect(given('claude-haiku-5-5')).toEqual([false, true, true]);
    expect(given('claude-fable-5')).toEqual([false, false, true]);
    expect(given('claude-fable-5-1')).toEqual([false, false, false]);
    expect(given('claude-sonnet-5-5-20260801')).toEqual([false, false, false]);
  });
});
