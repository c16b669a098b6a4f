// A configuration file's way: checked against what is there, planned, and applied as one change or not at all.
import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import type { Author } from '#database/change';
import { readConfiguration, type StoredConfiguration } from '#database/configuration';
import { Database } from '#database/database';
import { Clock } from '#server/clock';
import { ApiError, type FieldProblem } from '#server/errors/api-error';
import { invalid } from '../http/validation.js';
import { Applying, type NewKeySecret } from './applying.js';
import { problemsOfFile } from './check-file.js';
import type { ConfigurationDto } from './configuration.dto.js';
import { ConfigurationSteps } from './configuration-steps.js';
import { planConfiguration } from './plan.js';
import { knownOutside, presentOf } from './present.js';
import { renderFile } from './render-file.js';
import { keyOf, textOf, type Plain, type Step } from './resources.js';
import { wantedOf } from './wanted.js';

export interface Plan { steps: Step[]; fingerprint: string }

@Injectable()
export class ConfigurationService {
  constructor(private readonly database: Database, private readonly steps: ConfigurationSteps, private readonly clock: Clock) {}

  async export(): Promise<object> {
    return renderFile(presentOf(await this.database.inTransaction(readConfiguration)));
  }

  async plan(file: ConfigurationDto): Promise<Plan> {
    return this.planFor(file, await this.database.inTransaction(readConfiguration));
  }

  /** `fingerprint`: of the plan that was agreed to; another one is not applied. */
  apply(by: Author, file: ConfigurationDto, fingerprint: string | undefined): Promise<Plan & { secrets: NewKeySecret[] }> {
    return this.database.change(by, new Date(this.clock.now()), async (change) => {
      const stored = await readConfiguration(change.client);
      const plan = this.planFor(file, stored, 'configuration.');
      if (fingerprint !== undefined && fingerprint !== plan.fingerprint) {
        throw new ApiError('stale', { param: 'fingerprint', message: 'Applying the file would do something else by now. Look at its plan again.' });
      }
      const applying = new Applying(change, file, new Map([...presentOf(stored).map((one): [string, string] => [keyOf(one), one.id]), ...knownOutside(stored)]));
      for (const step of plan.steps) await this.steps.do(step, applying);
      return { ...plan, secrets: applying.secrets };
    }, 'file');
  }

  private planFor(file: ConfigurationDto, stored: StoredConfiguration, place = ''): Plan {
    const present = presentOf(stored);
    const problems = problemsOfFile(file, { present, outside: new Set(knownOutside(stored).map(([key]) => key)), allowPrivate: this.steps.allowPrivate });
    if (problems.length > 0) throw invalid(problems.map((problem) => within(place, problem)));
    const secrets = new Map(stored.credentials.map((one) => [JSON.stringify([one.providerId, one.name]), one]));
    const wanted = wantedOf(file, (providerId, name, secret) => this.steps.showSecret(secrets.get(JSON.stringify([providerId, name])), secret));
    const steps = planConfiguration(present, wanted);
    return { steps, fingerprint: createHash('sha256').update(textOf(steps as unknown as Plain)).digest('hex') };
  }
}

const within = (place: string, { param, message }: FieldProblem): FieldProblem =>
  ({ param: place + param, message: message.startsWith(param) ? place + message : message });
