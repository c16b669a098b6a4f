import { RequestError } from './errors.js';
import { readJsonBody, UnreadArray, wholeParseLimitBytes } from './json-body.js';

const read = (text: string) => readJsonBody(Buffer.from(text));

describe('readJsonBody', () => {
  it('names a field that is given twice, however it is spelled', async () => {
    await expect(read('{"model":"a","mod\\u0065l":"b"}')).rejects.toMatchObject({ param: 'model', code: 'duplicate_parameter' });
  });

  it('refuses what is no JSON without repeating a word of it', async () => {
    const error: unknown = await read('{"messages":"my secret prompt').catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(RequestError);
    expect((error as RequestError).code).toBe('invalid_json');
    expect((error as RequestError).message).not.toContain('secret');
    const nested = await read('{"messages":[{"content": secret}]}');
    expect(() => nested.json()).toThrow(expect.objectContaining({ code: 'invalid_json', message: expect.not.stringContaining('secret') }));
  });

  it('reads one field alone, null and absent apart', async () => {
    const body = await read('{"n":2,"stop":null}');
    expect([body.value('n'), body.value('stop'), body.value('user')]).toEqual([2, null, undefined]);
  });

  it('leaves the large array of a large body unread and reads the rest', async () => {
    const text = 'x'.repeat(wholeParseLimitBytes);
    const body = await read(JSON.stringify({ model: 'm', messages: [{ role: 'user', content: text }], stream: true }));
    const shape = body.shape();
    expect(shape.messages).toBeInstanceOf(UnreadArray);
    expect([shape.model, shape.stream]).toEqual(['m', true]);
    expect(body.json().messages).toEqual([{ role: 'user', content: text }]);
  });
});
