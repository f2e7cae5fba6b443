import { defineMessages } from '@shared/i18n/messages'

export const t = defineMessages(
  {
    reassign: '改派', reschedule: '改约', back: '算了', who: '改派给谁', best: '合适的人', arrives: '{time} 到', more: '还有 {n} 人合适', nobody: '没有别人合适', nobodyHint: '可以改约时间，或者写一句理由破例派。',
    anyway: '派给不合适的人', fitting: '还是从合适的人里选', anywayWho: '派给', anywayWhy: '为什么破例', why: '为什么改派（可不写）', example: '例：他前一家还没完', send: '改派给{name}', acceptAnew: '接过的单改派后，新师傅要重新接单。',
    when: '改到什么时候', fits: '{name}能去，{time} 开始', unfit: '这个时间{name}不合适：{why}', move: '改约到 {window}', pick: '先选时间',
    reassigned: '{order} 改派给了{name}，已通知', reassignedBack: '换回{name}了，他要重新接单', rescheduled: '{order} 改约到 {window}', rescheduledBack: '约的时间改回去了',
    beaten: '{by} {time} 刚改过这单，现在是{name}去。已换成最新的，看一眼再改。', undoing: '撤回刚才的改派', hadIt: '原来就是他去',
  },
  {
    reassign: 'Reassign', reschedule: 'Reschedule', back: 'Back', who: 'Who goes instead', best: 'Best', arrives: 'at {time}', more: { one: '{n} more fits', other: '{n} more fit' }, nobody: 'Nobody else fits', nobodyHint: 'Choose another time, or send somebody anyway with a reason.',
    anyway: 'Send somebody who does not fit', fitting: 'Back to those who fit', anywayWho: 'Who', anywayWhy: 'Why the exception', why: 'Why (may be left out)', example: 'e.g. the visit before takes longer', send: 'Give it to {name}', acceptAnew: 'The new technician has to accept it anew.',
    when: 'Which time', fits: '{name} can go, starts {time}', unfit: 'That time does not suit {name}: {why}', move: 'Move to {window}', pick: 'Choose a time',
    reassigned: '{name} goes to {order} now; notified', reassignedBack: 'Given back to {name}, who has to accept it anew', rescheduled: '{order} moved to {window}', rescheduledBack: 'Moved back to the time agreed before',
    beaten: '{by} has just changed this order ({time}); {name} goes now. The newest state is shown.', undoing: 'Reassignment taken back', hadIt: 'The visit was his before',
  },
)
