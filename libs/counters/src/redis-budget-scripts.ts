// What Redis or Valkey is asked about budgets, one script a question. Numbers in Lua are doubles, so an amount is two of them: whole
// USD and what is left in pico-USD (0 to below 10^12, also of negative amounts), written `<usd> <pico>`; both stay exact.

// A window is a hash (spent, held, as_of: when its seed was read), its holds a sorted set by expiry (`<usd> <pico> <id>`); a hold is
// a hash (estimate, and as_of by window), `settled` alone once it is; spend of an unknown window waits in a hash by id.
const shared = `
local prefix = ARGV[1]
local function window_key(window) return prefix .. 'budget:' .. window end
local function held_key(window) return prefix .. 'budget-held:' .. window end
local function missed_key(window) return prefix .. 'budget-missed:' .. window end
local function hold_key(id) return prefix .. 'budget-hold:' .. id end

local function read(text)
  local usd, pico = string.match(text, '^(%S+) (%S+)')
  return {tonumber(usd), tonumber(pico)}
end

local function write(amount) return string.format('%.0f %.0f', amount[1], amount[2]) end

local function plus(a, b)
  local usd, pico = a[1] + b[1], a[2] + b[2]
  if pico >= 1e12 then return {usd + 1, pico - 1e12} end
  return {usd, pico}
end

local function minus(a, b)
  local usd, pico = a[1] - b[1], a[2] - b[2]
  if pico < 0 then return {usd - 1, pico + 1e12} end
  return {usd, pico}
end

local function exceeds(a, b) return a[1] > b[1] or a[1] == b[1] and a[2] > b[2] end

local function keep(key, ms)
  if redis.call('PTTL', key) < ms then redis.call('PEXPIRE', key, ms) end
end

local function find(window, now)
  local found = redis.call('HMGET', window_key(window), 'spent', 'held', 'as_of')
  if not found[1] then return nil end
  local state = {spent = read(found[1]), held = read(found[2]), as_of = found[3]}
  local expired = redis.call('ZRANGEBYSCORE', held_key(window), '-inf', now)
  if #expired == 0 then return state end
  for _, member in ipairs(expired) do state.held = minus(state.held, read(member)) end
  redis.call('ZREMRANGEBYSCORE', held_key(window), '-inf', now)
  redis.call('HSET', window_key(window), 'held', write(state.held))
  return state
end

local function place(window, state, id, estimate, expires_at)
  if redis.call('ZADD', held_key(window), expires_at, estimate .. ' ' .. id) == 0 then return end
  state.held = plus(state.held, read(estimate))
  redis.call('HSET', window_key(window), 'held', write(state.held))
  keep(held_key(window), math.max(1, redis.call('PTTL', window_key(window))))
end
`;

/**
 * prefix, now, id, expires in, remembered for, estimate, then window, cap (empty: none) and kept for of each budget -> whether
 * the id was known, then spent and held of each before this call, empty where unknown.
 */
export const holdBudgetsScript = `${shared}
local now, id, expires, estimate = tonumber(ARGV[2]), ARGV[3], tonumber(ARGV[4]), ARGV[6]
local known = redis.call('EXISTS', hold_key(id))
local found, states, full = {tostring(known)}, {}, false
for at = 7, #ARGV, 3 do
  local state = find(ARGV[at], now)
  table.insert(found, state and write(state.spent) or '')
  table.insert(found, state and write(state.held) or '')
  if state then states[at] = state end
  full = full or not state or ARGV[at + 1] ~= '' and exceeds(plus(plus(state.spent, state.held), read(estimate)), read(ARGV[at + 1]))
end
if full or known == 1 or #ARGV < 7 then return found end
redis.call('HSET', hold_key(id), 'estimate', estimate)
for at = 7, #ARGV, 3 do
  keep(window_key(ARGV[at]), tonumber(ARGV[at + 2]))
  keep(held_key(ARGV[at]), tonumber(ARGV[at + 2]))
  place(ARGV[at], states[at], id, estimate, now + expires)
  redis.call('HSET', hold_key(id), 'at:' .. ARGV[at], states[at].as_of)
end
keep(hold_key(id), expires + tonumber(ARGV[5]))
return found
`;

