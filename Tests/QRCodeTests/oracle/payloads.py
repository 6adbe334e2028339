"""Payloads that the Swift tests make in the same way: Payloads.swift."""

MASK = (1 << 64) - 1
ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"


class SeededRandom:
    """SplitMix64."""

    def __init__(self, seed):
        self.state = seed

    def next(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        value = self.state
        value = ((value ^ value >> 30) * 0xBF58476D1CE4E5B9) & MASK
        value = ((value ^ value >> 27) * 0x94D049BB133111EB) & MASK
        return value ^ value >> 31


def payload(mode, count, seed):
    """`count` characters for `mode`: text, or bytes in byte mode."""
    random = SeededRandom(seed)
    numbers = [random.next() for _ in range(count)]
    if mode == "numeric":
        return "".join(chr(48 + n % 10) for n in numbers)
    if mode == "alphanumeric":
        return "".join(ALPHANUMERIC[n % 45] for n in numbers)
    if mode == "byte":
        return bytes(n % 256 for n in numbers)
    return "".join(chr(0x3041 + n % 83) for n in numbers)


def fnv(rows):
    """FNV-1a over the characters 0 and 1 of all rows."""
    value = 0xCBF29CE484222325
    for row in rows:
        for dark in row:
            value = ((value ^ (49 if dark else 48)) * 0x100000001B3) & MASK
    return value
