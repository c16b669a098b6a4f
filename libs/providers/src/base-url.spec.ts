import { parseBaseUrl } from './base-url.js';

const outside = { allowPrivate: false };
const inside = { allowPrivate: true };

test('a public https address is taken, without its trailing slash', () => {
  expect(parseBaseUrl('https://api.example.com/v1/', outside)).toEqual({ url: 'https://api.example.com/v1' });
  expect(parseBaseUrl('https://8.8.8.8', outside)).toEqual({ url: 'https://8.8.8.8' });
});

test.each([
  'https://127.0.0.1/v1', 'https://10.1.2.3', 'https://[::1]:8080', 'https://[fd00::1]', 'https://[::ffff:192.168.0.1]', 'https://2130706433', 'https://0x7f.1',
  'https://localhost', 'https://LOCALHOST.:8443', 'https://a.localhost',
])('%s is private: refused unless private addresses are allowed', (url) => {
  expect(parseBaseUrl(url, outside)).toEqual({ problem: expect.stringContaining('private or loopback') });
  expect(parseBaseUrl(url, inside)).toHaveProperty('url');
});

test.each(['http://169.254.169.254/latest', 'https://169.254.1.1', 'https://[fe80::1]', 'https://[fd00:ec2::254]', 'https://100.100.100.200', 'https://[::ffff:169.254.169.254]'])(
  '%s is link-local or metadata: refused always', (url) => {
    for (const options of [outside, inside]) expect(parseBaseUrl(url, options)).toEqual({ problem: expect.stringContaining('link-local') });
  });

test('plain http stays in private networks', () => {
  for (const url of ['http://api.example.com', 'http://8.8.8.8', 'http://vllm:8000/v1']) expect(parseBaseUrl(url, outside)).toEqual({ problem: expect.stringContaining('https://') });
  expect(parseBaseUrl('http://8.8.8.8', inside)).toEqual({ problem: expect.stringContaining('https://') });
  expect(parseBaseUrl('http://vllm:8000/v1', inside)).toEqual({ url: 'http://vllm:8000/v1' });
  expect(parseBaseUrl('http://10.0.0.7:11434/v1', inside)).toEqual({ url: 'http://10.0.0.7:11434/v1' });
});

test.each([
  ['not a url', 'must be a URL'], ['ftp://example.com', 'must be a URL'], ['file:///etc/passwd', 'must be a URL'], ['', 'must be a URL'],
  ['https://user:secret@example.com', 'user name or password'], ['https://user@example.com', 'user name or password'],
  ['https://example.com/v1?key=1', 'query'], ['https://example.com/?', 'query'], ['https://example.com/#x', 'fragment'], ['https://example.com/#', 'fragment'],
])('%s: %s', (url, problem) => {
  expect(parseBaseUrl(url, inside)).toEqual({ problem: expect.stringContaining(problem) });
});
