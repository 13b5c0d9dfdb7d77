"""Letter-to-sound rules of English, for names and inventions that no dictionary has."""

from __future__ import annotations

import re
from functools import cache

_RULES = """
^kn=N ^gn=N ^wr=R ^ps=S ^pn=N ^x=Z ^wh=W ^who=HH,UW ^mc=M,AH,K ^mac=M,AH,K ^rh=R ^sch=SH ^cz=CH
tsch=CH tch=CH sch=S,K ch(?=[rl])=K cht=K,T chs=K,S ch=CH ck=K cc(?=[eiy])=K,S cc=K ci(?=[aou])=SH c(?=[eiy])=S c=K
ph=F pp=P pf=F p=P
igh=AY eigh=EY augh=AO ough(?=t)=AO ough=OW aught=AO,T gh(?=[aeiou])=G gh= gg=G gu(?=[ei])=G g(?=[eiy])=JH g=G
dge=JH dj=JH dd=D d=D th=TH tti=T,IY tion=SH,AH,N ti(?=[ao])=SH ture$=CH,ER tt=T t=T
sh=SH ssion=SH,AH,N sion=ZH,AH,N ss=S sm$=Z,AH,M (?<=[aeiou])s(?=[aeiou])=Z (?<=[bdgvmnlr])s$=Z s=S
qu=K,W q=K ng$=NG ng(?=[aeiouy])=NG,G ng=NG nk=NG,K nn=N n=N mm=M mb$=M m=M
ll=L l=L rr=R r=R
ff=F f=F v=V w(?=[aeiouy])=W zz=Z z=Z j=JH y(?=[aeiou])=Y h(?=[aeiouy])=HH h= kk=K kh=K k=K bb=B b=B x=K,S
air=EH,R are$=EH,R ar(?=[^aeiouyr]|$)=AA,R arr=AE,R ai=EY ay=EY au=AO aw=AO al(?=[km])=AO all=AO,L aa=AA ah=AA
a(?=[^aeiouywx][e]$)=EY a(?=[^aeiouywx][aeio])=EY a$=AH a=AE
eer=IH,R ear=IH,R ere$=IH,R er(?=[^aeiouyr]|$)=ER err=EH,R ee=IY ea=IY ei=EY ey$=IY ey=EY eu=Y,UW ew=UW
(?<=[a-z][a-z])e$= e$=IY (?<=[sxz])es$=IH,Z (?<=[td])ed$=IH,D (?<=[a-z][a-z])ed$=D e(?=[^aeiouywx]e$)=IY e=EH
ier=IH,R ire$=AY,ER ir(?=[^aeiouyr]|$)=ER ie$=IY ie=IY io=IY,OW ia=IY,AH
i(?=[^aeiouywxr]e$)=AY i(?=nd$|ld$)=AY i$=IY i=IH
oar=AO,R oor=AO,R ore$=AO,R our=AO,R or(?=[^aeiouy]|$)=AO,R oa=OW oe=OW oi=OY oy=OY oo=UW ou=AW ow$=OW ow=AW
o(?=[^aeiouywx]e$)=OW o(?=ld|st$|ll$)=OW o$=OW o(?=[^aeiouywx][aiou])=OW o=AA
ur(?=[^aeiouyr]|$)=ER ure$=Y,UH,R ue$=UW ui=UW u(?=[^aeiouywx]e$)=UW u(?=[^aeiouywx][aio])=UW u$=UW u=AH
y(?=[^aeiouywx]e$)=AY ^y=Y y$=IY y=IH w=
"""
"""A pattern, `=`, and its phones. The first that fits wins among the longest. Source: spelling of English as taught;
checked against CMUdict (docs/lining.md)."""


@cache
def _rules() -> tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]:
    rules = []
    for rule in _RULES.split():
        pattern, _, phones = rule.rpartition("=")
        rules.append((re.compile(pattern), tuple(phone for phone in phones.split(",") if phone)))
    return tuple(rules)


def spell(word: str) -> tuple[str, ...]:
    """Phones of `word` (lower case, no accents) by rule; empty for a word without a Latin letter.

    >>> spell("sheng")
    ('SH', 'EH', 'NG')
    """
    letters = re.sub(r"[^a-z]", "", word)
    phones: list[str] = []
    at = 0
    while at < len(letters):
        length, said = _next(letters, at)
        phones += said
        at += length
    return tuple(phones)


def _next(letters: str, at: int) -> tuple[int, tuple[str, ...]]:
    """How many letters the best rule reads at `at`, and their phones."""
    best = 0
    said: tuple[str, ...] = ()
    for pattern, phones in _rules():
        match = pattern.match(letters, at)
        if match and match.end() - at > best:
            best, said = match.end() - at, phones
    return max(best, 1), said
