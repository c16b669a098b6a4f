import type { Message, Part } from '../../hub.js';
import { renderMessages } from './render-messages.js';

const text = (words: string): Part => ({ kind: 'text', text: words });
const said = (role: Message['role'], ...parts: Part[]): Message => ({ role, parts });
const call = (id: string, args = '{}'): Part => ({ kind: 'tool-call', id, name: 'weather', arguments: args });
const result = (callId: string, ...parts: Part[]): Part => ({ kind: 'tool-result', callId, parts });
const block = (words: string) => ({ type: 'text', text: words });

function render(...messages: Message[]) {
  const dropped: string[] = [];
  return { ...renderMessages(messages, dropped), dropped };
}

describe('messages to Anthropic', () => {
  it('hoists system and developer prompts in their order', () => {
    const { system, turns } = render(said('system', text('one')), said('user', text('hi')), said('developer', text('two')), said('user', text('there')));
    expect(system).toEqual([block('one'), block('two')]);
    expect(turns).toEqual([{ role: 'user', content: [block('hi'), block('there')] }]);
  });

  it('puts the results of parallel calls into the one user turn that follows, ahead of what the user says', () => {
    const { turns } = render(
      said('user', text('Rome? Oslo?')),
      said('assistant', call('c1', '{"city":"Rome"}'), call('c2', ' ')),
      said('user', text('hurry')),
      said('tool', result('c1', text('mild'))),
      said('tool', { kind: 'tool-result', callId: 'c2', parts: [], isError: true }),
    );
    expect(turns).toEqual([
      { role: 'user', content: [block('Rome? Oslo?')] },
      {
        role: 'assistant',
        content: [
          { type: 'tool_use', id: 'c1', name: 'weather', input: { city: 'Rome' } },
          { type: 'tool_use', id: 'c2', name: 'weather', input: {} },
        ],
      },
      {
        role: 'user',
        content: [
          { type: 'tool_result', tool_use_id: 'c1', content: [block('mild')] },
          { type: 'tool_result', tool_use_id: 'c2', is_error: true },
          block('hurry'),
        ],
      },
    ]);
  });

  it('puts proven thinking first on its turn, keeps an order that begins with it, and sends none without proof', () => {
    const proven: Part = { kind: 'reasoning', text: 'hm', signature: 'sig' };
    const hidden: Part = { kind: 'reasoning', text: '', encrypted: 'enc' };
    const thinking = { type: 'thinking', thinking: 'hm', signature: 'sig' };
    const redacted = { type: 'redacted_thinking', data: 'enc' };
    const answer = (...parts: Part[]) => render(said('user', text('?')), said('assistant', ...parts), said('user', text('!'))).turns[1]?.content;
    expect(answer(text('a'), proven, hidden)).toEqual([thinking, redacted, block('a')]);
    expect(answer(proven, text('a'), hidden)).toEqual([thinking, block('a'), redacted]);
    expect(answer({ kind: 'reasoning', text: 'unsigned' }, text('a'))).toEqual([block('a')]);
    expect(answer({ kind: 'reasoning', text: '', signature: 'sig' }, text('a'))).toEqual([{ ...thinking, thinking: '' }, block('a')]);
  });

  it('says images and files by data and by address', () => {
    const data = Buffer.from('a,b').toString('base64');
    const { turns, dropped } = render(said('user',
      { kind: 'image', source: { data: 'aW1n', mediaType: 'image/png' }, detail: 'auto' },
      { kind: 'image', source: { url: 'https://x.example/a.png' }, detail: 'high' },
      { kind: 'file', source: { data: 'cGRm', mediaType: 'application/pdf' }, filename: 'a.pdf' },
      { kind: 'file', source: { data, mediaType: 'text/csv' } },
      { kind: 'file', source: { data: 'aW1n', mediaType: 'image/png' } },
      { kind: 'file', source: { url: 'https://x.example/a.pdf' } },
      { kind: 'file', source: { fileId: 'file_1' } },
    ));
    expect(turns[0]?.content).toEqual([
      { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'aW1n' } },
      { type: 'image', source: { type: 'url', url: 'https://x.example/a.png' } },
      { type: 'document', title: 'a.pdf', source: { type: 'base64', media_type: 'application/pdf', data: 'cGRm' } },
      { type: 'document', source: { type: 'text', media_type: 'text/plain', data: 'a,b' } },
      { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'aW1n' } },
      { type: 'document', source: { type: 'url', url: 'https://x.example/a.pdf' } },
      { type: 'document', source: { type: 'file', file_id: 'file_1' } },
    ]);
    expect(dropped).toEqual(['messages[0].content[1].image_url.detail']);
  });

  it.each<[string, string, Message]>([
    ['sound', 'messages[1].content[1]', said('user', text('hear'), { kind: 'audio', data: 'AA==', format: 'wav' })],
    ['a file of a kind it cannot read', 'messages[1].content[0]', said('user', { kind: 'file', source: { data: 'AA==', mediaType: 'application/zip' } })],
    ['arguments that are no JSON', 'messages[1].tool_calls[1].function.arguments', said('assistant', text('calling'), call('c1'), call('c2', '{"city":'))],
    ['arguments that are no object', 'messages[1].tool_calls[0].function.arguments', said('assistant', call('c1', '[1]'))],
    ['sound in a result', 'messages[1].content[0].content[0]', said('tool', result('c1', { kind: 'audio', data: 'AA==', format: 'wav' }))],
    ['an image in a system prompt', 'messages[1].content', said('system', { kind: 'image', source: { url: 'https://x.example/a.png' } })],
  ])('refuses %s and names %s', (_what, param, message) => {
    expect(() => render(said('user', text('first')), message)).toThrow(expect.objectContaining({ name: 'RequestError', param }));
  });

  it('refuses a request that asks nothing', () => {
    for (const messages of [[], [said('system', text('be kind'))], [said('user', text('  '))]]) {
      expect(() => render(...messages)).toThrow(expect.objectContaining({ name: 'RequestError', param: 'messages' }));
    }
  });

  it('leaves out blank text and the white space that ends an answer begun by the caller', () => {
    const { turns } = render(said('user', text('go'), text(' \n')), said('assistant', text('Once upon ')), said('assistant', text(' ')));
    expect(turns).toEqual([{ role: 'user', content: [block('go')] }, { role: 'assistant', content: [block('Once upon')] }]);
  });

  it('changes ids that Anthropic refuses alike on call and result', () => {
    const { turns } = render(said('user', text('?')), said('assistant', call('functions.weather:0')), said('tool', result('functions.weather:0', text('mild'))));
    expect(turns[1]?.content).toMatchObject([{ id: 'functions_weather_0' }]);
    expect(turns[2]?.content).toMatchObject([{ tool_use_id: 'functions_weather_0' }]);
  });

  it('shows the text of a custom call as its input', () => {
    const custom: Part = { kind: 'tool-call', id: 'c1', name: 'shell', arguments: 'ls -l', custom: true };
    expect(render(said('user', text('?')), said('assistant', custom)).turns[1]?.content).toMatchObject([{ input: { input: 'ls -l' } }]);
  });

  it('lets cache_control pass on parts and, for its last block, on a message', () => {
    const extra = { anthropic: { cache_control: { type: 'ephemeral' } } };
    const { turns } = render({ role: 'user', parts: [{ kind: 'text', text: 'a', extra }, text('b'), text('c')], extra });
    expect(turns[0]?.content).toEqual([{ ...block('a'), ...extra.anthropic }, block('b'), { ...block('c'), ...extra.anthropic }]);
  });

  it('carries its own opaque parts, and reports what only others understand', () => {
    const json = { type: 'server_tool_use', id: 'srvtoolu_1', name: 'web_search', input: {} };
    const { turns, dropped } = render(
      { role: 'user', parts: [{ kind: 'text', text: '?', extra: { openai: { audio: 1 } } }], name: 'ann', extra: { gemini: { a: 1, thoughtSignature: 's' } } },
      said('assistant', { kind: 'opaque', dialect: 'anthropic', json }, { kind: 'opaque', dialect: 'gemini', json: {} }),
    );
    expect(turns[1]?.content).toEqual([json]);
    expect(dropped).toEqual(['messages[0].name', 'messages[0].a', 'messages[0].content[0].audio', 'messages[1].content[1]']);
  });
});
