import { defineMessages } from '@shared/i18n/messages'

export const t = defineMessages(
  {
    title: '未上传', lead: '师傅手机里还没到办公室的东西。手机有信号时自己报数；没信号的，显示最后一次报的数。',
    phones: '手机', none: '都传到了', noneHint: '没有师傅的手机里压着东西。', who: '师傅', phone: '手机', records: '记录', photos: '照片', notTaken: '退回', oldest: '最早一项', heard: '最后联系',
    putAway: '不再等', putAwayWhy: '为什么不再等这部手机', putAwayExample: '例：手机掉水里了，救急文件已交', putAwayDone: '不等了；手机再联系上会自己回来',
    refused: '退回的', refusedNone: '没有要处理的，办公室退回、手机里还留着的，会在这里对照。', says: '师傅说', has: '办公室是', settle: '处理好了', note: '怎么处理的，师傅手机上看得到', noteExample: '例：已改派给李明，他来做', settled: '处理好了，师傅手机上看得到', order: '看工单', ask: '等调度处理',
    rescue: '交上救急文件', rescueHow: '师傅手机坏了，把他导出的救急文件在这里交上。以师傅的名义记，只记一次；谁交的有记录。', pick: '选文件', hand: '交上 {n} 项', handing: '正在交', handed: '交上了', sending: '照片 {done} / {all}', close: '关上',
    minutes: '{n} 分', hours: '{n} 时', ageDays: '{n} 天', chipTitle: '{name}的手机：{n} 项没传，最早 {since}，最后联系 {seen}', count: '未上传',
    person: '师傅', state: '这一趟', item_state: '这台车', act: '做了什么', new_device_no: '新终端', new_iccid: '新卡', old_device_no: '旧终端', old_iccid: '旧卡', old_device_end: '旧终端去向', mounting: '装在哪', remedy: '怎么修的', test_result: '测试结果', unknown_reason: '号码查不到的原因', removal_note: '拆机说明', total_fen: '费用合计', due_fen: '收款（办公室：还该收）', amount_fen: '交款', nothing: '没有',
    install: '安装', swap_device: '换机', swap_sim: '换卡', swap_both: '换机换卡', remove: '拆机', transfer: '移机', repair: '只维修',
    factory: '返厂', warehouse: '交回库里', van: '先放车上', customer: '客户留下', scrap: '报废',
  },
  {
    title: 'Unsent', lead: 'What has not reached the office from technicians’ phones. A phone with signal tells its count; for one without, its last word stands here.',
    phones: 'Phones', none: 'All here', noneHint: 'No technician’s phone holds anything back.', who: 'Technician', phone: 'Phone', records: 'Records', photos: 'Photos', notTaken: 'Not taken', oldest: 'Oldest', heard: 'Last heard',
    putAway: 'Stop waiting', putAwayWhy: 'Why this phone is no longer waited for', putAwayExample: 'e.g. fell into water, rescue file handed in', putAwayDone: 'No longer waited for; it comes back when it speaks again',
    refused: 'Not taken', refusedNone: 'Nothing to settle. What the office did not take and a phone still holds is compared here.', says: 'Technician says', has: 'Office has', settle: 'Settled', note: 'How it was settled; the technician reads it', noteExample: 'e.g. given to Li Ming, he does it', settled: 'Settled; the technician can read it', order: 'Open order', ask: 'waits for dispatch',
    rescue: 'Hand in rescue file', rescueHow: 'When a technician’s phone is broken, hand in the file he exported. It is booked in his name, once only; who handed it in is on record.', pick: 'Choose file', hand: { one: 'Hand in {n} item', other: 'Hand in {n} items' }, handing: 'Handing in', handed: 'Handed in', sending: 'Photo {done} of {all}', close: 'Close',
    minutes: '{n} min', hours: '{n} h', ageDays: '{n} d', chipTitle: '{name}’s phone: {n} unsent, oldest {since}, last heard {seen}', count: 'Unsent',
    person: 'Technician', state: 'Visit', item_state: 'Vehicle', act: 'Work done', new_device_no: 'New terminal', new_iccid: 'New SIM', old_device_no: 'Old terminal', old_iccid: 'Old SIM', old_device_end: 'Old terminal goes', mounting: 'Mounted', remedy: 'Remedy', test_result: 'Test result', unknown_reason: 'Why the number is unknown', removal_note: 'Note on removal', total_fen: 'Fees in all', due_fen: 'Payment (office: still due)', amount_fen: 'Hand-in', nothing: 'nothing',
    install: 'Installation', swap_device: 'Swap terminal', swap_sim: 'Swap SIM', swap_both: 'Swap both', remove: 'Remove', transfer: 'Transfer', repair: 'Repair only',
    factory: 'To the factory', warehouse: 'To the warehouse', van: 'Stays on the van', customer: 'Customer keeps it', scrap: 'Scrap',
  },
)
