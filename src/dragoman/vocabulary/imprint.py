"""Words of title pages and imprints: published by, written by, translated by, original language, version; and kinds
of publication.

Source: the author's knowledge of the languages and of published reports. Clues, not conditions. `|` between words.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from dragoman.vocabulary.imprint_people import PEOPLE


def _words(text: str) -> tuple[str, ...]:
    return tuple(word for part in text.split("|") if (word := " ".join(part.split())))


def _people() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """What is said → language → the words that say it."""
    told: dict[str, dict[str, tuple[str, ...]]] = {}
    for said, lines in PEOPLE.items():
        for line in lines.strip().splitlines():
            language, _, words = line.strip().partition(": ")
            told.setdefault(said, {})[language] = _words(words)
    return MappingProxyType(told)


BY_LANGUAGE: Final = _people()


def _all(said: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for words in BY_LANGUAGE[said].values() for word in words))


PUBLISHED_BY: Final = _all("published by")
WRITTEN_BY: Final = _all("written by")
TRANSLATED_BY: Final = _all("translated by")
VERSION_WORDS: Final = _all("version")

TRANSLATING: Final = _words(
    """translated | translation | traduit | traduite | traduction | traducido | traducida | traducción | traduzido
    | traduzida | tradução | traduït | tradotto | tradotta | traduzione | übersetzt | übersetzung | vertaald | vertaling
    | översatt | översättning | oversat | oversettelse | przetłumaczone | tłumaczenie | dịch | bản dịch | terjemahan"""
)
"""At the beginning of a line that says, further on, by whom: of languages whose word for "by" parts the two."""

ORIGINAL_LANGUAGE: Final = _words(
    """original | original language | original text | langue originale | idioma original | original en | оригинал
    | язык оригинала | подлинный текст на | оригінал | الأصل | اللغة الأصلية | 原文 | 原件 | 原語 | 원문
    | originalsprache | original auf | originale | idioma originale | oryginał | originál | eredeti nyelv
    | limba originală | orijinal dil | γλώσσα πρωτοτύπου"""
)
"""Before the name of the language that a document was first written in, as on United Nations documents ("Original:
English").
"""

TRANSLATED_FROM: Final = _words(
    """translated from | translation from | traduit de | traduit du | traducido del | traducción del
    | übersetzt aus dem | übersetzung aus dem | перевод с | переведено с | переклад з | traduzido do
    | tradução do | tradotto da | tradotto dall' | vertaald uit het | tłumaczenie z | ترجم من | مترجم عن | 译自
    | 譯自"""
)

_RESOURCE_TYPES: Final = {
    "report": """report | study | rapport | étude | informe | estudio | bericht | studie | отчет | отчёт | доклад
        | исследование | звіт | доповідь | дослідження | relatório | estudo | rapporto | relazione | studio
        | verslag | sprawozdanie | raport | zpráva | jelentés | rapor | تقرير | دراسة | گزارش | έκθεση | דוח
        | रिपोर्ट | প্রতিবেদন | 报告 | 報告 | 研究报告 | 报告书 | 報告書 | 보고서 | báo cáo | รายงาน | laporan
        | rapporten | raportti | rapporti""",
    "manual": """manual | handbook | guide | guidebook | toolkit | user guide | installation guide | reference manual
        | manuel | guide pratique | référence | guía | handbuch | leitfaden | anleitung | installationsanleitung
        | руководство | пособие | справочник | посібник | керівництво | довідник | guia | manuale | guida
        | handleiding | gids | podręcznik | przewodnik | příručka | kézikönyv | útmutató | ghid | kılavuz
        | kılavuzu | rehber | دليل | راهنما | εγχειρίδιο | οδηγός | מדריך | पुस्तिका | নির্দেশিকা | 手册 | 手冊
        | 指南 | ガイド | マニュアル | 手引き | 안내서 | 매뉴얼 | 설명서 | 지침서 | hướng dẫn | sổ tay | คู่มือ
        | panduan | buku panduan | handbok | vejledning | håndbog | veileder | opas | käsikirja | faq
        | introduction to""",
    "standard": """standard | specification | norm | norme | spécification | estándar | norma | especificación
        | стандарт
        | спецификация | специфікація | padrão | standaard | szabvány | معيار | مواصفة | استاندارد | πρότυπο
        | תקן | मानक | মান | 标准 | 標準 | 规范 | 規格 | 표준 | 규격 | tiêu chuẩn | มาตรฐาน | standar
        | référentiel""",
    "policy-brief": """policy brief | briefing paper | briefing note | issue brief | fact sheet | factsheet
        | note de synthèse
        | note d'orientation | fiche d'information | nota informativa | nota de orientación | hoja informativa
        | kurzbericht | аналитическая записка | информационная записка | информационный бюллетень
        | аналітична записка | موجز سياسات | ورقة سياسات | ورقة إحاطة | 政策简报 | 政策摘要 | ポリシーブリーフ
        | 정책 브리프""",
    "legal-text": """convention | treaty | resolution | directive | regulation | act | law | declaration | protocol
        | constitution | covenant | statute | traité | résolution | règlement | loi | déclaration | protocole
        | convención | tratado | resolución | ley | declaración | protocolo | reglamento | übereinkommen
        | vertrag | gesetz | erklärung | verordnung | richtlinie | конвенция | договор | резолюция | закон
        | декларация | протокол | пакт | конвенція | декларація | اتفاقية | معاهدة | قرار | قانون | إعلان
        | بروتوكول | کنوانسیون | اعلامیه | 公约 | 條約 | 条约 | 决议 | 法律 | 宣言 | 議定書 | 条約 | 협약 | 선언
        | 결의""",
    "guidelines": """guidelines | recommendations | lignes directrices | directrices | recomendaciones | leitlinien
        | empfehlungen | рекомендации | методические рекомендации | руководящие принципы | рекомендації
        | مبادئ توجيهية | توصيات | 准则 | 指导方针 | ガイドライン | 가이드라인""",
    "working-paper": """working paper | discussion paper | occasional paper | document de travail | documento de trabajo
        | arbeitspapier | diskussionspapier | рабочий документ | робочий документ | ورقة عمل | 工作文件
        | 工作论文 | ワーキングペーパー""",
}

RESOURCE_TYPES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {kind: _words(text) for kind, text in _RESOURCE_TYPES.items()}
)
"""Words of a title that say what kind of publication it is."""
