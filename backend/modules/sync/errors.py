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
    "invalid_payload",
    422,
    "这一项记得不完整，系统读不懂，没有照办。",
    "This entry is incomplete or cannot be read; it was not carried out.",
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
    "not_a_picture",
    422,
    "这个文件不是照片，或者大得打不开，请重拍一张。",
    "This file is no picture, or too big to be opened. Please take it again.",
)
HASH_MISMATCH = Sentence(
    "hash_mismatch", 422, "照片坏了，和拍的时候不一样，请重拍一张。",
    "The picture is damaged: it is not what was taken. Please take it again.",
)  # fmt: skip
PIECE_TOO_LONG = Sentence(
    "piece_too_long", 422, "照片传过来的比说好的长，请重拍一张。",
    "More came of the picture than was announced. Please take it again.",
)  # fmt: skip
FILE_NOT_HERE = Sentence(
    "file_not_here", 409, "照片还没传到，先留在手机里。", "The picture has not arrived yet; it stays on the phone."
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
    "救急文件被改过或损坏了，一项都没收下。请从手机里重新导出。",
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
