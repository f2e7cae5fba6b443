"""How auth refuses."""

from backend.kernel.errors import Sentence

WRONG_PASSWORD = Sentence("wrong_password", 401, "用户名或密码不对。", "The user name or the password is wrong.")
TOO_MANY_TRIES = Sentence(
    "too_many_tries", 429, "试的次数太多，请 {seconds} 秒后再试。", "Too many tries. Please wait {seconds} seconds."
)
USERNAME_TAKEN = Sentence(
    "username_taken", 409, "用户名 {username} 已经有人用了。", "The user name {username} is taken."
)
OTHER_PERSON = Sentence(
    "other_person",
    409,
    "这台设备现在登录的是别人，先用原来的账号登录。",
    "Somebody else is signed in on this device now. Sign in with the first account.",
)
