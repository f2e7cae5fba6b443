"""How telling one's own people refuses."""

from backend.kernel.errors import Sentence

ADDRESS_UNKNOWN = Sentence(
    "channel_address_unknown",
    422,
    "看不懂这个地址。企业微信、钉钉、飞书请粘贴机器人的 Webhook 地址；短信写手机号；邮件写 mailtos://账号:密码@发信服务器?to=收件人。",
    "This address is not understood. For WeCom, DingTalk and Feishu paste the robot's webhook; for text messages give a "
    "mobile number; for mail write mailtos://user:password@mail-server?to=recipient.",
)
ADDRESS_LOST = Sentence(
    "channel_address_lost",
    409,
    "系统密钥换过，读不出这条通道的地址了，请重新填。",
    "The secret of this installation was changed and the address can no longer be read. Please enter it again.",
)
SIGNS_NOTHING = Sentence(
    "channel_signs_nothing",
    422,
    "只有钉钉、飞书和 Lark 的机器人要签名密钥，这里请留空。",
    "Only robots of DingTalk, Feishu and Lark take a signing key. Please leave it empty here.",
)
NO_TEXT_MESSAGES = Sentence(
    "no_text_messages",
    409,
    "没有接短信网关，短信发不出去。",
    "No carrier of text messages is connected, so none can be sent.",
)
ONLY_CENTRES = Sentence(
    "alarms_are_the_centres",
    422,
    "报警只发给服务中心的通道，个人通道选派工或办理结果。",
    "Alarms go to a centre's channel only. A person's channel tells of visits or of what was settled.",
)
NOT_GIVEN_UP = Sentence(
    "notice_not_given_up", 409, "这条已经发出去了，或者还在发。", "This one was sent, or is still on its way."
)
PUSH_SERVICE_UNKNOWN = Sentence(
    "push_service_unknown",
    422,
    "这个浏览器的推送服务没有放行，请管理员看 PAIGONG_PUSH_SERVICES。",
    "The push service of this browser is not allowed here. The administrator sets PAIGONG_PUSH_SERVICES.",
)
PUSH_KEYS_WRONG = Sentence(
    "push_keys_wrong",
    422,
    "浏览器给的密钥不对，请重新打开提醒。",
    "The browser's keys are wrong. Switch the reminders on again.",
)
NOT_A_TECHNICIAN = Sentence(
    "not_a_technician", 409, "这个账号没有对应的安装维修员。", "No technician belongs to this account."
)
