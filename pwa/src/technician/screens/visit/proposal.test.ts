import { beforeEach, describe, expect, it } from 'vitest'
import { aDay, anItem, aVan, aVisit, aWallet } from '../../offline/fixtures'
import { local } from '../../offline/store'
import type { Label } from '../../scanning/labels'
import { propose } from './proposal'

const SIM = '89860426192300000017'
const label = (more: Partial<Label>): Label => ({ imei: '', serial: '', iccid: '', ...more })
const bare = anItem({ installed: null })

beforeEach(() => { local.value = { day: aDay([aVisit()]), van: aVan(), wallet: aWallet() } })

describe('R10 a label is put where it belongs', () => {
  it('terminal and card of one label at once', () => {
    const { own, other } = propose('install', 'new_device_no', [label({ imei: '865372060334189', iccid: SIM })], bare)
    expect(own).toMatchObject({ field: 'new_device_no', value: '865372060334189', known: true })
    expect(other).toMatchObject({ field: 'new_iccid', value: SIM, known: true })
  })
  it('the number that custody knows is meant, whichever of the label it is', () => {
    expect(propose('install', 'new_device_no', [label({ imei: '008601230000017', serial: 'BD00010' })], bare).own?.value).toBe('BD00010')
    expect(propose('install', 'new_device_no', [label({ imei: '008601230000017', serial: 'XX-1234' })], bare).own?.value).toBe('008601230000017')
  })
  it('a card is never put into a terminal’s field, nor a terminal into a card’s', () => {
    expect(propose('install', 'new_device_no', [label({ iccid: SIM })], bare).own).toBeNull()
    expect(propose('install', 'new_iccid', [label({ imei: '865372060334189' })], bare).own).toBeNull()
  })
  it('the other half is offered only where the work takes it and nothing stands there', () => {
    const both = [label({ imei: '865372060334189', iccid: SIM })]
    expect(propose('repair', 'new_device_no', both, { ...bare, act: 'swap_device' }).other).toBeNull()
    expect(propose('install', 'new_device_no', both, { ...bare, new_iccid: SIM }).other).toBeNull()
  })
  it('a wrong check digit comes with its fault', () => expect(propose('install', 'new_device_no', [label({ imei: '865372060334188' })], bare).own?.fault).toBe('imei_digit'))
})
