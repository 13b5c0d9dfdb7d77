"""Takes for `bench.lining`, spoken by eSpeak NG with every word and fault known: one set to tune on, one held out.

The two sets share no sentence, no voice, no room, no noise and no seed. In each, two people say a scene several times;
in every second line or so something goes wrong: a small word is left out, changes place with the next one, gives way
to another or slips in, a longer word gives way to another, a line is left out, begun again or said twice, or somebody
says what is in no script.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.signal import oaconvolve

from workprint.film import SAMPLE_RATE, Line, Rate, Scene
from workprint.media import read_sound
from workprint.media.lining import words_of
from workprint.media.rehearsal import SMALL_PLAN, Planted, TrueWord, planned, read_plan
from workprint.media.rehearsal.microphones import boom, stage
from workprint.media.rehearsal.plan import Order, Plant
from workprint.media.rehearsal.timeline import lay, planted, true_words
from workprint.media.rehearsal.voice import speak

Sound = NDArray[np.float32]


@dataclass(frozen=True)
class Place:
    """Where a take is recorded: a room's answer, a noise and its distance from the speech, and mains hum."""

    room: str = ""
    """File of the room response; empty for the rehearsal's own kitchen."""
    noise: str = ""
    """File of the noise; empty for none."""
    below: int = 20
    """Decibels of the noise (and of the hum) below the speech."""
    hum: int = 0
    """Mains frequency in Hz; 0 for no hum."""


@dataclass(frozen=True)
class Company:
    """A scene, who speaks it, and how each take is directed and recorded."""

    scene: Scene
    voices: tuple[str, str]
    """eSpeak NG voices of the first and the second person."""
    tempos: tuple[int, ...]
    """Percent of 170 words a minute, one for each take."""
    places: tuple[Place, ...]
    """Where each take is recorded."""
    seed: int
    """Of pauses, pitch and faults."""


@dataclass(frozen=True, eq=False)
class Spoken:
    """One take of a company, and what is true of it."""

    scene: Scene
    name: str
    sound: Sound
    words: tuple[TrueWord, ...]
    faults: tuple[tuple[Plant, Planted], ...]


def _scene(number: str, text: str) -> Scene:
    people = ("ANA", "BEN")
    return Scene(number, "INT. ROOM - DAY", tuple(
        Line(f"{number}/{at + 1}", "spoken", said.strip(), people[at % 2]) for at, said in enumerate(text.split("|"))))


TUNING = (
    Company(_scene("41", """Do you want to go to the park with me? | No, I have to be at work in an hour. |
        It is a long way to go for a cup of tea. | I know it is, but she asked me to. |
        He was in the garden and he had a spade in his hand. | Was it his or was it hers? |
        I don't think that it was either of them. | So what did you say to him? |
        I said that we are not at home to anyone. | And is that the end of it? |
        You can see for yourself if you look at the back of the door. | That is the key to my old flat. |
        I would like it if you would come with us on Friday. | If I can get a day off, I will. |
        She put the letter on a table by the window. | As far as I know, he is the only one who read it."""),
        ("en-us+m1", "en-us+f2"), (96, 108, 118, 102, 126, 112), (
            Place(), Place("rir1.wav"), Place(noise="noise2.wav", below=18), Place(hum=60, below=24),
            Place("rir2.wav"), Place(noise="noise2.wav", below=24)), 1),
    Company(_scene("42", """I was going to tell you about the car. | What is it this time? |
        It is not that bad, but we need to talk to a man in the city. | Is he the one from the bank? |
        He is a friend of a friend of mine. | I do not have the time for this at all. |
        You said you were in on it from the start. | I was, and I am, but it has to be on my terms. |
        Then let me put it to you in a different way. | Go on, I am all ears. |
        The people at the top of the company want to sell to us. | To us or to anyone with the cash? |
        If it was up to me I would have an answer for you by now. | But it is up to you and it always was. |
        We are in the same boat as the rest of them. | So give me a pen and a bit of paper."""),
        ("en-us+f5", "en-us+m7"), (104, 115, 98, 122, 110, 94), (
            Place("rir2.wav"), Place(), Place(hum=50, below=20), Place(noise="noise2.wav", below=20),
            Place("rir1.wav"), Place()), 2),
    Company(_scene("43", """There is a hole in the roof of the barn. | And the rain comes in on to the hay? |
        It does, and it is the last of what we had from the summer. | I told him to see to it in the spring. |
        You told me that you did it on your own. | I was up on the ladder for most of a day. |
        So is it me that has to pay for it? | No, it was the wind, and the wind is nobody's fault. |
        My father would have said that a man is at fault for the wind. | He was a hard one, and so was she. |
        Do you know that I never saw him in a hat? | I saw him in one at the funeral of his brother. |
        We can go to the town and ask for a loan. | They will not give it to people like us. |
        Then we are at the end of the road. | Not if I can do a thing or two about it."""),
        ("en-gb-x-rp+f3", "en-us+m4"), (100, 92, 112, 120, 106), (
            Place(), Place("rir1.wav"), Place("rir2.wav"), Place(noise="noise2.wav", below=22), Place()), 3),
)
"""The set that limits and weights were chosen on."""

