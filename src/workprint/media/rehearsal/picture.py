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
from workprint.media.rehearsal.camera import Camera, Points, by, metres, stand
from workprint.media.rehearsal.clapper import clapper
from workprint.media.rehearsal.features import draw_eyes, draw_mouth
from workprint.media.rehearsal.figure import draw_arms, draw_body, draw_legs
from workprint.media.rehearsal.film_out import Luma
from workprint.media.rehearsal.head import draw_head
from workprint.media.rehearsal.ink import Sheet, Sprite
from workprint.media.rehearsal.performance import TWOS, Drawing, perform
from workprint.media.rehearsal.plan import Piece, Plan, Player
from workprint.media.rehearsal.props import draw_piece
from workprint.media.rehearsal.room import BEHIND, background, lamplight
from workprint.media.rehearsal.skull import pose
from workprint.media.rehearsal.timeline import Timeline

_PROPS = ("cup", "key", "lamp")
"""Small things that the eye has to find: the dark does not swallow them."""

Box = tuple[int, int, int, int]


def pictures(take: PlannedTake, scene: Scene, plan: Plan, timeline: Timeline, *, size: tuple[int, int], seed: int
             ) -> Iterator[Luma]:
    """Every frame of the take, in order: 16 (black) to 235 (white). The same object comes while nothing moves."""
    stage = Stage(plan, stand(plan.setup(take.order.setup), plan, size), seed)
    stage.mark(rehearsal_mark(f"REHEARSAL  {take.slate}", size))
    acts = [perform(player, timeline, take.order.mood, seed * 1000 + take.index) for player in plan.cast]
    luma = stage.luma
    for frame in range(timeline.frames):
        slated = stage.put(clapper(take, plan, timeline, frame, size))
        moved = frame % TWOS == 0 and stage.show([act[frame // TWOS] for act in acts])
        if slated or moved or frame == 0:
            luma = stage.luma.copy()
        yield luma


def video(sprite: Sprite) -> Sprite:
    """The same with its tones in video range. Source: ITU-R BT.709, quantisation: 16 + 219 x."""
    covered = (256 - sprite.keep) * 16 >> 8
    return replace(sprite, tone=((sprite.tone * np.uint32(219) + 127) // 255).astype(np.uint16) + covered)


@lru_cache(64)
def rehearsal_mark(text: str, size: tuple[int, int]) -> Sprite:
    """The mark that every frame carries."""
    high = max(9, size[1] // 34)
    font = ImageFont.load_default(high)
    left, top, right, bottom = (int(value) for value in font.getbbox(text))
    image = Image.new("RGB", (right - left + high, bottom - top + high // 2 + 2), (20, 0, 90))
    ImageDraw.Draw(image).text((high // 2 - left, high // 4 + 1 - top), text, (232, 0, 0), font)
    planes = np.asarray(image).astype(np.uint16)
    return video(Sprite(high, size[1] - image.height - high, planes[:, :, 0], planes[:, :, 2]))


@dataclass(eq=False)
class _Item:
    """Something in front of the background, drawn again when its key changes."""

    name: str
    depth: float
    key: object = None
    sprite: Sprite | None = None


class Stage:
    """The set and the figures as one camera sees them. `luma` is the picture."""

    def __init__(self, plan: Plan, camera: Camera, seed: int) -> None:
        self.plan, self.camera, self.seed = plan, camera, seed
        self.light = metres(plan.light)
        self.kept: dict[tuple[str, object], Sprite] = {}
        self.bright, self.grain = lamplight(camera, self.light, seed)
        self.paper = background(plan, camera, self.bright, self.grain)
        self.luma = self.paper.astype(np.uint8)
        self.over: list[Sprite] = []
        self.slate: Sprite | None = None
        self.items = self._items()

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
        if slate is self.slate:
            return False
        boxes = [sprite.box for sprite in (self.slate, slate) if sprite is not None]
        self.slate = slate
        for box in _joined(boxes):
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
        for box in _joined(dirty):
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
        return video(cropped(replace(drawn, tone=tone)))

    def _figure(self, part: str, player: Player, drawing: Drawing) -> Sprite:
        middle, ahead = metres(player.mark), self._ahead(player)
        seed = self.seed * 7 + self.plan.cast.index(player)
        if part in _HEADS:
            posed = pose(player, drawing.face, self.camera, middle, ahead, self.light)
            return video(cropped(_HEADS[part](player, drawing.face, posed, seed)))
        return video(cropped(_BODIES[part](player, drawing.body, self.camera, middle, ahead, self.light, seed)))

    def _ahead(self, player: Player) -> Points:
        way = metres(self.plan.player(player.faces).mark) - metres(player.mark)
        way[2] = 0
        length = np.linalg.norm(way)
        return way / length if length > 0 else np.array([0.0, -1.0, 0.0])

    def _repaint(self, box: Box) -> None:
        left, top, right, bottom = box
        part = self.paper[top:bottom, left:right].copy()
        for item in self.items:
            if item.sprite is not None:
                _lay(part, left, top, item.sprite)
        for sprite in (*([self.slate] if self.slate else []), *self.over):
            _lay(part, left, top, sprite)
        self.luma[top:bottom, left:right] = part


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


def _lay(part: NDArray[np.uint16], left: int, top: int, sprite: Sprite) -> None:
    """Lay a sprite over a part of the picture whose upper left corner is (left, top)."""
    a, b, c, d = sprite.box
    x0, y0 = max(a, left), max(b, top)
    x1, y1 = min(c, left + part.shape[1]), min(d, top + part.shape[0])
    if x0 >= x1 or y0 >= y1:
        return
    here = part[y0 - top:y1 - top, x0 - left:x1 - left]
    here *= sprite.keep[y0 - b:y1 - b, x0 - a:x1 - a]
    here >>= 8
    here += sprite.tone[y0 - b:y1 - b, x0 - a:x1 - a]
    np.minimum(here, 255, out=here)


def _joined(boxes: Sequence[Box]) -> list[Box]:
    """Boxes that overlap made one, so that nothing is painted twice."""
    joined: list[Box] = []
    for box in boxes:
        touching = [other for other in joined if box[0] < other[2] and other[0] < box[2] and box[1] < other[3]
                    and other[1] < box[3]]
        for other in touching:
            joined.remove(other)
        every = [box, *touching]
        joined.append((min(one[0] for one in every), min(one[1] for one in every), max(one[2] for one in every),
                       max(one[3] for one in every)))
    return joined


def cropped(sprite: Sprite) -> Sprite:
    """The same without its clear margins."""
    drawn = sprite.keep < 256
    rows, columns = np.flatnonzero(drawn.any(1)), np.flatnonzero(drawn.any(0))
    if not len(rows):
        return Sprite(sprite.x, sprite.y, sprite.tone[:1, :1], sprite.keep[:1, :1])
    top, bottom, left, right = rows[0], rows[-1] + 1, columns[0], columns[-1] + 1
    return replace(sprite, x=sprite.x + int(left), y=sprite.y + int(top),
                   tone=np.ascontiguousarray(sprite.tone[top:bottom, left:right]),
                   keep=np.ascontiguousarray(sprite.keep[top:bottom, left:right]))
