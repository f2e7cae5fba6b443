import { defineMessages } from '@shared/i18n/messages'

export const t = defineMessages(
  {
    open: '开始盘点', which: '盘哪里', choosePlace: '选仓库或车', begin: '开始', list: '盘点', none: '还没有盘过', noneHint: '选一个仓库或一台车，边扫边看差异；可以放下，回头接着盘。', choose: '选一次盘点，或开始新的', more: '再看前面的',
    stateOpen: '在盘', stateWaiting: '等批报丢', stateClosed: '盘完', stateCancelled: '作废', seenN: '看到 {n}', progress: '账上 {expected}，点到 {found}', scan: '扫看到的终端和卡', parts: '配件点数', count: '有几个', set: '记下',
    differences: '差异', allThere: '到现在没有差异', missing: '没看到', elsewhere: '在这里，账上在{place}', in_vehicle: '在这里，账上装在客户车上：先去查车辆履历', came: '盘的时候刚到', left: '盘的时候走了，去了{place}', unknown: '账上没有：要么收货，要么是别家的', to_count: '还没点数', more_: '账上 {expected}，多 {n}', less: '账上 {expected}，少 {n}', told: '只告诉，不算差异',
    last: '刚看到的', forget: '不算', finish: '盘完', finishHint: '多的、放错的马上归到这里；少的等经理批。', note: '少了的原因', noteHint: '没单独写原因的都按这个', reasonFor: '{number} 少了的原因', cancel: '作废', cancelled: '这次盘点作废了', waiting: '{n} 样等经理批报丢', approve: '同意报丢', refuse: '重新盘', decisionNote: '意见', decided: '{name} {time}：{note}', approved: '已批报丢', refused: '已退回重盘', own: '自己盘的要别人批。', finished: '盘完了，账实相符', finishedWait: '盘完了，等经理批', outcome: '多 {found}，少 {missing}', by: '{name}，{time}',
  },
  {
    open: 'Start a count', which: 'What is counted', choosePlace: 'Choose a warehouse or van', begin: 'Start', list: 'Counts', none: 'Nothing counted yet', noneHint: 'Choose a warehouse or a van and see the differences while you scan; it can be left and continued.', choose: 'Choose a count or start one', more: 'Earlier ones',
    stateOpen: 'Counting', stateWaiting: 'Loss to approve', stateClosed: 'Done', stateCancelled: 'Given up', seenN: { one: '{n} seen', other: '{n} seen' }, progress: '{expected} in the books, {found} seen', scan: 'Scan the terminals and cards that are there', parts: 'Count parts', count: 'How many', set: 'Set',
    differences: 'Differences', allThere: 'No difference so far', missing: 'Not seen', elsewhere: 'Here, but by the books at: {place}', in_vehicle: 'Here, but by the books installed in a vehicle: look at its history first', came: 'Came during the count', left: 'Left during the count, for: {place}', unknown: 'Not in the books: receive it, or it is not ours', to_count: 'Not counted yet', more_: '{expected} in the books, {n} more', less: '{expected} in the books, {n} fewer', told: 'Told only, no difference',
    last: 'Just seen', forget: 'Undo', finish: 'Finish', finishHint: 'What is extra or elsewhere is booked here at once; what is missing waits for a manager.', note: 'Why things are missing', noteHint: 'For all that have no reason of their own', reasonFor: 'Why {number} is missing', cancel: 'Give up', cancelled: 'The count was given up', waiting: { one: '{n} loss waits for a manager', other: '{n} losses wait for a manager' }, approve: 'Approve the loss', refuse: 'Count again', decisionNote: 'Remark', decided: '{name} {time}: {note}', approved: 'Loss approved', refused: 'To be counted again', own: 'Somebody else has to approve your own count.', finished: 'Done: books and shelves agree', finishedWait: 'Done, waiting for a manager', outcome: '{found} more, {missing} missing', by: '{name}, {time}',
  },
)
