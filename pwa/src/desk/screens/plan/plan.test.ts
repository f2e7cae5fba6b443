import { beforeEach, describe, expect, it } from 'vitest'
import { setLocale } from '@shared/i18n/locale'
import { awaySpan, lineOf, lookOf, outcomesOf, sortedLanes, type Change, type PlanLane, type Slot } from './plan'

beforeEach(() => setLocale('zh-CN'))

const change = (more: Partial<Change>): Change => ({
  id: 'c', kind: 'place', order_id: 'o', visit_id: null, version: 1, no: 'PG1', order_kind: 'repair', priority: 'normal', customer_name: '顺捷', district: '', plates: [], visit_state: null,
  from_id: null, from_name: null, to_id: 'b', to_name: '陈志明', start_before: null, start: '2026-11-23T05:00:00Z', end: null, window_start: '2026-11-23T05:00:00Z', window_end: '2026-11-23T07:00:00Z', late: false, outcome: null, ...more,
})
const slot = (id: string | null): Slot => ({ id: 's', no: 'PG1', customer_name: '顺捷', start: '2026-11-23T05:00:00Z', end: '2026-11-23T06:00:00Z', fixed: false, change_id: id })
const day = { start: Date.parse('2026-11-22T16:00:00Z'), end: Date.parse('2026-11-23T16:00:00Z') }

describe('somebody who cannot come', () => {
  const now = Date.parse('2026-11-23T01:30:00Z')
  it('is late from now on, or from the start of his shift when that is still to come', () => {
    expect(awaySpan('late30', now, day, day.start)).toEqual({ start: '2026-11-23T01:30:00.000Z', end: '2026-11-23T02:00:00.000Z' })
    expect(awaySpan('late60', now, day, now + 3_600_000)).toEqual({ start: '2026-11-23T02:30:00.000Z', end: '2026-11-23T03:30:00.000Z' })
  })
  it('is away until the day is over', () => {
    expect(awaySpan('wholeDay', now, day, undefined)).toEqual({ start: '2026-11-23T01:30:00.000Z', end: '2026-11-23T16:00:00.000Z' })
    expect(awaySpan('wholeDay', now - 86_400_000, day, undefined).start).toBe('2026-11-22T16:00:00.000Z')
  })
})

describe('a change', () => {
  it('says in one line who and when', () => {
    expect(lineOf(change({}))).toBe('陈志明 13:00')
    expect(lineOf(change({ kind: 'give', from_name: '梁伟东' }))).toBe('梁伟东 → 陈志明 13:00')
    expect(lineOf(change({ kind: 'shift', start_before: '2026-11-23T03:00:00Z' }))).toBe('陈志明 11:00 → 13:00')
    expect(lineOf(change({ kind: 'free', from_name: '何俊', start_before: '2026-11-23T03:00:00Z', start: null }))).toBe('何俊 11:00 → 回到待派')
  })
  it('is drawn where it leaves and where it arrives', () => {
    expect(lookOf(undefined, 'after', 'b')).toBe('')
    expect(lookOf(change({ kind: 'give', from_id: 'a' }), 'before', 'a')).toBe('gone')
    expect(lookOf(change({ kind: 'give', from_id: 'a' }), 'after', 'b')).toBe('given')
    expect(lookOf(change({ kind: 'shift', from_id: 'b' }), 'before', 'b')).toBe('')
  })
  it('is counted by what became of it', () => {
    const made = [change({ outcome: { state: 'applied', why: null } }), change({ outcome: { state: 'refused', why: null } }), change({})]
    expect(outcomesOf(made)).toEqual({ applied: 1, refused: 1, undone: 0, kept: 0 })
  })
})

it('lanes with changes stand first', () => {
  const lane = (name: string, id: string | null): PlanLane => ({ technician_id: name, name, shift: null, before: [], after: [slot(id)], travel_before: 0, travel_after: 0 })
  expect(sortedLanes([lane('a', null), lane('b', 'c'), lane('d', null)]).map((one) => one.name)).toEqual(['b', 'a', 'd'])
})
