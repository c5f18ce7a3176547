"""Words that stand before the number of a part of a book: Chapter 3, Annexe II, 第3章, الملحق 1.

Source: the author's knowledge of the languages and of published reports. Clues, not conditions.
"""

from typing import Final

from dragoman.vocabulary.folding import spaced

CHAPTER_WORDS: Final = spaced(
    """chapter section part unit module title article lesson chapitre partie titre unité module kapitel abschnitt
    teil titel capítulo sección parte título unidad sección seção secção unidade capitolo sezione titolo parte
    hoofdstuk paragraaf deel глава раздел часть статья параграф модуль розділ глава частина стаття раздзел частка
    дял раздел част поглавље одељак rozdział sekcja część kapitola oddíl sekce část kapitola časť oddiel fejezet
    rész szakasz capitolul secțiunea partea bölüm kısım κεφάλαιο ενότητα μέρος פרק חלק סעיף אפיק अध्याय अनुभाग
    भाग খণ্ড অধ্যায় باب حصہ فصل بخش قسمت الفصل القسم الباب الجزء المادة الوحدة فصل chương phần mục บทที่ บท
    ส่วนที่ ตอนที่ bab bagian bahagian seksi kapitel avsnitt del afsnit luku osa jaks peatükk nodaļa sadaļa
    skyrius dalis capítol secció part poglavlje odjeljak dio poglavje kafli
    artículo artigo articolo artikel artykuł článek článok cikk articolul madde
    άρθρο अनुच्छेद مادة ماده điều ข้อ pasal artikla
    თავი ნაწილი գլուխ բաժին sura sehemu
    kapitulli pjesa kapitulua atala fəsil bo'lim bob бөлім тарау бөлүм боб фасл
    """
)
"""Before a number they head a part of the body."""

ANNEX_WORDS: Final = spaced(
    """annex appendix annexe appendice anexo apéndice apêndice anhang anlage allegato appendice bijlage aanhangsel
    приложение дополнение додаток дадатак прилог załącznik aneks dodatek příloha príloha dodatok melléklet
    függelék anexa ek παράρτημα נספח परिशिष्ट अनुलग्नक পরিশিষ্ট ضمیمہ پیوست ضمیمه الملحق المرفق ملحق مرفق phụ
    ภาคผนวก lampiran bilaga bilag vedlegg liite lisa pielikums priedas annex apèndix prilog priloga viðauki
    დანართი հավելված kiambatisho shtojca қосымша тиркеме 附录 附錄 附件 付録 부록
    """
)
"""Before a number or letter they head an annex."""
