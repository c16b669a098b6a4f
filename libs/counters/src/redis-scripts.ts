// What Redis or Valkey is asked, one script a question, so that each is one step and one round trip. Keys are made inside (the
// window reached is known only there), hence no cluster. The first argument is the prefix of all keys.

// Counts by window, the windows reached, open holds (a hash: what was taken, by key) and slots (a sorted set: ids by expiry).
// A window's count is kept for twice its length: so long may a clock that is behind stay in it.
const shared = `
local prefix = ARGV[1]

local function reached(seconds, now)
  local index = math.floor(now / (seconds * 1000))
  local key = prefix .. 'window:' .. seconds
  local known = tonumber(redis.call('GET', key))
  if known and (index == known or index == known - 1) then return known end
  redis.call('SET', key, index, 'PX', seconds * 2000)
  return index
end

local function count_key(name, seconds, scope, index)
  return prefix .. 'count:' .. seconds .. ':' .. index .. ':' .. name .. ':' .. scope
end

local function find(name, seconds, scope, now)
  local index = reached(seconds, now)
  local key = count_key(name, seconds, scope, index)
  return key, index, tonumber(redis.call('GET', key)) or 0
end

local function add(key, amount, seconds)
  redis.call('INCRBY', key, amount)
  redis.call('PEXPIRE', key, seconds * 2000)
end

local function keep(key, ms)
  if redis.call('PTTL', key) < ms then redis.call('PEXPIRE', key, ms) end
end
`;

/** prefix, now, key, then name, limit and seconds of each window -> index and used of each. */
export const takeScript = `${shared}
local now = tonumber(ARGV[2])
local found, keys, full = {}, {}, false
for at = 4, #ARGV, 3 do
  local key, index, used = find(ARGV[at], tonumber(ARGV[at + 2]), ARGV[3], now)
  table.insert(keys, key)
  table.insert(found, index)
  table.insert(found, used)
  full = full or used + 1 > tonumber(ARGV[at + 1])
end
if not full then
  for i, key in ipairs(keys) do add(key, 1, tonumber(ARGV[3 + i * 3])) end
end
return found
`;

/**
 * prefix, now, id, expires in, remembered for, number of windows, then name, limit, seconds, scope, amount and settles of each
 * window, then scope and limit of each slots -> the first full slots (from 1; 0: none), then index and used of each window.
 */
export const holdScript = `${shared}
local now, id, expires, remembered, windows = tonumber(ARGV[2]), ARGV[3], tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6])
local found, keys, full = {0}, {}, false
local slots = 7 + windows * 6
for at = 7, slots - 1, 6 do
  local key, index, used = find(ARGV[at], tonumber(ARGV[at + 2]), ARGV[at + 3], now)
  table.insert(keys, key)
  table.insert(found, index)
  table.insert(found, used)
  full = full or used + tonumber(ARGV[at + 4]) > tonumber(ARGV[at + 1])
end
for at = slots, #ARGV, 2 do
  local key = prefix .. 'slots:' .. ARGV[at]
  redis.call('ZREMRANGEBYSCORE', key, '-inf', now)
  if found[1] == 0 and redis.call('ZCARD', key) >= tonumber(ARGV[at + 1]) then found[1] = (at - slots) / 2 + 1 end
end
if full or found[1] > 0 then return found end
local hold = prefix .. 'hold:' .. id
for i, key in ipairs(keys) do
  local at = 1 + i * 6
  add(key, ARGV[at + 4], tonumber(ARGV[at + 2]))
  if ARGV[at + 5] == 'actual' then redis.call('HSET', hold, key, ARGV[at + 4]) end
end
for at = slots, #ARGV, 2 do
  local key = prefix .. 'slots:' .. ARGV[at]
  redis.call('ZADD', key, now + expires, id)
  keep(key, expires + remembered)
  redis.call('HSET', hold, key, 'slot')
end
keep(hold, expires + remembered)
return found
`;

/** prefix, id, actual. */
export const settleScript = `${shared}
local hold = prefix .. 'hold:' .. ARGV[2]
local taken = redis.call('HGETALL', hold)
redis.call('DEL', hold)
for i = 1, #taken, 2 do
  local key, amount = taken[i], taken[i + 1]
  if amount == 'slot' then
    redis.call('ZREM', key, ARGV[2])
  elseif redis.call('EXISTS', key) == 1 then
    redis.call('INCRBY', key, tonumber(ARGV[3]) - tonumber(amount))
  end
end
return 0
`;

/** prefix, now, expires in, remembered for, then ids. */
export const renewScript = `${shared}
local expires, remembered = tonumber(ARGV[3]), tonumber(ARGV[4])
for i = 5, #ARGV do
  local hold = prefix .. 'hold:' .. ARGV[i]
  local taken = redis.call('HGETALL', hold)
  for at = 1, #taken, 2 do
    if taken[at + 1] == 'slot' then
      redis.call('ZADD', taken[at], tonumber(ARGV[2]) + expires, ARGV[i])
      keep(taken[at], expires + remembered)
    end
  end
  if #taken > 0 then keep(hold, expires + remembered) end
end
return 0
`;

/** prefix, then name, seconds, scope, index and amount of each count to be added to, whatever the limit. */
export const addScript = `${shared}
for at = 2, #ARGV, 5 do
  local key = count_key(ARGV[at], ARGV[at + 1], ARGV[at + 2], ARGV[at + 3])
  if tonumber(ARGV[at + 4]) > 0 or redis.call('EXISTS', key) == 1 then add(key, ARGV[at + 4], tonumber(ARGV[at + 1])) end
end
return 0
`;

/** prefix, who, seen within ms -> how many processes were seen. By the server's own clock, so that ours need not agree. */
export const announceScript = `
local key, time = ARGV[1] .. 'processes', redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
redis.call('ZADD', key, now, ARGV[2])
redis.call('ZREMRANGEBYSCORE', key, '-inf', now - tonumber(ARGV[3]))
redis.call('PEXPIRE', key, ARGV[3])
return redis.call('ZCARD', key)
`;
