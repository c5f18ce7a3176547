"""Words of title pages and imprints by which people and publishers are named: a line a language (BCP 47), `|` between.

Source: the author's knowledge of the languages and of published reports. Clues, not conditions.
"""

from typing import Final

PEOPLE: Final = {
    "published by": """
        en: published by | publisher | issued by
        fr: publié par | édité par | éditeur
        es: publicado por | editado por | editor
        pt: publicado por | publicado pela | publicado pelo | editora
        it: pubblicato da | editore
        ca: publicat per
        ro: publicat de | editura
        de: herausgegeben von | herausgeber | verlag
        nl: uitgegeven door | uitgever
        sv: utgivare | utgiven av
        da: udgiver | udgivet af
        nb: utgiver | utgitt av
        fi: julkaisija
        et: väljaandja
        lv: izdevējs
        lt: leidėjas
        pl: wydane przez | wydawca
        cs: vydal | vydavatel
        sk: vydavateľ
        hu: kiadja | kiadó
        hr: izdavač | nakladnik
        sl: založnik | izdajatelj
        sr: издавач
        bg: издател
        ru: издано | издатель | опубликовано
        uk: видавець | опубліковано
        tr: yayınlayan | yayıncı
        el: εκδότης
        he: מוציא לאור
        ar: نشر من قبل | الناشر | إصدار
        fa: ناشر
        hi: प्रकाशक
        bn: প্রকাশক
        th: สำนักพิมพ์
        vi: nhà xuất bản
        id: penerbit | diterbitkan oleh
        zh: 出版者 | 出版单位 | 出版社 | 发行
        ja: 発行者 | 発行
        ko: 발행처 | 발행인
    """,
    "written by": """
        en: by | written by | author | authors | prepared by
        fr: par | auteur | auteurs | rédigé par
        es: por | autor | autores | autora | escrito por | preparado por
        pt: por | autor | autores
        it: di | autore | autori | a cura di
        ca: per | autors
        ro: de | autorii
        de: von | verfasst von | verfasser
        nl: door
        sv: av | författare
        da: af | forfatter | forfattere
        nb: av | forfatter
        fi: tekijä | tekijät
        et: autorid
        lv: autori
        lt: autorius | autoriai
        pl: autorzy
        cs: autoři
        sk: autori
        hu: szerző | szerzők
        hr: autori
        sl: avtor | avtorji
        sr: аутор | аутори
        bg: автор | автори
        ru: автор | авторы | подготовлено
        uk: автор | автори
        tr: yazar | yazarlar
        el: συγγραφέας
        he: מאת
        ar: تأليف | إعداد | المؤلف | المؤلفون
        fa: نویسنده | نویسندگان | نوشته
        hi: लेखक
        bn: লেখক
        th: ผู้เขียน | ผู้แต่ง
        vi: tác giả | bởi
        id: oleh | penulis
        zh: 作者
        ja: 著者 | 著
        ko: 지은이 | 저자
    """,
    "translated by": """
        en: translated by | translation | translator | translators
        fr: traduit par | traduction | traducteur | traducteurs
        es: traducido por | traducción | traductor | traductores
        pt: traduzido por | tradução | tradutor
        it: traduzione | traduttore | tradotto da
        ca: traduït per | traducció
        ro: traducere | tradus de
        de: übersetzt von | übersetzung | übersetzer
        nl: vertaald door | vertaling
        sv: översättning | översatt av
        da: oversættelse | oversat af
        nb: oversettelse | oversatt av
        fi: käännös | suomentanut
        et: tõlge | tõlkinud
        lv: tulkojums | tulkojis
        lt: vertimas | vertė
        pl: tłumaczenie | przekład | tłumacz
        cs: přeložil | překlad
        sk: preložil | preklad
        hu: fordította | fordítás
        hr: prijevod
        sl: prevod
        sr: превод | prevod
        bg: превод
        ru: перевод | переводчик | переводчики
        uk: переклад | перекладач
        tr: çeviri | çeviren
        el: μετάφραση
        he: תרגום
        ar: ترجمة | ترجمها | المترجم
        fa: ترجمه | مترجم
        hi: अनुवाद
        bn: অনুবাদ
        th: แปลโดย
        vi: dịch bởi | người dịch | bản dịch
        id: penerjemah | terjemahan
        zh: 翻译 | 翻譯 | 译者 | 中文翻译
        ja: 翻訳 | 訳
        ko: 번역 | 옮긴이
    """,
    "version": """
        en: version | release | edition | revision | rev | draft | final
        fr: version | édition | révision
        es: versión | edición
        pt: versão | edição
        it: versione | edizione
        ca: versió | edició
        ro: versiunea | ediția
        de: ausgabe | fassung | auflage | version
        nl: versie | uitgave
        sv: utgåva | version
        da: udgave
        nb: utgave | versjon
        fi: versio | painos
        et: versioon | väljaanne
        lv: versija | izdevums
        lt: versija | leidimas
        pl: wersja | wydanie
        cs: verze | vydání
        sk: verzia | vydanie
        hu: verzió | kiadás
        hr: verzija | izdanje
        sl: različica | izdaja
        sr: верзија | издање
        bg: версия | издание
        ru: версия | выпуск | издание | редакция
        uk: версія | видання
        tr: sürüm | baskı
        el: έκδοση
        he: גרסה
        ar: الإصدار | النسخة | نهائي | الطبعة
        fa: نسخه | ویرایش
        hi: संस्करण
        bn: সংস্করণ
        th: รุ่น
        vi: phiên bản
        id: versi | edisi
        zh: 版本 | 第 版 | 版
        ja: バージョン | 版
        ko: 버전 | 판
    """,
}
"""By what the words say of what follows."""
