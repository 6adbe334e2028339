"""What Nayuki's encoder (PyPI qrcodegen) draws: python3 nayuki.py FIRST LAST > lines

A line for each version, level and mode, filled to the last character: the FNV-1a hashes of the modules with masks 0 to 7,
and in byte mode the mask that it takes by itself. Golden/nayuki.txt holds the lines of versions 1 to 40.
"""

import sys

import qrcodegen
from payloads import fnv, payload
from qrcodegen import QrCode, QrSegment

# A finished code forgets which modules are function patterns; here it is still needed.
QrCode.__delattr__ = lambda code, name: None

LEVELS = {"L": QrCode.Ecc.LOW, "M": QrCode.Ecc.MEDIUM, "Q": QrCode.Ecc.QUARTILE, "H": QrCode.Ecc.HIGH}
MODES = {
    "numeric": QrSegment.Mode.NUMERIC,
    "alphanumeric": QrSegment.Mode.ALPHANUMERIC,
    "byte": QrSegment.Mode.BYTE,
    "kanji": QrSegment.Mode.KANJI,
}
# Characters that fit into a number of bits.
FITTING = {
    "numeric": lambda bits: bits // 10 * 3 + (2 if bits % 10 >= 7 else 1 if bits % 10 >= 4 else 0),
    "alphanumeric": lambda bits: bits // 11 * 2 + (1 if bits % 11 >= 6 else 0),
    "byte": lambda bits: bits // 8,
    "kanji": lambda bits: bits // 13,
}


def segment(mode, text):
    if mode == "numeric":
        return QrSegment.make_numeric(text)
    if mode == "alphanumeric":
        return QrSegment.make_alphanumeric(text)
    if mode == "byte":
        return QrSegment.make_bytes(text)
    bits = qrcodegen._BitBuffer()
    for character in text:
        high, low = character.encode("shift_jis")
        value = (high << 8 | low) - (0x8140 if high < 0xE0 else 0xC140)
        bits.append_bits((value >> 8) * 0xC0 + (value & 0xFF), 13)
    return QrSegment(QrSegment.Mode.KANJI, len(text), bits)


def rows(code):
    return [[code.get_module(x, y) for x in range(code.get_size())] for y in range(code.get_size())]


for version in range(int(sys.argv[1]), int(sys.argv[2]) + 1):
    for level, ecc in LEVELS.items():
        for index, mode in enumerate(MODES):
            capacity = QrCode._get_num_data_codewords(version, ecc) * 8
            count = FITTING[mode](capacity - 4 - MODES[mode].num_char_count_bits(version))
            text = payload(mode, count, version * 100 + index)
            segments = [segment(mode, text)]
            hashes = []
            code = QrCode.encode_segments(segments, ecc, version, version, 0, False)
            for mask in range(8):
                if mask > 0:
                    # Taking one mask off and putting the next on is what the encoder does to judge them.
                    code._apply_mask(mask - 1)
                    code._apply_mask(mask)
                    code._draw_format_bits(mask)
                hashes.append("%016x" % fnv(rows(code)))
            if mode == "byte":
                chosen = QrCode.encode_segments(segments, ecc, version, version, -1, False)
                hashes.append(str(chosen.get_mask()))
            print(version, level, mode, count, *hashes, flush=True)
