"""Fountain, rule by rule: each case is one thing that writers type and parsers get wrong."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workprint.exchange.fountain import Element, read_elements, read_fountain, unmarked

LETTERS = {"heading": "H", "action": "A", "parenthetical": "P", "dialogue": "D", "lyric": "L", "transition": "T",
           "centred": "M", "page break": "=", "note": "N", "boneyard": "B", "synopsis": "Y"}


def said(element: Element) -> str:
    """One element in one short line; a newline in its text is a stroke."""
    text = element.text.replace("\n", "|")
    if element.kind == "title":
        return f"K {element.label}={text}"
    if element.kind == "section":
        return f"S{element.depth} {text}"
    if element.kind == "character":
        return f"C {text}" + (f" ({element.label})" if element.label else "") + (" ^" if element.dual else "")
    return f"{LETTERS[element.kind]} {text}" + (f" #{element.label}" if element.label else "")


CASES: dict[str, tuple[str, list[str]]] = {
    # Scene headings
    "heading int": ("INT. HOUSE - DAY\n", ["H INT. HOUSE - DAY"]),
    "heading ext": ("EXT. HOUSE", ["H EXT. HOUSE"]),
    "heading est": ("EST. HOUSE", ["H EST. HOUSE"]),
    "heading int/ext": ("INT/EXT. HOUSE", ["H INT/EXT. HOUSE"]),
    "heading int./ext": ("INT./EXT. HOUSE", ["H INT./EXT. HOUSE"]),
    "heading ext/int is not on the list but is written": ("EXT/INT. CAR", ["H EXT/INT. CAR"]),
    "heading i/e": ("I/E HOUSE", ["H I/E HOUSE"]),
    "heading i./e.": ("I./E. HOUSE", ["H I./E. HOUSE"]),
    "heading with a space for the dot": ("INT HOUSE DAY", ["H INT HOUSE DAY"]),
    "heading in small letters": ("int. house - day", ["H int. house - day"]),
    "heading indented": ("    INT. HOUSE", ["H INT. HOUSE"]),
    "heading in cyrillic": ("INT. ДОМ - НОЧЬ", ["H INT. ДОМ - НОЧЬ"]),
    "intercut is no heading": ("INTERCUT WITH:", ["A INTERCUT WITH:"]),
    "interior is no heading": ("INTERIOR HOUSE", ["A INTERIOR HOUSE"]),
    "establishing is no heading": ("ESTABLISHING", ["A ESTABLISHING"]),
    "heading forced": (".KITCHEN", ["H KITCHEN"]),
    "heading forced in small letters": (".the kitchen", ["H the kitchen"]),
    "heading forced in japanese": (".台所", ["H 台所"]),
    "three dots are action": ("...where we stop", ["A ...where we stop"]),
    "a dot and a space are action": (". NOT A HEADER", ["A . NOT A HEADER"]),
    "heading with text right under it": ("INT. HALL - NIGHT\nHe runs.", ["H INT. HALL - NIGHT", "A He runs."]),
    "small heading with text right under it is action": (
        "int. the house he waits\nfor her", ["A int. the house he waits|for her"]),
    "two headings without a blank line are neither": (
        "INT. HOUSE - DAY\nEXT. HOUSE - DAY", ["A INT. HOUSE - DAY|EXT. HOUSE - DAY"]),
    "heading needs a blank line before": ("He stops.\nINT. HOUSE - DAY\n", ["A He stops.|INT. HOUSE - DAY"]),
    "forced heading needs a blank line before": ("He reloads.\n.45 calibre.", ["A He reloads.|.45 calibre."]),
    # Scene numbers
    "number": ("INT. A #1#", ["H INT. A #1"]),
    "number with a letter": ("INT. A #1A#", ["H INT. A #1A"]),
    "number keeps its case": ("INT. A #1a#", ["H INT. A #1a"]),
    "number with a letter before": ("INT. A #A1#", ["H INT. A #A1"]),
    "number with dashes": ("INT. A #I-1-A#", ["H INT. A #I-1-A"]),
    "number with a period": ("INT. A #1.#", ["H INT. A #1."]),
    "number after brackets": ("INT. HOUSE - FLASHBACK (1944) #110A#", ["H INT. HOUSE - FLASHBACK (1944) #110A"]),
    "number of a forced heading": (".KITCHEN #7#", ["H KITCHEN #7"]),
    "a hash with a space is no number": ("INT. ROOM #5 AND #6 #", ["H INT. ROOM #5 AND #6 #"]),
    # Action
    "action keeps its lines": ("One.\nTwo.\nThree.", ["A One.|Two.|Three."]),
    "action keeps leading spaces": ("    Scott --\n    Jacob", ["A     Scott --|    Jacob"]),
    "a tab counts four": ("\tScott --", ["A     Scott --"]),
    "action forced": ("!INT. HOUSE", ["A INT. HOUSE"]),
    "action forced where a cue would stand": ("!SCANNING\nWhere is he?", ["A SCANNING|Where is he?"]),
    "upper case before a blank line is action": ("BOB\n\nHe waits.", ["A BOB", "A He waits."]),
    "a number sign in action": ("He dials\n#1 of ten.", ["A He dials|#1 of ten."]),
    # Cues
    "cue": ("ANA\nHello.", ["C ANA", "D Hello."]),
    "cue with an extension": ("MOM (O. S.)\nLuke!", ["C MOM (O. S.)", "D Luke!"]),
    "cue with a small extension": ("HANS (on the radio)\nHi.", ["C HANS (on the radio)", "D Hi."]),
    "cue with two extensions": ("EDWARD (V.O.)(CONT’D)\nHi.", ["C EDWARD (V.O., CONT’D)", "D Hi."]),
    "cue with a digit": ("R2D2\nBleep.", ["C R2D2", "D Bleep."]),
    "digits alone are no cue": ("23\nWhat?", ["A 23|What?"]),
    "digits with an extension are no cue": ("23 (O.S.)\nWhat?", ["A 23 (O.S.)|What?"]),
    "cue with an accent": ("ÉMILIE\nNon.", ["C ÉMILIE", "D Non."]),
    "cue in greek": ("ΆΝΝΑ\nΌχι.", ["C ΆΝΝΑ", "D Όχι."]),
    "cue forced": ("@McAVOY\nYes.", ["C McAVOY", "D Yes."]),
    "cue forced in japanese": ("@黒澤\nはい。", ["C 黒澤", "D はい。"]),
    "letters without case are no cue": ("黒澤\nはい。", ["A 黒澤|はい。"]),
    "cue indented": ("\t\tEVE\n\tWell.", ["C EVE", "D Well."]),
    "cue with an apostrophe": ("MRS. O'NEIL\nTea?", ["C MRS. O'NEIL", "D Tea?"]),
    "cue with a trailing space": ("ME \nYes.", ["C ME", "D Yes."]),
    "mixed case is no cue": ("Han (O. S.)\nNo.", ["A Han (O. S.)|No."]),
    "brackets alone are no cue": ("(Jack)\nKnife.", ["A (Jack)|Knife."]),
    "cue needs a blank line before": ("He turns.\nANA\nHello.", ["A He turns.|ANA|Hello."]),
    "cue right after a heading": ("INT. BAR\n\nANA\nHello.", ["H INT. BAR", "C ANA", "D Hello."]),
    # Dialogue and what is inside it
    "dialogue over lines": ("ANA\nOne.\nTwo.", ["C ANA", "D One.|Two."]),
    "two spaces carry dialogue on": ("FISH\nI am\n  \na fish.", ["C FISH", "D I am||a fish."]),
    "a blank line ends dialogue": ("FISH\nI am.\n\nShe waits.", ["C FISH", "D I am.", "A She waits."]),
    "one space ends dialogue": ("FISH\nI am.\n \nShe waits.", ["C FISH", "D I am.", "A She waits."]),
    "parenthetical": ("ANA\n(low)\nYes.", ["C ANA", "P low", "D Yes."]),
    "parenthetical at the end": ("ANA\nYes.\n(leaves)", ["C ANA", "D Yes.", "P leaves"]),
    "parenthetical indented": ("EVE\n      (cocky)\nWell!", ["C EVE", "P cocky", "D Well!"]),
    "brackets inside a line are speech": ("ANA\n(sighs) Yes.", ["C ANA", "D (sighs) Yes."]),
    "two brackets on a line are speech": ("ANA\n(a) or (b)", ["C ANA", "D (a) or (b)"]),
    "brackets in brackets": ("ANA\n(to Bo (low))\nYes.", ["C ANA", "P to Bo (low)", "D Yes."]),
    "lyric in dialogue": ("SINGER\n~La la\nand speaks", ["C SINGER", "L La la", "D and speaks"]),
    "lyric on its own": ("~ La la\n~ Li", ["L La la", "L Li"]),
    "forced action ends a speech": ("ANA\nHi.\n!He falls.", ["C ANA", "D Hi.", "A He falls."]),
    "heading words in dialogue stay speech": ("ANA\nINT. is short for it.", ["C ANA", "D INT. is short for it."]),
    "dual": ("ANA\nYes.\n\nBO ^\nNo.", ["C ANA", "D Yes.", "C BO ^", "D No."]),
    "dual with an extension and no space": ("STEEL (O.S.)^\nNo.", ["C STEEL (O.S.) ^", "D No."]),
    "a caret inside is no dual": ("AND ^ (Dual)\nNo.", ["A AND ^ (Dual)|No."]),
    "a section after dialogue": ("ANA\nHi.\n\n# Two", ["C ANA", "D Hi.", "S1 Two"]),
    # Transitions and centred text
    "transition": ("CUT TO:\n", ["T CUT TO:"]),
    "transition indented": ("                CUT TO:", ["T CUT TO:"]),
    "transition of one word": ("TO:", ["T TO:"]),
    "a space after the colon makes action": ("CUT TO: ", ["A CUT TO: "]),
    "small letters make action": ("boop boop TO:", ["A boop boop TO:"]),
    "transition forced": ("> Burn to White.", ["T Burn to White."]),
    "fade to black is action by the rule": ("FADE TO BLACK.", ["A FADE TO BLACK."]),
    "transition needs a blank line after": ("CUT TO:\nthe house.", ["C CUT TO:", "D the house."]),
    "centred": ("> THE END <", ["M THE END"]),
    "centred with wide spaces": (">      Lots of Space\t\t<", ["M Lots of Space"]),
    "centred over lines": ("> One <\n> Two <", ["M One", "M Two"]),
    # Title page
    "title page": ("Title: A\nAuthor: B\n\nGo.", ["K Title=A", "K Author=B", "A Go."]),
    "title over lines": ("Title:\n    _**BRICK**_\n\tFULL\n\nGo.", ["K Title=_**BRICK**_|FULL", "A Go."]),
    "one key is a title page": ("Title: A", ["K Title=A"]),
    "any key is a title page": ("Produced by: Me\nFor: You\n\nGo.", ["K Produced by=Me", "K For=You", "A Go."]),
    "a colon inside a value": ("Title: A: B\n\nGo.", ["K Title=A: B", "A Go."]),
    "fade in is no title page": ("FADE IN:\n\nINT. A", ["A FADE IN:", "H INT. A"]),
    "a heading with a colon is no title page": ("INT. HOUSE: DAY\n\nGo.", ["H INT. HOUSE: DAY", "A Go."]),
    "a sentence with a colon is no title page": (
        "He says it at last: go.\n\nGo.", ["A He says it at last: go.", "A Go."]),
    "a title page ends where keys end": (
        "Title: A\nContact:\n    Here\nNot an entry.", ["K Title=A", "K Contact=Here", "A Not an entry."]),
    "no title page later": ("Go.\n\nTitle: A", ["A Go.", "A Title: A"]),
    # Page breaks, sections, synopses
    "page break": ("One.\n\n===\n\nTwo.", ["A One.", "= ===", "A Two."]),
    "page break of ten": ("==========", ["= =========="]),
    "two equals signs are a synopsis": ("== so", ["Y = so"]),
    "section": ("# Act", ["S1 Act"]),
    "section without a space": ("#Act", ["S1 Act"]),
    "section of depth three": ("### Scene", ["S3 Scene"]),
    "section then synopsis": ("# Act\n= It begins.", ["S1 Act", "Y It begins."]),
    "section then section": ("# Act\n## One", ["S1 Act", "S2 One"]),
    "synopsis": ("= They meet.", ["Y They meet."]),
    "synopsis without a space": ("=They meet.", ["Y They meet."]),
    # Notes and boneyard
    "note on its own": ("One.\n\n[[A note.]]\n\nTwo.", ["A One.", "N A note.", "A Two."]),
    "note inside": ("One [[two]] three.", ["A One  three.", "N two"]),
    "note over lines": ("[[One\n  two]]", ["N One|  two"]),
    "note over an empty line of two spaces": ("[[One\n  \ntwo]]", ["N One|  |two"]),
    "a truly blank line breaks a note": ("A [[one\n\ntwo]] b", ["A A [[one", "A two]] b"]),
    "note between cue and speech": ("ANA\n[[Better?]]\nYes.", ["C ANA", "N Better?", "D Yes."]),
    "note in dialogue": ("ANA\nYes [[no]] maybe.", ["C ANA", "D Yes  maybe.", "N no"]),
    "note after a heading": ("INT. BAR - DAY [[where?]]\n", ["H INT. BAR - DAY", "N where?"]),
    "boneyard inside": ("One /* two */ three.", ["A One  three.", "B  two "]),
    "boneyard round a scene": ("One.\n\n/*\nINT. A\n\nGo.\n*/\n\nTwo.", ["A One.", "B |INT. A||Go.|", "A Two."]),
    "boneyard between cue and speech": ("ANA\n/* x */\nYes.", ["C ANA", "B  x ", "D Yes."]),
    "boneyard hides a note": ("/* [[x]] */Go.", ["A Go.", "B  [[x]] "]),
    "a boneyard over lines parts blocks": (
        "CUT TO:\n/*\nx\n*/\nEXT. A - DAY\n", ["T CUT TO:", "B |x|", "H EXT. A - DAY"]),
    "an unclosed boneyard is text": ("Go /* on", ["A Go /* on"]),
    # Files as they come
    "byte order mark": ("\ufeffINT. A", ["H INT. A"]),
    "carriage returns": ("INT. A\r\n\r\nANA\r\nHi.\r\n", ["H INT. A", "C ANA", "D Hi."]),
    "old mac ends": ("INT. A\r\rANA\rHi.", ["H INT. A", "C ANA", "D Hi."]),
    "nothing": ("", []),
    "blank lines": ("\n\n\n", []),
}


@pytest.mark.parametrize("name", CASES)
def test_each_element_is_what_the_writer_meant(name: str) -> None:
    text, expected = CASES[name]
    assert [said(element) for element in read_elements(text)] == expected


def test_elements_keep_their_source_lines_and_the_blank_lines_before() -> None:
    found = read_elements("Title: A\n\n\nINT. B\n\n/* c\nd */\nANA\nHi\nthere.\n")
    assert [(element.kind, element.line, element.last, element.gap) for element in found] == [
        ("title", 1, 1, 0), ("heading", 4, 4, 2), ("boneyard", 6, 7, 0), ("character", 8, 8, 2), ("dialogue", 9, 10, 0)]


EMPHASIS = [
    ("*i* **b** ***bi*** _u_", "i b bi u"), (r"**\*9765\***", "*9765*"), ("*69 and then *23", "*69 and then *23"),
    ("*69 and then 23*", "69 and then 23"), ("_a *b* c_", "a b c"), ("**a *b* c**", "a b c"), ("*a **b** c*", "a b c"),
    ("***a** b*", "a b"), ("2 * 3 * 4", "2 * 3 * 4"), ("snake_case_name", "snake_case_name"), ("* a*", "* a*"),
    ("*a\nb*", "*a\nb*"), (r"\_not\_", "_not_"), ("**", "**"), ("_", "_"), ("“*smart*”", "“smart”"),
]


@pytest.mark.parametrize(("text", "plain"), EMPHASIS)
def test_emphasis_comes_off_and_words_stay(text: str, plain: str) -> None:
    assert unmarked(text) == plain


def test_a_script_has_scenes_lines_and_a_title() -> None:
    script = read_fountain("""Title: **The Kettle**
