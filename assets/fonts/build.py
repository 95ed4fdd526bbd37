#!/usr/bin/python3
"""Makes the two faces of the program from Pretendard and NanumGothic.

    build.py PRETENDARD.ttf NANUM.ttf STYLE OUT.ttf

What it does, and why:

* Keeps what a Korean shop can write: every Hangul syllable, jamo, Latin, punctuation, signs and all of KS X 1001.
* Makes the tabular figures the ordinary ones, because Fyne cannot ask a font for them and amounts stand in columns.
* Takes hanja and the signs Pretendard lacks from NanumGothic, scaled so that their square is the Hangul square.
* Drops hinting and layout tables: Fyne rasterises without hints, and kerning would break the columns again.
* Names the result "KeyinDesk Sans", as both licences reserve the original names.

The same input gives the same bytes.
"""
import sys

from fontTools import subset
from fontTools.misc.roundTools import otRound
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables._n_a_m_e import makeName

FAMILY = "KeyinDesk Sans"
VERSION = "1.000"
STAMP = 3786912000  # 2024-01-01 in seconds since 1904, so that two runs agree

BLOCKS = [
    (0x0020, 0x007E), (0x00A0, 0x017F), (0x02C0, 0x02DD), (0x1100, 0x11FF), (0x2000, 0x206F), (0x2070, 0x209F),
    (0x20A0, 0x20CF), (0x2100, 0x218F), (0x2190, 0x21FF), (0x2200, 0x22FF), (0x2300, 0x23FF), (0x2460, 0x24FF),
    (0x2500, 0x25FF), (0x2600, 0x27BF), (0x3000, 0x303F), (0x3130, 0x318F), (0x3200, 0x33FF), (0xA960, 0xA97F),
    (0xAC00, 0xD7A3), (0xD7B0, 0xD7FF), (0xFF00, 0xFFEF),
]


def wanted():
    """All code points the faces should show: the blocks above and the whole of KS X 1001, hanja included."""
    points = {c for first, last in BLOCKS for c in range(first, last + 1)}
    for lead in range(0xA1, 0xFF):
        for trail in range(0xA1, 0xFF):
            try:
                points.add(ord(bytes((lead, trail)).decode("euc_kr")))
            except UnicodeDecodeError:
                pass
    return points


def tabular(font):
    """The substitutions of the tnum feature, glyph name to glyph name."""
    table = font["GSUB"].table
    swaps = {}
    for record in table.FeatureList.FeatureRecord:
        if record.FeatureTag != "tnum":
            continue
        for index in record.Feature.LookupListIndex:
            for part in table.LookupList.Lookup[index].SubTable:
                swaps.update(getattr(getattr(part, "ExtSubTable", part), "mapping", {}))
    return swaps


def add_glyph(font, name, source, glyph, matrix, advance):
    """Copies one outline of source into font, flattened and moved by matrix."""
    outline = DecomposingRecordingPen(source.getGlyphSet())
    source.getGlyphSet()[glyph].draw(outline)
    pen = TTGlyphPen(None)
    outline.replay(TransformPen(pen, matrix))
    made = pen.glyph()
    made.recalcBounds(font["glyf"])
    font["glyf"][name] = made
    font["hmtx"][name] = (advance, getattr(made, "xMin", 0))


def map_point(font, point, name):
    for table in font["cmap"].tables:
        if table.isUnicode() and (point <= 0xFFFF or table.format == 12):
            table.cmap[point] = name


def merge(font, donor, points):
    """Brings the points only the donor has, its square scaled and centred on font's Hangul square."""
    mine, theirs = font.getBestCmap(), donor.getBestCmap()
    han = ord("한")
    side, donor_side = font["hmtx"][mine[han]][0], donor["hmtx"][theirs[han]][0]
    scale = side / donor_side

    def centre(face, cmap):
        shape = face["glyf"][cmap[han]]
        return (shape.yMin + shape.yMax) / 2

    lift = centre(font, mine) - centre(donor, theirs) * scale
    order = font.getGlyphOrder()
    added = []
    for point in sorted(points - mine.keys()):
        if point not in theirs:
            continue
        name = "k%04X" % point
        advance = otRound(donor["hmtx"][theirs[point]][0] * scale)
        add_glyph(font, name, donor, theirs[point], (scale, 0, 0, scale, 0, lift), advance)
        map_point(font, point, name)
        added.append(name)
    font.setGlyphOrder(order + [n for n in added if n not in order])


def small_triangle(font):
    """Draws U+25BE, which neither family has, as the large triangle at three fifths."""
    cmap = font.getBestCmap()
    if 0x25BE in cmap or 0x25BC not in cmap:
        return
    big = cmap[0x25BC]
    width = font["hmtx"][big][0]
    shape = font["glyf"][big]
    middle = (shape.yMin + shape.yMax) / 2
    size = 0.6
    order = font.getGlyphOrder()
    add_glyph(font, "k25BE", font, big, (size, 0, 0, size, 0, middle * (1 - size)), otRound(width * size))
    map_point(font, 0x25BE, "k25BE")
    if "k25BE" not in order:
        font.setGlyphOrder(order + ["k25BE"])


def rename(font, style, notices):
    weight = {"Regular": 400, "SemiBold": 600}[style]
    table = newTable("name")
    table.names = []
    plain = weight == 400
    texts = {
        0: " ".join(notices),
        1: FAMILY if plain else FAMILY + " " + style,
        2: "Regular",
        3: "%s;%s;%s" % (VERSION, FAMILY.replace(" ", ""), style),
        4: FAMILY + " " + style,
        5: "Version " + VERSION,
        6: FAMILY.replace(" ", "") + "-" + style,
        13: "This Font Software is licensed under the SIL Open Font License, Version 1.1.",
        14: "https://openfontlicense.org",
    }
    if not plain:
        texts.update({16: FAMILY, 17: style})
    for number, text in texts.items():
        table.names.append(makeName(text, number, 3, 1, 0x409))
    font["name"] = table
    font["OS/2"].usWeightClass = weight
    font["OS/2"].achVendID = "NONE"


def main(pretendard, nanum, style, out):
    font = TTFont(pretendard, recalcTimestamp=False)
    donor = TTFont(nanum)
    points = wanted()

    swaps = tabular(font)
    for digit in "0123456789":
        name = font.getBestCmap()[ord(digit)]
        map_point(font, ord(digit), swaps[name])

    merge(font, donor, points)
    small_triangle(font)

    options = subset.Options()
    options.layout_features = []
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "DSIG", "kern", "BASE"]
    options.hinting = False
    options.notdef_outline = True
    options.glyph_names = False
    options.recalc_timestamp = False
    cut = subset.Subsetter(options)
    cut.populate(unicodes=points | {0x25BE})
    cut.subset(font)

    rename(font, style, [
        "Copyright (c) 2021, Kil Hyung-jin.",
        "Hanja and signs: Copyright (c) 2010, NAVER Corporation.",
    ])
    font["head"].created = font["head"].modified = STAMP
    font["head"].fontRevision = 1.0
    font.save(out)


if __name__ == "__main__":
    main(*sys.argv[1:])