/**
 * prefix, id, actual, written, settled kept for, missed kept for, mode (settle and release do
 * nothing about an unknown id, and what is released is unknown afterwards), then windows without
 * a hold -> window, spent and held of each that it was added to.
 */
export const spendScript = `${shared}
local id, actual, written = ARGV[2], ARGV[3], tonumber(ARGV[4])
local fields = redis.call('HGETALL', hold_key(id))
local as_of, windows, estimate, told = {}, {}, nil, {}
for i = 1, #fields, 2 do
  if fields[i] == 'settled' then return told end
  if fields[i] == 'estimate' then
    estimate = fields[i + 1]
  else
    local window = string.sub(fields[i], 4)
    as_of[window] = fields[i + 1]
    table.insert(windows, window)
  end
end
if #fields == 0 and ARGV[7] ~= 'add' then return told end
for at = 8, #ARGV do
  if not as_of[ARGV[at]] then table.insert(windows, ARGV[at]) end
end
for _, window in ipairs(windows) do
  local state = find(window, written)
  if state then
    if as_of[window] and redis.call('ZREM', held_key(window), estimate .. ' ' .. id) == 1 then state.held = minus(state.held, read(estimate)) end
    if as_of[window] == state.as_of or written >= tonumber(state.as_of) then state.spent = plus(state.spent, read(actual)) end
    redis.call('HSET', window_key(window), 'spent', write(state.spent), 'held', write(state.held))
    table.insert(told, window)
    table.insert(told, write(state.spent))
    table.insert(told, write(state.held))
  else
    redis.call('HSET', missed_key(window), id, ARGV[4] .. ' ' .. actual)
    redis.call('PEXPIRE', missed_key(window), ARGV[6])
  end
end
redis.call('DEL', hold_key(id))
if ARGV[7] == 'release' then return told end
redis.call('HSET', hold_key(id), 'settled', 1)
redis.call('PEXPIRE', hold_key(id), ARGV[5])
return told
`;

/** prefix, now, expires in, remembered for, then ids -> those that are not known. */
export const renewBudgetsScript = `${shared}
local now, expires, remembered, unknown = tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4]), {}
for i = 5, #ARGV do
  local fields = redis.call('HGETALL', hold_key(ARGV[i]))
  local estimate = redis.call('HGET', hold_key(ARGV[i]), 'estimate')
  for at = 1, estimate and #fields or 0, 2 do
    local window = string.sub(fields[at], 4)
    local state = fields[at] ~= 'estimate' and find(window, now)
    if state then place(window, state, ARGV[i], estimate, now + expires) end
  end
  if estimate then keep(hold_key(ARGV[i]), expires + remembered) end
  if #fields == 0 then table.insert(unknown, ARGV[i]) end
end
return unknown
`;

/** prefix, window, spent, as of, kept for -> 1 when it was unknown. */
export const seedBudgetScript = `${shared}
local window = ARGV[2]
redis.call('DEL', prefix .. 'budget-seeding:' .. window)
if redis.call('EXISTS', window_key(window)) == 1 then return 0 end
local spent, missed = read(ARGV[3]), redis.call('HVALS', missed_key(window))
for _, text in ipairs(missed) do
  local written, amount = string.match(text, '^(%S+) (.*)$')
  if tonumber(written) >= tonumber(ARGV[4]) then spent = plus(spent, read(amount)) end
end
redis.call('DEL', missed_key(window), held_key(window))
redis.call('HSET', window_key(window), 'spent', write(spent), 'held', '0 0', 'as_of', ARGV[4])
redis.call('PEXPIRE', window_key(window), ARGV[5])
return 1
`;

/** prefix, now, window -> spent and held; nothing when unknown. */
export const budgetStateScript = `${shared}
local state = find(ARGV[3], tonumber(ARGV[2]))
return state and {write(state.spent), write(state.held)} or {}
`;
