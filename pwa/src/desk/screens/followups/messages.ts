import { defineMessages } from '@shared/i18n/messages'

export const t = defineMessages(
  {
    title: '回访', filter: '哪些回访', open: '该打了', scheduled: '还没到点', done: '打过了', unreached: '没打通', count: '{n} 个', more: '再看后面的',
   calledTimes: '打过 {n} 次', unreachedAfter: '三次没打通，已发短信', noneOpen: '现在没有要打的回访', noneOpenHint: '完工满一天，到了打电话的钟点（9:00–20:00），就会出现在这里。', none: '这里还没有', noneHint: '换一类看看。', chooseHint: '从左边选一个。',
    copyPhone: '复制号码', by: '师傅', finished: '完工', symptom: '报的毛病', remedy: '怎么修的', order: '工单', say: '开场白', yes: '是', no: '不是', answerHere: '客户怎么说',
    score: '总体几分', satisfied: '客户满意吗', good: '满意', bad: '不满意', comment: '客户原话', commentNeeded: '不满意的，把原话记下来，会自动登记投诉', newNeed: '新的需求', newNeedHint: '比如：还有 3 台车要装', again: '已解释清楚，改天再打一次', reply: '可以这样答',
    save: '记下', nobody: '没打通', saved: '记下了', savedComplaint: '记下了，已登记投诉', tried: '记下了，换个时间再打', gaveUp: '三次没打通，改发短信', previous: '上一个', next: '下一个', rate: '打 {n} 分', points: '{n} 分', notYet: '还没到打电话的时候', readOnly: '回访由客服和投诉专员打', said: '客户说的',
  },
  {
    title: 'Follow-ups', filter: 'Which calls', open: 'To call', scheduled: 'Not due yet', done: 'Called', unreached: 'Not reached', count: { one: '{n} call', other: '{n} calls' }, more: 'More',
   calledTimes: { one: 'tried once', other: 'tried {n} times' }, unreachedAfter: 'Not reached in three calls: a text was sent', noneOpen: 'No calls to make now', noneOpenHint: 'A day after the work, within calling hours (9:00–20:00), a call appears here.', none: 'Nothing here', noneHint: 'Look at another kind.', chooseHint: 'Choose one on the left.',
    copyPhone: 'Copy the number', by: 'Technician', finished: 'Finished', symptom: 'Complaint', remedy: 'Remedy', order: 'Order', say: 'Opening', yes: 'Yes', no: 'No', answerHere: 'What the customer says',
    score: 'Overall score', satisfied: 'Is the customer satisfied', good: 'Satisfied', bad: 'Not satisfied', comment: 'What the customer said, word for word', commentNeeded: 'Write down the words: a complaint is opened from them', newNeed: 'New need', newNeedHint: 'For example: three more vehicles to fit', again: 'Explained; call again another day', reply: 'You may answer',
    save: 'Save', nobody: 'Not reached', saved: 'Saved', savedComplaint: 'Saved, and a complaint is open', tried: 'Noted: to be called at another time', gaveUp: 'Not reached three times: a text goes out', previous: 'Previous', next: 'Next', rate: '{n} points', points: '{n} points', notYet: 'Not time to call yet', readOnly: 'Calls are made by agents and complaint handlers', said: 'What was said',
  },
)
