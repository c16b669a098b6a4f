// What an app imports to ask Postgres: the pool, the repositories and the snapshot, for one URL.
import { Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { AccessTokenRepository } from './access-tokens.js';
import { AdjustmentRepository } from './adjustments.js';
import { AliasRepository } from './aliases.js';
import { AuditRepository } from './audit.js';
import { BudgetEventRepository } from './budget-events.js';
import { BudgetRepository } from './budgets.js';
import { CircuitRepository } from './circuits.js';
import { CredentialRepository } from './credentials.js';
import { CurrencyRateRepository } from './currency-rates.js';
import { Database } from './database.js';
import { DrillRepository } from './drills.js';
import { ExportRepository } from './exports/exports.js';
import { IdempotentAnswerRepository } from './idempotent-answers.js';
import { JournalRowRepository } from './journal-rows.js';
import { KeyRepository } from './keys.js';
import { KeyUseRepository } from './key-use.js';
import { LedgerRepository } from './ledger.js';
import { LedgerRowRepository } from './ledger-rows.js';
import { LinkRepository } from './links.js';
import { ManagedModelRepository } from './managed-models.js';
import { MemberSecretRepository } from './member-secrets.js';
import { MemberRepository } from './members.js';
import { ModelRepository } from './models.js';
import { NameRepository } from './names.js';
import { ChannelRepository } from './notification-channels.js';
import { PeriodRepository } from './periods.js';
import { PriceRepository } from './prices.js';
import { LedgerProofRepository } from './proof/ledger-proofs.js';
import { ProjectMemberRepository } from './project-members.js';
import { ProjectRepository } from './projects.js';
import { ReportRepository } from './reports/reports.js';
import { RequestBodyRepository } from './request-bodies.js';
import { RequestRepository } from './requests.js';
import { RollupRepository } from './rollups/rollups.js';
import { ReportRunRepository } from './saved-reports/report-runs.js';
import { ReportScheduleRepository } from './saved-reports/report-schedules.js';
import { SavedReportRepository } from './saved-reports/saved-reports.js';
import { SessionRepository } from './sessions.js';
import { SettingsRepository } from './settings.js';
import { SetupRepository } from './setup.js';
import { Snapshot } from './snapshot.js';
import { TargetRepository } from './targets.js';
import { TierRepository } from './tiers.js';

const repositories = [
  AccessTokenRepository, AdjustmentRepository, AuditRepository, BudgetEventRepository, BudgetRepository, ChannelRepository, DrillRepository, ExportRepository, IdempotentAnswerRepository, JournalRowRepository, KeyRepository, KeyUseRepository, LedgerProofRepository, LedgerRepository, LedgerRowRepository, LinkRepository,
  AliasRepository, CircuitRepository, CredentialRepository, CurrencyRateRepository, ManagedModelRepository, PriceRepository, TargetRepository,
  MemberRepository, MemberSecretRepository, ModelRepository, NameRepository, PeriodRepository, ProjectMemberRepository, ProjectRepository, ReportRepository, ReportRunRepository, ReportScheduleRepository, RequestBodyRepository, RequestRepository, RollupRepository, SavedReportRepository, SessionRepository, SettingsRepository, SetupRepository,
  TierRepository,
];

@Module({})
export class DatabaseModule implements OnApplicationShutdown {
  constructor(private readonly database: Database) {}

  static at(url: string): DynamicModule {
    const snapshot = {
      provide: Snapshot,
      inject: [Database, KeyRepository],
      useFactory: (database: Database, keys: KeyRepository) => new Snapshot(database, keys),
    };
    const { providers, exports, ...module } = DatabaseModule.withoutSnapshot(url);
    return { ...module, providers: [...providers, snapshot], exports: [...exports, Snapshot] };
  }

  /** For whoever asks Postgres itself each time. */
  static withoutSnapshot(url: string) {
    return {
      module: DatabaseModule,
      providers: [{ provide: Database, useFactory: () => new Database(url) }, ...repositories],
      exports: [Database, ...repositories],
    };
  }

  /** After the snapshot's own: Nest calls a module's hook when its providers are done. */
  async onApplicationShutdown(): Promise<void> {
    await this.database.close();
  }
}
