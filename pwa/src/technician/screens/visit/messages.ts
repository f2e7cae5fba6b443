import { defineMessages } from '@shared/i18n/messages'

export const t = defineMessages(
  {
    title: '{name}_派工单', back: '返回今日', more: '更多：没找到人、挂起、不接', gone: '这张单不在你手里了', goneHint: '可能改派给别人，或已取消。你记的都没丢，见“未上传”。', toToday: '回今日',
    vehicles: '车辆 {n} 台', ready: '好了 {n} 台', driver: '司机', arrivedOnTime: '{time} 准点到', arrivedLate: '{time} 到',
    doneWaits: '记完了，等平台验证', doneProven: '平台验过', doneFailed: '平台没验过，要重做', doneUnchecked: '记完了，平台还没验', doneOnly: '记完了', suspendedFor: '挂起：{reason}', takenOff: '客户不要，撤下了', doing: '还差 {n} 样', fleet: '{n} 号', inWarranty: '保内', outWarranty: '保外',
    left: '还差 {n} 样就能完工', whole: '整台没记', nothingLeft: '都齐了，可以完工', rowFees: '确认费用', rowPay: '收款 {amount}', rowSign: '{name}签字', rowFinish: '记完这台', rowAct: '做了什么', rowPhoto: '{name}照片',
    newDevice: '新终端号', newSim: '新卡号', oldDevice: '旧终端号', oldEnd: '旧终端去哪', oldSim: '旧卡号',
    actAccept: '接单', actContact: '联系客户', actCheck: '核对物料', actGo: '出发', actArrive: '我到了', actStart: '开工', actComplete: '完工',
    doDevice: '扫新终端', doSim: '扫新卡', doOldDevice: '扫旧终端', doEnd: '旧终端去哪', doAct: '选做了什么', doPhoto: '拍{name}', doFinish: '记完这台', doFees: '确认费用', doPay: '收款 {amount}', doSign: '请客户签字',
    terminal: '终端', sim: 'SIM 卡', old: '旧', fresh: '新', matches: '和台账一致', notScanned: '还没扫，也可手输', scan: '扫码', rescan: '重扫', noOld: '台账上没有，看得见就补', optional: '终端自带卡就不用记',
    onVan: '在你车上，号码没错', notOnVan: '不在你车上，记了原因，交库管核', oldEndRow: '旧终端：{where}', oldEndNone: '旧终端去哪？',
    powerTitle: '先别通电', powerText: '定向卡一通电就和这台终端绑死，插错只能作废。两个号都对再通。',
    regulated: '监管车辆', authorityBy: '监管期限 {time}', authorityLate: '监管期限已过 {time}', removalTitle: '监管车辆拆机', removalHint: '要有原因，还要拍车主或单位同意的拆机凭证。', removalApproval: '经理还没批准拆这台，打给调度。', removalWhy: '为什么拆', removalNote: '写清原因', removalReleased: '原服务商已解绑', removalNotReleased: '没解绑新平台注册不了：先挂起，选“原服务商未解绑”。', doRemoval: '写拆机原因', rowRemoval: '拆机：{what}', lack_approval: '等经理批准', lack_removal_reason: '原因', lack_removal_note: '原因说明', lack_provider_released: '原服务商解绑',
    before: '以前做过 {n} 次', actQuestion: '做了什么', faultQuestion: '故障现象', cause: '原因', remedy: '怎么修的', remedyHint: '写一句，比如：重做接点', test: '试的结果', testOk: '在线，定位正常', mounting: '装在哪', mountingHint: '比如：仪表台下左侧', parts: '用料', partsNone: '没用料', photoMore: '可加', photoFailed: '这张没存下来，再拍一张', confirmCar: '车牌对上了', otherPlate: '现场不是这个车牌？', burst: '连扫', yard: '清单', finish: '记完这台', suspendItem: '这台先挂起', pickFault: '选现象', photosOf: '{name}，拍照', retake: '已有照片，再拍一张', causesOf: '常见原因：{text}', checksOf: '先查：{text}',
  },
  {
    title: '{name} – visit', back: 'Back to today', more: 'More: nobody there, suspend, decline', gone: 'This visit is no longer yours', goneHint: 'It may have been given to somebody else or cancelled. Nothing you recorded is lost, see “Unsent”.', toToday: 'To today',
    vehicles: { one: '{n} vehicle', other: '{n} vehicles' }, ready: '{n} done', driver: 'Driver', arrivedOnTime: 'On time, {time}', arrivedLate: 'Arrived {time}',
    doneWaits: 'Recorded, awaiting platform', doneProven: 'Proven by platform', doneFailed: 'Platform check failed, to be redone', doneUnchecked: 'Recorded, not checked yet', doneOnly: 'Recorded', suspendedFor: 'Suspended: {reason}', takenOff: 'Not wanted, taken off', doing: '{n} to go', fleet: 'No. {n}', inWarranty: 'In warranty', outWarranty: 'Out of warranty',
    left: { one: '{n} thing left to complete', other: '{n} things left to complete' }, whole: 'Whole vehicle', nothingLeft: 'Everything is there', rowFees: 'Confirm fees', rowPay: 'Collect {amount}', rowSign: 'Signature of {name}', rowFinish: 'Finish this vehicle', rowAct: 'What was done', rowPhoto: 'Photo: {name}',
    newDevice: 'New terminal', newSim: 'New SIM', oldDevice: 'Old terminal', oldEnd: 'Where the old one goes', oldSim: 'Old SIM',
    actAccept: 'Accept', actContact: 'Call the customer', actCheck: 'Check the load', actGo: 'Set off', actArrive: 'I have arrived', actStart: 'Start work', actComplete: 'Complete visit',
    doDevice: 'Scan new terminal', doSim: 'Scan new SIM', doOldDevice: 'Scan old terminal', doEnd: 'Old one goes where', doAct: 'Choose the act', doPhoto: 'Photo: {name}', doFinish: 'Finish', doFees: 'Confirm fees', doPay: 'Collect {amount}', doSign: 'Customer signs',
    terminal: 'Terminal', sim: 'SIM card', old: 'Old', fresh: 'New', matches: 'Same as the ledger', notScanned: 'Scan or type', scan: 'Scan', rescan: 'Scan again', noOld: 'Not in the ledger; add it if you can read it', optional: 'Not if the SIM is built in',
    onVan: 'On your van, number is right', notOnVan: 'Not on your van; goes to the keeper with your reason', oldEndRow: 'Old terminal: {where}', oldEndNone: 'Where does the old one go?',
    powerTitle: 'No power yet', powerText: 'A bound SIM locks to this terminal at first power. Both numbers right, then power on.',
    regulated: 'Regulated', authorityBy: 'Authority date {time}', authorityLate: 'Past the authority date {time}', removalTitle: 'Removal from a regulated vehicle', removalHint: 'It takes a reason, and a photo of the consent of the owner or unit.', removalApproval: 'No manager has approved this removal. Call your dispatcher.', removalWhy: 'Why removed', removalNote: 'The reason in words', removalReleased: 'Old provider has released it', removalNotReleased: 'Not released, the new platform cannot register it: suspend, “Old provider has not released”.', doRemoval: 'Reason for removal', rowRemoval: 'Removal: {what}', lack_approval: 'approval by a manager', lack_removal_reason: 'reason', lack_removal_note: 'reason in words', lack_provider_released: 'release by the old provider',
    before: 'Earlier work: {n}', actQuestion: 'What was done', faultQuestion: 'Symptom', cause: 'Cause', remedy: 'Remedy', remedyHint: 'One line, e.g. redid the joint', test: 'Test result', testOk: 'Online, position fine', mounting: 'Mounted at', mountingHint: 'e.g. under the dash, left', parts: 'Parts', partsNone: 'No parts used', photoMore: 'Optional', photoFailed: 'This photo was not kept, take it again', confirmCar: 'Plate checked', otherPlate: 'Another plate there?', burst: 'Burst', yard: 'List', finish: 'Finish this vehicle', suspendItem: 'Suspend', pickFault: 'Choose', photosOf: '{name}, take photo', retake: 'Photo taken, take another', causesOf: 'Usual causes: {text}', checksOf: 'Check first: {text}',
  },
)
