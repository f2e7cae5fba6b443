import type { Day, Item, Van, Visit, Wallet } from './shapes'

/** A small invented day for tests; the IMEI and ICCID pass their check digits. */
export function anItem(more: Partial<Item> = {}): Item {
  return {
    id: 'i1', seq: 1, vehicle_id: 'v1', plate: '粤BY7052', plate_colour: 'yellow', vin: '', vehicle_type: '冷藏车', fleet_no: '17', driver_name: '', driver_phone: '', regulated: false,
    from_plate: null, from_regulated: false, removal_reason: null, removal_note: '', provider_released: false, family: 'BD', family_name_zh: '部标机', family_name_en: 'Standard terminal', state: 'open', act: null,
    installed: { terminal_no: 'BD00009', imei: '864217051182637', iccid: '89860422101234056783', product_name_zh: '', product_name_en: '', warranty_end: null, card: { operator: 'cmcc', card_type: 'plug', bound_imei: '864217051182637', rebinds: 0 } },
    in_warranty: false, photos_required: [{ code: 'P2', name_zh: '车牌近照', name_en: 'Plate' }], photos_optional: [], photos: [],
    new_device_no: null, new_iccid: null, old_device_no: null, old_iccid: null, old_device_end: null, mounting: '', fault_code: null, cause_code: null, remedy: '', parts: {}, old_parts: {},
    test_result: '', suspend_reason: '', missing: '', unknown_reason: '', vehicle_confirmed: false, platform_verdict: 'unchecked', proof_failure: null, recorded_at: null, warnings: [], version: 1, accepted: false, shared: false, ...more,
  }
}

export function aVisit(more: Partial<Visit> = {}): Visit {
  const at = '2026-11-20T06:00:00Z'
  return {
    id: 'visit', no: 'PG-1-1', order_no: 'PG-1', order_id: 'o', kind: 'repair', state: 'dispatched', version: 1, priority: 'normal', customer_name: '顺捷冷链物流有限公司',
    contact_name: '赵国强', contact_phone: '13826640917', address: '', landmark: '', district: '', lat: null, lng: null, window_start: at, window_end: '2026-11-20T08:00:00Z', planned_start: at,
    planned_minutes: 60, contact_by: null, contacted_at: null, accepted_at: null, set_off_at: null, arrived_at: null, started_at: null, completed_at: null, symptom: '', symptom_en: '', fault_code: null,
    since_text: '', note: '', required: { products: {}, short: [] }, checklist: [{ code: 'tools', name_zh: '工具', name_en: 'Tools' }], checklist_ticked: [], items: [anItem()],
    visit_photos: [], signature: null, fees: null, removal_approved: true, extras: [], other_vehicles: [], crew: { mates: [], clashes: [], done: [] }, authority_due_at: null, missing: [], ...more,
  }
}

export const aDay = (visits: Visit[] = [aVisit()]): Day => ({
  now: '2026-11-20T05:32:00Z', technician: { id: 't', name: '苏建国' }, visits, faults: [], cause_codes: [], removal_reasons: [], consent_photo: { code: 'P19', name_zh: '拆机凭证', name_en: 'Consent' },
  photo_rules: [{ job: 'swap_sim', required: [{ code: 'P5', name_zh: 'SIM 卡正面', name_en: 'SIM card' }], optional: [] }, { job: '*', required: [{ code: 'P2', name_zh: '车牌近照', name_en: 'Plate' }], optional: [] }],
  price_list: [{ code: 'TERM', name_zh: '终端', name_en: 'Terminal', kind: 'device', price_fen: 48000 }, { code: 'ANT', name_zh: '天线', name_en: 'Antenna', kind: 'part', price_fen: 2500 }, { code: 'FUSE', name_zh: '保险', name_en: 'Fuse', kind: 'part', price_fen: 0 }],
})

export const aVan = (): Van => ({
  devices: [{ id: 'd', terminal_no: 'BD00010', imei: '865372060334189', product_code: 'TERM', product_name_zh: '', product_name_en: '', family: 'BD', bound_for: null }],
  sims: [{ id: 's', iccid: '89860426192300000017', msisdn: '', operator: 'cmcc', card_type: 'plug', bound_for: null, bound_imei: '', rebinds: 0 }],
  parts: [{ code: 'ANT', name_zh: '天线', name_en: 'Antenna', quantity: 3, price_fen: 2500, consumable: false }], returns: [], sim_returns: [], binding_rules: [], rules_mark: '', carrier_tasks: [], cases: [], removed: [], removed_limit_days: 7,
})

export const aWallet = (): Wallet => ({ held_fen: 0, cash_fen: 0, digital_fen: 0, submitted_fen: 0, since: null, limit_at: null, overdue: false, payments: [], remittances: [] })
