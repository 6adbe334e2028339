/// Two masks at once.
typealias Lanes = SIMD2<UInt64>

/// Judges masked words: rules 1 to 3 of `Penalty` and the number of dark modules, for 64 columns and two masks at once.
///
/// Walking over words, line r against the lines before it, `t` has a bit wherever the colour changes from line r to
/// r + 1.
/// - Rule 1: five equal modules are four lines of `t` without a change. Their number is that of all places less the
///   places with a change; a run of n has n - 4 of them, and 2 more are due for each run, where such a place follows
///   one that is none. Places where runs start are at least five lines apart, so four lines of them fit one word.
/// - Rule 2, in row words alone: no change downwards, and none to the right in both lines.
/// - Rule 3: 1011101 is change, change, two lines without, change, change, and dark at the end. Such cores start at
///   least four lines apart, so four lines of them fit one word too.
/// Bits are counted by adders that hold one bit of each column's count in a word.
///
/// Lines are taken in fours, because a symbol has 4 n + 1 of them: 4 n changes.
struct PenaltyKernel {
  private let size: Int
  private let lights: UnsafeMutablePointer<Lanes>
  private let lines: UnsafeMutablePointer<Lanes>
  /// Places with a change within four lines, plus twice the groups of four lines where no run starts.
  private var changes = Adder()
  /// Places that are no block of 2 x 2.
  private var mixed = Adder()
  private var darkModules = Adder()
  private var finders = Adder()

  /// Words of working memory.
  static let memory = 2 * 192

  /// - Parameters:
  ///   - size: lines.
  ///   - memory: `PenaltyKernel.memory` words.
  init(size: Int, memory: UnsafeMutablePointer<Lanes>) {
    self.size = size
    lights = memory
    lines = memory + 192
  }

  /// Adds what the words `data ^ planes` have.
  @inline(__always)
  mutating func count(
    _ data: UnsafePointer<UInt64>, _ planes: UnsafePointer<Lanes>, seesBlocks: Bool
  ) {
    for line in 0..<size { lines[line] = planes[line] ^ Lanes(repeating: data[line]) }
    var walk = Walk(lines, lights)
    let groups = size / 4
    if seesBlocks { darkModules.add(ones: walk.last, .zero) }
    var group = 0
    while group < groups {
      let first = walk.group(group, &self, seesBlocks: seesBlocks)
      let isLast = group + 1 == groups
      let second = isLast ? Carries() : walk.group(group + 1, &self, seesBlocks: seesBlocks)
      changes.add(eights: first.changes, second.changes)
      finders.add(ones: first.finders, second.finders)
      if seesBlocks {
        mixed.add(fours: first.mixed, second.mixed)
        darkModules.add(fours: first.dark, second.dark)
      }
      group += 2
    }
    finders.add(ones: walk.end(size), .zero)
  }

  /// What was counted, for two masks.
  struct Result {
    /// Rules 1 to 3.
    var penalty = (0, 0)
    /// Dark modules.
    var dark = (0, 0)

    mutating func add(_ other: Result) {
      penalty = (penalty.0 + other.penalty.0, penalty.1 + other.penalty.1)
      dark = (dark.0 + other.dark.0, dark.1 + other.dark.1)
    }
  }

  /// Sums up.
  ///
  /// - Parameters:
  ///   - walks: how often `count` was called; with `seesBlocks` once.
  ///   - valid: the bits that count.
  ///   - pairs: the bits of row words that have a neighbour to the right.
  ///   - dark: the bits of row words.
  func result(walks: Int, valid: UInt64, pairs: UInt64, dark: UInt64) -> Result {
    let groups = size / 4
    // A walk has 4 n places a column, and n groups that weigh two.
    let places = walks * (4 * groups + 2 * groups) * valid.nonzeroBitCount
    let blocks = 4 * groups * pairs.nonzeroBitCount
    let changes = changes.sums(Lanes(repeating: valid))
    let mixed = mixed.sums(Lanes(repeating: pairs))
    let finders = finders.sums(Lanes(repeating: valid))
    return Result(
      penalty: (
        places - changes.0 + 3 * (blocks - mixed.0) + 40 * finders.0,
        places - changes.1 + 3 * (blocks - mixed.1) + 40 * finders.1
      ), dark: darkModules.sums(Lanes(repeating: dark)))
  }

  /// What four lines add, as words of the weight at which they are carried on.
  fileprivate struct Carries {
    var changes = Lanes.zero
    var mixed = Lanes.zero
    var dark = Lanes.zero
    var finders = Lanes.zero
  }

