"""Readers and encoders that others wrote, for the Swift tests: one request a line, one answer a line.

Requests and answers are fields with tabs between them. Modules are rows of 0 and 1 with "/" between them, bytes are in
hexadecimal.
"""

import sys


def need(module, package):
    try:
        return __import__(module)
    except ImportError:
        sys.exit(f"{package} is not installed: pip install {package}")


def grid(text):
    return [[int(c) for c in row] for row in text.split("/")]


def image(rows, scale=3, margin=4):
    numpy = need("numpy", "numpy")
    modules = numpy.array(rows, dtype=numpy.uint8)
    modules = numpy.pad(modules, margin)
    return numpy.kron(255 - 255 * modules, numpy.ones((scale, scale), dtype=numpy.uint8)).astype(numpy.uint8)


def zxing(rows):
    """Format, bytes and text of the only symbol."""
    zxingcpp = need("zxingcpp", "zxing-cpp==3.1.1")
    kinds = zxingcpp.BarcodeFormat
    found = zxingcpp.read_barcodes(
        image(rows),
        formats=[kinds.QRCode, kinds.MicroQRCode, kinds.RMQRCode],
        text_mode=zxingcpp.TextMode.Plain,
    )
    if len(found) != 1:
        return f"{len(found)} symbols"
    code = found[0]
    extra = str(code.extra)
    return "\t".join(
        [str(code.format), bytes(code.bytes).hex(), code.text.encode().hex(), code.ec_level, extra]
    )


class Zbar:
    """libzbar, the reader inside zbarimg."""

    def __init__(self):
        import ctypes
        import ctypes.util

        name = ctypes.util.find_library("zbar")
        if not name:
            sys.exit("libzbar is not installed: apt-get install zbar-tools")
        library = ctypes.CDLL(name)
        for function in (
            "zbar_image_scanner_create",
            "zbar_image_create",
            "zbar_image_first_symbol",
            "zbar_symbol_next",
            "zbar_symbol_get_data",
        ):
            getattr(library, function).restype = ctypes.c_void_p
        self.library = library
        self.ctypes = ctypes
        self.scanner = ctypes.c_void_p(library.zbar_image_scanner_create())

    def read(self, rows, binary):
        ctypes, library = self.ctypes, self.library
        # ZBAR_QRCODE; ZBAR_CFG_ENABLE and ZBAR_CFG_BINARY.
        library.zbar_image_scanner_set_config(self.scanner, 64, 0, 1)
        library.zbar_image_scanner_set_config(self.scanner, 64, 4, 1 if binary else 0)
        pixels = image(rows)
        height, width = pixels.shape
        data = pixels.tobytes()
        picture = ctypes.c_void_p(library.zbar_image_create())
        library.zbar_image_set_format(picture, ctypes.c_ulong(0x30303859))
        library.zbar_image_set_size(picture, width, height)
        library.zbar_image_set_data(picture, data, ctypes.c_ulong(len(data)), None)
        library.zbar_scan_image(self.scanner, picture)
        result = []
        symbol = library.zbar_image_first_symbol(picture)
        while symbol:
            length = library.zbar_symbol_get_data_length(ctypes.c_void_p(symbol))
            result.append(ctypes.string_at(library.zbar_symbol_get_data(ctypes.c_void_p(symbol)), length).hex())
            symbol = library.zbar_symbol_next(ctypes.c_void_p(symbol))
        library.zbar_image_destroy(picture)
        return result[0] if len(result) == 1 else f"{len(result)} symbols"


def segno_matrix(version, level, mask, mode, text):
    """The modules that segno draws, or why it does not."""
    segno = need("segno", "segno==1.6.6")
    try:
        code = segno.make(
            bytes.fromhex(text).decode(),
            version=version,
            error=level or None,
            mask=int(mask) if mask else None,
            mode=mode or None,
            boost_error=False,
        )
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return "/".join("".join(str(int(module)) for module in row) for row in code.matrix)


def zint_matrix(kind, version, level, gs1, text):
    """The modules that zint, which is inside zxing-cpp, draws with the mask that it takes, or why it does not."""
    numpy = need("numpy", "numpy")
    zxingcpp = need("zxingcpp", "zxing-cpp==3.1.1")
    options = {"version": int(version), "ec_level": level}
    if gs1:
        options["gs1"] = True
    try:
        code = zxingcpp.create_barcode(
            bytes.fromhex(text).decode(), zxingcpp.barcode_format_from_str(kind), **options
        )
    except ValueError as error:
        return f"{type(error).__name__}: {error}"
    pixels = numpy.array(zxingcpp.write_barcode_to_image(code, scale=1, add_quiet_zones=False))
    return "/".join("".join("1" if pixel < 128 else "0" for pixel in row) for row in pixels)


def segno_scores(rows):
    """segno's four scores of modules."""
    encoder = need("segno", "segno==1.6.6").encoder
    matrix = [bytearray(row) for row in rows]
    return " ".join(str(score) for score in encoder.mask_scores(matrix, len(rows), len(rows)))


def nayuki_score(rows):
    """Nayuki's penalty of modules."""
    qrcodegen = need("qrcodegen", "qrcodegen==1.8.0")
    code = qrcodegen.QrCode.__new__(qrcodegen.QrCode)
    code._size = len(rows)
    code._modules = [[bool(module) for module in row] for row in rows]
    return str(code._get_penalty_score())


def kanji(_):
    """All characters of Shift JIS that Kanji mode can write, with their codes."""
    result = []
    for high in [*range(0x81, 0xA0), *range(0xE0, 0xEC)]:
        for low in range(0x40, 0xFD):
            value = high << 8 | low
            try:
                character = bytes([high, low]).decode("shift_jis")
            except UnicodeDecodeError:
                continue
            offset = value - (0x8140 if high < 0xE0 else 0xC140)
            result.append(f"{ord(character):x}={(offset >> 8) * 0xC0 + (offset & 0xFF)}")
    return " ".join(result)


def main():
    zbar = None
    for line in sys.stdin:
        command, *fields = line.rstrip("\n").split("\t")
        if command == "zxing":
            answer = zxing(grid(fields[0]))
        elif command in ("zbar", "zbar-binary"):
            zbar = zbar or Zbar()
            answer = zbar.read(grid(fields[0]), command == "zbar-binary")
        elif command == "segno":
            answer = segno_matrix(*fields)
        elif command == "zint":
            answer = zint_matrix(*fields)
        elif command == "segno-scores":
            answer = segno_scores(grid(fields[0]))
        elif command == "nayuki-score":
            answer = nayuki_score(grid(fields[0]))
        elif command == "kanji":
            answer = kanji(None)
        else:
            sys.exit(f"unknown request {command}")
        print(answer)


main()
