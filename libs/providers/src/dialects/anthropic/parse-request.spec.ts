import { parseRequest } from './parse-request.js';

const base = { model: 'claude-sonnet-4-5', max_tokens: 100, messages: [{ role: 'user', content: 'hi' }] };

const says = (content: unknown, role = 'user') => ({ messages: [{ role, content }] });

describe('a request to the messages API', () => {
  it('reads the whole of it', () => {
    const request = parseRequest({
      ...base,
      system: [{ type: 'text', text: 'be kind', cache_control: { type: 'ephemeral' } }],
      messages: [
        { role: 'user', content: 'Rome?' },
        { role: 'assistant', content: [
          { type: 'thinking', thinking: 'hm', signature: 'sig' },
          { type: 'redacted_thinking', data: 'enc' },
          { type: 'tool_use', id: 'toolu_1', name: 'weather', input: { city: 'Rome' } },
        ] },
        { role: 'user', content: [
          { type: 'text', text: 'and?' },
          { type: 'tool_result', tool_use_id: 'toolu_1', content: 'mild', is_error: false },
        ] },
      ],
      tools: [
        { name: 'weather', description: 'Tells it.', input_schema: { type: 'object' }, strict: true, defer_loading: true },
        { type: 'web_search_20250305', name: 'web_search' },
      ],
      tool_choice: { type: 'tool', name: 'weather', disable_parallel_tool_use: true },
      temperature: 0.5, top_p: null, top_k: 3, stop_sequences: ['END'], stream: true,
      metadata: { user_id: 'u-1' }, service_tier: 'auto',
      thinking: { type: 'enabled', budget_tokens: 2000, display: 'omitted' },
      output_config: { format: { type: 'json_schema', schema: { type: 'object' } }, task_budget: { total: 9 } },
    });
    expect(request).toEqual({
      model: 'claude-sonnet-4-5',
      messages: [
        { role: 'system', parts: [{ kind: 'text', text: 'be kind', extra: { anthropic: { cache_control: { type: 'ephemeral' } } } }] },
        { role: 'user', parts: [{ kind: 'text', text: 'Rome?' }] },
        { role: 'assistant', parts: [
          { kind: 'reasoning', text: 'hm', signature: 'sig' },
          { kind: 'reasoning', text: '', encrypted: 'enc' },
          { kind: 'tool-call', id: 'toolu_1', name: 'weather', arguments: '{"city":"Rome"}' },
        ] },
        { role: 'tool', parts: [{ kind: 'tool-result', callId: 'toolu_1', parts: [{ kind: 'text', text: 'mild' }] }] },
        { role: 'user', parts: [{ kind: 'text', text: 'and?' }] },
      ],
      tools: [
        { kind: 'function', name: 'weather', description: 'Tells it.', parameters: { type: 'object' }, strict: true, extra: { anthropic: { defer_loading: true } } },
        { kind: 'vendor', dialect: 'anthropic', json: { type: 'web_search_20250305', name: 'web_search' } },
      ],
      toolChoice: { kind: 'named', name: 'weather' },
      parallelToolCalls: false,
      maxOutputTokens: 100, temperature: 0.5, topK: 3, stop: ['END'], n: 1, stream: true, user: 'u-1',
      responseFormat: { kind: 'json-schema', name: 'response', schema: { type: 'object' }, strict: true },
      reasoning: { budgetTokens: 2000 },
      extra: { anthropic: { service_tier: 'auto', thinking: { display: 'omitted' }, output_config: { task_budget: { total: 9 } } } },
    });
  });

  it('reads no more than there is', () => {
    expect(parseRequest({ ...base, system: null, tools: null, stop_sequences: null })).toEqual({
      model: 'claude-sonnet-4-5', messages: [{ role: 'user', parts: [{ kind: 'text', text: 'hi' }] }],
      tools: [], maxOutputTokens: 100, stop: [], n: 1, stream: false,
    });
  });

  it.each([
    [{ thinking: { type: 'disabled' } }, { effort: 'none' }],
    [{ thinking: { type: 'adaptive' } }, { effort: 'high' }],
    [{ thinking: { type: 'adaptive' }, output_config: { effort: 'low' } }, { effort: 'low' }],
    [{ output_config: { effort: 'max' } }, { effort: 'max' }],
    [{}, undefined],
  ])('reads the thinking asked for by %j', (some, reasoning) => {
    expect(parseRequest({ ...base, ...some }).reasoning).toEqual(reasoning);
  });

  it.each([
    [{ type: 'auto' }, { kind: 'auto' }], [{ type: 'none' }, { kind: 'none' }], [{ type: 'any' }, { kind: 'required' }],
  ])('reads the choice %j', (tool_choice, toolChoice) => {
    expect(parseRequest({ ...base, tool_choice })).toMatchObject({ toolChoice });
  });

  it('reads images and documents by data and by address, and carries the rest as it came', () => {
    const content = [
      { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'aW1n' } },
      { type: 'image', source: { type: 'url', url: 'https://x.example/a.png' } },
      { type: 'image', source: { type: 'file', file_id: 'file_1' } },
      { type: 'document', title: 'notes', source: { type: 'text', media_type: 'text/plain', data: 'a,b' } },
      { type: 'document', source: { type: 'file', file_id: 'file_2' } },
      { type: 'document', source: { type: 'content', content: [] } },
      { type: 'search_result', source: 'https://x.example/', title: 'x', content: [] },
    ];
    expect(parseRequest({ ...base, messages: [{ role: 'user', content }] }).messages[0]?.parts).toEqual([
      { kind: 'image', source: { data: 'aW1n', mediaType: 'image/png' } },
      { kind: 'image', source: { url: 'https://x.example/a.png' } },
      { kind: 'opaque', dialect: 'anthropic', json: content[2] },
      { kind: 'file', filename: 'notes', source: { data: 'YSxi', mediaType: 'text/plain' } },
      { kind: 'file', source: { fileId: 'file_2' } },
      { kind: 'opaque', dialect: 'anthropic', json: content[5] },
      { kind: 'opaque', dialect: 'anthropic', json: content[6] },
    ]);
  });

  it.each<[string, object]>([
    ['model', { model: undefined }],
    ['max_tokens', { max_tokens: null }],
    ['messages', { messages: [] }],
    ['messages', { messages: 'hi' }],
    ['messages[0].role', says('hi', 'tool')],
    ['messages[0].role', { messages: ['hi'] }],
    ['messages[0].content', says(7)],
    ['messages[0].content[0].type', says(['hi'])],
    ['messages[0].content[0].text', says([{ type: 'text' }])],
    ['messages[0].content[0].name', says([{ type: 'tool_use', id: 'x', input: {} }], 'assistant')],
    ['messages[0].content[0].content[0].text', says([{ type: 'tool_result', tool_use_id: 'x', content: [{ type: 'text', text: 1 }] }])],
    ['system', { system: {} }],
    ['tools', { tools: {} }],
    ['tools[0].name', { tools: [{ input_schema: {} }] }],
    ['tool_choice', { tool_choice: { type: 'tool' } }],
    ['stop_sequences', { stop_sequences: 'END' }],
  ])('names %s where it cannot be read: %j', (param, some) => {
    expect(() => parseRequest({ ...base, ...some })).toThrow(expect.objectContaining({ name: 'RequestError', param }));
  });
});
