import { describe, expect, it } from 'vitest'
import { anItem, aVisit } from '../../offline/fixtures'
import { missingOf } from '../../offline/papers'
import type { Item, Visit } from '../../offline/shapes'
import { nextOf } from './next'
import { stageOf } from './stage'
import { rowsOf, todosOf } from './todos'

const working = (items: Item[], more: Partial<Visit> = {}): Visit => {
  const visit = aVisit({ state: 'working', items, ...more })
  return { ...visit, missing: missingOf(visit, []) }
}
const kinds = (visit: Visit): string[] => todosOf(visit).map((todo) => todo.field ?? todo.photo?.code ?? todo.kind)

describe('the one next act', () => {
  it('test_R6_test_R9_accept, call, check the load, then go', () => {
    const accepted = aVisit({ state: 'accepted' })
    const called = { ...accepted, contacted_at: '2026-11-20T05:40:00Z' }
    expect([aVisit(), accepted, called, { ...called, checklist_ticked: ['tools'] }, aVisit({ state: 'en_route' }), aVisit({ state: 'on_site' }), aVisit({ state: 'completed' })].map(stageOf))
      .toEqual(['accept', 'contact', 'check', 'go', 'arrive', 'start', 'over'])
  })
  it('names the first missing thing and the plate, and completes when nothing is missing', () => {
    const visit = working([anItem({ act: 'swap_sim' })])
    expect(nextOf(visit)).toMatchObject({ say: '扫新卡', item: { plate: '粤BY7052' } })
    const full = working([anItem({ state: 'recorded', photos: [{ code: 'P2', sha256: 'a' }] })], { fees: { total_fen: 0, collected_fen: 0 }, signature: { sha256: null, signer: '', reason: '客户不在', by_link: false } })
    expect([todosOf(full), nextOf(full)?.say]).toEqual([[], '完工'])
  })
  it('test_R15_goes through numbers, photos, finishing, fees and signature in the order of the hands', () => {
    expect(kinds(working([anItem({ act: 'swap_both' })]))).toEqual(['new_device_no', 'old_device_end', 'new_iccid', 'P2', 'finish', 'fees', 'sign'])
  })
  it('asks what was done before anything else when a repair does not say it', () => expect(kinds(working([anItem()]))[0]).toBe('act'))
  it('a vehicle that nobody has touched is one row of the list', () => {
    const visit = working([anItem({ act: 'none', vehicle_confirmed: true }), anItem({ id: 'i2' })])
    expect(rowsOf(visit).map((row) => row.kind)).toEqual(['photo', 'finish', 'whole', 'fees', 'sign'])
  })
  it('a suspended vehicle asks for nothing', () => expect(kinds(working([anItem({ state: 'suspended' })]))).toEqual(['sign']))
  it('test_R39_a removal from a regulated vehicle begins with its reason', () => {
    const visit = working([anItem({ regulated: true })], { kind: 'removal' })
    expect([kinds(visit)[0], nextOf(visit)?.say]).toEqual(['removal', '写拆机原因'])
    expect(kinds(working([anItem()], { kind: 'removal' }))).not.toContain('removal')
  })
})
