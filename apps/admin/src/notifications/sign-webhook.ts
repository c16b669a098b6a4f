// The signature by which a receiver knows that a webhook is ours, and not an older one sent again.
import { createHmac } from 'node:crypto';

export const signatureHeader = 'x-aiproxy-signature';

/** `t=<seconds since 1970>,v1=<hex>`: the HMAC-SHA256, by the channel's secret, of the time, a full stop and the body. */
export function signWebhook(secret: string, body: string, nowMs: number): string {
  const seconds = Math.floor(nowMs / 1000);
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`;
}
