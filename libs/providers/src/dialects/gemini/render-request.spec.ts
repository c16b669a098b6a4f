import { RequestError } from '../../errors.js';
import type { ChatRequest, Message, Part } from '../../hub.js';
import { gemini } from './index.js';

const request = (fields: Partial<ChatRequest> = {}): ChatRequest => ({
  model: 'm', messages: [{ role: 'user', parts: [{ kind: 'text', text: 'Hi' }] }], tools: [], stop: [], n: 1, stream: false, ...fields,
});
const text = (role: Message['role'], said: string): Message => ({ role, parts: [{ kind: 'text', text: said }] });
const render = (fields: Partial<ChatRequest>, name = 'gemini-2.5-flash', reasoning = true) => gemini.chat.renderRequest(request(fields), { name, reasoning });
const refusal = (fields: Partial<ChatRequest>) => {
  try {
    render(fields);
  } catch (error) {
    return (error as RequestError).param;
  }
  return 'nothing refused';
};
const user = (...parts: Part[]): Partial<ChatRequest> => ({ messages: [{ role: 'user', parts }] });
const call = (id: string, args = '{"city":"Paris"}', extra = {}): Part => ({ kind: 'tool-call', id, name: 'weather', arguments: args, ...extra });
const result = (callId: string, said: string): Message => ({ role: 'tool', parts: [{ kind: 'tool-result', callId, parts: [{ kind: 'text', text: said }] }] });