HELD_OUT = (
    Company(_scene("51", """Is there a train to the coast in the morning? | There is one at six and one at ten. |
        I need to be at the harbour by the time it gets light. | Then you have to take the first, or go by bus. |
        What do I do with the dog? | Leave him with me, he is no trouble to anyone. |
        He was sick on the carpet the last time. | It was an old carpet and I never liked it. |
        You are too good to me, do you know that? | I am not, but it is kind of you to say so. |
        If she calls, tell her that I was in a hurry. | She will want to know why, as she always does. |
        Say it was a thing to do with the house. | I can not lie to my own sister for you. |
        Then say that I asked you not to talk to her. | That is the first honest word out of you in a year."""),
        ("en-us+f1", "en-us+m6"), (103, 116, 97, 110), (
            Place(), Place("rir3.wav"), Place(noise="noise1.wav", below=20), Place(hum=50, below=22)), 51),
    Company(_scene("52", """Who gave you the right to read this? | It was on the desk, in a pile with my post. |
        It had a seal on it and the name of a judge. | I did not see it until it was open in my hand. |
        So you are telling me that it was an accident? | I am telling you what I told the two men at the gate. |
        They came to you before they came to us? | They were here for an hour and they had a list. |
        Was I on it? | You and your brother, and a woman from the north. |
        We have to be out of here in a day at the most. | Is it as bad as that, or is it only for show? |
        He has a son in the police and a cousin at the court. | Then he is not a man to make an enemy of. |
        Put the thing in the fire and never speak of it again. | If I do that, I can not look at you in the face."""),
        ("en-us+m3", "en-gb-scotland+f4"), (108, 94, 120, 113), (
            Place("rir4.wav"), Place(), Place(hum=60, below=20), Place(noise="noise1.wav", below=24)), 52),
)
"""The set that figures are told of. Nothing was chosen on it."""

SMALL = frozenset((
    "a", "am", "an", "and", "are", "as", "at", "be", "but", "by", "can", "do", "for", "from", "had", "has",
    "have", "he", "her", "him", "i", "if", "in", "is", "it", "me", "my", "no", "not", "of", "on", "or", "out",
    "she", "so", "that", "the", "this", "to", "up", "us", "was", "we", "what", "with", "you"))
"""The small words that are tried. Source: the most frequent words of English talk."""
_OTHER = {
    "a": "the", "an": "the", "the": "a", "to": "for", "of": "from", "in": "on", "on": "in", "at": "by", "for":
    "to", "and": "but", "is": "was", "was": "is", "it": "that", "i": "you", "you": "we", "he": "she", "she": "he",
    "we": "they", "me": "him", "my": "your", "be": "stay", "do": "did", "not": "now", "that": "this", "this":
    "that", "so": "now", "but": "and", "if": "when", "with": "for", "as": "so", "are": "were", "have": "had",
    "had": "have", "by": "at", "or": "and", "am": "was", "has": "had", "us": "them", "him": "her", "her": "him",
    "can": "will"}
_LONG = {
    "work": "school", "hour": "minute", "park": "shop", "garden": "kitchen", "spade": "knife", "letter": "parcel",
    "window": "mirror", "friday": "sunday", "car": "money", "city": "village", "bank": "hotel", "friend":
    "cousin", "time": "heart", "company": "country", "answer": "offer", "boat": "mess", "paper": "string", "roof":
    "wall", "hay": "wood", "summer": "winter", "spring": "autumn", "ladder": "roof", "father": "mother",
    "brother": "uncle", "town": "church", "road": "story", "train": "boat", "coast": "mountain", "harbour":
    "station", "morning": "evening", "dog": "child", "carpet": "sofa", "house": "garden", "sister": "mother",
    "hurry": "temper", "desk": "table", "judge": "doctor", "hand": "pocket", "accident": "exercise", "men":
    "boys", "gate": "window", "woman": "lawyer", "north": "island", "police": "army", "court": "palace", "fire":
    "river", "face": "mirror"}
_EXTRA = ("just", "really", "now", "the", "so", "well")
_AD_LIBS = ("Sorry, can we stop there?", "Oh, that was my fault.", "Let me try that one more time.",
            "You must be joking.", "Where were we?")
