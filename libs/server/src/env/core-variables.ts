// The variables of every process. Those of the providers come from their registry and are passed in by the app.
import type { EnvVariable } from './variable.js';

const mebibyte = 1024 * 1024;
const day = 86_400_000;

export const coreVariables = [
  { name: 'PORT', kind: 'integer', default: 3000, min: 0, max: 65_535, description: 'Port of the /v1 API; 0 takes a free one' },
  { name: 'HOST', kind: 'string', default: '127.0.0.1', description: 'Address to listen on; 0.0.0.0 for all' },
  { name: 'DATABASE_URL', kind: 'url', protocols: ['postgres:', 'postgresql:'], secret: true, description: 'PostgreSQL; without it an embedded one is started in DATA_DIR' },
  { name: 'REDIS_URL', kind: 'url', protocols: ['redis:', 'rediss:'], secret: true, description: 'Redis or Valkey for limits that several proxy processes share; a second process needs it' },
  { name: 'DATA_DIR', kind: 'string', default: '.data', description: 'Where the embedded database and the usage journal live' },
  { name: 'ENCRYPTION_KEY', kind: 'string', secret: true, description: 'Seals the credentials of providers: 32 bytes as base64 or hex, more than one separated by commas, the current one first; without it DATA_DIR keeps one' },
  { name: 'LOG_LEVEL', kind: 'enum', values: ['silent', 'error', 'warn', 'info', 'debug'], default: 'info', description: 'What is logged; info has one line per request' },
  { name: 'METRICS_PORT', kind: 'integer', default: 9464, min: 0, max: 65_535, description: 'Port of /metrics of a proxy of its own; 0: none. The admin API has it on its own port, `npm start` there as well' },
  { name: 'METRICS_TOKEN', kind: 'string', secret: true, description: 'Bearer token for /metrics; without it metrics are told to this machine alone' },
  { name: 'TRUST_PROXY', kind: 'cidr-list', description: 'Reverse proxies whose X-Forwarded-For is believed' },
  { name: 'CORS_ORIGINS', kind: 'origin-list', description: 'Web pages that may call the API from a browser' },
  { name: 'BODY_LIMIT_BYTES', kind: 'integer', default: 20 * mebibyte, min: 1024, max: 1024 * mebibyte, description: 'Largest request body' },
  { name: 'BODY_BUFFER_TOTAL_BYTES', kind: 'integer', default: 256 * mebibyte, min: 1024, max: 64 * 1024 * mebibyte, description: 'All request bodies held at a time; more is refused with 503' },
  { name: 'KEY_STALE_MAX_MS', kind: 'integer', default: 3_600_000, min: 1000, max: day, description: 'How long known keys work while the database is away' },
  { name: 'UPSTREAM_CONNECT_MS', kind: 'integer', default: 5000, min: 100, max: 60_000, description: 'Longest time to connect to a provider' },
  { name: 'UPSTREAM_FIRST_BYTE_MS', kind: 'integer', default: 600_000, min: 100, max: day, description: 'Longest wait for the first byte of a provider' },
  { name: 'UPSTREAM_IDLE_MS', kind: 'integer', default: 120_000, min: 100, max: day, description: 'Longest silence within a reply of a provider' },
  { name: 'UPSTREAM_TOTAL_MS', kind: 'integer', default: 1_800_000, min: 1000, max: day, description: 'Longest time for one whole call of a provider' },
  { name: 'COMMIT_HOLD_MS', kind: 'integer', default: 15_000, min: 0, max: 600_000, description: 'How long a stream without content keeps its status open for another try' },
  { name: 'PING_MS', kind: 'integer', default: 10_000, min: 1000, max: 600_000, description: 'Silence after which a stream is kept alive by a comment' },
  { name: 'DRAIN_MAX_MS', kind: 'integer', default: 60_000, min: 0, max: day, description: 'How long an answer is read on for its usage after its caller has left, in projects that want that' },
  { name: 'DRAIN_MAX_TOKENS', kind: 'integer', default: 8192, min: 0, max: 1_000_000, description: 'How much of such an answer is read on, by its length in bytes' },
  { name: 'ATTEMPTS_MAX', kind: 'integer', default: 3, min: 1, max: 10, description: 'Upstream calls for one request at most' },
  { name: 'RETRY_BASE_MS', kind: 'integer', default: 250, min: 0, max: 60_000, description: 'Longest first pause before a failed provider is asked once more; it doubles each time' },
  { name: 'RETRY_WAIT_MAX_MS', kind: 'integer', default: 10_000, min: 0, max: 600_000, description: 'Longest pause that a provider may ask for (Retry-After) and get' },
  { name: 'JOURNAL_MAX_BYTES', kind: 'integer', default: 1024 * mebibyte, min: mebibyte, max: 1024 * 1024 * mebibyte, description: 'What usage that the database does not have yet may take up in DATA_DIR, for each process' },
  { name: 'JOURNAL_FULL', kind: 'enum', values: ['refuse', 'serve'], default: 'refuse', description: 'What becomes of requests when there is no room for their usage: refused with 503, or served with their usage in memory, where it is lost with the process' },
  { name: 'PROBE_INTERVAL_MS', kind: 'integer', default: 0, min: 0, max: day, description: 'How often each connection of a provider is asked by a free call whether it is well; 0: never' },
  { name: 'REQUEST_RETENTION_DAYS', kind: 'integer', default: 30, min: 1, max: 3650, description: 'Days that the row of what happened to a request is kept' },
  { name: 'STOP_GRACE_MS', kind: 'integer', default: 30_000, min: 0, max: 600_000, description: 'How long requests may finish when the process stops' },
  { name: 'ALLOW_PRIVATE_UPSTREAMS', kind: 'boolean', default: false, description: 'Lets admins connect providers in private networks' },
] as const satisfies readonly EnvVariable[];
