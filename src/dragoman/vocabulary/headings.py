"""What the parts of a report are called in many languages: the words that head contents pages, abstracts and
annexes.

Source: the author's knowledge of the languages and of published reports, checked for form against CLDR spellings;
they are clues, not conditions, and everything works, less well, in a language that is not here. One line a
language, `|` between.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from dragoman.vocabulary.folding import squeeze


class Part(StrEnum):
    """A part of a book that is known by the name of its heading."""

    CONTENTS = "contents"
    LIST = "list of figures or tables"
    ABSTRACT = "abstract"
    SUMMARY = "summary"
    FOREWORD = "foreword"
    ACKNOWLEDGEMENTS = "acknowledgements"
    ABBREVIATIONS = "abbreviations"
    INTRODUCTION = "introduction"
    CONCLUSION = "conclusion"
    BIBLIOGRAPHY = "bibliography"
    ANNEX = "annex"
    INDEX = "index"
    GLOSSARY = "glossary"
    LICENCE = "licence"


FRONT_PARTS: Final = frozenset(
    {Part.CONTENTS, Part.LIST, Part.ABSTRACT, Part.SUMMARY, Part.FOREWORD, Part.ACKNOWLEDGEMENTS, Part.ABBREVIATIONS}
)
BACK_PARTS: Final = frozenset({Part.BIBLIOGRAPHY, Part.ANNEX, Part.INDEX, Part.GLOSSARY})

_WORDS: Final = {
    Part.CONTENTS: """
        contents | table of contents | list of contents | in this report | what's inside | summary of contents
        table des matières | sommaire | table | contenu | table des matieres
        índice | contenido | contenidos | tabla de contenido | tabla de contenidos | índice general
        índice de contenidos | sumario
        содержание | оглавление | зміст | змест | съдържание | садржај | содржина | мазмұны | мазмуну
        мундариҷа | мундарижа | гарчиг
        المحتويات | قائمة المحتويات | جدول المحتويات | فهرس المحتويات | الفهرس | فهرس | المحتوى | فهرست
        فهرست مطالب | مطالب | فهرست مندرجات
        目录 | 目錄 | 目次 | 内容 | 内容目录 | 内容提要 | 目 录 | 차례 | 목차 | 내용
        inhalt | inhaltsverzeichnis | inhaltsübersicht | conteúdo | conteúdos | sumário | índice geral
        tabela de conteúdo
        indice | sommario | indice generale | inhoud | inhoudsopgave | spis treści | zawartość | obsah
        tartalom | tartalomjegyzék
        cuprins | conținut | içindekiler | i̇çindekiler | içerik | περιεχόμενα | πίνακας περιεχομένων | תוכן
        תוכן העניינים | תוכן עניינים
        विषय सूची | विषय-सूची | अनुक्रमणिका | सामग्री | सूचीपत्र | সূচিপত্র | বিষয়সূচি | সূচী | فہرست
        فہرست مضامین | विषयसूची | विषयवस्तु
        mục lục | nội dung | สารบัญ | เนื้อหา | daftar isi | isi kandungan | kandungan | innehåll
        innehållsförteckning
        indhold | indholdsfortegnelse | innhold | innholdsfortegnelse | sisällys | sisällysluettelo | sisukord
        satura rādītājs | saturs | turinys
        índex | taula de continguts | contingut | sadržaj | kazalo | vsebina | efnisyfirlit | სარჩევი | შინაარსი
        բովանդակություն
        yaliyomo | përmbajtja | tabela e përmbajtjes | pasqyra e lëndës | edukien taula | aurkibidea
        mündəricat | mundarija
        மாதிரி | பொருளடக்கம் | විෂය පටුන | පටුන | မာတိကာ | មាតិកា | ສາລະບານ | ማውጫ | ይዘት | ትሕዝቶ | naverok
        tusmada | talaan ng nilalaman
    """,
    Part.LIST: """
        list of figures | list of tables | list of boxes | list of illustrations | figures | tables
        list of charts | list of examples
        table des figures | liste des figures | liste des tableaux | liste des encadrés
        liste des illustrations
        índice de figuras | lista de figuras | índice de tablas | índice de cuadros | lista de tablas
        índice de tabelas | lista de tabelas
        список иллюстраций | список таблиц | список рисунков | перелік таблиць | перелік рисунків
        قائمة الجداول | قائمة الأشكال | فهرست جداول | فهرست شکلها
        图目录 | 表目录 | 插图 | 表格 | 圖目錄 | 表目錄 | 插图目录 | 插图清单 | 表格清单 | 図目次 | 表目次
        図の一覧 | 表の一覧 | 그림 목차 | 표 목차
        abbildungsverzeichnis | tabellenverzeichnis | elenco delle figure | elenco delle tabelle
        indice delle figure | indice delle tabelle
        lijst van figuren | lijst van tabellen | spis rysunków | spis tabel | seznam obrázků | seznam tabulek
        ábrajegyzék | şekiller | tablolar
        lista figurilor | lista tabelelor | danh sách hình | danh mục bảng | figurer | tabeller | daftar gambar
        daftar tabel
    """,
    Part.ABSTRACT: """
        abstract | abstracts | résumé | resume | abrégé | resumen | extracto | аннотация | резюме
        реферат | анотація | резюмета | анотация
        الملخص | ملخص | نبذة مختصرة | نبذة | خلاصة | الخلاصة | المستخلص | مستخلص | چکیده | خلاصه | چکیده مقاله
        摘要 | 概要 | 提要 | 内容摘要 | 要旨 | 要約 | 抄録 | 초록 | 요약 | 개요
        zusammenfassung | kurzfassung | abriss | resumo | sumário executivo | riassunto | sommario esecutivo
        estratto | samenvatting | uittreksel
        streszczenie | abstrakt | abstraktum | kivonat | összefoglaló | összefoglalás | rezumat | özet | öz
        περίληψη | σύνοψη | תקציר
        सार | सारांश | সারসংক্ষেপ | সারাংশ | خلاصہ | tóm tắt | tóm lược | บทคัดย่อ | abstrak | ringkasan
        intisari
        sammanfattning | sammandrag | resumé | sammendrag | tiivistelmä | kokkuvõte | kopsavilkums | anotācija
        santrauka
        resum | sažetak | сажетак | povzetek | rezime | апстракт | útdráttur | რეზიუმე | ամփոփում | muhtasari
        abstrakti | laburpena | xülasə
        சுருக்கம் | සාරාංශය | အနှစ်ချုပ် | សង្ខេប | ບົດຄັດຫຍໍ້ | ማጠቃለያ | kurte | soo koobid | түйіндеме
        кыскача мазмуну
    """,
    Part.SUMMARY: """
        executive summary | summary | overview | key findings | at a glance | highlights | key messages
        in brief | résumé exécutif | synthèse
        résumé analytique | note de synthèse | points clés | résumé opérationnel | aperçu | vue d'ensemble
        resumen ejecutivo | síntesis | mensajes clave | visión general | panorama general
        резюме доклада | краткое содержание | основные выводы | краткий обзор | общий обзор | стислий огляд
        короткий огляд
        الملخص التنفيذي | ملخص تنفيذي | موجز تنفيذي | الموجز التنفيذي | خلاصه اجرایی | خلاصه مدیریتی | لمحة عامة
        نظرة عامة
        执行摘要 | 内容提要 | 执行概要 | 概览 | 概述 | 執行摘要 | エグゼクティブサマリー | 要点 | 요약문 | 개관
        kurzdarstellung | überblick | übersicht | wichtigste ergebnisse | resumo executivo | visão geral
        sintesi | panoramica | beknopte samenvatting | overzicht
        streszczenie wykonawcze | przegląd | shrnutí | souhrn | zhrnutie | vezetői összefoglaló | áttekintés
        sumar executiv | sinteză | yönetici özeti | genel bakış
        συνοπτική παρουσίαση | επισκόπηση | תקציר מנהלים | סקירה | कार्यकारी सारांश | নির্বাহী সারসংক্ষেপ
        tóm tắt tổng quan | tổng quan | บทสรุปผู้บริหาร | ภาพรวม
        ringkasan eksekutif | ikhtisar | sammanfattande översikt | översikt | översyn | oversigt | oversikt
        yhteenveto | ülevaade | apžvalga | pārskats | обобщение
    """,
    Part.FOREWORD: """
        foreword | preface | preamble | about this report | about this publication | about this document
        about this book | prologue | frontispiece
        avant-propos | préface | préambule | à propos | à propos de ce document | à propos de ce rapport
        prologue | avant propos
        prólogo | prefacio | presentación | preámbulo | acerca de este documento | prefácio | apresentação
        preâmbulo | prologo | prefazione | premessa | preambolo
        предисловие | преамбула | от авторов | от редакции | вступительное слово | передмова | вступне слово
        прадмова | предговор | предговор към | преамбюл
        تمهيد | توطئة | تصدير | ديباجة | الديباجة | پیشگفتار | دیباچه | 前言 | 序言 | 序 | 引言 | 前書き
        まえがき | はじめに | 序文 | 서문 | 머리말 | 전문
        vorwort | geleitwort | präambel | über dieses dokument | voorwoord | ten geleide | przedmowa
        wstęp od redakcji | předmluva | predslov | úvodní slovo
        előszó | cuvânt înainte | prefață | önsöz | sunuş | πρόλογος | προοίμιο | הקדמה | פתח דבר | מבוא לפרסום
        प्रस्तावना | आमुख | प्राक्कथन | ভূমিকা কথা | মুখবন্ধ
        پیش لفظ | دیباچہ | lời nói đầu | lời tựa | lời mở đầu | คำนำ | kata pengantar | prakata | prolog
        förord | forord | esipuhe | alkusanat | eessõna | priekšvārds | pratarmė
        pròleg | predgovor | formáli | წინასიტყვაობა | նախաբան | dibaji | parathënie | hitzaurrea | ön söz
        so'zboshi
    """,
    Part.ACKNOWLEDGEMENTS: """
        acknowledgements | acknowledgments | acknowledgement | thanks | thank you | credits | remerciements
        merci | agradecimientos | agradecimentos | créditos
        благодарности | благодарность | выражение признательности | подяки | подяка | подзякі | شكر وتقدير
        شكر و تقدير | شكر | تقدير وعرفان | سپاسگزاری | قدردانی | تقدیر و تشکر
        致谢 | 鸣谢 | 致謝 | 鳴謝 | 谢辞 | 謝辞 | 감사의 글 | 감사의 말 | danksagung | danksagungen | dank
        ringraziamenti | dankwoord | woord van dank
        podziękowania | poděkování | poďakovanie | köszönetnyilvánítás | mulțumiri | teşekkür | teşekkürler
        ευχαριστίες | תודות | आभार | কৃতজ্ঞতা স্বীকার | কৃতজ্ঞতা | اظہار تشکر
        lời cảm ơn | กิตติกรรมประกาศ | ucapan terima kasih | penghargaan | tack | taksigelser | takk | kiitokset
        tänuavaldused | pateicības | padėka | agraïments | zahvale | zahvala | благодарности
    """,
    Part.ABBREVIATIONS: """
        abbreviations | acronyms | acronyms and abbreviations | abbreviations and acronyms
        list of abbreviations | list of acronyms
        abréviations | sigles et abréviations | acronymes | liste des abréviations | liste des sigles | sigles
        sigles et acronymes | siglas | abreviaturas | siglas y acrónimos | acrónimos | lista de siglas
        abreviaturas y siglas | abreviações | acrónimos e siglas
        сокращения | список сокращений | перечень сокращений | аббревиатуры | скорочення | перелік скорочень
        съкращения | список на съкращенията
        المختصرات | قائمة المختصرات | الاختصارات | اختصارات | علائم اختصاری | اختصارات و علائم | 缩略语
        缩略语表 | 缩写 | 縮略語 | 缩写词 | 略語 | 略語一覧 | 약어 | 약어표
        abkürzungen | abkürzungsverzeichnis | abbreviazioni | acronimi | sigle | afkortingen
        lijst van afkortingen | skróty | wykaz skrótów | zkratky | seznam zkratek | skratky | rövidítések
        abrevieri | listă de abrevieri | kısaltmalar | συντομογραφίες | ακρωνύμια | קיצורים | ראשי תיבות
        संक्षेपाक्षर | সংক্ষিপ্ত রূপ | مخففات | từ viết tắt | danh mục từ viết tắt | คำย่อ | singkatan
        daftar singkatan
        förkortningar | forkortelser | lyhenteet | lühendid | saīsinājumi | santrumpos | abreviatures | kratice
        скраћенице | აბრევიატურები | հապավումներ
    """,
    Part.INTRODUCTION: """
        introduction | background | context | introducción | antecedentes | введение | вступление | вступ
        уводзіны | въведение | увод | вовед
        مقدمة | المقدمة | مدخل | مقدمه | پیش گفتار | 引言 | 导言 | 绪论 | 简介 | 介绍 | 緒論 | 簡介 | 導言
        介紹 | 序論 | 導入 | 序章 | 서론 | 소개 | 머리글
        einleitung | einführung | introdução | introduzione | inleiding | wstęp | wprowadzenie | úvod
        bevezetés | bevezető | introducere | giriş | εισαγωγή | מבוא | परिचय | भूमिका | ভূমিকা | تعارف
        giới thiệu | mở đầu | บทนำ | pendahuluan | pengenalan | inledning | introduktion | indledning
        innledning | johdanto | sissejuhatus | ievads | įvadas | introducció | uvod | inngangur | შესავალი
        ներածություն
        utangulizi | hyrje | sarrera | kirish | кіріспе | киришүү | муқаддима | முன்னுரை | හැඳින්වීම | နိဒါန်း
        សេចក្តីផ្តើម | ບົດນຳ | መግቢያ | destpêk | hordhac
    """,
    Part.CONCLUSION: """
        conclusion | conclusions | concluding remarks | concluding comments | conclusions and recommendations
        recommendations
        conclusiones | conclusión | recomendaciones | заключение | выводы | заключительные замечания | висновки
        висновок | заключна частина | заключения
        خاتمة | الخاتمة | الاستنتاجات | الخلاصة والتوصيات | استنتاج | نتیجه گیری | نتیجهگیری | جمع بندی | 结论
        結論 | 结语 | 総括 | 結び | 결론 | 맺음말
        schluss | schlussfolgerungen | schlussfolgerung | fazit | conclusão | conclusões | conclusione
        conclusioni | conclusie | conclusies | wnioski | podsumowanie | zakończenie | závěr | závěry | záver
        következtetések | összegzés | concluzie | concluzii | sonuç | sonuçlar | συμπεράσματα | συμπέρασμα
        מסקנות | סיכום | निष्कर्ष | উপসংহার | نتیجہ | kết luận | บทสรุป | สรุป | kesimpulan | penutup
        slutsats | slutsatser | konklusion | konklusjon | johtopäätökset | järeldused | secinājumi | išvados
        conclusions | zaključak | zaključek | закључак
    """,
    Part.BIBLIOGRAPHY: """
        bibliography | references | works cited | sources | further reading | literature | endnotes | notes
        bibliographie | références | références bibliographiques
        bibliografía | referencias | referencias bibliográficas | fuentes | библиография | литература
        список литературы | источники | использованная литература | примечания
        бібліографія | література | посилання | список використаних джерел | библиографија | المراجع | المصادر
        مراجع | قائمة المراجع | المصادر والمراجع | منابع | مراجع و منابع | کتابنامه | کتاب شناسی
        参考文献 | 參考文獻 | 参考资料 | 文献 | 書目 | 参考书目 | 참고문헌 | 참고 문헌 | literatur
        literaturverzeichnis | quellen | quellenverzeichnis | referenzen | einzelnachweise
        bibliografia | referências | referências bibliográficas | riferimenti bibliografici | riferimenti
        literatuur | bronnen | literatuurlijst | referenties | piśmiennictwo | odniesienia | źródła | literatura
        bibliografie | seznam literatury | zdroje
        irodalom | irodalomjegyzék | hivatkozások | referințe | kaynakça | kaynaklar | referanslar
        βιβλιογραφία | αναφορές | מקורות | ביבליוגרפיה | संदर्भ | ग्रंथसूची | সূত্র | গ্রন্থপঞ্জি | حوالہ جات
        کتابیات
        tài liệu tham khảo | tham khảo | บรรณานุกรม | เอกสารอ้างอิง | daftar pustaka | rujukan | referensi
        litteratur | källor | referenser | litteraturliste | kilder | referanser | lähteet | lähdeluettelo
        kirjallisuus | viited | kasutatud kirjandus | atsauces | literatūra
    """,
    Part.ANNEX: """
        annex | annexes | appendix | appendices | attachment | addendum | annexe | appendice | anexo | anexos
        apéndice | apéndices | приложение | приложения | дополнение | додаток | додатки | дадатак
        الملحق | ملحق | المرفق | مرفق | ملاحق | الملاحق | المرفقات | پیوست | پیوستها | ضمیمه | ضمیمہ | 附录
        附錄 | 附件 | 附属書 | 付録 | 補遺 | 부록 | 별첨
        anhang | anhänge | anlage | anlagen | apêndice | apêndices | allegato | allegati | appendici | bijlage
        bijlagen | aanhangsel | załącznik | załączniki | aneks | dodatek | příloha | přílohy | dodatok | príloha
        prílohy
        melléklet | mellékletek | függelék | anexă | anexe | anexa | apendice | ek | ekler | παράρτημα
        παραρτήματα | נספח | נספחים | परिशिष्ट | अनुलग्नक | অনুসংলগ্নী | পরিশিষ্ট
        phụ lục | ภาคผนวก | lampiran | bilaga | bilagor | bilag | vedlegg | tillegg | liite | liitteet | lisa
        lisad | pielikums | pielikumi | priedas | priedai | annex | annexos | apèndix | prilog | priloga
        dodaci | прилог
    """,
    Part.INDEX: """
        index | subject index | alphabetical index | index alphabétique | índice alfabético | índice analítico
        índice remissivo | предметный указатель | алфавитный указатель | указатель | покажчик
        предметний покажчик
        كشاف | الكشاف | نمایه | واژه نما | 索引 | 찾아보기 | 색인 | stichwortverzeichnis | sachregister
        sachverzeichnis | indice analitico | register | trefwoordenregister | skorowidz | indeks | rejstřík
        register pojmov | tárgymutató | névmutató | dizin | ευρετήριο | מפתח | अनुक्रमणी | chỉ mục | ดัชนี
        hakemisto | sakregister | stikordsregister | kazalo pojmov | kazalo pojmova
    """,
    Part.GLOSSARY: """
        glossary | definitions | terminology | terms and definitions | glossaire | définitions | lexique
        glosario | definiciones | глоссарий | словарь терминов | термины и определения | определения | глосарій
        терміни та визначення | речник
        مسرد | المصطلحات | مسرد المصطلحات | قائمة المصطلحات | واژه نامه | واژهنامه | 术语 | 术语表 | 词汇表
        術語表 | 詞彙表 | 用語集 | 用語解説 | 용어 | 용어집 | 용어 해설 | glossar | begriffe
        begriffsbestimmungen
        glossário | definições | glossario | definizioni | begrippenlijst | woordenlijst
        verklarende woordenlijst | słownik | słowniczek | glosariusz | slovníček | glosář | slovníček pojmov
        fogalomtár | szójegyzék | glosar | sözlük | terimler | γλωσσάριο | מילון מונחים | शब्दावली | শব্দকোষ
        فرہنگ | thuật ngữ | bảng thuật ngữ | อภิธานศัพท์ | glosarium | ordlista | ordliste | ordforklaring
        sanasto | sõnastik | terminų žodynas | glosāris | rječnik | pojmovnik
    """,
    Part.LICENCE: """
        copyright | licence | license | copyright and license | legal notice | disclaimer | droits d'auteur
        mentions légales | copyright et licence | aviso legal | derechos de autor | licencia
        copyright y licencia
        авторские права | авторское право | лицензия | авторські права | حقوق النشر | حقوق الطبع والنشر
        حقوق التأليف والنشر | الترخيص | 版权 | 版權 | 版权声明 | 著作権 | 저작권 | urheberrecht | lizenz
        impressum | rechtliche hinweise | direitos autorais | diritti d'autore | prawa autorskie | telif hakkı
        bản quyền
    """,
}


def _index() -> Mapping[str, Part]:
    """Folded heading → part; where two parts share a word ("resumen", "sommaire") the first one listed has it."""
    index: dict[str, Part] = {}
    for part, words in _WORDS.items():
        for word in words.replace("\n", "|").split("|"):
            if key := squeeze(word):
                index.setdefault(key, part)
    return MappingProxyType(index)


_PARTS: Final = _index()


def part_named(heading: str) -> Part | None:
    """The part of a book that a heading names exactly (case, accents' form and punctuation aside), or None."""
    return _PARTS.get(squeeze(heading)) if len(heading) <= 60 else None
