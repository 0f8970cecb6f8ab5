"""Makes the packed fonts from Debian's fonts-noto-cjk and fonts-noto-core; see README.md."""
import gzip
import io
import pathlib

from fontTools import subset
from fontTools.ttLib import TTCollection

HERE = pathlib.Path(__file__).parent
CJK = "/usr/share/fonts/opentype/noto/"
LATIN = pathlib.Path("/usr/share/fonts/truetype/noto/")


def gb2312():
    """Every character of GB/T 2312, with Latin and full-width punctuation."""
    found = {*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x2010, 0x2040), *range(0x3000, 0x3040), *range(0xFF00, 0xFFEF)}
    for high in range(0xA1, 0xF8):
        for low in range(0xA1, 0xFF):
            try:
                found.add(ord(bytes([high, low]).decode("gb2312")))
            except UnicodeDecodeError:
                pass
    return sorted(found)


def chinese(collection, family, characters=None):
    """The face of a family as OpenType bytes, reduced to characters it can show."""
    fonts = TTCollection(CJK + collection, recalcTimestamp=False).fonts
    font = next(f for f in fonts if f["name"].getDebugName(1) == family)
    options = subset.Options()
    options.hinting = False
    options.layout_features = ["kern", "liga", "locl", "ccmp", "calt", "halt", "palt"]
    options.name_IDs = ["*"]
    options.notdef_outline = True
    options.recalc_timestamp = False
    worker = subset.Subsetter(options)
    worker.populate(unicodes=characters or list(font.getBestCmap()))
    worker.subset(font)
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def pack(name, data):
    (HERE / f"{name}.gz").write_bytes(gzip.compress(data, 9, mtime=0))


for weight in ("Regular", "Bold"):
    pack(f"NotoSansCJKsc-{weight}.otf", chinese(f"NotoSansCJK-{weight}.ttc", "Noto Sans CJK SC"))
    for family in ("NotoSans", "NotoSerif"):
        pack(f"{family}-{weight}.ttf", (LATIN / f"{family}-{weight}.ttf").read_bytes())
pack("NotoSerifCJKsc-Bold.otf", chinese("NotoSerifCJK-Bold.ttc", "Noto Serif CJK SC", gb2312()))
