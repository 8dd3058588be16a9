/** Whether something is open, for hours as the knowledge base has them: local time in Europe/Berlin. */

export type Weekday = 'mo' | 'di' | 'mi' | 'do' | 'fr' | 'sa' | 'so';

export interface Hours {
  always?: boolean;
  weekly?: { days: Weekday[]; opens: string; closes: string }[];
  closed_on_holidays?: boolean;
}

const WEEKDAYS: Record<string, Weekday> = {
  Mon: 'mo', Tue: 'di', Wed: 'mi', Thu: 'do', Fri: 'fr', Sat: 'sa', Sun: 'so',
};
let format: Intl.DateTimeFormat | undefined; // made when it is first needed: making one is slow

/** Day, date and clock on a wall in Berlin at the moment `at`. */
export function berlin(at: Date): { day: Weekday; date: string; clock: string } {
  const part: Record<string, string> = {};
  format ??= new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Europe/Berlin', weekday: 'short', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit',
    minute: '2-digit', hourCycle: 'h23',
  });
  for (const { type, value } of format.formatToParts(at)) part[type] = value;
  return {
    day: WEEKDAYS[part.weekday!]!, date: `${part.year}-${part.month}-${part.day}`, clock: `${part.hour}:${part.minute}`,
  };
}

/** True or false, or null where no hours are known. `holidays` are the dates (`2026-12-25`) of the Land. */
export function isOpen(hours: Hours | null | undefined, at: Date, holidays: readonly string[]): boolean | null {
  if (!hours) return null;
  if (hours.always) return true;
  const { day, date, clock } = berlin(at);
  if (hours.closed_on_holidays !== false && holidays.includes(date)) return false;
  return (hours.weekly ?? []).some((span) => span.days.includes(day) && span.opens <= clock && clock < span.closes);
}

/** `lines` with those that are open now in front, each with `open_now`; 110 and 112 stay where they are. */
export function openFirst<Line extends { hours?: Hours | null; emergency?: boolean }>(
  lines: readonly Line[], at: Date, holidays: readonly string[],
): (Line & { open_now: boolean | null })[] {
  const rank = (line: { emergency?: boolean; open_now: boolean | null }): number =>
    line.emergency ? 0 : line.open_now === false ? 2 : 1;
  return lines.map((line) => ({ ...line, open_now: isOpen(line.hours, at, holidays) }))
    .sort((one, other) => rank(one) - rank(other));
}
