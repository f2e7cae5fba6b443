import { defineMessages } from '@shared/i18n/messages'

export const t = defineMessages(
  {
    title: '投诉', filter: '哪些投诉', open: '没办完', all: '全部', add: '登记投诉', more: '再看前面的', noneOpen: '没有没办完的投诉', none: '还没有投诉', noneHint: '回访里不满意的、客户在进度页上写的、电话打来的，都会登记在这里。', chooseHint: '从左边选一个。', next: '下一个', previous: '上一个',
    received: '已受理', classified: '已分类', answered: '已首次答复', investigated: '已调查', settled: '已处理', told: '已告知客户', confirmed: '客户已认可', archived: '已归档', otherState: '办理中',
    product: '产品', attitude: '服务态度', process: '服务过程', information: '信息', fee: '费用', unclassified: '没分类', urgent: '重大', normal: '一般',
    phone: '电话', letter: '来信', visit: '上门', follow_up: '回访', tracking: '进度页', otherSource: '其他',
    firstAnswer: '首次答复', settle: '处理完', doneAt: '{time} 已做', late: '晚了', repeat: '又是这辆车：上次 {no}', order: '工单', contact: '联系人', source: '来源', who: '负责人', nobody: '还没有人', class: '哪一类', severity: '轻重', learnt: '学到的', history: '经过',
    s_open: '登记', s_classify: '分类', s_answer: '首次答复', s_investigate: '调查完', s_settle: '处理完', s_tell: '告知客户', s_confirm: '客户认可', s_reopen: '客户不认可', s_archive: '归档', s_other: '办理',
    n_answer: '怎么答复客户的', n_investigate: '查到了什么', n_settle: '怎么处理的', n_tell: '怎么告知的，客户怎么说', n_confirm: '客户的原话', n_reopen: '客户为什么不认可', n_archive: '这次学到什么，下次怎么不再发生', n_classify: '备注', note: '写在这里', cancel: '算了', done: '{act}，记下了', closedOne: '已归档，办完了', readOnly: '投诉由投诉专员和经理办理',
    about: '哪张单，或哪个客户', aboutHint: '单号、车牌、电话、客户名', text: '客户说了什么', textHint: '尽量记原话', take: '登记', taken: '已登记 {no}', change: '换一个', nothing: '没找到，换个写法试试', clock: '两小时内给首次答复，一天内处理完',
  },
  {
    title: 'Complaints', filter: 'Which complaints', open: 'Open', all: 'All', add: 'Take a complaint', more: 'Earlier ones', noneOpen: 'No open complaint', none: 'No complaint yet', noneHint: 'From dissatisfied follow-ups, from the tracking page, by phone: all are kept here.', chooseHint: 'Choose one on the left.', next: 'Next', previous: 'Previous',
    received: 'Received', classified: 'Classified', answered: 'First answer given', investigated: 'Investigated', settled: 'Settled', told: 'Customer told', confirmed: 'Accepted', archived: 'Archived', otherState: 'Under way',
    product: 'Product', attitude: 'Manner', process: 'Process', information: 'Information', fee: 'Fees', unclassified: 'Not classified', urgent: 'Serious', normal: 'Normal',
    phone: 'Phone', letter: 'Letter', visit: 'In person', follow_up: 'Follow-up', tracking: 'Tracking page', otherSource: 'Other',
    firstAnswer: 'First answer', settle: 'Settle', doneAt: 'done {time}', late: 'late', repeat: 'The same vehicle again: last time {no}', order: 'Order', contact: 'Contact', source: 'Source', who: 'Responsible', nobody: 'Nobody yet', class: 'Class', severity: 'Severity', learnt: 'Learnt', history: 'History',
    s_open: 'Taken', s_classify: 'Classify', s_answer: 'First answer', s_investigate: 'Investigated', s_settle: 'Settled', s_tell: 'Customer told', s_confirm: 'Customer agrees', s_reopen: 'Customer disagrees', s_archive: 'Archived', s_other: 'Step',
    n_answer: 'What the customer was told', n_investigate: 'What was found', n_settle: 'What was done', n_tell: 'How the customer was told, and what was said', n_confirm: 'Word for word', n_reopen: 'Why the customer disagrees', n_archive: 'What was learnt, and how it will not happen again', n_classify: 'Note', note: 'Write it here', cancel: 'Cancel', done: '{act}: noted', closedOne: 'Archived: nothing left to do', readOnly: 'Complaints are handled by complaint handlers and managers',
    about: 'Which order or customer', aboutHint: 'Order number, plate, phone, customer', text: 'What the customer says', textHint: 'Word for word', take: 'Take it down', taken: 'Taken as {no}', change: 'Another', nothing: 'Nothing found: try another way of writing it', clock: 'First answer within two hours, settled within a day',
  },
)
