// The attempts of this process as series: calls to providers, what they used and cost.
import type { AttemptTotals } from '#metering/attempt-totals';
import { counter, type Series } from '#server/metrics/series';

export function attemptSeries({ attempts, inputTokens, outputTokens, chargedPicoUsd }: AttemptTotals): Series[] {
  return [
    counter('aiproxy_attempts_total', 'Calls to providers that are over; the outcome is ok or an error code',
      [...attempts].flatMap(([provider, outcomes]) => [...outcomes].map(([outcome, value]) => ({ labels: { provider, outcome }, value })))),
    counter('aiproxy_tokens_total', 'Tokens of these calls, as they are booked', [
      { labels: { side: 'input' }, value: inputTokens },
      { labels: { side: 'output' }, value: outputTokens },
    ]),
    counter('aiproxy_charged_pico_usd_total', 'Cost of these calls after markup or discount, in 10^-12 US dollars; corrections are not in it', chargedPicoUsd),
  ];
}
