"""How papers refuse."""

from backend.kernel.errors import Sentence

NO_WORK_YET = Sentence(
    "no_work_yet", 409, "这张工单还没有施工记录，没有可以封存的证据。", "Nothing was done on this order yet; there is no evidence to seal."
)  # fmt: skip
PACK_TOO_LARGE = Sentence(
    "pack_too_large",
    422,
    "照片太多（{count} 张，{megabytes} MB），请按车辆分别导出。",
    "Too many pictures ({count}, {megabytes} MB). Export the pack vehicle by vehicle.",
)
NO_LABELS = Sentence(
    "no_labels", 409, "这里没有换下的旧机，不用打标签。", "Nothing was taken out here, so there is no label to print."
)
