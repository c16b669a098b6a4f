// The admin API put together. The guards' order is the order of the questions: who calls, may they.
import { Module, type DynamicModule } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { Sealer } from '#access/seal';
import type { Counters } from '#counters/counters';
import type { BudgetReader } from '#counters/read-budgets';
import { DatabaseModule } from '#database/database.module';
import { Clock } from '#server/clock';
import { BodyBudget } from '#server/http/body-budget';
import { ServingState } from '#server/stop/serving-state';
import { AccessTokensController } from './access-tokens/access-tokens.controller.js';
import { AccessTokensService } from './access-tokens/access-tokens.service.js';
import { PermissionGuard } from './access/permission.guard.js';
import { ScopedResources } from './access/scoped-resources.js';
import { SessionCookieSignIn } from './access/session-cookie-sign-in.js';
import { SignInGuard } from './access/sign-in.guard.js';
import { StillSignedIn } from './access/still-signed-in.js';
import { TokenSignIn } from './access/token-sign-in.js';
import { AuditController } from './audit/audit.controller.js';
import { BudgetSubjects } from './budgets/budget-subjects.js';
import { BudgetsController } from './budgets/budgets.controller.js';
import { BudgetsService } from './budgets/budgets.service.js';
import { budgetReaderToken, Standings } from './budgets/standings.js';
import { CircuitsController } from './circuits/circuits.controller.js';
import { CircuitsService } from './circuits/circuits.service.js';
import { BudgetSteps } from './configuration/budget-steps.js';
import { ConfigurationController } from './configuration/configuration.controller.js';
import { ConfigurationService } from './configuration/configuration.service.js';
import { ConfigurationSteps } from './configuration/configuration-steps.js';
import { CredentialSteps } from './configuration/credential-steps.js';
import { ModelSteps } from './configuration/model-steps.js';
import { ProjectSteps } from './configuration/project-steps.js';
import { CurrencyRatesController } from './currency-rates/currency-rates.controller.js';
import { CurrencyRatesService } from './currency-rates/currency-rates.service.js';
import { DrillsController } from './drills/drills.controller.js';
import { DrillsService } from './drills/drills.service.js';
import { adminEnvToken, type AdminEnv } from './env.js';
import { ExportFiles } from './exports/export-files.js';
import { ExportSender } from './exports/export-sender.js';
import { ExportSlots } from './exports/export-slots.js';
import { ExportsController } from './exports/exports.controller.js';
import { HealthController } from './health/health.controller.js';
import { JsonBodyInterceptor } from './http/json-body.js';
import { VersionInterceptor } from './http/version.js';
import { InvitationRedemption } from './invitations/invitation-redemption.js';
import { InvitationsController } from './invitations/invitations.controller.js';
import { InvitationsService } from './invitations/invitations.service.js';
import { KeyPermissionsController } from './keys/key-permissions.controller.js';
import { KeysController } from './keys/keys.controller.js';
import { KeysService } from './keys/keys.service.js';
import { LedgerProofController } from './ledger-proof/ledger-proof.controller.js';
import { LedgerProofsService } from './ledger-proof/ledger-proofs.service.js';
import { LedgerController } from './ledger/ledger.controller.js';
import { LedgerService } from './ledger/ledger.service.js';
import { LinkDelivery } from './mail/link-delivery.js';
import { Mailer } from './mail/mailer.js';
import { MembersController } from './members/members.controller.js';
import { MembersService } from './members/members.service.js';
import { ComparisonService } from './models/comparison.service.js';
import { ModelsController } from './models/models.controller.js';
import { ModelsService } from './models/models.service.js';
import { PricesController } from './models/prices.controller.js';
import { PricePreviewService } from './models/price-preview.service.js';
import { PricesService } from './models/prices.service.js';
import { TargetsController } from './models/targets.controller.js';
import { TargetsService } from './models/targets.service.js';
import { ChannelSecrets } from './notification-channels/channel-secrets.js';
import { ChannelsController } from './notification-channels/channels.controller.js';
import { ChannelsService } from './notification-channels/channels.service.js';
import { ChannelSender } from './notifications/channel-sender.js';
import { NotificationSender } from './notifications/notification-sender.js';
import { OidcController } from './oidc/oidc.controller.js';
import { OidcIssuer } from './oidc/oidc-issuer.js';
import { OidcMembers } from './oidc/oidc-members.js';
import { OidcService } from './oidc/oidc.service.js';
import { SignOnCookie } from './oidc/sign-on-cookie.js';
import { PagesController } from './pages/pages.controller.js';
import { PasswordRedemption } from './password-resets/password-redemption.js';
import { PasswordResetsController } from './password-resets/password-resets.controller.js';
import { PasswordResetsService } from './password-resets/password-resets.service.js';
import { ProjectMembersController } from './project-members/project-members.controller.js';
import { ProjectMembersService } from './project-members/project-members.service.js';
import { ProjectsController } from './projects/projects.controller.js';
import { ProjectsService } from './projects/projects.service.js';
import { Connections } from './providers/connections.js';
import { CredentialSecrets } from './providers/credential-secrets.js';
import { CredentialTests } from './providers/credential-tests.js';
import { CredentialsController } from './providers/credentials.controller.js';
import { CredentialsService } from './providers/credentials.service.js';
import { ProviderEnvironment } from './providers/provider-environment.js';
import { ProvidersController } from './providers/providers.controller.js';
import { ProvidersService } from './providers/providers.service.js';
import { ResealCredentials } from './providers/reseal-credentials.js';
import { GroupNames } from './reports/group-names.js';
import { ReportContexts } from './reports/report-context.js';
import { ReportRates } from './reports/report-rates.js';
import { ReportsController } from './reports/reports.controller.js';
import { ReportsService } from './reports/reports.service.js';
import { RequestBodiesService } from './requests/request-bodies.service.js';
import { RequestTails } from './requests/request-tails.js';
import { RequestsController } from './requests/requests.controller.js';
import { RollupRenewal } from './rollups/rollup-renewal.js';
import { ReportRecipients } from './saved-reports/recipients.js';
import { ReportDelivery } from './saved-reports/report-delivery.js';
import { ReportFiles } from './saved-reports/report-files.js';
import { ReportRunner } from './saved-reports/report-runner.js';
import { ReportRunsController } from './saved-reports/report-runs.controller.js';
import { ReportRunsService } from './saved-reports/report-runs.service.js';
import { ReportSendings } from './saved-reports/report-sendings.js';
import { SavedReportsController } from './saved-reports/saved-reports.controller.js';
import { SavedReportsService } from './saved-reports/saved-reports.service.js';
import { ScheduleOwners } from './saved-reports/schedule-owners.js';
import { SchedulesController } from './saved-reports/schedules.controller.js';
import { SchedulesService } from './saved-reports/schedules.service.js';
import { OwnPasswordService } from './session/own-password.service.js';
import { OwnSecretsController } from './session/own-secrets.controller.js';
import { ResealSecondFactors } from './session/reseal-second-factors.js';
import { SecondFactor } from './session/second-factor.js';
import { SecondFactorService } from './session/second-factor.service.js';
import { SessionController } from './session/session.controller.js';
import { SessionCookies } from './session/session-cookies.js';
import { SessionsController } from './session/sessions.controller.js';
import { SessionsService } from './session/sessions.service.js';
import { SignInService } from './session/sign-in.service.js';
import { countersToken, SignInThrottle } from './session/sign-in-throttle.js';
import { SettingsController } from './settings/settings.controller.js';
import { SettingsService } from './settings/settings.service.js';
import { SetupController } from './setup/setup.controller.js';
import { SetupService } from './setup/setup.service.js';
import { TiersController } from './tiers/tiers.controller.js';
import { TiersService } from './tiers/tiers.service.js';

