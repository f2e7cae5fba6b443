import { describe, expect, it } from 'vitest'
import { aDay, aVan, aVisit, anItem, aWallet } from '../../offline/fixtures'
import { applyAll, type Local } from '../../offline/apply'
import type { Command } from '../../offline/shapes'
import { oldParts, replacing, toldOf } from './oldParts'

const parts = [...aVan().parts, { code: 'TIE', name_zh: '扎带', name_en: 'Zip ties', quantity: 9, price_fen: 0, consumable: true }, { code: 'TAP', name_zh: '取电器', name_en: 'Tap', quantity: 9, price_fen: 500, consumable: true }]

describe('the old part that a new one replaced (R33)', () => {
  it('is asked about when the part costs something and is no consumable', () => {
    expect(replacing(parts, { ANT: 1, TIE: 4, TAP: 1 }).map((one) => one.code)).toEqual(['ANT'])
    expect(replacing(parts, { ANT: 0 })).toEqual([])
  })
  it('is taken back unless he says otherwise, and what he said before stays', () => {
    expect(toldOf(anItem(), 'ANT')).toEqual({ end: 'warehouse', serial: '' })
    expect(toldOf(anItem({ parts: { ANT: 1 }, old_parts: { ANT: { end: 'customer', serial: 'A7' } } }), 'ANT')).toEqual({ end: 'customer', serial: 'A7' })
    expect(toldOf(anItem({ parts: { ANT: 1 } }), 'ANT').end).toBe('none')
  })
  it('is recorded with the parts, with no signal, and not at all when there was none', () => {
    const told = oldParts(parts, { ANT: 1 }, () => ({ end: 'scrap', serial: ' A7 ' }))
    expect(oldParts(parts, { ANT: 1 }, () => ({ end: 'none', serial: '' }))).toEqual({})
    const before = { day: aDay([aVisit({ state: 'working' })]), van: aVan(), wallet: aWallet() } as Local
    const command = { id: 'c', seq: 1, kind: 'item.record', version: 1, event_time: '2026-11-20T06:00:00Z', counter: 1, payload: { visit_id: 'visit', item_id: 'i1', fields: { parts: { ANT: 1 }, old_parts: told } }, about: { customer: '' }, tries: 0 } as Command
    expect(applyAll(before, [command]).day.visits[0]?.items[0]?.old_parts).toEqual({ ANT: { end: 'scrap', serial: 'A7' } })
  })
})
