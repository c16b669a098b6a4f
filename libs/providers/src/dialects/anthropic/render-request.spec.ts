import type { Unsaid } from '../../dialect.js';
import type { ChatRequest, Message, ReasoningRequest } from '../../hub.js';
import { renderRequest } from './render-request.js';

const ask: Message = { role: 'user', parts: [{ kind: 'text', text: 'hi' }] };
const base: ChatRequest = { model: 'ignored', messages: [ask], tools: [], stop: [], n: 1, stream: false };
const budgetModel = { name: 'claude-sonnet-4-5-20250929', maxOutputTokens: 64_000, reasoning: true };
const adaptiveModel = { name: 'claude-opus-4-6', maxOutputTokens: 128_000, reasoning: true };
const unsampledModel = { name: 'claude-opus-4-8', maxOutputTokens: 128_000, reasoning: true };
const newestModel = { name: 'claude-opus-5-5', maxOutputTokens: 128_000, reasoning: true };
const earlyModel = { name: 'claude-3-opus-20240229', maxOutputTokens: 4096, reasoning: false };

const render = (some: Partial<ChatRequest>, model = budgetModel) => renderRequest({ ...base, ...some }, model);
const tools: ChatRequest['tools'] = [{ kind: 'function', name: 'weather', parameters: { type: 'object', properties: {} } }];

const effort = (word: string): ReasoningRequest => ({ effort: word });

const begun = (...messages: Message[]) => render({ reasoning: effort('low'), tools, messages });

const choice = (some: Partial<ChatRequest>, model = budgetModel) => render({ tools, ...some }, model);