Authors: A. Writer

FADE IN:

INT. KITCHEN - NIGHT #12#

= Ana waits.

The kettle *screams*.
Nobody moves.

ANA (V.O.) (CONT'D)
(low)
I said
(louder)
**tea**.

BO ^
Coffee.

CUT TO:

EXT. YARD - DAY

> SUPER: LATER <
""")
    kitchen, yard = script.scenes
    assert (script.title, script.author) == ("The Kettle", "A. Writer")
    assert (kitchen.number, kitchen.heading, kitchen.synopsis) == ("12", "INT. KITCHEN - NIGHT", "Ana waits.")
    assert [line.id for line in kitchen.lines] == ["12/1", "12/2", "12/3"]
    assert kitchen.lines[0].text == "The kettle screams. Nobody moves."
    ana, bo = kitchen.spoken
    assert (ana.who, ana.extension, ana.aside, ana.text) == ("ANA", "V.O., CONT'D", "low; louder", "I said tea.")
    assert (bo.who, bo.dual, ana.dual) == ("BO", True, False)
    assert (yard.number, [line.text for line in yard.lines]) == ("2", ["SUPER: LATER"])


NUMBERS = [
    ("INT. A\n\nINT. B\n\nINT. C", ["1", "2", "3"]),
    ("INT. A #7#\n\nINT. B", ["7", "2"]),
    ("INT. A #2#\n\nINT. B", ["2", "2.2"]),
    ("INT. A\n\nINT. B #1#", ["1.2", "1"]),
    ("INT. A #1#\n\nINT. B #1#\n\nINT. C #1.2#", ["1", "1.3", "1.2"]),
    ("A boy runs.\n\nINT. A", ["0", "1"]),
    ("A boy runs.\n\nINT. A #0#", ["0.2", "0"]),
    ("FADE IN:\n\nINT. A", ["1"]),
    ("Just a line.", ["0"]),
]


@pytest.mark.parametrize(("text", "numbers"), NUMBERS)
def test_every_scene_has_a_number_of_its_own(text: str, numbers: list[str]) -> None:
    assert [scene.number for scene in read_fountain(text).scenes] == numbers


@given(st.text(st.characters(codec="utf-8"), max_size=400) | st.lists(
    st.sampled_from([*"#.!@>~=^()*_[]/ \n\t", "\n\n", "INT. A", "ANA", "  ", "[[", "]]", "/*", "*/", "TO:", "Title:",
                     "words", "#1#", "<", "***", "\r\n", "É", "黒"]), max_size=60).map("".join))
def test_any_text_is_some_script(text: str) -> None:
    script = read_fountain(text, name="any")
    ids = [line.id for scene in script.scenes for line in scene.lines]
    assert len(set(ids)) == len(ids)
    assert len({scene.number for scene in script.scenes}) == len(script.scenes)
    assert all(line.text for scene in script.scenes for line in scene.lines)
    assert read_fountain(text, name="any") == script


MARKS = ["[[", "/*", "*a ", "**a ", "***a ", "_a ", "(", "ANA\n", "#", "a\n", "(a)\n", "\x00", "> <", "A (", "INT. #",
         "\\*", "INT. A\n\n", "INT. A #1#\n\n"]


@pytest.mark.parametrize("mark", MARKS)
def test_long_and_odd_scripts_are_read_in_one_pass(mark: str) -> None:
    # Twenty thousand open marks: a reader that looks ahead from each of them would never return.
    assert read_fountain(mark * 20_000) is not None
    assert read_fountain(f"A{mark * 3}{' ' * 20_000}b\nc") is not None
