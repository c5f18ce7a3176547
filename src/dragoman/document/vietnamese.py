"""Vietnamese in the encodings from before Unicode, which were a matter of fonts: TCVN3 ("ABC") and VNI.

TCVN 5712-3 has a byte for each small letter. VNI sets a second character after the vowel for its marks.
"""

import re
from collections.abc import Callable, Mapping
from typing import Final

_TCVN3: Final = str.maketrans(
    "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\xadõøö÷ùúýûüþ¡¢§£¤¥¦",
    "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ",
)
_TONES: Final = "ùøûõï"
_VNI_VOWELS: Final = {
    "a": ("áàảãạ", "âấầẩẫậ", "ăắằẳẵặ"),
    "e": ("éèẻẽẹ", "êếềểễệ", ""),
    "o": ("óòỏõọ", "ôốồổỗộ", ""),
    "u": ("úùủũụ", "", ""),
    "y": ("ýỳỷỹ", "", ""),
    "ô": ("ớờởỡợ", "", ""),
    "ö": ("ứừửữự", "", ""),
}
_VNI: Final = {
    vowel + mark: letter
    for vowel, (plain, circumflex, breve) in _VNI_VOWELS.items()
    for marks, letters in ((_TONES, plain), ("âáàåãä", circumflex), ("êéèúüë", breve))
    for mark, letter in zip(marks, letters, strict=False)
} | {"æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "ô": "ơ", "ö": "ư", "ñ": "đ"}
_IN_VNI: Final = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)), re.IGNORECASE)


def _of_vni(text: str) -> str:
    def letter(found: re.Match[str]) -> str:
        written = found.group()
        read = _VNI[written.lower()]
        return read.upper() if written[0].isupper() else read

    return _IN_VNI.sub(letter, text)


READINGS: Final[Mapping[str, Callable[[str], str]]] = {
    "tcvn3": lambda text: text.translate(_TCVN3),
    "vni": _of_vni,
}
"""How each is read, from the characters that Latin-1 has in its place."""
