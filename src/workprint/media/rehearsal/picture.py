"""The frames of a take: a set that is painted once, and figures that are redrawn only where they move."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from workprint.film import Scene
from workprint.media.rehearsal.acting import PlannedTake
from workprint.media.rehearsal.balance import Balance
from workprint.media.rehearsal.camera import Camera, Points, by, metres, stand
from workprint.media.rehearsal.clapper import clapper
from workprint.media.rehearsal.features import draw_eyes, draw_mouth
from workprint.media.rehearsal.figure import draw_arms, draw_body, draw_legs
from workprint.media.rehearsal.head import draw_head
from workprint.media.rehearsal.ink import Sheet
from workprint.media.rehearsal.performance import TWOS, Drawing, perform
from workprint.media.rehearsal.plan import Piece, Plan, Player
from workprint.media.rehearsal.props import draw_piece
from workprint.media.rehearsal.room import BEHIND, background, lamplight, under_lamp
from workprint.media.rehearsal.skull import pose
from workprint.media.rehearsal.sprite import Box, Picture, Sprite, cropped, grey, joined, lay, video
from workprint.media.rehearsal.timeline import Timeline

_PROPS = ("cup", "key", "lamp")
"""Small things that the eye has to find: the dark does not swallow them."""


def pictures(take: PlannedTake, scene: Scene, plan: Plan, timeline: Timeline, *, size: tuple[int, int], seed: int
             ) -> Iterator[Picture]:
    """Every frame of the take, in order. The same object comes while nothing moves."""
    view = plan.setup(take.order.setup)
    stage = Stage(plan, stand(view, plan, size), seed, Balance(view.mired, view.stops))
    stage.mark(rehearsal_mark(f"REHEARSAL  {take.slate}", size))
    acts = [perform(player, timeline, take.order.mood, seed * 1000 + take.index) for player in plan.cast]
    for frame in range(timeline.frames):
        slated = stage.put(clapper(take, plan, timeline, frame, size))
        moved = frame % TWOS == 0 and stage.show([act[frame // TWOS] for act in acts])
        if slated or moved or frame == 0:
            picture = Picture(stage.luma.copy(), stage.chroma.copy())
        yield picture


@lru_cache(64)
def rehearsal_mark(text: str, size: tuple[int, int]) -> Sprite:
    """The mark that every frame carries."""
    high = max(9, size[1] // 34)
    font = ImageFont.load_default(high)
    left, top, right, bottom = (int(value) for value in font.getbbox(text))
    image = Image.new("RGB", (right - left + high, bottom - top + high // 2 + 2), (20, 0, 90))
    ImageDraw.Draw(image).text((high // 2 - left, high // 4 + 1 - top), text, (232, 0, 0), font)
    planes = np.asarray(image).astype(np.uint16)
    return video(grey(high, size[1] - image.height - high, planes[:, :, 0], planes[:, :, 2]))


@dataclass(eq=False)
class _Item:
    """Something in front of the background, drawn again when its key changes."""

    name: str
    depth: float
    key: object = None
    sprite: Sprite | None = None


class Stage:
    """The set and the figures as one camera sees them. `luma` and `chroma` are the picture."""

    def __init__(self, plan: Plan, camera: Camera, seed: int, balance: Balance = Balance()) -> None:  # noqa: B008
        self.balance = balance
        self.plan, self.camera, self.seed = plan, camera, seed
        self.light = metres(plan.light)
        self.kept: dict[tuple[str, object], Sprite] = {}
        self.bright, self.grain = lamplight(camera, self.light, seed)
        self.paper, self.colour = self._paper()
        self.luma, self.chroma = self.paper.astype(np.uint8), (self.colour + 128).astype(np.uint8)
        self.held: Sprite | None = None
        self.over: list[Sprite] = []
        self.slate: Sprite | None = None
        self.items = self._items()

    def _paper(self) -> tuple[NDArray[np.uint16], NDArray[np.int16]]:
        """The background as this camera has it: luma in video range, and colour."""
        tones, chroma = background(self.plan, self.camera, self.bright, self.grain)
        shown = self.balance.colour(chroma, tones[0::2, 0::2] / 255)
        return ((16.5 + self.balance.light(tones) * (219 / 255)).astype(np.uint16),
                np.rint(shown).clip(-112, 112).astype(np.int16))

    def _items(self) -> list[_Item]:
        pieces = [piece for piece in self.plan.pieces if piece.kind not in BEHIND]
        table = min((self.camera.depth(metres(piece.at)) for piece in pieces if piece.kind == "table"), default=1e9)
        items = [_Item(f"piece {number}", self._depth(piece, table)) for number, piece in enumerate(self.plan.pieces)
                 if piece in pieces]
        for player in self.plan.cast:
            items += [item for item in self._figure_items(player, table) if self._in_frame(item.name, player)]
        return sorted(items, key=lambda item: -item.depth)

    def _figure_items(self, player: Player, table: float) -> list[_Item]:
        depth, sits = self.camera.depth(metres(player.mark)), player.stance == "sit"
        behind = (self.camera.at - metres(player.mark)) @ self._ahead(player) < 0
        name = player.name
        return [_Item(f"legs {name}", max(depth + 0.03, table + 0.001) if sits else depth + 0.03),
                # From behind, collar and shoulders lie over the neck; from the front, chin and neck over them.
                _Item(f"body {name}", depth - 0.02 if behind else depth + 0.02),
                _Item(f"head {name}", depth), _Item(f"mouth {name}", depth - 0.001),
                _Item(f"eyes {name}", depth - 0.002),
                _Item(f"arms {name}", min(depth + 0.01, table - 0.001) if sits else depth)]

    def _in_frame(self, name: str, player: Player) -> bool:
        """Whether a part of a player can be seen: nothing is drawn that the camera has beside or behind it."""
        part = name.partition(" ")[0]
        ahead, wide, low, high = _REACH.get(part, _REACH["head"])
        size, middle, way = player.head / 1000, metres(player.mark), self._ahead(player)
        across = np.cross((0.0, 0.0, 1.0), way)
        corners = np.array([middle + (way * a + across * b + by(0, 0, c)) * size for a in ahead for b in (-wide, wide)
                            for c in (low, high)])
        if self.camera.seen(corners)[:, 2].max() < 0.2 or self.camera.depth(middle) < 0.15:
            return False
        flat = self.camera.project(corners)
        return bool((flat.max(0) > 0).all() and (flat.min(0) < self.camera.size).all())

    def _depth(self, piece: Piece, table: float) -> float:
        """How far a piece is; what stands on the table is in front of it."""
        depth = self.camera.depth(metres(piece.at) + (0 if piece.kind in ("table", "cup", "key", "lamp")
                                                      else metres(piece.size) / 2))
        return min(depth, table - 0.0005) if piece.kind in ("cup", "key") else depth

    def mark(self, sprite: Sprite) -> None:
        """Lay something over every picture from now on."""
        self.over.append(sprite)
        self._repaint(sprite.box)

    def put(self, slate: Sprite | None) -> bool:
        """Hold a slate before the lens, or take it away. Answers whether anything changed."""
        if slate is self.held:
            return False
        boxes = [sprite.box for sprite in (self.slate, slate) if sprite is not None]
        self.held, self.slate = slate, self.balance.seen(slate) if slate else None
        for box in joined(boxes):
            self._repaint(box)
        return True

    def show(self, drawings: Sequence[Drawing]) -> bool:
        """Bring the picture up to these drawings, one for each of the cast. Answers whether anything changed."""
        acts = {player.name: (player, drawing) for player, drawing in zip(self.plan.cast, drawings, strict=True)}
        dirty: list[Box] = []
        for item in self.items:
            part, _, name = item.name.partition(" ")
            key = 0 if part == "piece" else _key(part, acts[name][1])
            if item.sprite is None or key != item.key:
                dirty += [item.sprite.box] if item.sprite is not None else []
                item.key, item.sprite = key, self._sprite(item.name, part, name, key, acts)
                dirty.append(item.sprite.box)
        for box in joined(dirty):
            self._repaint(box)
        return bool(dirty)

    def _sprite(self, whole: str, part: str, name: str, key: object, acts: dict[str, tuple[Player, Drawing]]) -> Sprite:
        if (whole, key) not in self.kept:
            if part == "piece":
                self.kept[whole, key] = self._piece(self.plan.pieces[int(name)])
            else:
                self.kept[whole, key] = self._figure(part, *acts[name])
        return self.kept[whole, key]

    def _piece(self, piece: Piece) -> Sprite:
        sheet = Sheet((0, 0, *self.camera.size), 0.4, self.seed + 5)
        draw_piece(sheet, piece, self.camera)
        drawn = sheet.done()
        bright = np.maximum(self.bright, 0.96) if piece.kind in _PROPS else self.bright
        tone = (drawn.tone * bright + self.grain * (drawn.keep < 128)).clip(0, 255).astype(np.uint16)
        chroma = np.rint(under_lamp(self.plan, drawn, bright, drawn.tone.astype(np.float64))).astype(np.int16)
        return self._shown(replace(drawn, tone=tone, chroma=chroma))

    def _shown(self, drawn: Sprite) -> Sprite:
        """What was drawn, as this camera has it."""
        return self.balance.seen(video(cropped(drawn)))

    def _figure(self, part: str, player: Player, drawing: Drawing) -> Sprite:
        middle, ahead = metres(player.mark), self._ahead(player)
        seed = self.seed * 7 + self.plan.cast.index(player)
        if part in _HEADS:
            posed = pose(player, drawing.face, self.camera, middle, ahead, self.light)
            return self._shown(_HEADS[part](player, drawing.face, posed, seed))
        return self._shown(_BODIES[part](player, drawing.body, self.camera, middle, ahead, self.light, seed))

    def _ahead(self, player: Player) -> Points:
        way = metres(self.plan.player(player.faces).mark) - metres(player.mark)
        way[2] = 0
        length = np.linalg.norm(way)
        return way / length if length > 0 else np.array([0.0, -1.0, 0.0])

    def _repaint(self, box: Box) -> None:
        left, top, right, bottom = box
        half = np.s_[:, top // 2:bottom // 2, left // 2:right // 2]
        luma, chroma = self.paper[top:bottom, left:right].copy(), self.colour[half].copy()
        drawn = [item.sprite for item in self.items if item.sprite is not None]
        for sprite in (*drawn, *([self.slate] if self.slate else []), *self.over):
            lay(luma, chroma, left, top, sprite)
        self.luma[top:bottom, left:right] = luma
        self.chroma[half] = chroma + 128


_REACH = {"head": ((-0.9, 0.7), 0.7, -0.9, 0.7), "body": ((-0.7, 0.7), 1.4, -4.0, -0.4),
          "arms": ((-0.2, 2.8), 1.2, -2.6, -0.8), "legs": ((-0.6, 2.6), 1.0, -5.2, -2.2)}
"""How far a part of a figure can reach ahead, to its sides, down and up from the head's middle, in heads.
Source: our own drawing."""
_HEADS = {"head": draw_head, "mouth": draw_mouth, "eyes": draw_eyes}
_BODIES = {"body": draw_body, "arms": draw_arms, "legs": draw_legs}


def _key(part: str, drawing: Drawing) -> object:
    """What a part's look depends on: as long as it stays, the drawing is kept."""
    face, body = drawing.face, drawing.body
    turned = (face.yaw, face.pitch, face.roll, face.boil)
    keys: dict[str, object] = {
        "head": turned, "mouth": (turned, face.mouth, face.smile), "body": body, "arms": body, "legs": 0,
        "eyes": (turned, face.gaze, face.lids, face.brow, face.worry)}
    return keys[part]
