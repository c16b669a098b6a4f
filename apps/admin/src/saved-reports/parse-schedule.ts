// When a schedule is due, as its fields say together; of a change with what stays as it was.
import type { ScheduleRule } from '#database/saved-reports/report-schedules';
import { invalid } from '../http/validation.js';
import type { UpdateScheduleDto } from './schedule.dto.js';

/** Throws ApiError that names `day`. */
export function parseRule({ cadence, day, time }: Pick<UpdateScheduleDto, 'cadence' | 'day' | 'time'>, before?: ScheduleRule): ScheduleRule {
  const rule = {
    cadence: cadence ?? before?.cadence ?? 'daily', minute: time === undefined ? before?.minute ?? 0 : minuteOf(time),
    day: day === undefined && (cadence === undefined || cadence === before?.cadence) ? before?.day ?? null : day ?? null,
  };
  if (rule.cadence === 'daily' && rule.day !== null) throw refuse('must be left out of a daily one');
  if (rule.cadence !== 'daily' && rule.day === null) throw refuse(`must be given: the day of the ${rule.cadence === 'weekly' ? 'week, 1 (Monday) to 7' : 'month, 1 to 31'}`);
  if (rule.cadence === 'weekly' && rule.day! > 7) throw refuse('must be 1 (Monday) to 7 of a weekly one');
  return rule;
}

export const timeText = (minute: number) => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

const minuteOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
const refuse = (words: string) => invalid([{ param: 'day', message: `day ${words}` }]);
