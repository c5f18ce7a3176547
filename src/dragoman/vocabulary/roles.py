"""What a contributor did: MARC relator codes (https://www.loc.gov/marc/relators/) and their English words.

The pages have the same words, each with its translations (`surfaces.web.words`).
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

ROLES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "aut": "author",
        "cre": "author",
        "edt": "editor",
        "trl": "translator",
        "ill": "illustrator",
        "ctb": "contributor",
        "pbl": "publisher",
    }
)


_RELATORS: Final = """
    abr acp adp aft anl ann arc arr art asg asn ato auc aud aui aut bkd bkp bnd cli clr cmp cnd cns col com con
    cor cou cov cpc cpe cph cre crp cst ctb cte ctg ctr cts cur cwt dfd dft dgc dgg dis dln dnr dpc drm drt dsr
    dst dtc dte dtm dto dub edc edt egr exp fac fld fmo fnd fpy frg hnr hst ill ilu ins inv isb itr ive ivr lbr
    lbt len let lgd lse lso ltg med mfp mfr mod mon mrb mrk mte mtk nrt opn org orm oth own pan pat pbd pbl pdr
    pfr pht plt pma pmn pop ppm pra prc prd pre prf prg prm pro prp prt prv pup rcp rcd rdd red ren res rev rps
    rpt rpy rse rsp rst rth rtm sad sce sds sec sgn sht spk spn spy srv stn stl tcd tch ths trc trl tyd tyg vdg
    voc wac wal wam wat wde win wit wpr wst
"""
RELATORS: Final = frozenset(_RELATORS.split())
"""MARC's codes of what people and bodies do for books and papers."""
_CODES: Final[Mapping[str, str]] = MappingProxyType({word: code for code, word in reversed([*ROLES.items()])})


def role_code(text: str) -> str | None:
    """The code that a person has written, or that of the word for it; None if it is neither."""
    written = text.strip().lower()
    return written if written in RELATORS else _CODES.get(written)


def role_word(code: str) -> str:
    """The word for a role; an unknown one contributed in some way."""
    return ROLES.get(code, ROLES["ctb"])
