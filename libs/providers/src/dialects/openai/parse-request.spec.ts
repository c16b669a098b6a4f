import { RequestError } from '../../errors.js';
import type { JsonObject } from '../../hub.js';
import { parseRequest } from './parse-request.js';

const asked = (more: JsonObject) => parseRequest({ model: 'm', messages: [{ role: 'user', content: 'hi' }], ...more });
const said = (...messages: JsonObject[]) => asked({ messages }).messages;

describe('reading a chat request', () => {
  it('takes null for absent, in every optional field', () => {
    const nulls = Object.fromEntries(
      ['tools', 'functions', 'tool_choice', 'function_call', 'max_tokens', 'max_completion_tokens', 'temperature', 'top_p', 'stop', 'seed', 'n', 'stream', 'stream_options', 'response_format', 'reasoning_effort', 'user', 'logit_bias', 'parallel_tool_calls'].map((field) => [field, null]),
    );
    expect(asked(nulls)).toEqual({ model: 'm', messages: [{ role: 'user', parts: [{ kind: 'text', text: 'hi' }] }], tools: [], stop: [], n: 1, stream: false });
  });

  it('reads both names of the output limit, the newer one first', () => {
    expect(asked({ max_tokens: 5 }).maxOutputTokens).toBe(5);
    expect(asked({ max_tokens: 5, max_completion_tokens: 7 }).maxOutputTokens).toBe(7);
  });

  it('reads stop as a string and as a list', () => {
    expect(asked({ stop: 'END' }).stop).toEqual(['END']);
    expect(asked({ stop: ['a', 'b'] }).stop).toEqual(['a', 'b']);
  });

  it('keeps fields it has no word for, and leaves out those that speak to the gateway', () => {
    expect(asked({ logit_bias: { 1: 2 }, verbosity: 'low', provider: 'anthropic', fallbacks: ['x'], stream: true, stream_options: {} }).extra).toEqual({
      openai: { logit_bias: { 1: 2 }, verbosity: 'low' },
    });
    expect(asked({ provider: { order: ['x'] } }).extra).toEqual({ openai: { provider: { order: ['x'] } } });
  });

  it('keeps forms of a known field that only OpenAI knows', () => {
    const tool_choice = { type: 'allowed_tools', allowed_tools: { mode: 'auto', tools: [] } };
    const response_format = { type: 'grammar', grammar: 'root ::= "x"' };
    expect(asked({ tool_choice, response_format }).extra).toEqual({ openai: { tool_choice, response_format } });
  });

  it('reads response formats, reasoning effort and the end user', () => {
    const schema = { type: 'object' };
    expect(asked({ response_format: { type: 'json_schema', json_schema: { name: 'x', schema, strict: true } } }).responseFormat).toEqual({ kind: 'json-schema', name: 'x', schema, strict: true });
    expect(asked({ response_format: { type: 'json_object' } }).responseFormat).toEqual({ kind: 'json' });
    expect(asked({ reasoning_effort: 'low' }).reasoning).toEqual({ effort: 'low' });
    expect(asked({ user: 'a', safety_identifier: 'b' }).user).toBe('b');
  });
});

