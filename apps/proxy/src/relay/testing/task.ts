// For specs only: a task of the relay with as much of it as the limits look at.
import type { KeyRecord, Limits, ModelLimits, ModelRecord } from '#database/records';
import type { JsonBody } from '#providers/json-body';
import type { Endpoint } from '#providers/provider';
import { Caller } from '../../gate/caller.js';
import type { RelayTask } from '../task.js';

export const unlimited: Limits = { requestsPerMinute: null, requestsPerDay: null, tokensPerMinute: null, concurrentRequests: null };

export interface TaskFacts {
  id: string;
  keyId: string;
  limits: Partial<Limits>;
  modelLimits: ModelLimits[];
  endpoint: Endpoint;
  bodyBytes: number;
  maxTokens: number | null;
  choices: number;
  prompt: unknown;
  model: Partial<ModelRecord>;
}

export function taskOf(some: Partial<TaskFacts> = {}): RelayTask {
  const { id = 'req_1', keyId = 'key_1', limits = {}, modelLimits = [], endpoint = 'chat', bodyBytes = 400, maxTokens = null, choices = 1, prompt, model = {} } = some;
  const body = { bytes: Buffer.alloc(bodyBytes), value: (name: string) => (name === 'prompt' ? prompt : undefined) } as unknown as JsonBody;
  return {
    requestId: id, endpoint, maxTokens, asked: { body, choices },
    caller: new Caller({ id: keyId, limits: { ...unlimited, ...limits }, modelLimits } as KeyRecord),
    resolved: { model: { id: 'gpt-4o', contextWindow: null, maxOutputTokens: null, ...model } },
  } as RelayTask;
}
