import type { components } from '@shared/api/schema.gen'
import { sayClock } from '@shared/format/time'
import { t } from './messages'

type Schemas = components['schemas']
export type Plan = Schemas['PlanOut']
export type PlanHead = Schemas['PlanHeadOut']
export type Change = Schemas['ChangeOut']
export type PlanLane = Schemas['PlanLaneOut']
export type Slot = Schemas['SlotOut']
export type Option = Schemas['OptionOut']
export type Unplaced = Schemas['UnplacedOut']
export type Totals = Schemas['TotalsOut']

/** With the worker, so that it pays to look again soon. */
export const isMoving = (plan: PlanHead | undefined): boolean => plan?.state === 'queued' || plan?.state === 'running'

const MINUTE = 60_000
export type Away = 'late30' | 'late60' | 'late120' | 'wholeDay'
const lateBy: Record<Exclude<Away, 'wholeDay'>, number> = { late30: 30, late60: 60, late120: 120 }

/** From when until when somebody is away: late counts from now, or from his shift's start when that is still to come. */
export function awaySpan(how: Away, now: number, day: { start: number; end: number }, shiftStart: number | undefined): { start: string; end: string } {
  const wire = (at: number): string => new Date(at).toISOString()
  if (how === 'wholeDay') return { start: wire(Math.max(day.start, Math.min(now, day.end - MINUTE))), end: wire(day.end) }
  const from = Math.max(now, shiftStart ?? day.start)
  return { start: wire(from), end: wire(from + lateBy[how] * MINUTE) }
}

/** What a change does, in one line: "梁伟东 13:00", "梁伟东 → 陈志明 13:00", "梁伟东 13:00 → 14:30". */
export function lineOf(one: Change): string {
  const clock = (at: string | null): string => (at ? sayClock(at) : '')
  const [from, to, before, at] = [one.from_name ?? '', one.to_name ?? '', clock(one.start_before), clock(one.start)]
  return { place: `${to} ${at}`, give: `${from} → ${to} ${at}`, shift: `${to} ${before} → ${at}`, free: `${from} ${before} → ${t('toWaiting')}` }[one.kind]
}

/** Which of the changes can still be chosen: those that nobody has touched since the plan was made. */
export const choosable = (plan: Plan): string[] => (plan.proposal?.changes ?? []).map((one) => one.id).filter((id) => !plan.changed.includes(id))

export interface Outcomes { applied: number; refused: number; undone: number; kept: number }
/** How many changes came to what. */
export function outcomesOf(changes: readonly Change[]): Outcomes {
  const found: Outcomes = { applied: 0, refused: 0, undone: 0, kept: 0 }
  for (const one of changes) if (one.outcome) found[one.outcome.state] += 1
  return found
}

/** The changes that were on offer: of a replan those of the option that was taken. */
export const decided = (plan: Plan): Change[] => (plan.chosen_option === null ? (plan.proposal?.changes ?? []) : (plan.proposal?.options?.[plan.chosen_option]?.changes ?? []))

export type Look = '' | 'new' | 'given' | 'shifted' | 'gone'
/** How a slot is drawn: in the row of now what goes away, in the row of the plan what is different. */
export function lookOf(change: Change | undefined, row: 'before' | 'after', technicianId: string): Look {
  if (!change) return ''
  if (row === 'before') return change.to_id === technicianId ? '' : 'gone'
  return ({ place: 'new', give: 'given', shift: 'shifted', free: '' } as const)[change.kind]
}

/** Lanes in which something changes stand first, each group in its own order. */
export function sortedLanes(lanes: readonly PlanLane[]): PlanLane[] {
  const changes = (lane: PlanLane): boolean => [...lane.before, ...lane.after].some((one) => one.change_id)
  return [...lanes].sort((x, y) => Number(changes(y)) - Number(changes(x)))
}
