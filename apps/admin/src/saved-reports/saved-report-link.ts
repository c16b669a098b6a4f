// Where the dashboard shows a saved report.
import type { AdminEnv } from '../env.js';
import { adminUrl } from '../http/admin-url.js';

/** `days`: of what was sent, whatever day it is read on. */
export function savedReportLink(env: AdminEnv, id: string, days?: { from: string; to: string }): string {
  return `${adminUrl(env)}/reports/saved/${id}${days ? `?from=${days.from}&to=${days.to}` : ''}`;
}