describe('requests to Gemini', () => {
  it('say a conversation with tools as Gemini does', () => {
    const messages: Message[] = [
      text('system', 'Be brief.'),
      text('developer', 'Be kind.'),
      text('user', 'Hello'),
      text('user', 'Weather in Paris and Rome?'),
      { role: 'assistant', parts: [{ kind: 'reasoning', text: 'Two calls.' }, { kind: 'text', text: 'Looking.' }, call('c1', undefined, { extra: { gemini: { thoughtSignature: 'c2ln' } } }), call('c2', '{"city":"Rome"}')] },
      result('c1', 'sunny'),
      { role: 'tool', parts: [{ kind: 'tool-result', callId: 'c2', parts: [{ kind: 'text', text: 'no such town' }], isError: true }] },
    ];
    const { body, dropped } = render({ messages });
    expect(dropped).toEqual([]);
    expect(body).toEqual({
      systemInstruction: { parts: [{ text: 'Be brief.' }, { text: 'Be kind.' }] },
      contents: [
        { role: 'user', parts: [{ text: 'Hello' }, { text: 'Weather in Paris and Rome?' }] },
        {
          role: 'model',
          parts: [
            { text: 'Two calls.', thought: true },
            { text: 'Looking.' },
            { functionCall: { id: 'c1', name: 'weather', args: { city: 'Paris' } }, thoughtSignature: 'c2ln' },
            { functionCall: { id: 'c2', name: 'weather', args: { city: 'Rome' } } },
          ],
        },
        {
          role: 'user',
          parts: [
            { functionResponse: { id: 'c1', name: 'weather', response: { output: 'sunny' } } },
            { functionResponse: { id: 'c2', name: 'weather', response: { error: 'no such town' } } },
          ],
        },
      ],
    });
  });

  it('say every sampling parameter that Gemini knows', () => {
    const { body, dropped } = render(
      { maxOutputTokens: 100, temperature: 0.5, topP: 0.9, topK: 40, seed: 7, presencePenalty: 0.1, frequencyPenalty: 0.2, stop: ['a', 'b'] },
      'gemini-3-flash',
    );
    expect(dropped).toEqual([]);
    expect(body.generationConfig).toEqual({ maxOutputTokens: 100, temperature: 0.5, topP: 0.9, topK: 40, seed: 7, presencePenalty: 0.1, frequencyPenalty: 0.2, stopSequences: ['a', 'b'] });
  });

  it('ask for no more tokens than the model can write, and say so', () => {
    const model = { name: 'gemini-2.5-flash', reasoning: true, maxOutputTokens: 65536 };
    expect(gemini.chat.renderRequest(request({ maxOutputTokens: 100_000 }), model)).toMatchObject({ body: { generationConfig: { maxOutputTokens: 65536 } }, dropped: [], changed: ['max_tokens'] });
    expect(gemini.chat.renderRequest(request({ maxOutputTokens: 65536 }), model)).toMatchObject({ dropped: [], changed: [] });
  });

  it('report all that they leave out, by the caller\'s own names', () => {
    const { dropped } = render({
      messages: [
        { role: 'user', name: 'eve', parts: [{ kind: 'image', source: { data: 'AA==', mediaType: 'image/png' }, detail: 'high' }, { kind: 'text', text: 'a', extra: { anthropic: { cache_control: {} } } }] },
        { role: 'assistant', parts: [{ kind: 'opaque', dialect: 'openai', json: {} }], extra: { openai: { audio: {} } } },
      ],
      tools: [{ kind: 'custom', name: 'grep' }, { kind: 'vendor', dialect: 'openai', json: {} }, { kind: 'function', name: 'f', extra: { openai: { colour: 1 } } }],
      parallelToolCalls: false, presencePenalty: 1, frequencyPenalty: 1, user: 'u', stop: ['1', '2', '3', '4', '5', '6'], extra: { openai: { logit_bias: {} } },
    });
    expect(dropped.toSorted()).toEqual([
      'frequency_penalty', 'logit_bias', 'messages[0].content[0].image_url.detail', 'messages[0].content[1].cache_control', 'messages[0].name', 'messages[1].audio',
      'messages[1].content[0]', 'parallel_tool_calls', 'presence_penalty', 'stop[5]', 'tools[0]', 'tools[1]', 'tools[2].colour', 'user',
    ]);
  });

  it.each([
    [undefined, undefined],
    [{ kind: 'auto' }, { mode: 'AUTO' }],
    [{ kind: 'none' }, { mode: 'NONE' }],
    [{ kind: 'required' }, { mode: 'ANY' }],
    [{ kind: 'named', name: 'weather' }, { mode: 'ANY', allowedFunctionNames: ['weather'] }],
  ] as const)('say the tool choice %j', (toolChoice, functionCallingConfig) => {
    const parameters = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'], additionalProperties: false };
    const { body } = render({ tools: [{ kind: 'function', name: 'weather', description: 'Tells it.', parameters }], toolChoice });
    expect(body.tools).toEqual([{ functionDeclarations: [{ name: 'weather', description: 'Tells it.', parametersJsonSchema: parameters }] }]);
    expect(body.toolConfig).toEqual(functionCallingConfig && { functionCallingConfig });
  });

  it('report a forced call of tools that cannot be said', () => {
    expect(render({ tools: [{ kind: 'custom', name: 'grep' }], toolChoice: { kind: 'required' } }).dropped).toEqual(['tools[0]', 'tool_choice']);
    expect(render({ toolChoice: { kind: 'auto' } }).dropped).toEqual([]);
  });

  it('hold arguments to strict schemas, yet never at the price of a forced call', () => {
    const tools = [{ kind: 'function', name: 'weather', strict: true }] as const;
    expect(render({ tools: [...tools] }).body.toolConfig).toEqual({ functionCallingConfig: { mode: 'VALIDATED' } });
    expect(render({ tools: [...tools], toolChoice: { kind: 'required' } }).body.toolConfig).toEqual({ functionCallingConfig: { mode: 'ANY' } });
  });

  it('ask for JSON, with the schema in the words that Gemini takes', () => {
    expect(render({ responseFormat: { kind: 'json' } }).body.generationConfig).toEqual({ responseMimeType: 'application/json' });
    const schema = { type: 'object', properties: { const: { const: 'a' }, list: { type: 'array', items: { anyOf: [{ const: 1 }, { type: 'null' }] } } } };
    expect(render({ responseFormat: { kind: 'json-schema', name: 'n', schema } }).body.generationConfig).toEqual({
      responseMimeType: 'application/json',
      responseJsonSchema: { type: 'object', properties: { const: { enum: ['a'] }, list: { type: 'array', items: { anyOf: [{ enum: [1] }, { type: 'null' }] } } } },
    });
  });

  it.each([
    ['gemini-2.5-flash', 'low', { thinkingBudget: 1024, includeThoughts: true }, {}],
    ['gemini-2.5-pro', 'high', { thinkingBudget: 24576, includeThoughts: true }, {}],
    ['gemini-2.5-flash', 'none', { thinkingBudget: 0 }, {}],
    ['gemini-2.5-pro', 'none', { thinkingBudget: 128 }, { changed: ['reasoning_effort'] }],
    ['gemini-3-flash-preview', 'minimal', { thinkingLevel: 'minimal', includeThoughts: true }, {}],
    ['gemini-3.1-pro-preview', 'minimal', { thinkingLevel: 'low', includeThoughts: true }, {}],
    ['gemini-3.7-flash', 'minimal', { thinkingLevel: 'low', includeThoughts: true }, {}],
    ['gemini-3.1-pro-preview', 'medium', { thinkingLevel: 'medium', includeThoughts: true }, {}],
    ['gemini-3.1-pro-preview', 'xhigh', { thinkingLevel: 'high', includeThoughts: true }, {}],
    ['gemini-3-flash-preview', 'none', { thinkingLevel: 'minimal' }, { changed: ['reasoning_effort'] }],
    ['gemini-3-flash-preview', 'enormous', undefined, { dropped: ['reasoning_effort'] }],
  ])('ask %s for the effort %s', (name, effort, thinkingConfig, unsaid) => {
    const rendered = render({ reasoning: { effort } }, name);
    expect(rendered.body.generationConfig).toEqual(thinkingConfig && { thinkingConfig });
    expect(rendered).toMatchObject({ dropped: [], changed: [], ...unsaid });
  });

  it('ask no model for reasoning that has none', () => {
    expect(render({ reasoning: { effort: 'high' } }, 'gemini-2.0-flash', false)).toMatchObject({ body: { contents: expect.anything() as unknown }, dropped: ['reasoning_effort'] });
    expect(render({ reasoning: { effort: 'none' } }, 'gemini-2.0-flash', false).dropped).toEqual([]);
    expect(render({ reasoning: { budgetTokens: 500 } }).body.generationConfig).toEqual({ thinkingConfig: { thinkingBudget: 500, includeThoughts: true } });
  });

  it('carry images, sound and files as data, and Google\'s own files by address', () => {
    const parts: Part[] = [
      { kind: 'image', source: { data: 'AA==', mediaType: 'image/png' } },
      { kind: 'image', source: { url: 'data:image/jpeg;base64,BB==' } },
      { kind: 'audio', data: 'CC==', format: 'wav' },
      { kind: 'file', source: { data: 'DD==', mediaType: 'application/pdf' } },
      { kind: 'image', source: { url: 'gs://bucket/cat.png' } },
      { kind: 'file', source: { url: 'https://generativelanguage.googleapis.com/v1beta/files/abc' } },
    ];
    expect(render(user(...parts)).body.contents).toEqual([
      {
        role: 'user',
        parts: [
          { inlineData: { mimeType: 'image/png', data: 'AA==' } },
          { inlineData: { mimeType: 'image/jpeg', data: 'BB==' } },
          { inlineData: { mimeType: 'audio/wav', data: 'CC==' } },
          { inlineData: { mimeType: 'application/pdf', data: 'DD==' } },
          { fileData: { fileUri: 'gs://bucket/cat.png' } },
          { fileData: { fileUri: 'https://generativelanguage.googleapis.com/v1beta/files/abc' } },
        ],
      },
    ]);
  });

  it.each([
    ['an image by address', user({ kind: 'text', text: 'a' }, { kind: 'image', source: { url: 'https://example.org/cat.png' } }), 'messages[0].content[1].image_url'],
    ['a file of another vendor', user({ kind: 'file', source: { fileId: 'file-1' } }), 'messages[0].content[0].file.file_id'],
    ['arguments that are no object', { messages: [{ role: 'assistant', parts: [call('c1', '[1]')] }] }, 'messages[0].tool_calls[0].function.arguments'],
    ['a result without its call', { messages: [result('c9', 'a')] }, 'messages[0].tool_call_id'],
    ['an image in a system message', { messages: [{ role: 'system', parts: [{ kind: 'image', source: { data: '', mediaType: 'image/png' } }] }] }, 'messages[0].content[0]'],
  ] as [string, Partial<ChatRequest>, string][])('refuse %s, naming it', (_, fields, param) => {
    expect(refusal(fields)).toBe(param);
  });

  it('give Gemini 3 the documented stand-in for the first call whose signature is lost, and only for that', () => {
    const messages: Message[] = [text('user', 'a'), { role: 'assistant', parts: [call('c1'), call('c2')] }, result('c1', 'x'), result('c2', 'y')];
    const signatures = (name: string) => (render({ messages }, name).body.contents as { parts: Record<string, unknown>[] }[])[1].parts.map((part) => part.thoughtSignature);
    expect(signatures('gemini-3.1-pro-preview')).toEqual(['skip_thought_signature_validator', undefined]);
    expect(signatures('gemini-2.5-pro')).toEqual([undefined, undefined]);
  });

  it('put images of a tool\'s answer inside the response for Gemini 3, beside it for older models', () => {
    const answer: Message = { role: 'tool', parts: [{ kind: 'tool-result', callId: 'c1', parts: [{ kind: 'text', text: 'map' }, { kind: 'image', source: { data: 'AA==', mediaType: 'image/png' } }] }] };
    const messages: Message[] = [{ role: 'assistant', parts: [call('c1')] }, answer];
    const response = { id: 'c1', name: 'weather', response: { output: 'map' } };
    const media = { inlineData: { mimeType: 'image/png', data: 'AA==' } };
    expect(render({ messages }, 'gemini-3-flash').body.contents).toMatchObject([{}, { parts: [{ functionResponse: { ...response, parts: [media] } }] }]);
    expect(render({ messages }, 'gemini-2.5-flash').body.contents).toMatchObject([{}, { parts: [{ functionResponse: response }, media] }]);
  });

  it('give the system text to the user\'s turn where there is no other turn, and for Gemma', () => {
    expect(render({ messages: [text('system', 'Say hi.')] }).body).toEqual({ contents: [{ role: 'user', parts: [{ text: 'Say hi.' }] }] });
    expect(render({ messages: [text('system', 'Be brief.'), text('user', 'Hi')] }, 'gemma-3-27b-it').body).toEqual({
      contents: [{ role: 'user', parts: [{ text: 'Be brief.' }, { text: 'Hi' }] }],
    });
  });

  it('keep what is Gemini\'s own', () => {
    const extra = { gemini: { safetySettings: [{ category: 'HARM_CATEGORY_HARASSMENT', threshold: 'OFF' }], generationConfig: { mediaResolution: 'MEDIA_RESOLUTION_LOW' } } };
    expect(render({ extra, temperature: 1, tools: [{ kind: 'vendor', dialect: 'gemini', json: { googleSearch: {} } }] }).body).toMatchObject({
      safetySettings: extra.gemini.safetySettings, generationConfig: { temperature: 1, mediaResolution: 'MEDIA_RESOLUTION_LOW' }, tools: [{ googleSearch: {} }],
    });
  });

  it('go to an address without a secret, whatever the model is called', () => {
    expect(gemini.chat.path('gemini-2.5-pro', false)).toBe('/v1beta/models/gemini-2.5-pro:generateContent');
    expect(gemini.chat.path('gemini-2.5-pro', true)).toBe('/v1beta/models/gemini-2.5-pro:streamGenerateContent?alt=sse');
    expect(gemini.chat.path('a/../b?c', false)).toBe('/v1beta/models/a%2F..%2Fb%3Fc:generateContent');
  });
});
