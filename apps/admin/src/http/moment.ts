// A moment in a body: ISO 8601, with its zone.
import { buildMessage, ValidateBy } from 'class-validator';
import { moment } from '../configuration/rules.js';

/** A date alone would be somebody's midnight. */
export const IsMoment = () => ValidateBy({
  name: 'isMoment',
  validator: {
    validate: (value) => moment.problem(value) === undefined && (value as string).includes('T'),
    defaultMessage: buildMessage(() => '$property must be a moment like 2026-01-31T12:00:00Z'),
  },
});