_KINDS = ("left out", "left out", "left out", "swapped", "swapped", "small for small", "slipped in", "long for long",
          "long for long", "ad-lib", "line left out", "begun again", "twice")
"""What goes wrong, as often as it stands here."""


def takes(companies: tuple[Company, ...], material: Path) -> Iterator[Spoken]:
    """Every take of these companies; rooms and noises are left out where `material` is absent."""
    for company in companies:
        cast = read_plan(SMALL_PLAN)
        players = tuple(replace(one, name=name, voice=voice, rate=170) for one, name, voice in zip(
            cast.cast, ("ANA", "BEN"), company.voices, strict=True))
        plan = replace(cast, scene=company.scene.number, cast=players, beats=(), setups=cast.setups)
        for at, (tempo, place) in enumerate(zip(company.tempos, company.places, strict=True)):
            plants = _plants(company.scene, random.Random(f"{company.seed}/{at}"))
            order = Order(setup="A", number=at + 1, mood=("guarded", "angry", "tender", "wry")[at % 4], tempo=tempo,
                          sound_at=0, plants=plants)
            (take,) = planned(company.scene, replace(plan, takes=(order,)), seed=company.seed + at)
            timeline = lay(take, speak(take.speeches), Rate(24))
            dry = stage(timeline, company.seed + at, 0, timeline.samples)
            yield Spoken(company.scene, f"{company.scene.number}A/{at + 1}", _there(dry, place, material, at),
                         true_words(timeline), tuple(zip(plants, planted(take), strict=True)))


def _plants(scene: Scene, luck: random.Random) -> tuple[Plant, ...]:
    """A fault in every second line or so; the same chance plants the same."""
    return tuple(plant for line in scene.spoken if luck.random() < 0.55 for plant in _plant(line, luck))


def _plant(line: Line, luck: random.Random) -> Iterator[Plant]:
    words, kind = words_of(line.text), luck.choice(_KINDS)
    small = [at for at, word in enumerate(words, start=1) if word in SMALL and 1 < at < len(words)]
    long = [at for at, word in enumerate(words, start=1) if word in _LONG]
    swaps = [at for at in small if at + 1 in small and words[at - 1] != words[at]]
    others = [at for at in small if words[at - 1] in _OTHER]
    if kind == "left out" and small:
        yield Plant("omit", line.id, word=luck.choice(small))
    elif kind == "swapped" and swaps:
        yield Plant("swap", line.id, word=luck.choice(swaps))
    elif kind == "small for small" and others:
        at = luck.choice(others)
        yield Plant("change", line.id, word=at, say=_OTHER[words[at - 1]])
    elif kind == "slipped in" and small:
        at = luck.choice(small)
        yield Plant("change", line.id, word=at, say=f"{luck.choice(_EXTRA)} {words[at - 1]}")
    elif kind == "long for long" and long:
        at = luck.choice(long)
        yield Plant("change", line.id, word=at, say=_LONG[words[at - 1]])
    elif kind == "ad-lib":
        yield Plant("ad-lib", line.id, who=line.who, say=luck.choice(_AD_LIBS))
    elif kind == "line left out":
        yield Plant("omit", line.id)
    elif kind == "begun again":
        yield Plant("fluff", line.id, word=luck.randrange(2, len(words)), say=luck.choice(("Sorry.", "No.")))
    elif kind == "twice":
        yield Plant("twice", line.id)


def _there(dry: Sound, place: Place, material: Path, seed: int) -> Sound:
    """The dry sound as a boom hears it in `place`."""
    samples = material / "speech" / "speechbrain" / "tests" / "samples"
    room, noise = samples / "RIRs" / place.room, samples / "noise" / place.noise
    sound = boom(dry, seed)
    if place.room and room.exists():
        answer = read_sound(room)[:SAMPLE_RATE]
        head = int(np.abs(answer).argmax())  # the direct sound arrives at once, so that true times stay true
        wet = oaconvolve(sound, answer[head:])[: len(sound)]
        # A boom is near the voice: the room comes 6 dB below it, where a far microphone would hear little else.
        sound = (sound + wet * np.sqrt((sound**2).mean() / (wet**2).mean()) / 2).astype(np.float32)
    loud = float(np.sqrt((dry[np.abs(dry) > 0.01] ** 2).mean())) * 10 ** (-place.below / 20)
    if place.noise and noise.exists():
        steady = np.resize(read_sound(noise), len(sound))
        sound = sound + (steady * loud / np.sqrt((steady**2).mean())).astype(np.float32)
    if place.hum:
        at = np.arange(len(sound)) * (2 * np.pi * place.hum / SAMPLE_RATE)
        sound = sound + ((np.sin(at) + np.sin(3 * at) / 2) * loud).astype(np.float32)
    return sound.astype(np.float32)