describe('reading messages', () => {
  it('reads every kind of content part', () => {
    const content = [
      { type: 'text', text: 'look', cache_control: { type: 'ephemeral' } },
      { type: 'image_url', image_url: { url: 'https://example.org/a.png', detail: 'low' } },
      { type: 'image_url', image_url: 'data:image/png;base64,AAAA' },
      { type: 'input_audio', input_audio: { data: 'BBBB', format: 'wav' } },
      { type: 'file', file: { file_data: 'data:application/pdf;base64,CCCC', filename: 'a.pdf' } },
      { type: 'file', file: { file_id: 'file-1' } },
      { type: 'video_url', video_url: { url: 'https://example.org/a.mp4' } },
    ];
    expect(said({ role: 'user', name: 'ann', content })).toEqual([
      {
        role: 'user',
        name: 'ann',
        parts: [
          { kind: 'text', text: 'look', extra: { anthropic: { cache_control: { type: 'ephemeral' } } } },
          { kind: 'image', source: { url: 'https://example.org/a.png' }, detail: 'low' },
          { kind: 'image', source: { data: 'AAAA', mediaType: 'image/png' } },
          { kind: 'audio', data: 'BBBB', format: 'wav' },
          { kind: 'file', source: { data: 'CCCC', mediaType: 'application/pdf' }, filename: 'a.pdf' },
          { kind: 'file', source: { fileId: 'file-1' } },
          { kind: 'opaque', dialect: 'openai', json: content[6] },
        ],
      },
    ]);
  });

  it('puts reasoning and its proof before the text and the tool calls it led to', () => {
    const [message] = said({
      role: 'assistant',
      content: 'Wait.',
      tool_calls: [{ id: 'c1', type: 'function', function: { name: 'f', arguments: '{}' }, extra_content: { google: { thought_signature: 'CALL' } } }],
      reasoning_content: 'Think.',
      reasoning_details: [{ type: 'reasoning.text', text: 'Think.', signature: 'SIG', index: 0 }, { type: 'reasoning.encrypted', data: 'XX', index: 1 }],
      extra_content: { google: { thought_signature: 'TEXT' } },
    });
    expect(message?.parts).toEqual([
      { kind: 'reasoning', text: 'Think.', signature: 'SIG' },
      { kind: 'reasoning', text: '', encrypted: 'XX' },
      { kind: 'text', text: 'Wait.', extra: { gemini: { thoughtSignature: 'TEXT' } } },
      { kind: 'tool-call', id: 'c1', name: 'f', arguments: '{}', extra: { gemini: { thoughtSignature: 'CALL' } } },
    ]);
  });

  it('gives the readable text to a detail that came with its signature alone, as some clients keep the last one only', () => {
    const details = [{ type: 'reasoning.text', signature: 'SIG', index: 0 }];
    expect(said({ role: 'assistant', content: 'x', reasoning_content: 'Think.', reasoning_details: details })[0]?.parts[0]).toEqual({ kind: 'reasoning', text: 'Think.', signature: 'SIG' });
  });

  it("reads Mistral's thinking in a history", () => {
    const content = [{ type: 'thinking', thinking: [{ type: 'text', text: 'Hm.' }] }, { type: 'text', text: 'Yes.' }];
    expect(said({ role: 'assistant', content })[0]?.parts).toEqual([{ kind: 'reasoning', text: 'Hm.' }, { kind: 'text', text: 'Yes.' }]);
  });

  it('names the tool that a result answers', () => {
    const call = { id: 'c1', type: 'function', function: { name: 'tide', arguments: '{}' } };
    expect(said({ role: 'user', content: '?' }, { role: 'assistant', content: null, tool_calls: [call] }, { role: 'tool', tool_call_id: 'c1', content: 'high' })[2]).toEqual({
      role: 'tool',
      parts: [{ kind: 'tool-result', callId: 'c1', name: 'tide', parts: [{ kind: 'text', text: 'high' }] }],
    });
  });

  it('pairs a deprecated function call with its answer', () => {
    const functions = [{ name: 'tide', parameters: { type: 'object' } }];
    const read = asked({ functions, function_call: { name: 'tide' }, messages: [{ role: 'user', content: '?' }, { role: 'assistant', content: null, function_call: { name: 'tide', arguments: '{"a":1}' } }, { role: 'function', name: 'tide', content: 'high' }] });
    expect(read.tools).toEqual([{ kind: 'function', name: 'tide', parameters: { type: 'object' } }]);
    expect(read.toolChoice).toEqual({ kind: 'named', name: 'tide' });
    expect(read.messages[1]?.parts).toEqual([{ kind: 'tool-call', id: 'call_1_0', name: 'tide', arguments: '{"a":1}' }]);
    expect(read.messages[2]?.parts).toEqual([{ kind: 'tool-result', callId: 'call_1_0', name: 'tide', parts: [{ kind: 'text', text: 'high' }] }]);
  });
});

describe('what cannot be read is refused by name', () => {
  const user = { role: 'user', content: 'hi' };
  it.each<[string, JsonObject]>([
    ['model', { messages: [user] }],
    ['messages', { model: 'm' }],
    ['messages', { model: 'm', messages: [] }],
    ['messages[0]', { model: 'm', messages: ['hi'] }],
    ['messages[0].role', { model: 'm', messages: [{ role: 'robot', content: 'hi' }] }],
    ['messages[0].content', { model: 'm', messages: [{ role: 'user', content: 5 }] }],
    ['messages[0].content[0].text', { model: 'm', messages: [{ role: 'user', content: [{ type: 'text' }] }] }],
    ['messages[0].content[0].image_url.url', { model: 'm', messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url: 'data:image/png,plain' } }] }] }],
    ['messages[0].tool_calls[0]', { model: 'm', messages: [{ role: 'assistant', tool_calls: [{ id: 'x' }] }] }],
    ['messages[0].tool_call_id', { model: 'm', messages: [{ role: 'tool', content: 'x' }] }],
    ['messages[0].tool_call_id', { model: 'm', messages: [{ role: 'function', name: 'never called', content: 'x' }] }],
    ['temperature', { model: 'm', messages: [user], temperature: 'hot' }],
    ['stop', { model: 'm', messages: [user], stop: [1] }],
    ['tools[0].function', { model: 'm', messages: [user], tools: [{ type: 'function' }] }],
    ['tools[0].function.name', { model: 'm', messages: [user], tools: [{ type: 'function', function: {} }] }],
  ])('%s', (param, body) => {
    expect(() => parseRequest(body)).toThrow(expect.objectContaining<Partial<RequestError>>({ name: 'RequestError', param }) as Error);
  });
});
