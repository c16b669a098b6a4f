// The code of a currency in a body, a query or an address.
import { buildMessage, ValidateBy } from 'class-validator';

const currencies = new Set(Intl.supportedValuesOf('currency'));
const words = 'must be the code of a currency, like "USD" (ISO 4217)';

/** What is wrong with it, to follow its name. */
export const currencyProblem = (value: unknown) => (currencies.has(value as string) ? undefined : words);

export const IsCurrency = () => ValidateBy({
  name: 'isCurrency', validator: { validate: (value) => currencyProblem(value) === undefined, defaultMessage: buildMessage(() => `$property ${words}`) },
});
