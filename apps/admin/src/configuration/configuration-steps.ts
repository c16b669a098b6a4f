// Does one step of a plan, whatever it is about.
import { Injectable } from '@nestjs/common';
import type { StoredSecret } from '#database/configuration';
import { ProviderEnvironment } from '../providers/provider-environment.js';
import type { Applying } from './applying.js';
import { BudgetSteps } from './budget-steps.js';
import { CredentialSteps } from './credential-steps.js';
import { ModelSteps } from './model-steps.js';
import { ProjectSteps } from './project-steps.js';
import type { Kind, Step } from './resources.js';

@Injectable()
export class ConfigurationSteps {
  private readonly doers: Record<Kind, (step: Step, applying: Applying) => Promise<void>> = {
    tier: (step, applying) => this.projects.tier(step, applying),
    project: (step, applying) => this.projects.project(step, applying),
    key: (step, applying) => this.projects.key(step, applying),
    credential: (step, applying) => this.credentials.credential(step, applying),
    model: (step, applying) => this.models.model(step, applying),
    target: (step, applying) => this.models.target(step, applying),
    alias: (step, applying) => this.models.alias(step, applying),
    price: (step, applying) => this.models.price(step, applying),
    budget: (step, applying) => this.budgets.budget(step, applying),
  };

  constructor(
    private readonly projects: ProjectSteps, private readonly credentials: CredentialSteps, private readonly models: ModelSteps,
    private readonly budgets: BudgetSteps, private readonly environment: ProviderEnvironment,
  ) {}

  get allowPrivate(): boolean {
    return this.environment.allowPrivate;
  }

  /** What a plan shows of a credential's secret. */
  showSecret(stored: StoredSecret | undefined, sent: string | undefined): string | null {
    return this.credentials.show(stored, sent);
  }

  do(step: Step, applying: Applying): Promise<void> {
    return this.doers[step.kind](step, applying);
  }
}
