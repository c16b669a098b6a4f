// Which passwords a member may choose: length above all, and none that are tried first. Hashing is the admin API's.

const minimumLength = 12;
const maximumLength = 128;
const tooLong = `must have at most ${maximumLength} characters`;

/** What attackers try first among those that are long enough, in small letters. Shorter ones are refused by their length. */
const common = new Set([
  '012345678901', '0123456789012', '111222333444', '112233445566', '121212121212', '123123123123', '123412341234',
  '1234123412341234', '123456123456', '1234567890-=', '123456789012', '1234567890123', '12345678901234', '123456789012345',
  '1234567890123456', '1234567891011', '123456789abc', '123456789abcdef', '123456qwerty', '1234qwerasdf', '1234qwerasdfzxcv',
  '123qweasdzxc', '1q2w3e4r5t6y', '1q2w3e4r5t6y7u8i', '1qaz2wsx3edc', '1qaz2wsx3edc4rfv', '987654321012', '9876543210123',
  'aabbccddeeff', 'abc123abc123', 'abcd1234abcd', 'abcdef123456', 'abcdefghijkl', 'abcdefghijklm', 'abcdefghijklmnopqrstuvwxyz',
  'admin12345678', 'admin123456789', 'adminadminadmin', 'administrator', 'administrator1', 'asdfasdfasdf', 'asdfghjkl123',
  'asdfghjklzxcvbnm', 'changeme1234', 'changemechangeme', 'changemenow1', 'changethispassword', 'correcthorsebatterystaple',
  'defaultpassword', 'football1234', 'iloveyou1234', 'iloveyou12345', 'iloveyouiloveyou', 'letmein12345', 'letmein123456',
  'letmeinletmein', 'mypassword123', 'mypassword1234', 'p@ssw0rd1234', 'p@ssword1234', 'passw0rd1234', 'passw0rd12345',
  'password123!', 'password1234!', 'password1234', 'password12345', 'password123456', 'password1234567', 'password12345678',
  'password123456789', 'password2024', 'password2025', 'password2026', 'passwordpassword', 'q1w2e3r4t5y6', 'qazwsxedc123',
  'qazwsxedcrfv', 'qwer1234qwer', 'qwerasdfzxcv', 'qwerty123456', 'qwerty1234567', 'qwerty12345678', 'qwertyqwerty',
  'qwertyuiop12', 'qwertyuiop123', 'qwertyuiop1234', 'qwertyuiop[]', 'qwertyuiopas', 'qwertyuiopasdfghjkl',
  'qwertyuiopasdfghjklzxcvbnm', 'secretpassword', 'superman1234', 'testpassword', 'testtesttest', 'thisisapassword',
  'welcome12345', 'welcome123456', 'zaq12wsxcde3', 'zxcvbnm12345', 'zxcvbnm123456',
]);

/**
 * What is wrong with a new password, in words that follow its field's name ("must have …"); undefined when nothing is.
 * The words never show the password. Characters are code points, so that no script has to be longer than another.
 */
export function passwordProblem(text: string, { email }: { email: string }): string | undefined {
  // A code point is at most two units, so a text this long is refused before it is taken apart.
  if (text.length > 2 * maximumLength) return tooLong;
  const characters = Array.from(text);
  if (characters.length < minimumLength) return `must have at least ${minimumLength} characters`;
  if (characters.length > maximumLength) return tooLong;
  if (new Set(characters).size === 1) return 'must not be one character over and over';
  const lower = text.trim().toLowerCase();
  const address = email.trim().toLowerCase();
  if (lower === address || lower === address.slice(0, address.lastIndexOf('@'))) return 'must not be the e-mail address or its name';
  if (common.has(lower)) return 'must not be one of the most common passwords';
  return undefined;
}