describe('a request to Anthropic', () => {
  it('says all that it can in one body, and changes nothing of its input', () => {
    const request: ChatRequest = {
      ...base,
      messages: [{ role: 'system', parts: [{ kind: 'text', text: 'be kind' }] }, ask],
      tools: [{ kind: 'function', name: 'weather', description: 'Tells it.', parameters: { properties: { city: { type: 'string' } } }, extra: { anthropic: { cache_control: { type: 'ephemeral' } } } }],
      toolChoice: { kind: 'named', name: 'weather' },
      parallelToolCalls: false,
      maxOutputTokens: 100,
      temperature: 0.5,
      topK: 3,
      stop: ['END'],
      stream: true,
      user: 'u-1',
      extra: { anthropic: { service_tier: 'auto' } },
    };
    const before = structuredClone(request);
    expect(render(request)).toEqual({
      body: {
        model: 'claude-sonnet-4-5-20250929',
        max_tokens: 100,
        system: [{ type: 'text', text: 'be kind' }],
        messages: [{ role: 'user', content: [{ type: 'text', text: 'hi' }] }],
        tools: [{ name: 'weather', description: 'Tells it.', input_schema: { type: 'object', properties: { city: { type: 'string' } } }, cache_control: { type: 'ephemeral' } }],
        tool_choice: { type: 'tool', name: 'weather', disable_parallel_tool_use: true },
        temperature: 0.5,
        top_k: 3,
        stop_sequences: ['END'],
        metadata: { user_id: 'u-1' },
        service_tier: 'auto',
        stream: true,
      },
      dropped: [],
      changed: [],
    });
    expect(request).toEqual(before);
  });

  it('says no more than it was asked', () => {
    expect(render({}).body).toEqual({ model: budgetModel.name, max_tokens: 64_000, messages: [{ role: 'user', content: [{ type: 'text', text: 'hi' }] }] });
  });

  it('reports what Anthropic has no word for', () => {
    const { dropped } = render({ seed: 1, presencePenalty: 0.1, frequencyPenalty: 0.2, n: 2, extra: { openai: { logit_bias: {}, logprobs: true } } });
    expect(dropped).toEqual(['seed', 'presence_penalty', 'frequency_penalty', 'n', 'logit_bias', 'logprobs']);
  });

  it("takes the request's max_tokens, the model's limit, or 4096 at last", () => {
    expect(render({ maxOutputTokens: 7 }).body.max_tokens).toBe(7);
    expect(render({}, { name: 'claude-sonnet-4-5', reasoning: true } as typeof budgetModel).body.max_tokens).toBe(4096);
    expect(render({ maxOutputTokens: 5000 }, earlyModel)).toMatchObject({ body: { max_tokens: 4096 }, dropped: [], changed: ['max_tokens'] });
  });

  it('leaves out stop sequences of white space alone', () => {
    expect(render({ stop: ['\n', 'END'] })).toMatchObject({ body: { stop_sequences: ['END'] }, dropped: ['stop'] });
    expect(render({ stop: [' '] }).body).not.toHaveProperty('stop_sequences');
  });

  describe('sampling', () => {
    it.each<[string, Partial<ChatRequest>, object, Partial<Unsaid>]>([
      ['a temperature above 1', { temperature: 1.7 }, { temperature: 1 }, { changed: ['temperature'] }],
      ['a temperature below 0', { temperature: -1 }, { temperature: 0 }, { changed: ['temperature'] }],
      ['temperature beside top_p', { temperature: 0.2, topP: 0.9 }, { temperature: 0.2 }, { dropped: ['top_p'] }],
      ['the default temperature beside top_p', { temperature: 1, topP: 0.9 }, { top_p: 0.9 }, {}],
      ['thinking beside all three', { temperature: 0.2, topP: 0.9, topK: 5, reasoning: { effort: 'low' } }, {}, { dropped: ['temperature', 'top_p', 'top_k'] }],
      ['thinking beside what it takes', { topP: 0.97, reasoning: { effort: 'low' } }, { top_p: 0.97 }, {}],
    ])('%s', (_case, asked, sampling, unsaid) => {
      const rendered = render(asked);
      const { temperature, top_p, top_k } = rendered.body;
      expect(JSON.parse(JSON.stringify({ temperature, top_p, top_k }))).toEqual(sampling);
      expect(rendered).toMatchObject({ dropped: [], changed: [], ...unsaid });
    });

    it('is left out for models that refuse it', () => {
      const { body, dropped } = render({ temperature: 0.5, topP: 0.5, topK: 5 }, unsampledModel);
      expect(Object.keys(body)).toEqual(['model', 'max_tokens', 'messages']);
      expect(dropped).toEqual(['temperature', 'top_p', 'top_k']);
    });
  });

  describe('thinking', () => {
    it.each<[string, ReasoningRequest, typeof budgetModel, object, Partial<Unsaid>]>([
      ['an effort is a share of the output tokens', effort('low'), budgetModel, { thinking: { type: 'enabled', budget_tokens: 12_800 } }, {}],
      ['a large share is bounded', effort('xhigh'), budgetModel, { thinking: { type: 'enabled', budget_tokens: 32_000 } }, {}],
      ['a budget stays', { budgetTokens: 2000 }, budgetModel, { thinking: { type: 'enabled', budget_tokens: 2000 } }, {}],
      ['a budget is at least 1024', { budgetTokens: 10 }, budgetModel, { thinking: { type: 'enabled', budget_tokens: 1024 } }, { changed: ['reasoning'] }],
      ['a budget is less than max_tokens', { budgetTokens: 99_000 }, budgetModel, { thinking: { type: 'enabled', budget_tokens: 63_999 } }, { changed: ['reasoning'] }],
      ['none is off', effort('none'), budgetModel, { thinking: { type: 'disabled' } }, {}],
      ['an unknown effort is left out', effort('heroic'), budgetModel, {}, { dropped: ['reasoning_effort'] }],
      ['a newer model takes the effort', effort('minimal'), adaptiveModel, { thinking: { type: 'adaptive', display: 'summarized' }, output_config: { effort: 'low' } }, {}],
      ['an effort it does not know is lowered', effort('xhigh'), adaptiveModel, { thinking: { type: 'adaptive', display: 'summarized' }, output_config: { effort: 'high' } }, { changed: ['reasoning_effort'] }],
      ['a newer one still knows it', effort('xhigh'), unsampledModel, { thinking: { type: 'adaptive', display: 'summarized' }, output_config: { effort: 'xhigh' } }, {}],
      ['a newer model takes no budget', { budgetTokens: 2000 }, adaptiveModel, { thinking: { type: 'adaptive', display: 'summarized' } }, { changed: ['reasoning'] }],
      ['an unknown effort at a newer model', effort('heroic'), adaptiveModel, {}, { dropped: ['reasoning_effort'] }],
      ['none at a model that always thinks is little', effort('none'), newestModel, { output_config: { effort: 'low' } }, { changed: ['reasoning_effort'] }],
      ['a model that cannot think', effort('high'), earlyModel, {}, { dropped: ['reasoning_effort'] }],
      ['none at a model that cannot think', effort('none'), earlyModel, {}, {}],
    ])('%s', (_case, reasoning, model, expected, unsaid) => {
      const rendered = render({ reasoning }, model);
      const { thinking, output_config } = rendered.body;
      expect(JSON.parse(JSON.stringify({ thinking, output_config }))).toEqual(expected);
      expect(rendered).toMatchObject({ dropped: [], changed: [], ...unsaid });
    });

    it('leaves room for the answer, or gives way', () => {
      expect(render({ reasoning: effort('high'), maxOutputTokens: 3000 }).body.thinking).toEqual({ type: 'enabled', budget_tokens: 2400 });
      const small = render({ reasoning: effort('high'), maxOutputTokens: 1500, temperature: 0.3 });
      expect(small.body).not.toHaveProperty('thinking');
      expect(small).toMatchObject({ body: { temperature: 0.3 }, dropped: ['reasoning_effort'] });
    });

    it('gives way to a forced tool call', () => {
      const { body, dropped } = render({ reasoning: effort('high'), tools, toolChoice: { kind: 'required' } });
      expect(body).toMatchObject({ thinking: { type: 'disabled' }, tool_choice: { type: 'any' } });
      expect(dropped).toEqual(['reasoning_effort']);
    });

    const call: Message = { role: 'assistant', parts: [{ kind: 'tool-call', id: 'c', name: 'weather', arguments: '{}' }] };
    const thought: Message = { ...call, parts: [{ kind: 'reasoning', text: 'hm', signature: 's' }, ...call.parts] };
    const result: Message = { role: 'tool', parts: [{ kind: 'tool-result', callId: 'c', parts: [] }] };

    it('stays off in a turn that began without it, so that the second call of a run is not refused', () => {
      for (const rendered of [begun(ask, call, result), begun(ask, thought, result, ask, call, result), begun(ask, call, result, thought, result)]) {
        expect(rendered.body).not.toHaveProperty('thinking');
        expect(rendered.dropped).toEqual(['reasoning_effort']);
      }
      for (const rendered of [begun(ask, thought, result), begun(ask, thought, result, call, result), begun(ask, call, result, call, ask)]) {
        expect(rendered.body).toMatchObject({ thinking: { type: 'enabled' } });
      }
    });
  });

  describe('tools', () => {
    it.each<[Partial<ChatRequest>, object | undefined]>([
      [{}, undefined],
      [{ toolChoice: { kind: 'auto' } }, { type: 'auto' }],
      [{ toolChoice: { kind: 'none' }, parallelToolCalls: false }, { type: 'none' }],
      [{ toolChoice: { kind: 'required' } }, { type: 'any' }],
      [{ toolChoice: { kind: 'required' }, parallelToolCalls: false }, { type: 'any', disable_parallel_tool_use: true }],
      [{ parallelToolCalls: false }, { type: 'auto', disable_parallel_tool_use: true }],
      [{ parallelToolCalls: true }, undefined],
    ])('chooses by %j', (asked, expected) => {
      expect(choice(asked).body.tool_choice).toEqual(expected);
    });

    it('reports a forced call where the model takes none, or there is nothing to call', () => {
      expect(choice({ toolChoice: { kind: 'required' } }, newestModel)).toMatchObject({ body: { tool_choice: { type: 'auto' } }, dropped: [], changed: ['tool_choice'] });
      const nothing = choice({ tools: [], toolChoice: { kind: 'named', name: 'weather' } });
      expect(nothing.body).not.toHaveProperty('tool_choice');
      expect(nothing.dropped).toEqual(['tool_choice']);
    });

    it("keeps its own vendor tools and reports others', custom ones and strictness it cannot keep", () => {
      const search = { type: 'web_search_20250305', name: 'web_search' };
      const all: ChatRequest['tools'] = [
        { kind: 'vendor', dialect: 'anthropic', json: search },
        { kind: 'vendor', dialect: 'openai', json: { type: 'file_search' } },
        { kind: 'custom', name: 'shell' },
        { kind: 'function', name: 'now', strict: true, extra: { openai: { x: 1 } } },
      ];
      const { body, dropped } = choice({ tools: all }, earlyModel);
      expect(body.tools).toEqual([search, { name: 'now', input_schema: { type: 'object', properties: {} } }]);
      expect(dropped).toEqual(['tools[1]', 'tools[2]', 'tools[3].x', 'tools[3].function.strict']);
    });

    it('makes strict tools fit for constrained decoding', () => {
      const strict: ChatRequest['tools'] = [{ kind: 'function', name: 'f', strict: true, parameters: { type: 'object', properties: { n: { type: 'integer', minimum: 1 } }, additionalProperties: false } }];
      const { body, dropped, changed } = choice({ tools: strict });
      const schema = { type: 'object', properties: { n: { type: 'integer', description: '(minimum: 1)' } }, additionalProperties: false };
      expect(body.tools).toEqual([{ name: 'f', input_schema: schema, strict: true }]);
      expect([dropped, changed]).toEqual([[], ['tools[0].function.parameters']]);
    });

    it('declares the tools of former calls where the caller declares none any more', () => {
      const call: Message = { role: 'assistant', parts: [{ kind: 'tool-call', id: 'c', name: 'weather', arguments: '{}' }] };
      const { body } = choice({ tools: [], messages: [ask, call, call] });
      expect(body).toMatchObject({ tools: [{ name: 'weather', input_schema: { type: 'object' } }], tool_choice: { type: 'none' } });
    });
  });

  describe('a JSON answer', () => {
    const schema = { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] };
    const wanted: ChatRequest['responseFormat'] = { kind: 'json-schema', name: 'answer', schema };

    it('goes by its schema where the model takes one, beside the effort', () => {
      const { body, dropped, changed } = render({ responseFormat: wanted, reasoning: { effort: 'low' } }, adaptiveModel);
      expect(body.output_config).toEqual({ effort: 'low', format: { type: 'json_schema', schema: { ...schema, additionalProperties: false } } });
      expect([dropped, changed]).toEqual([[], []]);
    });

    it('is told in words, and reported, where it takes none', () => {
      const { body, dropped, changed } = render({ responseFormat: wanted }, earlyModel);
      expect(body).not.toHaveProperty('output_config');
      expect(body.system).toEqual([{ type: 'text', text: expect.stringContaining(JSON.stringify(schema)) }]);
      expect([dropped, changed]).toEqual([[], ['response_format']]);
    });

    it('is told in words, and reported, without a schema', () => {
      const { body, dropped, changed } = render({ responseFormat: { kind: 'json' } });
      expect(body.system).toEqual([{ type: 'text', text: expect.stringContaining('JSON') }]);
      expect([dropped, changed]).toEqual([[], ['response_format']]);
      expect(render({ responseFormat: { kind: 'text' } })).toEqual(render({}));
    });
  });
});