const controllers = [
  ConfigurationController, BudgetsController, ChannelsController, CurrencyRatesController, SettingsController,
  CircuitsController, CredentialsController, ModelsController, PricesController, ProvidersController, TargetsController,
  InvitationsController, MembersController, OidcController, PagesController, PasswordResetsController, ProjectMembersController,
  KeyPermissionsController, KeysController, ProjectsController,
  AccessTokensController, AuditController, DrillsController, ExportsController, HealthController, LedgerController, LedgerProofController, OwnSecretsController, ReportsController, RequestsController, ReportRunsController, SavedReportsController, SchedulesController, SessionController, SessionsController, SetupController, TiersController,
];
const services = [
  BudgetSteps, BudgetSubjects, BudgetsService, ChannelSecrets, ChannelSender, ChannelsService, CurrencyRatesService, NotificationSender, RollupRenewal, SettingsService, Standings,
  ExportFiles, ExportSender, ExportSlots, GroupNames, LedgerProofsService, LedgerService, ReportContexts, ReportRates, ReportsService, ScopedResources,
  ReportDelivery, ReportFiles, ReportRecipients, ReportRunner, ReportRunsService, ReportSendings, SavedReportsService, ScheduleOwners, SchedulesService,
  ConfigurationService, ConfigurationSteps, CredentialSteps, ModelSteps, ProjectSteps,
  Connections, CredentialSecrets, CredentialTests, CredentialsService, ProviderEnvironment, ProvidersService, ResealCredentials,
  ComparisonService, ModelsService, PricePreviewService, PricesService, TargetsService,
  InvitationRedemption, InvitationsService, LinkDelivery, Mailer, MembersService, OidcIssuer, OidcMembers, OidcService,
  PasswordRedemption, PasswordResetsService, ProjectMembersService, SignOnCookie,
  CircuitsService, DrillsService, KeysService, ProjectsService, RequestBodiesService, RequestTails, StillSignedIn,
  AccessTokensService, TokenSignIn, OwnPasswordService, ResealSecondFactors, SecondFactor, SecondFactorService, SessionCookieSignIn, SessionCookies,
  SessionsService, SetupService, SignInService, SignInThrottle, TiersService,
];

/** All bodies held at a time. */
const bodyBudgetBytes = 64 * 1024 * 1024;

/** What the app brings from outside. */
export interface AdminParts {
  clock: Clock;
  sealer: Sealer;
  counters: Counters;
  /** What knows the proxies' counters. */
  budgets: Pick<BudgetReader, 'state' | 'holds'>;
}

@Module({})
export class AdminModule {
  static with(env: AdminEnv, databaseUrl: string, { clock, sealer, counters, budgets }: AdminParts): DynamicModule {
    return {
      module: AdminModule,
      imports: [DatabaseModule.withoutSnapshot(databaseUrl)],
      controllers,
      providers: [
        ServingState, ...services,
        { provide: Clock, useValue: clock },
        { provide: Sealer, useValue: sealer },
        { provide: adminEnvToken, useValue: env },
        { provide: countersToken, useValue: counters },
        { provide: budgetReaderToken, useValue: budgets },
        { provide: APP_GUARD, useClass: SignInGuard },
        { provide: APP_GUARD, useClass: PermissionGuard },
        { provide: BodyBudget, useFactory: () => new BodyBudget(bodyBudgetBytes) },
        { provide: APP_INTERCEPTOR, useClass: JsonBodyInterceptor },
        { provide: APP_INTERCEPTOR, useClass: VersionInterceptor },
      ],
    };
  }
}
