"""What the parts at the front of a report are called: for each part a line a language (BCP 47), `|` between words.

Source: the author's knowledge of the languages and of published reports. Clues, not conditions.
"""

from typing import Final

FRONT: Final = {
    "contents": """
        en: contents | table of contents | list of contents | in this report | what's inside | summary of contents
        fr: table des matières | sommaire | table | contenu | table des matieres
        es: índice | contenido | contenidos | tabla de contenido | tabla de contenidos | índice general
        es: índice de contenidos | sumario
        pt: conteúdo | conteúdos | sumário | índice geral | tabela de conteúdo | índice
        it: indice | sommario | indice generale
        ca: índex | taula de continguts | contingut
        ro: cuprins | conținut
        de: inhalt | inhaltsverzeichnis | inhaltsübersicht
        nl: inhoud | inhoudsopgave
        sv: innehåll | innehållsförteckning
        da: indhold | indholdsfortegnelse
        nb: innhold | innholdsfortegnelse
        is: efnisyfirlit
        fi: sisällys | sisällysluettelo
        et: sisukord
        lv: satura rādītājs | saturs
        lt: turinys
        pl: spis treści | zawartość
        cs: obsah
        sk: obsah
        hu: tartalom | tartalomjegyzék
        hr: sadržaj
        sl: kazalo | vsebina
        sr: садржај
        mk: содржина
        bg: съдържание
        ru: содержание | оглавление
        uk: зміст
        be: змест
        kk: мазмұны
        ky: мазмуну
        tg: мундариҷа
        uz: mundarija | мундарижа
        az: mündəricat
        mn: гарчиг
        tr: içindekiler | i̇çindekiler | içerik
        el: περιεχόμενα | πίνακας περιεχομένων
        ka: სარჩევი | შინაარსი
        hy: բովանդակություն
        he: תוכן | תוכן העניינים | תוכן עניינים
        ar: المحتويات | قائمة المحتويات | جدول المحتويات | فهرس المحتويات | الفهرس | فهرس | المحتوى
        fa: فهرست | فهرست مطالب | مطالب | فهرست مندرجات
        ur: فہرست | فہرست مضامین
        ku: naverok
        hi: विषय सूची | विषय-सूची | अनुक्रमणिका | सामग्री | सूचीपत्र | विषयसूची | विषयवस्तु
        bn: সূচিপত্র | বিষয়সূচি | সূচী
        ta: பொருளடக்கம்
        si: විෂය පටුන | පටුන
        my: မာတိကာ
        km: មាតិកា
        lo: ສາລະບານ
        th: สารบัญ | เนื้อหา
        vi: mục lục | nội dung
        id: daftar isi
        ms: isi kandungan | kandungan
        tl: talaan ng nilalaman
        sw: yaliyomo
        so: tusmada
        am: ማውጫ | ይዘት
        ti: ትሕዝቶ
        sq: përmbajtja | tabela e përmbajtjes | pasqyra e lëndës
        eu: edukien taula | aurkibidea
        zh: 目录 | 目錄 | 目次 | 内容 | 内容目录 | 内容提要 | 目 录
        ja: 目次
        ko: 차례 | 목차 | 내용
    """,
    "list of figures or tables": """
        en: list of figures | list of tables | list of boxes | list of illustrations | figures | tables
        en: list of charts | list of examples
        fr: table des figures | liste des figures | liste des tableaux | liste des encadrés | liste des illustrations
        es: índice de figuras | lista de figuras | índice de tablas | índice de cuadros | lista de tablas
        pt: índice de tabelas | lista de tabelas | lista de figuras
        it: elenco delle figure | elenco delle tabelle | indice delle figure | indice delle tabelle
        ca: llista de figures | llista de taules
        ro: lista figurilor | lista tabelelor
        de: abbildungsverzeichnis | tabellenverzeichnis
        nl: lijst van figuren | lijst van tabellen
        sv: figurer | tabeller | figurförteckning | tabellförteckning
        da: figurliste | tabelliste
        nb: figurliste | tabelliste
        fi: kuvaluettelo | taulukkoluettelo | kuviot | taulukot
        et: jooniste loetelu | tabelite loetelu
        lv: attēlu saraksts | tabulu saraksts
        lt: paveikslų sąrašas | lentelių sąrašas
        pl: spis rysunków | spis tabel
        cs: seznam obrázků | seznam tabulek
        sk: zoznam obrázkov | zoznam tabuliek
        hu: ábrajegyzék | ábrák jegyzéke | táblázatok jegyzéke
        hr: popis slika | popis tablica
        sl: kazalo slik | kazalo tabel
        sr: списак слика | списак табела
        bg: списък на фигурите | списък на таблиците
        ru: список иллюстраций | список таблиц | список рисунков
        uk: перелік таблиць | перелік рисунків
        tr: şekiller | tablolar | şekiller listesi | tablolar listesi
        el: κατάλογος πινάκων | κατάλογος σχημάτων
        he: רשימת טבלאות | רשימת איורים
        ar: قائمة الجداول | قائمة الأشكال
        fa: فهرست جداول | فهرست شکلها | فهرست شکل‌ها
        hi: तालिका सूची | चित्र सूची
        bn: সারণি তালিকা | চিত্র তালিকা
        th: สารบัญภาพ | สารบัญตาราง
        vi: danh sách hình | danh mục bảng | danh mục hình
        id: daftar gambar | daftar tabel
        zh: 图目录 | 表目录 | 插图 | 表格 | 圖目錄 | 表目錄 | 插图目录 | 插图清单 | 表格清单
        ja: 図目次 | 表目次 | 図の一覧 | 表の一覧
        ko: 그림 목차 | 표 목차
    """,
    "abstract": """
        en: abstract | abstracts
        fr: résumé | resume | abrégé
        es: resumen | extracto
        pt: resumo
        it: riassunto | sommario esecutivo | estratto
        ca: resum
        ro: rezumat
        de: zusammenfassung | kurzfassung | abriss
        nl: samenvatting | uittreksel
        sv: sammanfattning | sammandrag
        da: resumé
        nb: sammendrag
        is: útdráttur
        fi: tiivistelmä
        et: kokkuvõte
        lv: kopsavilkums | anotācija
        lt: santrauka
        pl: streszczenie | abstrakt
        cs: abstrakt
        sk: abstrakt
        hu: absztrakt | kivonat | összefoglaló | összefoglalás
        hr: sažetak
        sl: povzetek
        sr: сажетак | rezime | апстракт
        bg: резюме | резюмета | анотация
        ru: аннотация | резюме | реферат
        uk: анотація | реферат
        kk: түйіндеме
        ky: кыскача мазмуну
        az: xülasə
        tr: özet | öz
        el: περίληψη | σύνοψη
        ka: რეზიუმე
        hy: ամփոփում
        he: תקציר
        ar: الملخص | ملخص | نبذة مختصرة | نبذة | خلاصة | الخلاصة | المستخلص | مستخلص
        fa: چکیده | خلاصه | چکیده مقاله
        ur: خلاصہ
        ku: kurte
        hi: सार | सारांश
        bn: সারসংক্ষেপ | সারাংশ
        ta: சுருக்கம்
        si: සාරාංශය
        my: အနှစ်ချုပ်
        km: សង្ខេប
        lo: ບົດຄັດຫຍໍ້
        th: บทคัดย่อ
        vi: tóm tắt | tóm lược
        id: abstrak | ringkasan | intisari
        sw: muhtasari
        so: soo koobid
        am: ማጠቃለያ
        sq: abstrakti
        eu: laburpena
        zh: 摘要 | 概要 | 提要 | 内容摘要
        ja: 要旨 | 要約 | 抄録 | 概要
        ko: 초록 | 요약 | 개요
    """,
    "summary": """
        en: executive summary | summary | overview | key findings | at a glance | highlights | key messages | in brief
        fr: résumé exécutif | synthèse | résumé analytique | note de synthèse | points clés | résumé opérationnel
        fr: aperçu | vue d'ensemble
        es: resumen ejecutivo | síntesis | mensajes clave | visión general | panorama general
        pt: resumo executivo | visão geral | sumário executivo
        it: sintesi | panoramica
        ca: resum executiu | visió general
        ro: sumar executiv | sinteză
        de: kurzdarstellung | überblick | übersicht | wichtigste ergebnisse
        nl: beknopte samenvatting | overzicht
        sv: sammanfattande översikt | översikt
        da: oversigt
        nb: oversikt
        fi: yhteenveto
        et: ülevaade
        lv: pārskats
        lt: apžvalga
        pl: streszczenie wykonawcze | przegląd
        cs: shrnutí | souhrn
        sk: zhrnutie
        hu: vezetői összefoglaló | áttekintés
        hr: izvršni sažetak | pregled
        sl: povzetek za vodstvo
        sr: извршни сажетак | преглед
        bg: обобщение | общ преглед
        ru: резюме доклада | краткое содержание | основные выводы | краткий обзор | общий обзор
        uk: стислий огляд | короткий огляд | основні висновки
        tr: yönetici özeti | genel bakış
        el: συνοπτική παρουσίαση | επισκόπηση
        he: תקציר מנהלים | סקירה
        ar: الملخص التنفيذي | ملخص تنفيذي | موجز تنفيذي | الموجز التنفيذي | لمحة عامة | نظرة عامة
        fa: خلاصه اجرایی | خلاصه مدیریتی
        hi: कार्यकारी सारांश
        bn: নির্বাহী সারসংক্ষেপ
        th: บทสรุปผู้บริหาร | ภาพรวม
        vi: tóm tắt tổng quan | tổng quan
        id: ringkasan eksekutif | ikhtisar
        zh: 执行摘要 | 内容提要 | 执行概要 | 概览 | 概述 | 執行摘要
        ja: エグゼクティブサマリー | 要点
        ko: 요약문 | 개관
    """,
    "foreword": """
        en: foreword | preface | preamble | about this report | about this publication | about this document
        en: about this book | prologue | frontispiece
        fr: avant-propos | préface | préambule | à propos | à propos de ce document | à propos de ce rapport
        fr: prologue | avant propos
        es: prólogo | prefacio | presentación | preámbulo | acerca de este documento
        pt: prefácio | apresentação | preâmbulo
        it: prologo | prefazione | premessa | preambolo
        ca: pròleg
        ro: cuvânt înainte | prefață
        de: vorwort | geleitwort | präambel | über dieses dokument
        nl: voorwoord | ten geleide
        sv: förord | prolog
        da: forord
        nb: forord
        is: formáli
        fi: esipuhe | alkusanat
        et: eessõna
        lv: priekšvārds
        lt: pratarmė
        pl: przedmowa | wstęp od redakcji
        cs: předmluva | úvodní slovo
        sk: predslov
        hu: előszó
        hr: predgovor
        sl: predgovor
        sr: предговор
        bg: предговор | предговор към | преамбюл
        ru: предисловие | преамбула | от авторов | от редакции | вступительное слово
        uk: передмова | вступне слово
        be: прадмова
        uz: so'zboshi
        tr: önsöz | sunuş | ön söz
        el: πρόλογος | προοίμιο
        ka: წინასიტყვაობა
        hy: նախաբան
        he: הקדמה | פתח דבר | מבוא לפרסום
        ar: تمهيد | توطئة | تصدير | ديباجة | الديباجة
        fa: پیشگفتار | دیباچه
        ur: پیش لفظ | دیباچہ
        hi: प्रस्तावना | आमुख | प्राक्कथन
        bn: ভূমিকা কথা | মুখবন্ধ
        th: คำนำ
        vi: lời nói đầu | lời tựa | lời mở đầu
        id: kata pengantar | prakata
        sw: dibaji
        sq: parathënie
        eu: hitzaurrea
        zh: 前言 | 序言 | 序 | 引言
        ja: 前書き | まえがき | はじめに | 序文
        ko: 서문 | 머리말 | 전문
    """,
    "acknowledgements": """
        en: acknowledgements | acknowledgments | acknowledgement | thanks | thank you | credits
        fr: remerciements | merci
        es: agradecimientos | créditos
        pt: agradecimentos
        it: ringraziamenti
        ca: agraïments
        ro: mulțumiri
        de: danksagung | danksagungen | dank
        nl: dankwoord | woord van dank
        sv: tack
        da: taksigelser
        nb: takk
        fi: kiitokset
        et: tänuavaldused
        lv: pateicības
        lt: padėka
        pl: podziękowania
        cs: poděkování
        sk: poďakovanie
        hu: köszönetnyilvánítás
        hr: zahvale
        sl: zahvala
        sr: захвалност
        bg: благодарности
        ru: благодарности | благодарность | выражение признательности
        uk: подяки | подяка
        be: подзякі
        tr: teşekkür | teşekkürler
        el: ευχαριστίες
        he: תודות
        ar: شكر وتقدير | شكر و تقدير | شكر | تقدير وعرفان
        fa: سپاسگزاری | قدردانی | تقدیر و تشکر
        ur: اظہار تشکر
        hi: आभार
        bn: কৃতজ্ঞতা স্বীকার | কৃতজ্ঞতা
        th: กิตติกรรมประกาศ
        vi: lời cảm ơn
        id: ucapan terima kasih | penghargaan
        zh: 致谢 | 鸣谢 | 致謝 | 鳴謝 | 谢辞
        ja: 謝辞
        ko: 감사의 글 | 감사의 말
    """,
    "abbreviations": """
        en: abbreviations | acronyms | acronyms and abbreviations | abbreviations and acronyms
        en: list of abbreviations | list of acronyms
        fr: abréviations | sigles et abréviations | acronymes | liste des abréviations | liste des sigles | sigles
        fr: sigles et acronymes
        es: siglas | abreviaturas | siglas y acrónimos | acrónimos | lista de siglas | abreviaturas y siglas
        pt: abreviações | acrónimos e siglas | lista de siglas
        it: abbreviazioni | acronimi | sigle
        ca: abreviatures
        ro: abrevieri | listă de abrevieri
        de: abkürzungen | abkürzungsverzeichnis
        nl: afkortingen | lijst van afkortingen
        sv: förkortningar
        da: forkortelser
        nb: forkortelser
        fi: lyhenteet
        et: lühendid
        lv: saīsinājumi
        lt: santrumpos
        pl: skróty | wykaz skrótów
        cs: zkratky | seznam zkratek
        sk: skratky | zoznam skratiek
        hu: rövidítések
        hr: kratice
        sl: kratice
        sr: скраћенице
        bg: съкращения | списък на съкращенията
        ru: сокращения | список сокращений | перечень сокращений | аббревиатуры
        uk: скорочення | перелік скорочень
        tr: kısaltmalar
        el: συντομογραφίες | ακρωνύμια
        ka: აბრევიატურები
        hy: հապավումներ
        he: קיצורים | ראשי תיבות
        ar: المختصرات | قائمة المختصرات | الاختصارات | اختصارات
        fa: علائم اختصاری | اختصارات و علائم
        ur: مخففات
        hi: संक्षेपाक्षर
        bn: সংক্ষিপ্ত রূপ
        th: คำย่อ
        vi: từ viết tắt | danh mục từ viết tắt
        id: singkatan | daftar singkatan
        zh: 缩略语 | 缩略语表 | 缩写 | 縮略語 | 缩写词
        ja: 略語 | 略語一覧
        ko: 약어 | 약어표
    """,
}
"""By the part's value (`vocabulary.headings.Part`)."""
