"""How the inbox refuses."""

from backend.kernel.errors import Sentence

COMMAND_CHANGED = Sentence(
    "command_changed",
    409,
    "同一个编号的内容变了，没有照办。",
    "The content under this id has changed; it was not carried out.",
)
STALE_SEQUENCE = Sentence("stale_sequence", 409, "这个顺序号已经用过。", "This sequence number has been used already.")
SEQUENCE_GAP = Sentence(
    "sequence_gap",
    409,
    "前面的还没到，先等一等：应从 {expected_seq} 开始。",
    "Earlier ones have not arrived yet; send from {expected_seq} on.",
)
UNKNOWN_COMMAND = Sentence(
    "unknown_command", 422, "系统不认识这个操作：{kind}", "The system does not know this act: {kind}"
)
INVALID_PAYLOAD = Sentence(
    "invalid_payload", 422, "内容不完整或格式不对：{fields}", "Incomplete or malformed: {fields}"
)
CLIENT_NOT_YOURS = Sentence(
    "client_not_yours", 409, "这份待传内容属于另一位师傅，请用原账号登录上传。",
    "This unsent work belongs to another person. Sign in with that account to send it.",
)  # fmt: skip
COMMAND_BROKE = Sentence(
    "server_trouble",
    503,
    "系统没能处理，内容留在手机里，稍后再传。",
    "The server could not handle it; it stays on the phone and is sent again later.",
)
NOT_A_PICTURE = Sentence(
    "not_a_picture", 422, "只收 JPEG、PNG、WebP 图片。", "Only JPEG, PNG or WebP pictures are taken."
)
HASH_MISMATCH = Sentence(
    "hash_mismatch", 422, "文件在路上损坏了，请重传。", "The file was damaged on the way. Please send it again."
)
RESCUE_BROKEN = Sentence(
    "rescue_broken",
    422,
    "这不是派工的救急文件，或者只存了一半。",
    "This is no rescue file of Paigong, or only a part of one.",
)
RESCUE_ALTERED = Sentence(
    "rescue_altered",
    422,
    "救急文件被改过或损坏了，一项都没收。请从手机里重新导出。",
    "The rescue file was altered or damaged; nothing of it was taken. Export it from the phone again.",
)
RESCUE_OF_ANOTHER = Sentence(
    "rescue_of_another",
    403,
    "这是{name}的救急文件，只能由他本人或办公室交上。",
    "This is the rescue file of {name}. Only that person or the office can hand it in.",
)
RESCUE_UNKNOWN_PERSON = Sentence(
    "rescue_unknown_person", 422, "这里没有{name}这位师傅。", "There is no technician {name} here."
)
ALREADY_SETTLED = Sentence("refusal_settled", 409, "{by}已经处理过这一项了。", "{by} has already dealt with this.")
