"""Scripts (ISO 15924) by Unicode block, and which languages are written in them.

Sources: Unicode 15 Blocks.txt for the ranges; CLDR supplemental data (`languageData`) for the languages, cut down
to those that the language identifier knows or that a script decides alone.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from dragoman.vocabulary.folding import spaced

_RANGES: Final = {
    "Latn": "A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ",
    "Cyrl": "Ѐ-ԯ",
    "Grek": "Ͱ-Ͽἀ-῿",
    "Arab": "ؠ-يٮ-ۓۺ-ۿݐ-ݿﭐ-﷿ﹰ-ﻼ",
    "Hebr": "א-ת",
    "Hani": "㐀-䶿一-鿿豈-﫿",
    "Kana": "ぁ-ゟ゠-ヿ",
    "Hang": "가-힣ᄀ-ᇿ",
    "Deva": "ऀ-ॿ",
    "Beng": "ঀ-৿",
    "Guru": "਀-੿",
    "Gujr": "઀-૿",
    "Orya": "଀-୿",
    "Taml": "஀-௿",
    "Telu": "ఀ-౿",
    "Knda": "ಀ-೿",
    "Mlym": "ഀ-ൿ",
    "Sinh": "඀-෿",
    "Thai": "ก-๛",
    "Laoo": "ກ-ໟ",
    "Tibt": "ༀ-࿿",
    "Mymr": "က-႟",
    "Khmr": "ក-៿",
    "Ethi": "ሀ-፿",
    "Geor": "Ⴀ-ჿᲐ-Ჿ",
    "Armn": "Ա-֏",
    "Thaa": "ހ-޿",
    "Mong": "᠀-᢯",
}
_ONE: Final = {script: re.compile(f"[{span}]") for script, span in _RANGES.items()}
_NOT_LATIN: Final = re.compile("[" + "".join(span for script, span in _RANGES.items() if script != "Latn") + "]")

LANGUAGES_OF_SCRIPT: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "Latn": spaced(
            "af az bs ca crh cs cy da de en eo es et eu fi fo fr fy ga gd gl ha hr ht hu id ig is it jv ku la lb lt "
            "lv mg mi ms mt nl nn no nso oc om pl pt qu ro rw se sk sl sn so sq sr st sv sw tk tl tr uz vi xh yo zu"
        ),
        "Cyrl": ("ba", "be", "bg", "kk", "ky", "mk", "mn", "ru", "sr", "tg", "tt", "uk", "uz"),
        "Grek": ("el",),
        "Arab": ("ar", "fa", "ku", "ps", "ug", "ur"),
        "Hebr": ("he",),
        "Hani": ("zh",),
        "Kana": ("ja",),
        "Hang": ("ko",),
        "Deva": ("hi", "mr", "ne"),
        "Beng": ("as", "bn"),
        "Guru": ("pa",),
        "Gujr": ("gu",),
        "Orya": ("or",),
        "Taml": ("ta",),
        "Telu": ("te",),
        "Knda": ("kn",),
        "Mlym": ("ml",),
        "Sinh": ("si",),
        "Thai": ("th",),
        "Laoo": ("lo",),
        "Tibt": ("bo",),
        "Mymr": ("my",),
        "Khmr": ("km",),
        "Ethi": ("am", "ti"),
        "Geor": ("ka",),
        "Armn": ("hy",),
        "Thaa": ("dv",),
        "Mong": ("mn",),
    }
)
"""Languages that may be meant where a text is in this script, likelier ones not first."""

SCRIPT_IN_TAG: Final[Mapping[tuple[str, str], str]] = MappingProxyType(
    {("sr", "Latn"): "sr-Latn", ("uz", "Cyrl"): "uz-Cyrl", ("ku", "Arab"): "ckb", ("az", "Cyrl"): "az-Cyrl"}
)
"""Tags for languages in another script than CLDR's default one (likely subtags); Sorani has a code of its own."""

