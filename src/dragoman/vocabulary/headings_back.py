"""What the parts in the middle and at the end of a report are called: for each part a line a language (BCP 47), `|`
between words.

Source: the author's knowledge of the languages and of published reports. Clues, not conditions.
"""

from typing import Final

BACK: Final = {
    "introduction": """
        en: introduction | background | context
        fr: introduction | contexte
        es: introducción | antecedentes
        pt: introdução
        it: introduzione
        ca: introducció
        ro: introducere
        de: einleitung | einführung
        nl: inleiding
        sv: inledning | introduktion
        da: indledning
        nb: innledning
        is: inngangur
        fi: johdanto
        et: sissejuhatus
        lv: ievads
        lt: įvadas
        pl: wstęp | wprowadzenie
        cs: úvod
        sk: úvod
        hu: bevezetés | bevezető
        hr: uvod
        sl: uvod
        sr: увод
        mk: вовед
        bg: въведение | увод
        ru: введение | вступление
        uk: вступ
        be: уводзіны
        kk: кіріспе
        ky: киришүү
        tg: муқаддима
        uz: kirish
        tr: giriş
        el: εισαγωγή
        ka: შესავალი
        hy: ներածություն
        he: מבוא
        ar: مقدمة | المقدمة | مدخل
        fa: مقدمه | پیش گفتار
        ur: تعارف
        ku: destpêk
        hi: परिचय | भूमिका
        bn: ভূমিকা
        ta: முன்னுரை
        si: හැඳින්වීම
        my: နိဒါန်း
        km: សេចក្តីផ្តើម
        lo: ບົດນຳ
        th: บทนำ
        vi: giới thiệu | mở đầu
        id: pendahuluan | pengenalan
        sw: utangulizi
        so: hordhac
        am: መግቢያ
        sq: hyrje
        eu: sarrera
        zh: 引言 | 导言 | 绪论 | 简介 | 介绍 | 緒論 | 簡介 | 導言 | 介紹
        ja: 序論 | 導入 | 序章
        ko: 서론 | 소개 | 머리글
    """,
    "conclusion": """
        en: conclusion | conclusions | concluding remarks | concluding comments | conclusions and recommendations
        en: recommendations
        fr: conclusion | conclusions
        es: conclusiones | conclusión | recomendaciones
        pt: conclusão | conclusões
        it: conclusione | conclusioni
        ca: conclusions
        ro: concluzie | concluzii
        de: schluss | schlussfolgerungen | schlussfolgerung | fazit
        nl: conclusie | conclusies
        sv: slutsats | slutsatser
        da: konklusion
        nb: konklusjon
        fi: johtopäätökset
        et: järeldused
        lv: secinājumi
        lt: išvados
        pl: wnioski | podsumowanie | zakończenie
        cs: závěr | závěry
        sk: záver
        hu: következtetések | összegzés
        hr: zaključak
        sl: zaključek
        sr: закључак
        bg: заключение | заключения
        ru: заключение | выводы | заключительные замечания
        uk: висновки | висновок | заключна частина
        tr: sonuç | sonuçlar
        el: συμπεράσματα | συμπέρασμα
        he: מסקנות | סיכום
        ar: خاتمة | الخاتمة | الاستنتاجات | الخلاصة والتوصيات | استنتاج
        fa: نتیجه گیری | نتیجهگیری | جمع بندی
        ur: نتیجہ
        hi: निष्कर्ष
        bn: উপসংহার
        th: บทสรุป | สรุป
        vi: kết luận
        id: kesimpulan | penutup
        zh: 结论 | 結論 | 结语
        ja: 総括 | 結び | 結論
        ko: 결론 | 맺음말
    """,
    "bibliography": """
        en: bibliography | references | works cited | sources | further reading | literature | endnotes | notes
        fr: bibliographie | références | références bibliographiques
        es: bibliografía | referencias | referencias bibliográficas | fuentes
        pt: bibliografia | referências | referências bibliográficas
        it: bibliografia | riferimenti bibliografici | riferimenti
        ca: bibliografia | referències
        ro: bibliografie | referințe
        de: literatur | literaturverzeichnis | quellen | quellenverzeichnis | referenzen | einzelnachweise
        nl: literatuur | bronnen | literatuurlijst | referenties
        sv: litteratur | källor | referenser
        da: litteraturliste | kilder
        nb: referanser | litteraturliste
        fi: lähteet | lähdeluettelo | kirjallisuus
        et: viited | kasutatud kirjandus
        lv: atsauces | literatūra
        lt: literatūra | literatūros sąrašas
        pl: bibliografia | piśmiennictwo | odniesienia | źródła
        cs: bibliografie | literatura | seznam literatury | zdroje
        sk: literatúra | zoznam literatúry
        hu: irodalom | irodalomjegyzék | hivatkozások
        hr: literatura | popis literature
        sl: literatura | viri
        sr: библиографија | литература
        bg: библиография | литература
        ru: библиография | литература | список литературы | источники | использованная литература | примечания
        uk: бібліографія | література | посилання | список використаних джерел
        tr: kaynakça | kaynaklar | referanslar
        el: βιβλιογραφία | αναφορές
        he: מקורות | ביבליוגרפיה
        ar: المراجع | المصادر | مراجع | قائمة المراجع | المصادر والمراجع
        fa: منابع | مراجع و منابع | کتابنامه | کتاب شناسی
        ur: حوالہ جات | کتابیات
        hi: संदर्भ | ग्रंथसूची
        bn: সূত্র | গ্রন্থপঞ্জি
        th: บรรณานุกรม | เอกสารอ้างอิง
        vi: tài liệu tham khảo | tham khảo
        id: daftar pustaka | rujukan | referensi
        zh: 参考文献 | 參考文獻 | 参考资料 | 文献 | 書目 | 参考书目
        ja: 参考文献
        ko: 참고문헌 | 참고 문헌
    """,
    "annex": """
        en: annex | annexes | appendix | appendices | attachment | addendum
        fr: annexe | annexes | appendice
        es: anexo | anexos | apéndice | apéndices
        pt: anexo | anexos | apêndice | apêndices
        it: allegato | allegati | appendice | appendici
        ca: annex | annexos | apèndix
        ro: anexă | anexe | anexa | apendice
        de: anhang | anhänge | anlage | anlagen
        nl: bijlage | bijlagen | aanhangsel
        sv: bilaga | bilagor
        da: bilag
        nb: vedlegg | tillegg
        fi: liite | liitteet
        et: lisa | lisad
        lv: pielikums | pielikumi
        lt: priedas | priedai
        pl: załącznik | załączniki | aneks | dodatek
        cs: příloha | přílohy | dodatek
        sk: dodatok | príloha | prílohy
        hu: melléklet | mellékletek | függelék
        hr: prilog | dodaci | dodatak
        sl: priloga | dodatek
        sr: прилог
        bg: приложение | приложения
        ru: приложение | приложения | дополнение
        uk: додаток | додатки
        be: дадатак
        tr: ek | ekler
        el: παράρτημα | παραρτήματα
        he: נספח | נספחים
        ar: الملحق | ملحق | المرفق | مرفق | ملاحق | الملاحق | المرفقات
        fa: پیوست | پیوستها | ضمیمه
        ur: ضمیمہ
        hi: परिशिष्ट | अनुलग्नक
        bn: অনুসংলগ্নী | পরিশিষ্ট
        th: ภาคผนวก
        vi: phụ lục
        id: lampiran
        zh: 附录 | 附錄 | 附件
        ja: 附属書 | 付録 | 補遺
        ko: 부록 | 별첨
    """,
    "index": """
        en: index | subject index | alphabetical index
        fr: index | index alphabétique
        es: índice alfabético | índice analítico
        pt: índice remissivo
        it: indice analitico
        ca: índex alfabètic
        ro: index alfabetic
        de: stichwortverzeichnis | sachregister | sachverzeichnis
        nl: register | trefwoordenregister
        sv: sakregister
        da: stikordsregister
        nb: stikkordregister
        fi: hakemisto
        et: aineregister
        lv: alfabētiskais rādītājs
        lt: dalykinė rodyklė
        pl: skorowidz | indeks
        cs: rejstřík
        sk: register pojmov | register
        hu: tárgymutató | névmutató
        hr: kazalo pojmova
        sl: kazalo pojmov | stvarno kazalo
        sr: индекс појмова
        bg: азбучен указател
        ru: предметный указатель | алфавитный указатель | указатель
        uk: покажчик | предметний покажчик
        tr: dizin
        el: ευρετήριο
        he: מפתח
        ar: كشاف | الكشاف
        fa: نمایه | واژه نما
        hi: अनुक्रमणी
        bn: নির্ঘণ্ট
        th: ดัชนี
        vi: chỉ mục
        id: indeks
        zh: 索引
        ja: 索引
        ko: 찾아보기 | 색인
    """,
    "glossary": """
        en: glossary | definitions | terminology | terms and definitions
        fr: glossaire | définitions | lexique
        es: glosario | definiciones
        pt: glossário | definições
        it: glossario | definizioni
        ca: glossari
        ro: glosar
        de: glossar | begriffe | begriffsbestimmungen
        nl: begrippenlijst | woordenlijst | verklarende woordenlijst
        sv: ordlista
        da: ordliste | ordforklaring
        nb: ordliste
        fi: sanasto
        et: sõnastik
        lv: glosārijs | glosāris
        lt: terminų žodynas
        pl: słownik | słowniczek | glosariusz
        cs: slovníček | glosář
        sk: slovníček pojmov
        hu: fogalomtár | szójegyzék
        hr: rječnik | pojmovnik
        sl: slovar
        sr: речник
        bg: речник на термините
        ru: глоссарий | словарь терминов | термины и определения | определения
        uk: глосарій | терміни та визначення
        tr: sözlük | terimler
        el: γλωσσάριο
        he: מילון מונחים
        ar: مسرد | المصطلحات | مسرد المصطلحات | قائمة المصطلحات
        fa: واژه نامه | واژهنامه
        ur: فرہنگ
        hi: शब्दावली
        bn: শব্দকোষ
        th: อภิธานศัพท์
        vi: thuật ngữ | bảng thuật ngữ
        id: glosarium
        zh: 术语 | 术语表 | 词汇表 | 術語表 | 詞彙表
        ja: 用語集 | 用語解説
        ko: 용어 | 용어집 | 용어 해설
    """,
    "licence": """
        en: copyright | licence | license | copyright and license | legal notice | disclaimer
        fr: droits d'auteur | mentions légales | copyright et licence
        es: aviso legal | derechos de autor | licencia | copyright y licencia
        pt: direitos autorais | aviso legal
        it: diritti d'autore | note legali
        ca: drets d'autor | avís legal
        ro: drepturi de autor
        de: urheberrecht | lizenz | impressum | rechtliche hinweise
        nl: auteursrecht | colofon
        sv: upphovsrätt
        da: ophavsret
        nb: opphavsrett
        fi: tekijänoikeudet
        et: autoriõigus
        lv: autortiesības
        lt: autorių teisės
        pl: prawa autorskie
        cs: autorská práva
        sk: autorské práva
        hu: szerzői jogok
        hr: autorska prava
        sl: avtorske pravice
        sr: ауторска права
        bg: авторски права
        ru: авторские права | авторское право | лицензия
        uk: авторські права
        tr: telif hakkı
        el: πνευματικά δικαιώματα
        he: זכויות יוצרים
        ar: حقوق النشر | حقوق الطبع والنشر | حقوق التأليف والنشر | الترخيص
        fa: حق نشر
        hi: सर्वाधिकार
        th: ลิขสิทธิ์
        vi: bản quyền
        id: hak cipta
        zh: 版权 | 版權 | 版权声明
        ja: 著作権
        ko: 저작권
    """,
}
"""By the part's value (`vocabulary.headings.Part`)."""
