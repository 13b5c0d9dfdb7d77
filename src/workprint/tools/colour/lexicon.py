"""The words of film colour and the directions that they point in: a first guess; an artist's choices overwrite it."""

from __future__ import annotations

from collections.abc import Mapping

Directions = Mapping[str, int]

PLAIN = """
cold, cool, blue: warmth -10
icy, frosty, freezing, arctic: warmth -16 saturation -5
warm, orange, amber, yellow: warmth 10
hot, fiery: warmth 16 saturation 5 contrast 4
red: warmth 6 tint 6
dark, dim: brightness -10
bright, light: brightness 10
underexposed: brightness -14
overexposed: brightness 14
flat: contrast -10
contrast, contrasty, hard, punchy, snappy: contrast 10
pale, muted, desaturated, colourless, colorless, subdued: saturation -10
grey, gray, monochrome: saturation -20
colourful, colorful, saturated, vivid, vibrant, colour, color: saturation 10
pastel: saturation -8 brightness 8 contrast -6 softness 4
green: tint -10
magenta, pink, purple: tint 10
cyan, teal: warmth -7 tint -5
dense, thick: density 10
thin: density -10 contrast -3
rich: density 8 saturation 7
deep: density 8 blacks -6
crisp, sharp, clear: softness -10
soft, creamy, smooth: softness 10
split: split 10
teal and orange, orange and teal: split 14 saturation 4
cold shadows, blue shadows, teal shadows: split 10
warm highlights, warm lights, golden highlights: split 8 warmth 3
warm shadows: split -10
cold highlights, cold lights, blue highlights: split -8 warmth -3
lifted blacks, raised blacks, milky blacks, open shadows: blacks 10
milky: blacks 10 contrast -5
crushed, crushed blacks, deep blacks, inky blacks, inky: blacks -10 contrast 4
rolled off, roll off, rolled off highlights, soft highlights: highlights -10 softness 4
bright highlights, hot highlights, blown, sparkling: highlights 10
low key: brightness -10 contrast 6 blacks -4
high key: brightness 10 contrast -6 blacks 4
heavy: brightness -6 density 10
airy: brightness 8 density -6 softness 5
neutral, natural, naturalistic, plain:
"""
"""Words that name a variable or one of its ends. Source: what the word says."""

LIGHT = """
dusk, twilight, blue hour: brightness -8 warmth -8 split 6 saturation -3
dawn: brightness -3 warmth -3 tint 4 contrast -5 split 4
golden, golden hour: warmth 12 saturation 4 split 5
sunset: warmth 12 saturation 8 tint 3 split 6
sunny, sunlit: brightness 6 warmth 7 contrast 5 saturation 3
noon, midday: brightness 6 contrast 8
overcast, cloudy: warmth -4 contrast -8 saturation -5
rainy, wet: warmth -5 saturation -5 density 5
stormy: brightness -7 warmth -5 contrast 6 saturation -4
foggy, misty, hazy: contrast -9 blacks 9 saturation -6 softness 5
smoky: blacks 7 warmth 3 saturation -5
dusty: warmth 7 saturation -6 contrast -5
night, nocturnal, day for night: brightness -16 warmth -9 saturation -7
moonlit, moonlight: brightness -12 warmth -10 saturation -8 contrast 3
candlelit, candlelight, firelit, firelight: brightness -7 warmth 14 contrast 5
tungsten, lamplit: warmth 11
sodium: warmth 14 tint -3 saturation -4 brightness -4
fluorescent: tint -10 warmth -3 contrast -3
neon: saturation 12 tint 8 brightness -5 contrast 6
winter, wintry: warmth -9 saturation -6 brightness 3
autumn, autumnal: warmth 8 density 6 saturation 2
summer, summery: warmth 6 brightness 5 saturation 7
spring: brightness 5 saturation 5 tint -3
underwater: warmth -10 tint -9 contrast -5
steel, steely, metallic: warmth -7 saturation -8 contrast 6
earthy: warmth 6 saturation -5 density 6
"""
"""Times of day, weather and lamps. Source: our first guess, from their colour temperature and how hard they fall."""

PROCESS = """
noir: saturation -18 contrast 12 brightness -8 blacks -5
faded: blacks 9 contrast -8 saturation -8
washed, washed out: saturation -10 contrast -7 brightness 4
bleached, bleach bypass, silver retention, silvery: saturation -12 contrast 12 density 3
print, filmic, film, cinematic: softness 8 density 6
vintage, retro: warmth 6 blacks 7 saturation -5 split -3
sepia: warmth 15 saturation -14
technicolor, technicolour: saturation 14 density 9 contrast 5
cross processed: saturation 6 contrast 8 split -10 tint -5
documentary, raw: contrast 3 softness -4 saturation -4
gritty, grimy: contrast 8 saturation -7 softness -6
clean: softness -5 blacks -3 brightness 3
"""
"""What is done to film. Source: our first guess, from how colourists use the words."""

