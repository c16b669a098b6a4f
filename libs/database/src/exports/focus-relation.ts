// The columns of FOCUS 1.2 (https://focus.finops.org): one line for each local day, project, key, model, provider, credential, endpoint and
// confidence. What corrects a closed month stands in lines of its own; what corrects an open one is in the figures of its day.
import { inputBuckets, outputBuckets, usageBuckets } from '#providers/usage';
import { firstMomentOf } from '../reports/first-moment.js';
import { usageDimensions, usageGroupId } from '../rollups/tables.js';
import { SqlValues } from '../reports/sql-text.js';
import type { DaySpan } from '../reports/usage-query.js';
import { usdText, type ColumnKind, type ExportColumn, type ExportRelation } from './export-relation.js';
import { bucketColumn, nameBehind, sumOf, type Named } from './figure-columns.js';

export interface FocusExport extends DaySpan {
  /** Undefined: all. */
  projectIds: readonly string[] | undefined;
  organisationName: string;
  timeZone: string;
  /** id -> name. */
  providerNames: ReadonlyMap<string, string>;
  named: Named;
}

const figures = [...usageBuckets.map(bucketColumn), 'list_pico_usd', 'charged_pico_usd'];
const dimensions = usageDimensions.join(', ');
const tokens = sumOf([...inputBuckets, ...outputBuckets]);

export function focusRelation(asked: FocusExport): ExportRelation {
  const values = new SqlValues();
  const [from, until, zone] = [values.add(asked.from, 'date'), values.add(asked.until, 'date'), values.add(asked.timeZone, 'text')];
  const mine = asked.projectIds ? `AND project_id = ANY(${values.add(asked.projectIds, 'text[]')})` : '';
  const providers = [...asked.providerNames];
  const [project, key] = [nameBehind('project', 'project_id', asked.named), nameBehind('key', 'key_id', asked.named)];
  return {
    values,
    with: `
      corrections AS MATERIALIZED (
        SELECT period AS day, ${usageGroupId} AS group_id, ${dimensions}, ${figures.map((column) => `sum(${column}) AS ${column}`).join(', ')}
        FROM ledger
        WHERE corrects_request_id IS NOT NULL AND period >= ${from} AND period < ${until} AND period > (opened_at AT TIME ZONE ${zone})::date ${mine}
        GROUP BY day, group_id, ${dimensions}),
      lines AS (
        SELECT u.day, ${dimensionsOf('g')}, NULL AS charge_class, u.attempts, ${figures.map((column) => `u.${column} - coalesce(c.${column}, 0) AS ${column}`).join(', ')}
        FROM usage_day AS u JOIN usage_group AS g ON g.id = u.group_id LEFT JOIN corrections AS c ON c.day = u.day AND c.group_id = u.group_id
        WHERE u.day >= ${from} AND u.day < ${until} ${mine.replace('project_id', 'g.project_id')}
        UNION ALL SELECT day, ${dimensions}, 'Correction', 0, ${figures.join(', ')} FROM corrections)`,
    from: 'lines',
    names: `${project.join} ${key.join} LEFT JOIN unnest(${values.add(providers.map(([id]) => id), 'text[]')}, ${values.add(providers.map(([, name]) => name), 'text[]')}) AS provider (id_of_provider, name_of_provider) ON id_of_provider = provider_id`,
    // A line whose all was a correction of a closed month is that one alone.
    where: `charge_class IS NOT NULL OR attempts <> 0 OR ${figures.map((column) => `${column} <> 0`).join(' OR ')}`,
    orderBy: `day, project_id, key_id, model_served, provider_id, credential_id, endpoint, confidence, charge_class NULLS FIRST, cost_centre, member_id`,
    columns: [...columnsOf(zone, values.add(asked.organisationName, 'text'), project.sql, key.sql)],
  };
}

const dimensionsOf = (alias: string) => usageDimensions.map((column) => `${alias}.${column}`).join(', ');

function columnsOf(zone: string, organisation: string, projectName: string, keyName: string): ExportColumn[] {
  const midnight = (date: string) => firstMomentOf(`(${date})::date`, zone);
  const quantity = `CASE WHEN ${tokens} <> 0 THEN ${tokens} WHEN images <> 0 THEN images ELSE attempts END`;
  const unit = `CASE WHEN ${tokens} <> 0 THEN 'Tokens' WHEN images <> 0 THEN 'Images' ELSE 'Requests' END`;
  const provider = 'coalesce(name_of_provider, provider_id)';
  const [list, charged] = [usdText('list_pico_usd'), usdText('charged_pico_usd')];
  return [
    none('AvailabilityZone'), column('BilledCost', charged, 'money'), column('BillingAccountId', `'organisation'::text`), column('BillingAccountName', organisation),
    column('BillingCurrency', `'USD'::text`), column('BillingPeriodEnd', midnight(`date_trunc('month', day) + interval '1 month'`), 'moment'), column('BillingPeriodStart', midnight(`date_trunc('month', day)`), 'moment'),
    column('ChargeCategory', `'Usage'::text`), column('ChargeClass', 'charge_class'), column('ChargeDescription', `model_served || ' at ' || ${provider} || ', ' || endpoint`), column('ChargeFrequency', `'Usage-Based'::text`),
    column('ChargePeriodEnd', midnight('day + 1'), 'moment'), column('ChargePeriodStart', midnight('day'), 'moment'),
    column('ConsumedQuantity', quantity, 'count'), column('ConsumedUnit', unit), column('ContractedCost', charged, 'money'), column('EffectiveCost', charged, 'money'),
    none('InvoiceId'), column('InvoiceIssuerName', organisation), column('ListCost', list, 'money'), column('PricingCategory', `'Standard'::text`), column('PricingQuantity', quantity, 'count'), column('PricingUnit', unit),
    column('ProviderName', provider), column('PublisherName', provider), none('RegionId'), none('RegionName'),
    column('ResourceId', 'key_id'), column('ResourceName', keyName), column('ResourceType', `'API key'::text`), column('ServiceCategory', `'AI and Machine Learning'::text`), column('ServiceName', `${provider} || ' API'`),
    column('ServiceSubcategory', `'Generative AI'::text`), column('SkuId', `provider_id || '/' || model_served`), column('SkuMeter', `endpoint || ' ' || lower(${unit})`), column('SubAccountId', 'project_id'), column('SubAccountName', projectName),
    column('Tags', `json_strip_nulls(json_build_object('aiproxy/costCentre', cost_centre, 'aiproxy/member', member_id, 'aiproxy/endpoint', endpoint, 'aiproxy/credential', credential_id, 'aiproxy/confidence', confidence))`, 'json'),
  ];
}

/** Its id is its header: FOCUS says so. */
const column = (id: string, sql: string, kind: ColumnKind = 'text'): ExportColumn => ({ key: id, header: id, kind, sql });
const none = (id: string) => column(id, 'NULL::text');
