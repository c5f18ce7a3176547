"""The pairs of letters that are commonest within the words of a language: what text in it is mostly made of.

Nine tenths of a sound text's pairs are among those of its own language, two thirds among those of a related one; of a
text whose letters were taken for others, a quarter. Sources: the Universal Declaration of Human Rights in the edition
of Unicode's UDHR project (text © Office of the High Commissioner for Human Rights) for the languages down to `vi`;
CLDR's names of countries, languages and currencies for the others.
"""

from collections.abc import Iterable, Mapping
from itertools import pairwise
from operator import add
from types import MappingProxyType
from typing import Final

from dragoman.vocabulary.folding import spaced

_PAIRS: Final = {
    "ar": (
        "ال ما لم ية وا لا في لح حق ان اد أو را لك دة لت سا ام عل ول ري لأ ات لى كل تم ته عا مي مت حر يا قو "
        "وق كا اع ها لإ تع أن ون لع اء ين أي با تر مة اس رد لل من إن لي فر دو شخ خص نس سي قا إل عي مع ار مل "
        "لد يه وي أس هم لق له هذ ذا يع عن نا ير جت اج قد اي قي أم ست دي اف لة جم عم تح مر نت حد لج بي لب او "
        "ضم ني نو اق يت حم مم يم مس لو جر تي مج لف فا غي وم عت وب يد دا نه لر لن تا يج إع سر تن دم اك يي تس "
        "لس لض تو جو بر لش خا بل كم حا ائ كر أع رة شر بح سل عق"
    ),
    "el": (
        "κα αι ικ τη ου το τα να δι ει πο στ εί οι αν ια ρο ία ερ μα ης ων ην θε πρ ση ας ατ τε αί αρ λε ωμ "
        "τι θρ με πε σε κή νε ασ έχ ελ υν χε τω ρι έν ετ απ ίω κο ον ες ισ πα μο ρα ιο ιν λο ρί ού νο εν ευ "
        "νι πι δε συ επ υς ις ντ κά ρε ρθ ιδ αθ κό ητ οπ ησ ρέ άτ ών ορ ίσ πό νω γι αλ οσ εξ σί σμ σκ όλ μέ "
        "υθ ότ εσ νθ λι σα θέ έπ λλ ρη υπ αγ εύ υσ κε ής ακ ίν υτ λα νη ιώ ος άλ αυ ξη θα τά μό ίς μι λη οτ "
        "ίδ ήρ ξα ές εκ ρώ νό ημ θν κρ άθ ιε ιά ηρ ιω δή ογ ρό"
    ),
    "en": (
        "th on he an ti er nd in al re io en ri of or ar at it to ed nt ve te ha le ig is as ic es gh hi na "
        "ne ht ll rt ry be ec me om li se st de cl pr co ce pe ro un ra ng ev fr el ee ct ty ou ot ta ni di "
        "nc ts sh ea ch ns so fo yo ma ac ci la ur rs ie ho tr im ss no em mi ly do iv wh ge oc ia et il op "
        "ny ca bl wi um am ua mo ms eq qu av su ul ut ag fe pl fu si lo du hu ir uc mp ei ai by ol da wo ld "
        "ga ef po sa fa us rd sp tl rn pu gn vi cu tu sc ad aw"
    ),
    "es": (
        "de en er es ci re os la on na ar ec al ad to da nt ra ie el te co ta lo li ac ti as ón ió se so ne "
        "ho io id di ch ia in rt un do le an pe pr or cu ri st rs ic od ro ni nd tr me ue ca om su qu po mi "
        "am nc ul ma ib si tí sa no ig iv pa oc im mo is rá be íc gu ua it ns br at ed ur em ct ol cc bl ot "
        "vi cl ab mp et um us va ve mb fu ce vo sp bi du ui hu eg op uc gi rr pl ba fa ha ir ru sc pi sf ut "
        "eb fe tu il fi je ga za dr ju mu aj fr cr ll gr rn ob"
    ),
    "fa": (
        "ان را ای ار اد ما دا رد ده با ند حق می از در یت که وا ور ام دی یا هر اس ود ین سا ست اش مو ید شد بر "
        "خو مل اع بی ها هم ری کس زا شو وق اب لا آز نی قو آن تم عی ات من نو اج لی ال نه ون شر قا گر دو کن اه "
        "عل یه او کا نا سی جا بع ائ نم وم مر حد بش یک تو مت گی ره ئی خا یر قی عم رو تا وی ته هی وس لل جت اق "
        "نج شن هد به فر تر بو زن دگ مق یل اح بت بد خص تی عق فا نس رف فت مح رن عا مع یگ مس زد یس مه تح صی اف "
        "آم جر حم لم مج یم تع کش دم کی شت گا اخ نت شک قر کر دد"
    ),
    "fr": (
        "on es de le nt ti en it re er te io ou la oi et ro ns ne an li me at ar qu so té co in dr un ra ut "
        "rt au ur pe se na ai pr is to ue al ce ic sa tr ri rs cl em ie ct el nd pa ir ss dé ts nn di eu ta "
        "ni om si nc us ui és ec il ci st ib da mm ux ve ll mi iv du pl or ré ér ét fo ac am id oc ig ma ga "
        "po su vi ul bl as cu iq fa be êt ge ch ia ei éc ho tu ég im lo ca va av ag vo op ée ot uc br ol lu "
        "mp do nu um bi gn ab mo sc ha sp no ié gi fe ff ay pu"
    ),
    "he": (
        "ות יו כל אי ים זכ ול רו או של לא וי דם אד חי בו נו לה וה עי לי כו ית חו יר וב יה שו ני יי כא וד תי "
        "תו וא הח הא בי ינ יף סע הו די ומ הי המ שי מי ין מו עו ונ רי בר יל לו נה את רה ור ון הכ שה צו כר פו "
        "דו לל על יש סו במ וח יד אל הג בע וו זו דה יא לב וך שר לת יח דר עב בח בנ מש הת ופ מד פי אש וש חר לפ "
        "צי בא בד בכ יס פש הז יב אמ וג גנ וק פל הע אר נת לע הב בל מע סי גו יע בט בה לח כב בז בש הד אח מא מה "
        "חב טי רב עה וצ למ לכ לם הש מצ פח חד יפ גב מנ קי הפ וע"
    ),
    "de": (
        "en er ch ei un de nd ge in re ie te ng he ne ht ic be sc it es di le ha an se el li ti st at ec al "
        "ar ke zu ns au da ig ed ll me ru ve nt rt em fr uf on we as wi is na rd eh so je ra ih ri eg ik or "
        "af hr rs od gr lt et ss rk ft ni rf si ur hl mi il tz ts gl vo ta hu io fe us du lu tl ol am ür pr "
        "la ab rn gu ma fa tu uc nn nu rl tr än kl ac rc ls ut sa sp eb rb oh dl ld zi aa ah fü ul är gk ew "
        "ör kü gi ze ir lg rä ße bi ün eß fo mm hi nz tä im hn"
    ),
    "kk": (
        "ар да та не ын ін де ан ық ал ға ме ен лы ба қа қы ам ас на ты нд ер ды ыл құ ла ке ад ұқ ры ны сы "
        "ет қт ті ек ем ол ра бо ді ай әр тт ән те ғы жә ат ың ел ге ст лі ір ау іл жа ес рі гі ік бі са ығ "
        "рд ап уғ ыр уы ле өз ма ім лу ос се кі ег сі ыс ні ағ бе ру іс қо ып ің із ым мд зі за ор ти ре ей "
        "лд иі ия лм ең үр ту мы рл ші йы зд ұл же уд от рғ ақ па кт ұр йд лғ рт аз еу мі то мн ци лт лг сқ "
        "тү он шы мү іг ну ха ыз үш ше іп жү аң рқ рк ие әд со"
    ),
    "ky": (
        "ан ар ук на да уу ал та ен жа ын кт га ин лу нд ам ка би не ку ат ту ды рд ол ир үн ме ке ди ад ра "
        "ык уг ер ла ба бо тт үү де ры рк ти ма ги ки ун ай ыл те ик ул ст ил ны лг иш ты рг же кы ек го оо "
        "ий лд лы тү эр ко өз са ак ыр аш ет гө он ор ур ри ть ья ле ли уш мд ци сы нү йи ге то рү ну шу үг "
        "ес им кө иг гы ег өн ас үч өр зү кү лө бе ээ мы ни үл өл ел из аб ру за ог эл шү ду ыш шт мү нө аг "
        "кк чү со эм шы ыз до ия ыг зг эч ый ми шк бу лү ск тк"
    ),
    "pl": (
        "ni ie ra ow pr cz st wo po an wa aw ia wi od ze ar ch za do na rz zy go ci ro no ek eg sz ko ny ej "
        "ol ka ne oś yc śc dz ln ma wy ec ob ty mi ło ki je en aż zn on os ku ac zł ów ws or lu ta aj rt dn "
        "es ak dy in tw ic sp ub ys yk żd uł ad zi wn ez al ją ym cj ja ró op oc sw we ed te ąc bo am by cy "
        "yw że ńs ce ię la ać to mo le si pe be li ęd de re ła at em og el kr eń yn ży ud er da oł łe as az "
        "tr kt ał oz zw ga pi tę ęp so nn lw ik tk zk uc sk ew"
    ),
    "pt": (
        "de es os da to re er en nt te do ra di ar it al co ad em ei ão se as ir na li ci in me ti so on pr "
        "id pe ia ri ig ta ss çã qu od is ma am an ec aç nd ro or um ua no st om tr rt ue po io ni iv ou gu "
        "ca el ic un pa go ns at su ve ac im be la oc nc ur le si sa õe ai rd vo oa tu ib vi ol mo çõ hu du "
        "lh ce ao ne sc mi va fa eg ut ct pl ui fu sp cu cl rs he mu cç gi mp fi ed ex rá ie iç cr ot ho ga "
        "tê ul eu fo ng nç ém lo us ev ên nv gr uo ué ab nh ça"
    ),
    "ro": (
        "re ri ar te de er or ul al ți in ic tu și at le ie în ni ea li en ep ce co nt ta un pr il ti la dr "
        "ur it ra sa pt pe oa ii rt lu ec tă an tr lo on na ca st aț nd ol so cu au el ia ui me fi se es că "
        "rs ăț ci ac ei di să nă ne om ib si to ăr ma be oc po ân as iv nț ro ir mi ță im lă am eg ga nu su "
        "io ct ră em ot ru va iu bu bi lt vi cl ut fa vo pu um ig nc ez et ve mu is ța mp op mo eb sc no ăt "
        "ns sp nv ge cr vă pl id șt ze pi gi îm up od us ât ab"
    ),
    "ru": (
        "ст ра ни во пр но ов ен на об ть ав ве ос ва го тв ат то од че ел ли им ан ес ка ны ре ол ло та ко "
        "ет по ль жд де со не ме бо ог ро ия до ек ри ак ие св ци ин аж ти ор те за ле от ит ер ый ще ем ды "
        "ед ди ьн ар ся ми ом же нн ил бе ее ых ла ег мо ья ац вн да бы ей ас ии се ой ич ал ту ам вл ое он "
        "ьс вс из су их ию ви ля уд тр ым бр ма ис сп ду ий аз ру ск дн лж ож бщ ив еж ше еч сн пе щи жн уп "
        "ча дл сл вы ыт зн ез му лю га кл чт ои гр ео ая кт ну"
    ),
    "so": (
        "aa ka ad ha da oo ay an ma ah uu in ar la iy ya ii sa al ee qo ga ta as yo na am sh xa aq le si ba "
        "wa dh qa xu ag is ra do of lo ku ey id ax di ri gu st el ig od mi or ab ho ux nu uq im hi ro wu dd "
        "ci ca ur ir he xo ni so xi li dk rk yi nt fa ys ed ul qu ti ol qd ac du nk rr de bu il yn to aw ji "
        "un bi go ug ih gg on ns no ow ud lk oc mu af fk sk ob oy ge rc ko xx rt um je ki mo at it us re ru "
        "ib ll fi og wl os ls su ic vi we hu rn wo nn bo xv wr"
    ),
    "sw": (
        "wa na ha ya ki ku an ak ka li ma am at il ta hi in la kw ch tu if ng sh zi un yo ni al we ik fa hu "
        "si ba za te ri gu ti nd ia ot ar az as fu ke im mb mt ra ut ai sa en ad ny ja ur is uh au di mi um "
        "mu bi iw da ru ji dh ul ay us ye aa he aw to el le ah ao ez it oj me bu zo gi er mo ir pa ab iz uz "
        "ii mw uw wo ib bo nc uf ag id up ne ua ok uk de st aj uu ud af os oa es zw on iy ew nj ko lo io ea "
        "em ga pi ub ju do uo dw ms du nz se ho ue yi uj vi vu"
    ),
    "tg": (
        "ар да он ба ти ҳа ва ин та од до ад на ра ро мо ор бо ди ан ам уқ ои со ми ки ҳо ма аи ни ша ат оя "
        "ақ уд ав аз рд ас му ил ла ст ҳу қу ид оз нд як ри ир аҳ қи зо ун нс ия ош ли ал си ят ии дд ом им "
        "са об ка яд ко ум ҳи во ло га но ме ол аъ оҳ ос зи су ур ху аб қа ах от аф би за фи ис иҳ бе ду иб "
        "ъл шт ус аа ит иг эъ нҳ иҷ қо шу не го ру фо лӣ фа иш хо иф ут ай иқ яи иё ъи ов тҳ мк ҷа аш оф ул "
        "тт хс вл вр лл ҳе еҷ гу то бу дӣ ги ҷо чу ҳт аг ян рр"
    ),
    "th": (
        "าร กา ละ แล อง ิท ี่ ระ จะ ที ใน ่า าม าง ธิ สิ ทธ ปร ือ ้อ ัน ด้ ่ง เป รั คว ็น ับ ได วา ติ ขอ มี "
        "โด ดย ่อ ะเ ชา รร ่จ ีส ภา ป็ หร กค คน สร ุก งค าน ทา เท นเ นม นก ิส ัง าพ ้า มา าก าช าย ื่ ่ว อก "
        "ว่ กั ั้ คร ตน ีย อิ รม ิด งส งก กร ใด ัก ะก าต อย งต รภ สม แห ไม ะท มค ห่ ่น ชน มก รอ ต่ นอ สั รส "
        "หล งเ ะอ จา ้ร คม ม่ มเ ะช ปฏ บั นท ิใ นแ ้ง ธร ู่ ้น นค ะไ หน ี้ วย มน บร งอ รเ ห้ ะห งป คล ้ว นุ "
        "ุษ ษย ยช ให ้ม ทำ ัด ัต เส ริ วม นี าจ นา ุค กก ญา มร"
    ),
    "tr": (
        "er le ar in ma la ın ve ak an et ha de ir me il ya ri li ti bi es re si sı en ek na di ye da al nd "
        "ad rı ey ay ke ra kı sa un nı tl he as am iy ka ır el ah ni iş kl te ol ta lm ne mi bu rl lu se ür "
        "em kk ul ik ki rd im dı dd nm ru at iç ll rk eş ed hi ns ev ge ai va iz lı uk şa ce be it hü nl ba "
        "st tü şm ün su şı ur şi rr yl ıl tm ku ca ış or ec rm vl fa ık gö çi ko tı zd is mu çe ml uy nu ül "
        "aş hs üt iğ ği uğ ğu gi fi yr ms mü ez ks ac ıy rş za"
    ),
    "uk": (
        "на ст ра пр во но нн ко ав ов та ин ва ти об ат ни за ан ви не ня ні ог ен бо по го ди лю од ль ос "
        "ві ро ер ма ці юд ід ож жн ри ор до св ре ом ал ьн их бу аб дн як ис тт вн тя им ац ез он ає ть то "
        "бе ув ів со мо ту пі іл ар чи сі пе ій де сп ми ит ін рі ак ру ті ді ут аг ла іт ну ля ле ою тв ся "
        "ас ду що ої ло га сн те ий су кл ам ки че лі же ли му уд зп ії оз ек зн ах ол мі ча ед іс ус ив вс "
        "дл жа ок ес ад гі вл іх ьс уч дс ют аз еж кр її ве еч"
    ),
    "ur": (
        "ور ان او یں یا کے کی کا می کو حق ام اد ائ ئے اس ہے نے سے قو ری وں دی ہو کر ار لا شخ خص ہی ہر جا سا "
        "سی دا را نی نہ زا فع عہ مل عا آز ون دف وق تی لی ال کہ وا نس پر ئی ند ما عل کس رو من اہ جو دو رے مع "
        "گی اق قا اب رن ای حا اص بر ات بن اپ وم گا نا یت پن با اش شر نو اف صل تع رت وہ یس وئ ین دہ لک مت یہ "
        "رک تا تح یو یر جس وس یق بی لئ سر ید نک یم تر قی چا ست خل شا رم کھ فر مس رہ اح حف یع حد مر سک اع سل "
        "ھا در تو دگ ول سب پی لت غی طر پو تم چو وی بل اک عق مح"
    ),
    "uz": (
        "ла ар ин да га ли ан ни уқ ир иш ил ти иг би ва ма ки ри ат қи си та ҳу он ди қу ам ҳа нг ад со ик "
        "ши ра ал ид од ол мо ас қа ўл нс им ий му ги иб ун бў бо ми қл нл ур аш ка кл ба лг ўз ро дд рк эг "
        "бу эр ай ак на ор аз тл зи ёк ум ия ақ ос ош са ло лл ча аъ эт рл ят за фа ер рн ша мл қо аб рч до "
        "ха ав аг ту жа ои лм иқ мк де ек ул те тг ис из бе ит нд ом ҳо мд ен сл ке оҳ ҳи но ко шу уд аж рг "
        "шг ах оя иж рт аё уҳ то ру лқ рд тн аҳ ци эъ ст ъл во"
    ),
    "vi": (
        "ng nh qu th ch uy và ph ôn yề ền ều tr ời ườ gư gi ác cá kh ượ ợc iệ đư ìn ha có củ ủa mọ ọi hư ân "
        "đi hi ên tự ất hô ho đề hâ bả iề do àn ới ay vi on uố ốc hữ há ội nà ào iê ia mộ ột ữn ướ ản ện hà "
        "là ộc ức iế vớ ro ực áp ật ớc hộ sự uậ ảo ti iá hạ ục oà ại cô độ ín cả bấ bị ốn hả ải an tộ mì xã "
        "áo yê về hợ ợp hứ ệc co lu hấ ối iể ua cũ ũn ơn đó ày án đố ai hế hu hí nư ết hự dụ họ gô ận bì cơ "
        "ến bi am tu ằn ạn đị tô tấ gh ưở ởn cứ hì tư ẳn oạ bằ"
    ),
    "bg": (
        "ск ки ан ка ар нс ин на ри ла ра ен ал ма та ко ли он йс ер ни ва ия ро ол ст нг нд ов ам ий ви ру "
        "до ик но ди га ве не ре ай ир ор ос ба рс то ат ти ит са се тр ел ад фр зи ме па си да ев ур ил пе "
        "лс со ес уа ле го ем тс за дж мо ей мб ак ав дс нт де кр бе ис би ет ту бо нк ги те ло ок аз вр ед "
        "от ом иа ек ку ап ас рт по из иб ми лу жи ун пи гв кс бу аф мс че юж ха гу бр ус рд оа уб аб ър ке "
        "су ах гр аг ез уе ср рн бс уд ив сл уг ну жн фи лн оп вс во ук ум шк ца ип хи аш иг зе чи ци рв рк "
        "ие тв рм ид ут кв ея оз уп ау ян од дн це ег"
    ),
    "sr": (
        "ск ки ан ка ар нс иј на ин та ра ва ри ја ма ал ла он ни ст ен ли ер јс ол ко ам нг до ру не ор ве "
        "ос нд ди рс га ба ак но ти са ун па ур чк ај фр то ви ел да ро ле ик се ис ад ат ил тр ре нт ју зи "
        "ир ме си мб ев ов пе је мо еј ло шк ит за го ус ет рв кр ап ед бе ок ез ем би ав бу де ач ту бо лс "
        "дс ас гв лу ес ич ми по ом уг ку тс аз иб рт ги со уа уж пс бр ке от те жн ау уд уб ср рн вр во ут "
        "ек пи су зе сл кв гр рд ах ха ип зо лн ге џи аг аф че ук цу аи оа це оп еш ив хо ча фу аш фи нц уз "
        "кс им ид ул дн еп чи ум уп гу св иг ао ља тв"
    ),
    "mk": (
        "ск ки ан ка нс ар ри ин ја ма та ра ис на ал ер ен ла ва иј он ли ол ст ко ам нг ро рс ик ни но га "
        "ор нд ве до са не ос ба ре ов ди ру ви то ур ти се па ај ме ел ун фр ат си тр зи да ет ев нт ил ит "
        "јс ап ле лс ад ав ир тс за го пе ом ју ту бе мо ло шк мб ак би ед еј дс ок вр ги бу аз ми по ус ез "
        "ем гв лу от чк нк ас бо уа иб пс ге де уг кр со ку пи уж те рн ес рм рт рд че аг ах ха бр ип џи ек "
        "аф ср вс ке су оа уб аб гр ач ог фу жн дн зо фи аи лн оп уп уд сл во еш хо из цу ич ау ут еп кв тв "
        "ну хи ег зе ук чи оз гу кс је ул св це об иг"
    ),
    "be": (
        "ка ск ая ан кі ар ра нс ал ры на та ма ла ія па ін ам ва лі га йс нг ст аў ні нд са ас ль ба ер да "
        "ен ак он тр ав ай ру ад дн ыя ве не ме рэ до ол ур ык зі ій рс ле фр ня ды сі ат вы дж ту нт ун ьс "
        "мб ын ік ві се дс цк гі аз эр но ян за ел іс уа ір бе ко ўд аг ўн ах аа ор іл пе нё ёв эн кр іт жы "
        "пі аб ты бу тэ ку лу бі ха аф од чн мі ап ге ей ыт зс су ац ці ос гу мо ча нк ый нь ро то гр ес оч "
        "хо уз іп ўр уд уб дэ бр гв яя ус ўс во ны дз ум рд аі кс ыб еў рг ае ід фі хі ез нц со мс пу рв ек "
        "уг фу зе бо гл фа рт эл рл ут ук чэ ял ау ке"
    ),
    "cs": (
        "in na ti št sk an ar ký ra ká ko la ma on al ka ns er ri nš ol li st en do ro or ov am án ní ng ru "
        "nd ta ie ba ur rš no fr at os ni le va pa ké ve sa ad ib ga js jš rs ck di se ed ic ik me ch ho si "
        "el so ne gu aj un mb ij re il ot es ls dn lo as mo tš ev ha to br pe tu da lš bo it nk dž tr ir po "
        "em za ak wa ná ji bi is om dš bu az čt et ts tá go te ár od ej lu pi ja ub be af rn ře au ab nt ál "
        "vy ín uz us kr je ua vi ži ug vý mi ou ki ok rd ně ek ce ze rt sl ap ag ia op hi ds bš mš ul ca um "
        "ku ai žn ýc rá nc de iž gi ah če zi up ac rí"
    ),
    "sk": (
        "in na sk či an ar ka ra ký ko ti ns ma al ri ká er ol ia am ov ná on do li st ng la ru ta ur or en "
        "nd nč re ba ár št ne fr el ro án ho ga ni pa ck aj no ad mb me tr rs gu so ik sa br ve ic os js ky "
        "ib es em jč se lo ls rč ch ha at to va ie ot ed un di tu dn mo wa pe ké bi bo lč lá da be it ju ok "
        "ij po il ín dž ir le čt ke nk et as om au bu vi ts za zi ak ej pi nt ua de lu ja tč af rn is az rt "
        "ap mč ev od mi je ds ku ai ug dč ce us ub rá go ón né si ud ži su gi ut sl rd ki gr ac úz eu kr ab "
        "he ul lí um te ag už žn ah vá rí bč sv uh ró"
    ),
    "hu": (
        "sz an ai ia in ri on ra ar ka ni ol ma et la er li or án ng zi na ár al am el za nd do ba le en ti "
        "ga ur te nt ta ko ik me ll fr si ny ze mb ig at ro ge va zs pa gu da sa ki as ru cs ne ak es is om "
        "us ek di mo ad be re lá ug it il és tá go os pe zt ua bi ha em ín lo mi ir má ál dz bo to ci ib nk "
        "dé él rs gi au so un gy ui ok lu ná tu ke né eg bu zá vá se vi ho ea ag ág de ei rt br ve ku fo ov "
        "no ya zo af éz az hi ce rá ah aj pi kö eu kr zu ud én id nc ab ot ró ub rg sá ch zl öz óp wa kó rd "
        "ap rí dí ég po ye lt ír ör ic gr ac zé rb iu"
    ),
    "hr": (
        "sk ki an ka ar ns in ij na ta ra ri al ja ma la on ni js ol li en er je am va to ru ko st ng or ur "
        "do ve ba ne rs ga vi no pa nd ak ro un di el ti nj at et re da ad le sa fr is čk me zi ls ik ot ir "
        "il aj nt ez ed go mb pe mo si ts es za us ov tu lo šk em ci ju ej bi po ok bo os bu om ič ap ib ha "
        "ds lu ač ug as it ps se rn az av au ud br sr mi gv ze de so rt už kr jo ku ev su ub be zo žn oc ic "
        "lj ua gi ai ut ek te wa af dž ip dn tr pi nc hi sv eu op ms sl ag ke ah oz up ch ho sj ca gr fu aš "
        "ji gu rd uk ge iv cu če id cr oa ea eš iz ži"
    ),
    "sl": (
        "in na či šč sk an ki ka ar ij ra ta ja ri al ma jš on la er va nš ns li ni en am ol ko do ng re aj "
        "st šk to or ne ru ov js no el ve ba vi nd ro ti ga ik ot ur zi un fr sa se di rš me ok ev av ir da "
        "be at em il ad le mb ju it pa so ej et nt mo lo za pe go iš aš dn ed os es tu bi kr bo je om eš po "
        "si ls ez rs ib is nk už od sr mi dž br ho nj ze gv de lu az as te ah gi bu ud rt lj ak ku lš ke ug "
        "ub ai ob mš rn žn vr ha ek af ds pi ua vs tr iz oš gr ap sl ži gu ag dš ab ia su tš op ža če rd uk "
        "fu ce rb oz ip kv nc eb hi uj vš ge ts fi id"
    ),
    "lt": (
        "an os as ij in ar ra al ri ka li is jo ta na ni ja ma va en ie er sa on la ių ko ng am ur ti do si "
        "ba no nų au ki ai ol ik nd di ga ru et ro ir vi či da tų io ad le ak pi or ia lo zi to pa el se st "
        "es it rų at bo tu kr mo il fr lų us nk eč un mb ne nt nė mi dž ve pe bi ės me tr om re go id gi su "
        "ok az so kų em ku bų bu ėj uk ib lb rm za vo ži gr aj ug jų ot ov av pr ap ji ul ab de oj ju ud ut "
        "ek ši rė ke eg gv mė br uj ag be ua af po sk dų rt sv lu ha im ge ub te gų eu ez rg sų sl zų gu rk "
        "iu uo up ry ei um rd mu ip nc ks op ig rb iv"
    ),
    "lv": (
        "as ja ie ij an na ri en al ka la ma ra in ar sa šu li eš ru vi on ni tu va di ār am ol ng nd ik ān "
        "is ba er ta nu or do ko ku me lu bu ga ur se au da ir st id fr zi mb un rs es ai dž at em tr um lā "
        "si pa ro ti to re de et āl el tā mā du ot mu ci ak le nt it nv kr mo ad ne bi gu nk ki so om rā ei "
        "mi pi ņu br il ts ve ks no īn te us go bo vā su be ap ej lo ok rī aj ju ce sv rt pe rd ug gv ns ib "
        "ņa az os ov nā vu gr iņ eļ ig rc za av ži ua od āņ ah td ab je ls ek dā ļu ub ud gi vē lt ev ip ēr "
        "ag ul īb uk sk op rb gā nī ha iz ho āf jū rm"
    ),
    "et": (
        "an ar aa ia ri ni in na ra ma la li al sa ee ii ka on ta si er di am va ng en se ol nd ne ja ba us "
        "el ko do ti ik es oo ai as ga is uu ur me da ro un or re ak ll it ad ru ve bi gi at ki ts hi st pa "
        "mi il gu nt mb ir le fr tš tu id em so ke vi kr mo su au be om te pi ua go os ha dž bo ei nk ab pe "
        "ah ev ed ku ap et ib ud ši lo rt to ug af ho ok sk de ul br lõ õu ea bu ov lu pr ag rg av ju no eu "
        "he ot ge ae ks ek rk iv ip gr im sl pä põ hj tr po ži up ld rd ša õh op rb ui ub ut ca du uk nu äe "
        "ää ig eg lg še lä rr ic ie um üh rm ža fa är"
    ),
    "sq": (
        "sh is ht an ri ni ar li in or ma er ne ia te ka re al la ra ta nd on ng na ai di ua ga ik am ez en "
        "ol ti ki it ba do ko ur si ve ll zi me gu aj ru ro mi as ku ja to le pa at hu gj sa mo go ze ug el "
        "se ak es da il je hi ji fr xh mb tu st ha ju un oi bi ui so ën et ir pe uj de va vi pi bu ad lo om "
        "gi ut be az au us jt ib lu bo ke të kr në nj ul nt ër os ho io ev po su em he za kë ip rm br ek af "
        "rë rg ok ie qe im rt ag tr pr fi dh hë rd no ot ub ab iz uk ap oj ah ud dë eg av rl ks hk ig rb ce "
        "ës um eu eo ue së rk ej ei rs gr ea op lë iv"
    ),
    "is": (
        "sk ka an ur ar ís al ns es ra ma la rí nd en da ku er ja na ne in ng kt am sa ta ía ba or rs st as "
        "ga va le ve on sí ey me rú se fr ín ík ak ní ki ad tí lí mb el ri re un at ðu lu aí úr yj pa si ag "
        "is su tu li ls ró ko gu mi ið ón be dí nk pe kó bí de uð ll ti tú ól ví ss no kr óm gv il sj gí ús "
        "kú sú ha ni ol et ír ap ei sv bú rk ít he af us og kí tó te em úa nt di sn ún br íl dó mo má ós au "
        "ab gó sl ge jú íb os óv av it rð tr rg bo ld ok jó pu lú úg vi ts ks kk rn lo im nn ev ds só rt ho "
        "út gr ór rd ch ah mí væ do rr úb úl ló bó ke"
    ),
    "da": (
        "sk an is ns ar in en ra er la ri ma al si on ne es li nd ti ol na or ta am ng ka do el da fr ba di "
        "de ni ia ru as ie ur sa ga le re me st ki ha ro ll wa be ai un ch ko at gu mb ik il it pa et ir pe "
        "hi se bi nt to ve rd no mo bo so vi ad ua ak ca te ag ke om go ge sy ya rs ib nc em mi lo ea au ds "
        "sh tu us gi yd og ov va ug ui os br co za lu ja rt ic ap ho ig bu ot pu ls ce sl ld af kr rg ul tr "
        "ab ud rn ok eu po ub ed he ty ee rk id ji ny ay su ah øe ju ut ys gr ss sc rb aj ek pi ue lg iv ou "
        "ts cu fi um ac cr gh up ku pr uk øs th ei sp"
    ),
    "nb": (
        "sk an is ke ns ar er in ra ri la si en ma al es on li ia ne am ti ta ka na or nd ng ol re le me sa "
        "do ba ga ni el as ur di st da ki fr ru ko ll ro ik se at un it de os ai wa nt et mb ve om bi ha te "
        "gu ir ak to no ad pa il pe rd rs mo so ch hi sø ua ya lo vi ag be bo ib go ie va ge au sj ør ja us "
        "em ts tu mi ot bu he ov gi pi ea nc tr ig ye ek af ab lu ug kr ds sh br øy ok ap ay ui rt ca ls rk "
        "ul pu za ho eu ud rg ic ei ji ss ny ed ys sl po og ub ut ty ju ah pr su bl av fi gr ku rb eg lg iv "
        "co up cr rl kk je sp ue kh uk op rr ld ks im"
    ),
    "sv": (
        "sk ka is an ns ar en ri in ra la ma na er al si on li ti ta nd es or ng am ni el ne ol da ba ie ur "
        "ki do re fr di st ch sa ru ko me ga ik ia ro un as ll le be et il de ha at ad gu mb wa to it nt pe "
        "no bi rn te ua ai pa ak hi ag rd ir mo so ge ya bo tu gi om go vi ve sy ib au lo va us ja se mi em "
        "ot ea bu he lu ug os sh nc tr br ei än pi ds yd ce kr ul za ay af oc ov rs kt pu ap ju ho ab rg rt "
        "eu po su ui ys sl tt ud ke ed ku ca ji ek ub ok zi öa lä ic im op aj gr ny ah rk az ts ty sp fi pr "
        "ld rr sc io ig rb lg ut av we ue up fo ee id"
    ),
    "fi": (
        "an in ar ri ia la ta al ra ma ni en na li sa ka si ai on ti ng aa is ki am nt et el er ko ol ik ne "
        "do es ur it un or ba va re ga as di ak at ru uu ll ns ro me se ii ja te da kk pa gi tu nd ku ua bi "
        "gu ad il pe fr st ir le to sk lu om wa ha vi mb lä mo ke mi so ks os go ie de nk ut ve bo tt ea lo "
        "us ts po su ui ei ee ch kr em ok hi ib bu pi ho jo eu au pu ot no ah ab ud lt be ul af he ov av ag "
        "ug oi ge up dž tš ek ay rg br ca ue id rt ss ap ya sl oo ic uk nn rk mu iv za im nu oh än rd ou nj "
        "ju az cr hj op tr uo oa ig rb sh hu rs eo sy"
    ),
    "nl": (
        "an se ch ar ns is en aa sc in la es ri ra er ma on al nd de li ne ta ee ni na ng am ol he ro do oe "
        "re or el ti ka ia le ba me da di sa ga ur oo st ie il be it si fr ui id bi gu ts ei at wa nt ha so "
        "hi no mb ij ll pe ru ko ië ca pa te rd ua ad ge as mo et ag un to zi ik os em go ve bo za tu mi ed "
        "ir vi ak po ek ya rs we ib eu ic ai om ud ja ou lo az co ho va us gi ki sh pi zu au ab ot ks ea nk "
        "bu ul br ke ap lu af ce cr ig rg eb rt ok sl ss ls eg sj ji kr ac ay tr je ep uw ug rk du nc ah jn "
        "ov av fi gr eo im op iv cu ec ds ze lg th ut"
    ),
    "it": (
        "an ia no in ar es ri co la se al ra de na le ma on el ta er en ro ol li ic ne or ni di ca ll ng am "
        "nt do ti si nd so ba me re te ur to sa it lo as io is gi st ga da ai ru at un fr ci bi ce ch ve ir "
        "gu mb pa il go pe nc ha ua bo tu ac wa om ag ud et sc mo ad hi lu ka ed ov ss su cc tr rd ib us ge "
        "za ya mi cr em ab va br id au os vi ot ea ie he po fi eg bu be pi rt sh ap ec ko ak gh rg oc tt ze "
        "eo ho ug ki zi eu ay nu af ub ut ig ui gr rl sl vo op ah az iz av cu gn lt og iu lg ul im ue ns rr "
        "gl ee pr up nn rm hu ao rc oa ts bl ip ku aw"
    ),
    "ca": (
        "an al ar ri es de ra in na ma on la en ta ia ès le er li ic ng or nt ni di ca ur am sa ai re nd ga "
        "ba ll it el il at ro ti ne si ol co gu ià fr nc me ru se da st un mb pe te ir om nè pa id em mo ad "
        "tu is so bi ny su do ua br et wa no io mi au lo ud tr as ts go ha ka ci cr to ce ie ac oc rd ib ab "
        "dò òl xi ya va eu rt vi bo ve lu ov ea ui be ch iu bu ge os ut qu ag gi ue ug hi eg za ss ak rg pi "
        "tà ub ot ko lè us ee tx ho im rr ig àn dj ja ki bl ap gr sl ec po sc az rc ou ix uè ju ep pt ah he "
        "dè ji fi op là ns àr ze lg ip cc rl cu up ku"
    ),
    "az": (
        "an ya ar iy la al in ma ri ka li ra as ta na ni on si sı ol va am da rı ik er en nd qa di do il ad "
        "or ba ru is nq bi ay ər st sa ko ti fr nu at un su av el os se ən es ll pa ub zi mi vi cə ve im so "
        "ey lu it ak ir ur mb ro ne nt ki za tu re mo qo le az kr bo to me nk ua pe mə om rk ns ca ab aq br "
        "ye şi rb bu lo be rt çi ke qə ib gi po de ot ku qv iv ek pi ap əs ok vr qu us ai yu no uq et lə rd "
        "rl ov um ci fi ür ia hi sl ks kı ha tı və te şa uk kv ız şə rq qi tr ıs ud ng em sv eç lı af sk rə "
        "bə du ev ny ez ge ip qr au əz id ut bl çe up"
    ),
    "id": (
        "an ia ar la ra in ma ri ta ng er ni ba al na on ka el si at am en nd li se ol ga da is ko ik di ua "
        "ti sa ru un do as ur es or ro ha ai il au ya be me pe wa tu pa gi ne ir ul ab gu ak re le mb it ke "
        "ah st fr so nc pu ch ad mo hi go ag te bi bu om ep ib mi nt za ku vi to no us po bo sh lo ut de ki "
        "et os ay ok lu br ve ek ea su rt va ug af rg he ho kr ge ja ot ci em ee rm pr ny im ub ud ui ll ou "
        "rd um az ov we ap wi rk hu ji gr sl uk io mu op pi ue yu rb ze sw av ju ie aw nu oa eg je fi ks gg "
        "tr ig yo eo gh up ca ed id cr fa iv ip eu kh"
    ),
}
COMMON_PAIRS: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {language: frozenset(spaced(pairs)) for language, pairs in _PAIRS.items()}
)


def pairs_of(word: str) -> list[str]:
    """The pairs of neighbouring letters in a text in lower case; vowel signs of Thai count as letters."""
    if word.isalpha():
        return list(map(add, word, word[1:]))
    return [
        first + second
        for first, second in pairwise(word)
        if (first.isalpha() or _is_thai(first)) and (second.isalpha() or _is_thai(second))
    ]


def share_of_pairs(pairs: Mapping[str, int], languages: Iterable[str]) -> float:
    """How much of the pairs is common in the one of these languages in which it is most; 0 for nothing."""
    total = sum(pairs.values())
    if not total:
        return 0.0
    return max(sum(map(pairs.__getitem__, COMMON_PAIRS[one].intersection(pairs))) for one in languages) / total


def _is_thai(letter: str) -> bool:
    return "\u0e30" <= letter <= "\u0e4e"