  /// The state from line to line.
  fileprivate struct Walk {
    /// The masked words.
    private let lines: UnsafePointer<Lanes>
    /// For each line and the twelve before the first: whether any of it and the three lines before it is dark.
    private let lights: UnsafeMutablePointer<Lanes>
    /// The last line.
    var last: Lanes
    private var change = ~Lanes.zero
    private var change2 = (~Lanes.zero, ~Lanes.zero)
    private var change4 = ~Lanes.zero
    private var twice = (Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero)
    private var cores = (Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero)
    private var dark2: (Lanes, Lanes)
    private var across: Lanes
    private var isPastFirst = Lanes.zero

    @inline(__always)
    init(_ lines: UnsafePointer<Lanes>, _ lights: UnsafeMutablePointer<Lanes>) {
      self.lines = lines
      self.lights = lights
      last = lines[0]
      for index in 0..<12 { lights[index] = .zero }
      lights[12] = last
      dark2 = (.zero, last)
      across = last ^ last &>> 1
    }

    /// Lines 4 g + 1 to 4 g + 4.
    @inline(__always)
    mutating func group(_ group: Int, _ kernel: inout PenaltyKernel, seesBlocks: Bool) -> Carries {
      var carries = Carries()
      let row = 4 &* group &+ 1
      let (w0, w1, w2, w3) = (lines[row], lines[row &+ 1], lines[row &+ 2], lines[row &+ 3])
      let (t0, t1, t2, t3) = (last ^ w0, w0 ^ w1, w1 ^ w2, w2 ^ w3)

      // Rule 1.
      let (e0, e1, e2, e3) = (t0 | change, t1 | t0, t2 | t1, t3 | t2)
      let (f0, f1, f2, f3) = (e0 | change2.0, e1 | change2.1, e2 | e0, e3 | e1)
      let starts = ~f0 & change4 | ~f1 & f0 | ~f2 & f1 | ~f3 & f2
      carries.changes = kernel.changes.add(f0, f1, f2, f3, twos: ~starts)

      // Rule 3.
      let (d0, d1, d2, d3) = (t0 & change & isPastFirst, t1 & t0, t2 & t1, t3 & t2)
      let (l0, l1, l2, l3) = (w0 | last, w1 | w0, w2 | w1, w3 | w2)
      let (m0, m1, m2, m3) = (l0 | dark2.0, l1 | dark2.1, l2 | l0, l3 | l1)
      let light = lights + row
      carries.finders =
        cores.0 & ~(m0 & light[1]) | cores.1 & ~(m1 & light[2]) | cores.2 & ~(m2 & light[3])
        | cores.3 & ~(m3 & light[4])
      (light[12], light[13], light[14], light[15]) = (m0, m1, m2, m3)
      cores = (
        ~change2.0 & d0 & twice.0 & w0, ~change2.1 & d1 & twice.1 & w1, ~e0 & d2 & twice.2 & w2,
        ~e1 & d3 & twice.3 & w3
      )

      // Rules 2 and 4.
      if seesBlocks {
        let (h0, h1, h2, h3) = (w0 ^ w0 &>> 1, w1 ^ w1 &>> 1, w2 ^ w2 &>> 1, w3 ^ w3 &>> 1)
        carries.mixed = kernel.mixed.add(t0 | across | h0, t1 | h0 | h1, t2 | h1 | h2, t3 | h2 | h3)
        carries.dark = kernel.darkModules.add(w0, w1, w2, w3)
        across = h3
      }
      (last, change, change2, change4) = (w3, t3, (e2, e3), f3)
      (twice, dark2, isPastFirst) = ((d0, d1, d2, d3), (l2, l3), ~Lanes.zero)
      return carries
    }

    /// The cores at the end, which have the quiet zone after them.
    @inline(__always)
    func end(_ size: Int) -> Lanes {
      let light = lights + size
      let (m0, m1) = (dark2.1 | dark2.0, dark2.1)
      return cores.0 & ~(m0 & light[1]) | cores.1 & ~(m1 & light[2]) | cores.2 & ~(last & light[3]) | cores.3
    }
  }
}

/// Counts of bits, column by column: `levels[n]` has bit n of each count.
private struct Adder {
  private var ones = Lanes.zero
  private var twos = Lanes.zero
  private var fours = Lanes.zero
  private var eights = Lanes.zero
  private var level4 = Lanes.zero
  private var level5 = Lanes.zero
  private var level6 = Lanes.zero
  private var level7 = Lanes.zero
  private var level8 = Lanes.zero
  private var level9 = Lanes.zero

