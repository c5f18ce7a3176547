import pytest

from dragoman.document.model import BlockKind, Document
from dragoman.record.language import find_language, identify
from dragoman.record.model import Statement
from dragoman.vocabulary.languages import LanguageTag, primary

from .printed import block, document, heading, line, page, paragraph

ENGLISH = "Everyone who leaves home looks for a safe way and for somebody who tells the truth about the road ahead."
SPOKEN = {
    "en": ENGLISH,
    "fr": "Toute personne qui quitte son pays cherche un chemin sûr et quelqu'un qui dise la vérité sur la route.",
    "es": "Toda persona que deja su país busca un camino seguro y a alguien que le diga la verdad sobre la ruta.",
    "pt": "Toda a pessoa que deixa o seu país procura um caminho seguro e alguém que lhe diga a verdade sobre a rota.",
    "de": "Wer sein Land verlässt, sucht einen sicheren Weg und jemanden, der ihm die Wahrheit über die Reise sagt.",
    "ru": "Каждый, кто покидает свою страну, ищет безопасный путь и того, кто скажет ему правду о дороге.",
    "uk": "Кожен, хто залишає свою країну, шукає безпечний шлях і того, хто скаже йому правду про дорогу.",
    "bg": "Всеки, който напуска страната си, търси сигурен път и някой, който да му каже истината за пътя.",
    "ar": "كل من يغادر بلده يبحث عن طريق آمن وعن شخص يقول له الحقيقة عن الطريق التي أمامه.",
    "fa": "هر کسی که کشور خود را ترک می‌کند به دنبال راهی امن و کسی است که حقیقت راه را به او بگوید.",
    "ur": "ہر وہ شخص جو اپنا ملک چھوڑتا ہے ایک محفوظ راستہ اور سچ بتانے والے کو تلاش کرتا ہے۔",
    "hi": "हर व्यक्ति जो अपना देश छोड़ता है, एक सुरक्षित रास्ता और सच बताने वाले को खोजता है।",
    "ja": "国を離れる人は皆、安全な道と、その道について本当のことを話してくれる人を探しています。",
    "ko": "나라를 떠나는 사람은 누구나 안전한 길과 그 길에 대해 진실을 말해 줄 사람을 찾는다.",
    "el": "Όποιος φεύγει από τη χώρα του ψάχνει έναν ασφαλή δρόμο και κάποιον να του πει την αλήθεια.",
    "he": "כל מי שעוזב את ארצו מחפש דרך בטוחה ומישהו שיאמר לו את האמת על הדרך.",
    "th": "ทุกคนที่ออกจากประเทศของตนมองหาเส้นทางที่ปลอดภัยและคนที่บอกความจริง",
    "vi": "Ai rời bỏ đất nước mình cũng tìm một con đường an toàn và một người nói cho họ sự thật.",
    "tr": "Ülkesini terk eden herkes güvenli bir yol ve ona yol hakkında gerçeği söyleyecek birini arar.",
    "ti": "ናይ ነፍሲ ወከፍ ሰብ መሰል እዩ፡ ኣብ ዝኾነ ቦታ ከምኡ ውን ካብ ሃገሩ ክወጽእ ይኽእል እዩ።",
    "am": "ማንኛውም ሰው ከአገሩ የመውጣት መብት አለው እና ወደ አገሩ የመመለስ መብት አለው ነው።",
}


@pytest.mark.parametrize("language", SPOKEN)
def test_a_sentence_tells_its_language(language: str) -> None:
    tag, sureness = identify(SPOKEN[language])
    assert primary(tag) == language
    assert sureness > 0.3


def test_chinese_scripts_are_told_apart() -> None:
    assert identify("每个离开祖国的人都在寻找安全的道路和说实话的人。")[0] == "zh-Hans"
    assert identify("每個離開祖國的人都在尋找安全的道路和說實話的人。")[0] == "zh-Hant"


def test_names_and_addresses_do_not_make_a_text_english() -> None:
    assert identify("Подробности: https://example.org/users/guide/index.html см. Microsoft Windows.")[0] == "ru"


def language_of(read: Document) -> Statement[LanguageTag]:
    found = find_language(read).best
    assert found
    return found


@pytest.mark.parametrize("text", ["", "12 345", "— — —", "\u200b"])
def test_no_letters_no_language(text: str) -> None:
    assert identify(text) == ("und", 0.0)


def test_a_document_is_in_the_language_of_its_text_not_of_its_cover() -> None:
    cover = page(1, heading("Migration Study", y=200, size=24))
    code = block(line("int main(void) { return print_the_english_words_of_this(); }", y=400), kind=BlockKind.CODE)
    body = [page(n, paragraph(SPOKEN["ru"] * 3), code) for n in (2, 3, 4)]
    statement = language_of(document(cover, *body))
    assert statement.value == "ru"
    assert statement.evidence.confidence > 0.9


def test_a_translation_that_is_only_begun_is_known_by_its_title() -> None:
    pages = [page(n, paragraph(ENGLISH * 4), paragraph(SPOKEN["ja"], y=400)) for n in range(2, 8)]
    assert language_of(document(page(1, heading("移住に関する研究の報告書", y=200, size=24)), *pages)).value == "ja"


def test_a_document_without_words_has_no_language() -> None:
    statement = language_of(document(page(1)))
    assert (statement.value, statement.evidence.confidence) == ("und", 0.0)