DENSITY: Final[Mapping[str, float]] = MappingProxyType({"Hani": 3.0, "Kana": 2.0, "Hang": 2.0})
"""How many Latin letters say as much as one character, so that a page of Chinese with English names is Chinese."""

_PAIRS: Final = (
    "国國这這来來们們个個为為时時会會对對学學发發动動过過进進还還后後说說种種开開关關经經应應当當没沒问問"
    "实實现現义義务務权權体體点點电電机機业業产產网網络絡语語言言设設计計数數据據统統测測试試验驗证證书書"
    "门門间間东東车車长長马馬鱼魚鸟鳥龙龍风風飞飛见見觉覺观觀记記认認识識读讀课課词詞译譯让讓该該详詳误誤"
    "请請谁誰调調谈談谢謝贝貝负負财財责責败敗货貨质質贵貴费費资資赖賴轻輕转轉轮輪软軟较較载載输輸边邊达達"
    "运運连連远遠适適选選递遞逻邏遗遺医醫单單卖賣买買乐樂习習乡鄉亲親从從传傳伤傷价價优優众眾伟偉兴興养養"
    "决決况況净淨准準划劃则則创創办辦协協双雙变變号號听聽员員响響团團园園围圍图圖场場坏壞块塊声聲处處备備"
    "复復头頭夹夾夺奪奖獎妇婦宁寧宝寶审審宽寬导導层層属屬岁歲岛島币幣师師带帶帮幫广廣库庫张張弹彈强強归歸"
    "录錄态態总總惊驚惯慣战戰户戶执執扩擴护護报報担擔择擇拥擁损損换換断斷无無旧舊显顯条條极極构構标標样樣"
    "档檔检檢欢歡残殘气氣汉漢汇匯沟溝济濟浏瀏涉涉满滿灭滅灵靈热熱爱愛状狀独獨环環确確码碼础礎离離积積称稱"
    "稳穩穷窮窃竊签簽简簡类類纪紀约約级級纯純纲綱纳納纸紙线線练練组組细細终終绍紹结結给給绝絕继繼续續维維"
    "综綜绿綠缓緩编編缩縮缺缺罗羅罚罰职職联聯胜勝脑腦节節获獲营營虑慮虚虛装裝规規视視览覽触觸订訂讨討训訓"
    "议議许許论論评評诉訴诚誠贡貢赋賦赔賠跃躍轨軌违違迟遲邮郵释釋里裡钟鐘钱錢铁鐵链鏈销銷锁鎖错錯键鍵镜鏡"
    "阅閱队隊阶階际際陆陸险險随隨隐隱难難页頁项項顺順须須预預领領频頻题題额額馈饋验驗黄黃齐齊"
)
_SIMPLIFIED: Final = re.compile(
    "[" + "".join(a for a, b in zip(_PAIRS[::2], _PAIRS[1::2], strict=True) if a != b) + "]"
)
_TRADITIONAL: Final = re.compile(
    "[" + "".join(b for a, b in zip(_PAIRS[::2], _PAIRS[1::2], strict=True) if a != b) + "]"
)


def script_counts(text: str) -> dict[str, int]:
    """How many characters of each script stand in the text; scripts that don't occur are left out."""
    others = "".join(_NOT_LATIN.findall(text))
    counts = {"Latn": len(_ONE["Latn"].findall(text))}
    if others:
        counts |= {script: len(one.findall(others)) for script, one in _ONE.items() if script != "Latn"}
    return {script: count for script, count in counts.items() if count}


def weighed_scripts(text: str) -> dict[str, float]:
    """The same counted by what a character says: see `DENSITY`."""
    return {script: count * DENSITY.get(script, 1.0) for script, count in script_counts(text).items()}


def chinese_script(text: str) -> str:
    """`Hans` or `Hant`, by the characters that only one of them uses."""
    return "Hant" if len(_TRADITIONAL.findall(text)) > len(_SIMPLIFIED.findall(text)) else "Hans"
