// How targets stand for all processes together, in Redis or Valkey: a hash of outcomes per slice of the rolling window, and one of
// marks. An exchange is one script, whose text is here, since nothing else asks for these keys.
import type { Redis } from 'ioredis';
import { type CircuitMark, type CircuitReport, type CircuitView, circuitsMax, circuitSlices, circuitWindowMs, keptMs } from './circuit-store.js';

/**
 * prefix, slice, slices, kept for, now, marks kept for, most, number of outcomes, number of marks, then circuit, succeeded and failed
 * of each outcome, circuit, since, until and text of each mark, lifted circuits -> circuit, succeeded, failed by turns; the marks' texts.
 */
const exchangeScript = `
local prefix, slice, slices, now, kept, most = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7])
local first_mark = 10 + 3 * tonumber(ARGV[8])
local first_lifted = first_mark + 4 * tonumber(ARGV[9])
local marks_key = prefix .. 'circuits:marks'
local function slice_key(at) return prefix .. 'circuits:' .. string.format('%.0f', at) end
local function numbers(text)
  local one, another = string.match(text, '^(%S+) (%S+)')
  return tonumber(one), tonumber(another)
end

local key = slice_key(slice)
for at = 10, first_mark - 1, 3 do
  local succeeded, failed = tonumber(ARGV[at + 1]), tonumber(ARGV[at + 2])
  local known = redis.call('HGET', key, ARGV[at])
  if succeeded + failed > 0 and (known or redis.call('HLEN', key) < most) then
    local s, f = numbers(known or '0 0')
    redis.call('HSET', key, ARGV[at], string.format('%.0f %.0f', s + succeeded, f + failed))
    redis.call('PEXPIRE', key, ARGV[4])
  end
end

local known = redis.call('HGETALL', marks_key)
for i = 1, #known, 2 do
  local since, over = numbers(known[i + 1])
  if over + kept <= now then redis.call('HDEL', marks_key, known[i]) end
end
for at = first_mark, first_lifted - 1, 4 do
  local before = redis.call('HGET', marks_key, ARGV[at])
  local takes = before and tonumber(ARGV[at + 1]) >= numbers(before) or not before and redis.call('HLEN', marks_key) < most
  if takes then
    redis.call('HSET', marks_key, ARGV[at], ARGV[at + 1] .. ' ' .. ARGV[at + 2] .. ' ' .. ARGV[at + 3])
    local ms = math.max(1000, tonumber(ARGV[at + 2]) + kept - now)
    if redis.call('PTTL', marks_key) < ms then redis.call('PEXPIRE', marks_key, string.format('%.0f', ms)) end
  end
end

for at = first_lifted, #ARGV do
  redis.call('HDEL', marks_key, ARGV[at])
  for one = slice - slices + 1, slice + slices - 1 do redis.call('HDEL', slice_key(one), ARGV[at]) end
end

local sums, order, outcomes, marks = {}, {}, {}, {}
for one = slice - slices + 1, slice + slices - 1 do
  local counts = redis.call('HGETALL', slice_key(one))
  for i = 1, #counts, 2 do
    local circuit, s, f = counts[i], numbers(counts[i + 1])
    if not sums[circuit] then
      sums[circuit] = {0, 0}
      table.insert(order, circuit)
    end
    sums[circuit] = {sums[circuit][1] + s, sums[circuit][2] + f}
  end
end
for _, circuit in ipairs(order) do
  table.insert(outcomes, circuit)
  table.insert(outcomes, sums[circuit][1])
  table.insert(outcomes, sums[circuit][2])
end
for _, text in ipairs(redis.call('HVALS', marks_key)) do table.insert(marks, text) end
return {outcomes, marks}
`;

type Exchange = (...args: (string | number)[]) => Promise<[(string | number)[], string[]]>;

export class RedisCircuits {
  private readonly script: Exchange;

  constructor(redis: Redis, private readonly prefix: string) {
    redis.defineCommand('aiproxyExchangeCircuits', { lua: exchangeScript, numberOfKeys: 0 });
    const { aiproxyExchangeCircuits } = redis as unknown as { aiproxyExchangeCircuits: Exchange }; // ioredis gives it this method
    this.script = aiproxyExchangeCircuits.bind(redis);
  }

  async exchange({ outcomes, marks, lifted }: CircuitReport, nowMs: number): Promise<CircuitView> {
    const slice = Math.floor(nowMs / (circuitWindowMs / circuitSlices));
    const head = [this.prefix, slice, circuitSlices, circuitWindowMs * 2, nowMs, keptMs, circuitsMax, outcomes.length, marks.length];
    const told = outcomes.flatMap(({ circuit, succeeded, failed }) => [circuit, succeeded, failed]);
    const put = marks.flatMap((mark) => [mark.circuit, mark.sinceMs, mark.untilMs, JSON.stringify(mark)]);
    const [sums, texts] = await this.script(...head, ...told, ...put, ...lifted);
    return { outcomes: readSums(sums), marks: texts.map(readMark) };
  }
}

function readSums(flat: readonly (string | number)[]): CircuitView['outcomes'] {
  return Array.from({ length: flat.length / 3 }, (_, at) => {
    const [circuit, succeeded, failed] = flat.slice(at * 3, at * 3 + 3);
    return { circuit: String(circuit), succeeded: Number(succeeded), failed: Number(failed) };
  });
}

/** Since and until stand before the mark itself, for the script to read. */
function readMark(text: string): CircuitMark {
  return JSON.parse(text.slice(text.indexOf('{'))) as CircuitMark;
}
