import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, it } from 'vitest'
import { aDay, aVan, aVisit, anItem, aWallet } from '../../offline/fixtures'
import { keepSeen, openStore, pending } from '../../offline/store'
import { actingOn } from './acting'

let people = 0
const given = () => pending.value.map(({ kind, payload }) => [kind, 'fields' in payload ? payload.fields : null])
const finish = (kind: string, act: string | null) => actingOn(() => aVisit({ kind, state: 'working' })).finish(anItem({ act }))

beforeEach(async () => {
  await openStore(`actor-${++people}`)
  await keepSeen({ day: aDay(), van: aVan(), wallet: aWallet() })
})

describe('finishing a vehicle', () => {
  const old = { old_device_no: 'BD00009', old_iccid: '89860422101234056783' }
  it.each([
    ['repair', 'swap_both', old], ['repair', 'swap_device', { old_device_no: old.old_device_no }], ['removal', null, old],
  ])('R11 says what the phone showed to come out: %s, %s', async (kind, act, fields) => {
    await finish(kind, act)
    expect(given()).toEqual([['item.record', fields], ['item.finish', null]])
  })
  it.each([['repair', 'none'], ['install', null]])('says nothing of what stays: %s, %s', async (kind, act) => {
    await finish(kind, act)
    expect(given()).toEqual([['item.finish', null]])
  })
  it('is one act though the glove presses twice, and another one later', async () => {
    await Promise.all([finish('repair', 'swap_both'), finish('repair', 'swap_both')])
    expect(given()).toHaveLength(2)
    await finish('repair', 'none')
    expect(given()).toHaveLength(3)
  })
})
