import { defineMessages } from '@shared/i18n/messages'

export const t = defineMessages(
  {
    title: '加做的', none: '客户临时要加车、加活，先问他同不同意，再收费。', addCar: '加一台车', addWork: '加一项活',
    asked: '等客户答复', askedLink: '已发链接，等客户答复', approved: '{name}同意了', declined: '客户不要，不收费', approvedLink: '客户用链接同意了', declinedLink: '客户用链接说不要，不收费', yes: '客户同意了', no: '客户不要',
    carTitle: '加哪台车', carKnown: '客户的其他车', carBack: '从客户的其他车里选', carPlate: '车牌', carType: '不在上面，输入车牌', colour: '牌照颜色', blue: '蓝', yellow: '黄', green: '绿', carHint: '保内免费；保外只收用到的配件，要客户同意。', carRemoval: '拆机只能加客户名下已登记的车。', carFind: '找车牌、车号', carNone: '客户名下没有别的车', carSave: '加这台车',
    workTitle: '加什么活', workCar: '给哪台车', workNone: '价目表里没有工时费。', less: '少一个', more: '多一个', workNote: '说明（可不填）', workSave: '加上，{money}', workPick: '先选一项',
    consent: '客户怎么说', word: '当场同意', link: '发链接问他', who: '谁同意的', linkHint: '短信发给联系人，他在手机上点同意。没同意不收费。',
    wordTitle: '办公室口头同意', wordWhy: '同意怎么办', wordSend: '记下', wordHint: '经理 24 小时内要在系统里补批。',
  },
  {
    title: 'Added on site', none: 'A vehicle or work more? Ask the customer first; charged only if he agrees.', addCar: 'Add a vehicle', addWork: 'Add work',
    asked: 'To be answered', askedLink: 'Link sent, to be answered', approved: '{name} agreed', declined: 'Not wanted, not charged', approvedLink: 'Agreed by link', declinedLink: 'Not wanted (by link), not charged', yes: 'He agrees', no: 'Not wanted',
    carTitle: 'Which vehicle', carKnown: 'The customer’s others', carBack: 'Choose from the customer’s others', carPlate: 'Plate', carType: 'Not listed: type its plate', colour: 'Plate colour', blue: 'Blue', yellow: 'Yellow', green: 'Green', carHint: 'Free in warranty; otherwise the parts used, with the customer’s yes.', carRemoval: 'A removal takes registered vehicles of this customer only.', carFind: 'Find plate or number', carNone: 'The customer has no other vehicle', carSave: 'Add this vehicle',
    workTitle: 'Which work', workCar: 'For which vehicle', workNone: 'No labour on the price list.', less: 'One less', more: 'One more', workNote: 'Note (optional)', workSave: 'Add, {money}', workPick: 'Choose first',
    consent: 'The customer', word: 'Agrees now', link: 'Ask by link', who: 'Who agreed', linkHint: 'A text goes to the contact, who agrees on his phone. Not charged before.',
    wordTitle: 'The office agreed', wordWhy: 'Agreed to what', wordSend: 'Record', wordHint: 'A manager confirms it within 24 hours.',
  },
)