  /// Counts four words; what is carried out of the twos is returned, to be added to the fours.
  @inline(__always)
  mutating func add(_ a: Lanes, _ b: Lanes, _ c: Lanes, _ d: Lanes) -> Lanes {
    let first = Adder.full(&ones, a, b)
    let second = Adder.full(&ones, c, d)
    return Adder.full(&twos, first, second)
  }

  /// Counts four words, and one that weighs two; what is carried out of the fours is returned.
  @inline(__always)
  mutating func add(_ a: Lanes, _ b: Lanes, _ c: Lanes, _ d: Lanes, twos word: Lanes) -> Lanes {
    let first = add(a, b, c, d)
    let second = Adder.half(&twos, word)
    return Adder.full(&fours, first, second)
  }

  @inline(__always)
  mutating func add(ones a: Lanes, _ b: Lanes) {
    var carry = Adder.full(&ones, a, b)
    carry = Adder.half(&twos, carry)
    carry = Adder.half(&fours, carry)
    add(eights: carry)
  }

  @inline(__always)
  mutating func add(fours a: Lanes, _ b: Lanes) {
    add(eights: Adder.full(&fours, a, b))
  }

  /// Carries on from the eights.
  @inline(__always)
  private mutating func add(eights word: Lanes) {
    var carry = Adder.half(&eights, word)
    carry = Adder.half(&level4, carry)
    carry = Adder.half(&level5, carry)
    carry = Adder.half(&level6, carry)
    level7 ^= carry
  }

  @inline(__always)
  mutating func add(eights a: Lanes, _ b: Lanes) {
    var carry = Adder.full(&eights, a, b)
    carry = Adder.half(&level4, carry)
    carry = Adder.half(&level5, carry)
    carry = Adder.half(&level6, carry)
    carry = Adder.half(&level7, carry)
    carry = Adder.half(&level8, carry)
    level9 ^= carry
  }

  /// The sums over the columns in `mask`, for both masks.
  @inline(__always)
  func sums(_ mask: Lanes) -> (Int, Int) {
    // In fields of sixteen bits; the sums stay below 64 * 1024 / 4. Small symbols have no high levels.
    var total = Lanes.zero
    let high = (level5 | level6 | level7 | level8 | level9) & mask
    if high[0] | high[1] != 0 {
      total = Adder.fields(level9 & mask)
      total = total &+ total &+ Adder.fields(level8 & mask)
      total = total &+ total &+ Adder.fields(level7 & mask)
      total = total &+ total &+ Adder.fields(level6 & mask)
      total = total &+ total &+ Adder.fields(level5 & mask)
    }
    total = total &+ total &+ Adder.fields(level4 & mask)
    total = total &+ total &+ Adder.fields(eights & mask)
    total = total &+ total &+ Adder.fields(fours & mask)
    total = total &+ total &+ Adder.fields(twos & mask)
    total = total &+ total &+ Adder.fields(ones & mask)
    return (Adder.fold(total[0]), Adder.fold(total[1]))
  }

  /// The number of bits in each field of sixteen.
  @inline(__always)
  private static func fields(_ word: Lanes) -> Lanes {
    let low1 = Lanes(repeating: 0x5555_5555_5555_5555)
    let low2 = Lanes(repeating: 0x3333_3333_3333_3333)
    let low4 = Lanes(repeating: 0x0F0F_0F0F_0F0F_0F0F)
    let low8 = Lanes(repeating: 0x00FF_00FF_00FF_00FF)
    var word = word &- (word &>> 1 & low1)
    word = (word & low2) &+ (word &>> 2 & low2)
    word = (word &+ word &>> 4) & low4
    return (word &+ word &>> 8) & low8
  }

  private static func fold(_ fields: UInt64) -> Int {
    Int(truncatingIfNeeded: (fields & 0xFFFF) &+ (fields &>> 16 & 0xFFFF) &+ (fields &>> 32 & 0xFFFF) &+ fields &>> 48)
  }

  /// A full adder: `sum` becomes the lowest bit of the three; the carry is returned.
  ///
  /// This form needs a single copy where an instruction overwrites its operand.
  @inline(__always)
  private static func full(_ sum: inout Lanes, _ a: Lanes, _ b: Lanes) -> Lanes {
    let first = sum ^ a
    let second = sum ^ b
    let carry = sum ^ first & second
    sum = a ^ second
    return carry
  }

  /// A half adder.
  @inline(__always)
  private static func half(_ sum: inout Lanes, _ a: Lanes) -> Lanes {
    let carry = sum & a
    sum ^= a
    return carry
  }
}
