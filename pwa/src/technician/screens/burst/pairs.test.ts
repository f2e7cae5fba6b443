import { beforeEach, describe, expect, it } from 'vitest'
import { aDay, anItem, aVan, aVisit, aWallet } from '../../offline/fixtures'
import { local } from '../../offline/store'
import type { Label } from '../../scanning/labels'
import { fieldsOf, fresh, hear, listOf, nextOf, undoOf, wantedOf } from './pairs'

const SIM = '89860426192300000017'
const label = (more: Partial<Label>): Label => ({ imei: '', serial: '', iccid: '', ...more })
const first = anItem({ installed: null })
const second = anItem({ id: 'i2', plate: '粤BY7053', installed: null })
const visit = aVisit({ kind: 'install', state: 'working', items: [first, second] })
const van = aVan()

beforeEach(() => { local.value = { day: aDay([visit]), van, wallet: aWallet() } })

describe('R35 burst scanning of a yard', () => {
  it('one label gives terminal and card at once, as one command', () => {
    const heard = hear([visit], first, ['new_device_no', 'new_iccid'], [label({ imei: '865372060334189', serial: 'X-77777', iccid: SIM })], van)
    expect(heard).toEqual({ pair: { new_device_no: '865372060334189', new_iccid: SIM }, twice: null, fault: null, strange: null })
    expect(fieldsOf('install', first, heard.pair)).toEqual({ new_device_no: '865372060334189', new_iccid: SIM, act: 'install' })
  })
  it('the same terminal is told under either of its numbers', () => {
    const taken = { ...visit, items: [{ ...first, new_device_no: 'BD00010' }, second] }
    const heard = hear([taken], second, ['new_device_no'], [label({ imei: '865372060334189' })], van)
    expect(heard.pair).toEqual({})
    expect(heard.twice?.plate).toBe('粤BY7052')
  })
  it('a wrong check digit and a number that is not on the van are told, never taken', () => {
    expect(hear([visit], first, ['new_device_no'], [label({ imei: '865372060334188' })], van)).toMatchObject({ pair: {}, fault: { fault: 'imei_digit' } })
    expect(hear([visit], first, ['new_device_no'], [label({ imei: '008601230000017' })], van)).toMatchObject({ pair: {}, strange: { value: '008601230000017' } })
    expect(hear([visit], first, ['new_device_no'], [label({ iccid: SIM })], van)).toEqual({ pair: {}, twice: null, fault: null, strange: null })
  })
  it('cards are asked for when wanted; the next vehicle is the first that lacks something, or the chosen one', () => {
    expect(wantedOf('install', first, false)).toEqual(['new_device_no'])
    expect(wantedOf('install', first, true)).toEqual(['new_device_no', 'new_iccid'])
    expect(wantedOf('install', { ...first, new_device_no: 'BD00010' }, true), 'a terminal that was kept without a card is done').toEqual([])
    expect(wantedOf('repair', { ...first, act: 'swap_both', new_device_no: 'BD00010' }, false), 'a card that the act needs stays wanted').toEqual(['new_iccid'])
    expect(nextOf(visit, false, '')?.id).toBe('i1')
    expect(nextOf(visit, false, 'i2')?.id).toBe('i2')
    expect(nextOf({ ...visit, items: [{ ...first, new_device_no: 'BD00010' }, second] }, false, 'i1')?.id).toBe('i2')
  })
  it('only work that takes a new thing is on the list', () => {
    expect(listOf(aVisit({ kind: 'removal' }))).toEqual([])
    expect(listOf(visit)).toHaveLength(2)
  })
  it('the last one is taken back to what was there before', () => {
    expect(undoOf(first, { new_device_no: 'BD00010', act: 'install' })).toEqual({ new_device_no: null })
    expect(undoOf({ ...first, unknown_reason: '' }, { new_iccid: SIM, unknown_reason: 'x' })).toEqual({ new_iccid: null, unknown_reason: '' })
  })
})

it('a number that stays under the camera counts once, and again after it was away', () => {
  const look = fresh()
  const seen = [label({ imei: '1' })]
  expect(look(seen, 0)[0]?.imei).toBe('1')
  expect(look(seen, 600)[0]?.imei).toBe('')
  expect(look(seen, 1500)[0]?.imei).toBe('')
  expect(look(seen, 4000)[0]?.imei).toBe('1')
})
