import { defineMessages } from '@shared/i18n/messages'

export const t = defineMessages(
  {
    how: '怎么收', scan: '扫码或手输', list: '表格导入', into: '收进哪个仓库', model: '扫到的终端是什么', chooseModel: '选型号', cardIs: '扫到的卡是什么', scanHere: '扫终端或卡的码，也可以手输', emptyTitle: '扫一个码就开始', emptyHint: '一个码里有 IMEI、终端号、ICCID 的会自己拆开，每个号码当场核对。', parts: '配件', note: '备注', noteHint: '比如：厂家第三批，送货单号', take: '收货 {n} 件', needModel: '先选终端型号', clear: '清空',
    took: '收了 {n} 件，单号 {no}', see: '看单子', kind: '清单里是什么', devices: '终端', sims: 'SIM 卡', template: '下载模板', drop: '把{kind}清单拖到这里', formats: '.xlsx 或 .csv，最多 1 万行。先核对，不会马上收。', checking: '正在核对 {name}', good: '{n} 行能收', faulty: '{n} 行要改', noneGood: '一行能收的也没有', download: '下载要改的行', mended: '改好了，再传一次', another: '换一份', faults: '要改的', takeRows: '收下 {n} 行', taking: '正在收', already: '这份清单收过了', goodRows: '能收的', more: '还有 {n} 行',
    carrier: '运营商清单里的号码、运营商和卡类型，以清单为准；已经在账上的卡会按清单补全。',
  },
  {
    how: 'How', scan: 'Scan or type', list: 'From a list', into: 'Into which warehouse', model: 'Scanned terminals are', chooseModel: 'Choose a model', cardIs: 'Scanned cards are', scanHere: 'Scan or type a terminal or a card', emptyTitle: 'Scan a code to begin', emptyHint: 'A code that holds IMEI, serial number and ICCID is split; every number is checked at once.', parts: 'Parts', note: 'Note', noteHint: 'For example: third batch, delivery note', take: { one: 'Receive {n} piece', other: 'Receive {n} pieces' }, needModel: 'Choose the model of the terminals first', clear: 'Clear',
    took: 'Received {n}, paper {no}', see: 'See the paper', kind: 'What is in the list', devices: 'Terminals', sims: 'SIM cards', template: 'Download a template', drop: 'Drop the list here ({kind})', formats: '.xlsx or .csv, at most 10,000 rows. It is checked first; nothing is received yet.', checking: 'Checking {name}', good: { one: '{n} good row', other: '{n} good rows' }, faulty: { one: '{n} row to mend', other: '{n} rows to mend' }, noneGood: 'No row can be taken', download: 'Download faulty rows', mended: 'Mended? Hand it in again', another: 'Another list', faults: 'To mend', takeRows: { one: 'Receive {n} row', other: 'Receive {n} rows' }, taking: 'Receiving', already: 'This list has been received', goodRows: 'Good rows', more: 'and {n} more',
    carrier: "The carrier's list decides number, operator and type; cards that are in the books already are completed from it.",
  },
)
