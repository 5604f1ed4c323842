"""The words by which prose and page headers are told from names of states."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# One of these makes a line a sentence; no name of a state has any of them.
STRONG = _words(
    """
    adopted rejected retained carried approved vote votes voting voted recorded delegation
    delegations draft resolution resolutions informed advised secretariat president
    representative representatives paragraph paragraphs amendment amendments decision
    committee subsequently was were has have will would that this motion reissued
    accordingly thus proposal adopté adoptée rejeté rejetée voix projet résolution délégation
    délégations été sont paragraphe scrutin procédé aprobado aprobada rechazado rechazada
    votos proyecto resolución delegación delegaciones fue queda párrafo votación procedido
    """
)
# Two of these do; one may be the half of a name that a page broke.
WEAK = _words(
    """
    had has shall by to in on at for with from an it its is are as be not we i which who see
    """
)
# What headers and footers of pages are made of, beside numbers.
HEADER = _words(
    """
    general assembly security council human rights plenary meeting meetings session special
    emergency resumed official records record verbatim provisional page pages agenda item
    items continued press release english spanish original distr limited more nations
    york geneva january february march april may june july august september october november
    december monday tuesday wednesday thursday friday saturday sunday pm recycle please
    committee main first second third fourth fifth sixth seventh eighth ninth tenth part cont
    information media assemblée générale séance plénière suite asamblea sesión plenaria página
    documents officiels documentos oficiales janvier février mars avril mai juin juillet août
    septembre octobre novembre décembre enero febrero marzo abril mayo junio julio agosto
    septiembre octubre noviembre diciembre lundi mardi mercredi jeudi vendredi samedi dimanche
    lunes martes miércoles jueves viernes sábado domingo eleventh twelfth thirteenth
    fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty thirty
    forty fifty sixty seventy eighty ninety thirtieth fortieth fiftieth sixtieth seventieth
    eightieth ninetieth
    """
)
# What stands among those.
NEUTRAL = _words(
    """
    of the and on at for not an a m p e th st nd rd rev corr add pv sr de la le
    """
)
# Header words that begin a state's name too count only beside their second half.
PAIRS = {"new": "york", "united": "nations"}