FEELING = """
bleak, desolate, barren: warmth -7 saturation -9 brightness -4
cheerless, dreary, drab: saturation -9 contrast -5 brightness -4
tender: warmth 6 contrast -6 softness 7
gentle: contrast -7 softness 7
intimate, cosy, cozy: warmth 9 brightness -4 softness 5
romantic: warmth 7 tint 4 softness 7
loving, affectionate: warmth 7 softness 5 saturation 3
uneasy, anxious, nervous, queasy: tint -8 warmth -4 contrast 4
sickly, ill, nauseous: tint -11 saturation -5
eerie, uncanny: tint -6 warmth -6 brightness -5
sinister, menacing, threatening, ominous: brightness -9 contrast 7 tint -4
tense: contrast 8 warmth -5
violent, brutal: contrast 12 saturation 4 density 6
angry, furious: warmth 6 tint 4 saturation 8 contrast 8
harsh, stark: contrast 11 highlights 5 softness -6
clinical, sterile: warmth -6 brightness 7 saturation -7 tint -2
happy, joyful, cheerful: brightness 7 saturation 7 warmth 5
hopeful, optimistic: brightness 7 warmth 5
sad, sorrowful, mournful: brightness -6 saturation -8 warmth -4
melancholy, melancholic, wistful: warmth -5 saturation -6 softness 4
lonely, alone: warmth -7 saturation -5 contrast -3
nostalgic: warmth 7 blacks 6 saturation -4 softness 6
calm, peaceful, serene, quiet: contrast -6 saturation -5 softness 4
exciting, energetic, lively: saturation 9 contrast 7
dreamy, dreamlike, ethereal, magical: softness 10 blacks 5 brightness 6 contrast -6
moody, brooding: brightness -8 contrast 5 density 5
mysterious, secretive: brightness -9 warmth -4 blacks -4
gloomy, sombre, somber: brightness -9 saturation -6
oppressive, claustrophobic: brightness -7 density 8 warmth 3
lush: saturation 9 density 8
sensual: warmth 7 density 6 softness 5
innocent, pure: brightness 7 saturation -4 softness 6
alien: tint -8 saturation 5 split 6
hostile: warmth -6 contrast 9 saturation -4
"""
"""Feelings. Source: Valdez and Mehrabian (1994) and Wilms and Oberfeld (2018), as in facts/colour 7, and our first
guess. In both, pleasure rises with brightness and saturation; of brightness and arousal they say opposite things, so
arousal is read from saturation, contrast and warmth alone."""

SOURCES: Mapping[str, str] = {
    "what the word says": PLAIN,
    "how such light falls, a first guess": LIGHT,
    "how colourists use the word, a first guess": PROCESS,
    "studies of colour and feeling, a first guess": FEELING,
}
"""Where the directions of a word come from."""


def _directions(text: str) -> dict[str, int]:
    """``warmth -10 blacks 5`` as directions, in tenths of a step."""
    parts = text.split()
    return {name: int(tenths) for name, tenths in zip(parts[::2], parts[1::2], strict=True)}


WORDS: Mapping[str, tuple[Directions, str]] = {
    word: (_directions(directions), source) for source, text in SOURCES.items() for line in text.strip().splitlines()
    for words, _, directions in [line.partition(":")] for word in words.split(", ")}
"""Every word or phrase with its directions, in tenths of a step, and where they come from: the texts above."""

HOLDS: Mapping[str, tuple[str, ...]] = {
    "skin": ("skin",), "skins": ("skin",), "face": ("skin",), "faces": ("skin",), "complexion": ("skin",),
    "exposure": ("brightness",), "brightness": ("brightness",), "light": ("brightness",), "contrast": ("contrast",),
    "warmth": ("warmth",), "temperature": ("warmth",), "white balance": ("warmth", "tint"),
    "balance": ("warmth", "tint"), "whites": ("warmth", "tint"), "greys": ("warmth", "tint"),
    "grays": ("warmth", "tint"), "neutrals": ("warmth", "tint"), "tint": ("tint",),
    "colour": ("saturation",), "color": ("saturation",), "colours": ("saturation",), "colors": ("saturation",),
    "saturation": ("saturation",), "density": ("density",), "split": ("split",),
    "softness": ("softness",), "blacks": ("blacks",), "shadows": ("blacks",), "highlights": ("highlights",),
    "lights": ("highlights",), "tones": ("brightness", "contrast"),
}
"""What can be kept by a word, and which variables hold it: what the word says."""

NOUNS: Mapping[str, str] = {
    "warmth": "warm", "brightness": "bright", "exposure": "bright", "saturation": "saturated", "density": "dense",
    "softness": "soft", "tint": "magenta", "darkness": "dark", "coldness": "cold",
    "colours": "colour", "colors": "color", "blacks": "lifted blacks", "highlights": "bright highlights",
}
"""What more of a thing means where a word names it: what the word says."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


KEEPERS = _words("keep keeps hold protect preserve leave save maintain same spare")
"""Words after which something stays as it is. Source: what they say."""

NEGATIVES = _words("not no without never isn't don't nor")
"""Words that forbid the next one. Source: what they say."""

LESSENERS = _words("less lessen reduce")
"""Words that turn the next one round. Source: what they say."""

FAINT = _words("bit little slightly somewhat touch hair tad hint subtly faintly mildly")
"""Words that halve a wish. Source: what they say."""

STRONG = _words("much very far really lot lots strongly extremely heavily way deeply totally")
"""Words that enlarge it. Source: what they say."""

PASSED = _words("""
a an the and or but so as it its it's is are be been was were make makes made let lets give gives get gets getting
please want wants would should could like more most feel feels feeling look looks looking of in on at to for with from
by this that these those them they their there here her his him she he our we you your my me i one ones all every
everything everybody everyone whole scene shot shots picture pictures image film's grade grading cut tone tones just
only even still some any than then now again also yet while if when where into over kind sort quite rather bring go
push take put turn almost more's own too such very's day's being have has do does doing up down thing things world
mood atmosphere feel-like person people woman man girl boy actor actress without's
""")
"""Words that say nothing of colour. Source: our choice; common English words of a wish."""
