/// Two masks at once.
typealias Lanes = SIMD2<UInt64>

/// Judges masked words: rules 1 to 3 of `Penalty` and the number of dark modules, for 64 columns and two masks at once.
///
/// Each rule has its own walk over the lines, so that what it carries from line to line fits the processor's sixteen
/// vector registers. A line is compared with the lines before it only: `t` has a bit wherever the colour changes from
/// the line before.
/// - Rule 1: five equal modules are four lines of `t` without a change. Their number is that of all places less the
///   places with a change; a run of n has n - 4 of them, and 2 more are due for each run, where such a place follows
///   one that is none. Places where runs start are at least five lines apart, so those of four lines fit one word.
/// - Rule 2, over row words alone: no change from the line before, and none to the right in both lines.
/// - Rule 3: 1011101 is change, change, two lines without, change, change, and dark at the end. Such cores start at
///   least four lines apart, so those of four lines fit one word too.
/// Bits are counted by adders that hold one bit of each column's count in a word.
///
/// Lines are taken in fours, because a symbol has 4 n + 1 of them: 4 n changes.
struct PenaltyKernel {
  private let groups: Int
  private let valid: Lanes
  private let pairs: Lanes
  private let lines: UnsafeMutablePointer<Lanes>
  private let lights: UnsafeMutablePointer<Lanes>
  /// Places with a change within four lines, plus twice the groups of four lines where no run starts.
  private var changes = Adder()
  /// Places that are no block of 2 x 2.
  private var mixed = Adder()
  private var darkModules = Adder()
  private var finders = Adder()

  /// Words of working memory.
  static let memory = 2 * 200

  /// - Parameters:
  ///   - size: lines.
  ///   - valid: the bits that count.
  ///   - pairs: those of them in row words that have a neighbour to the right.
  ///   - memory: `PenaltyKernel.memory` words.
  init(size: Int, valid: UInt64, pairs: UInt64, memory: UnsafeMutablePointer<Lanes>) {
    groups = size / 4
    self.valid = Lanes(repeating: valid)
    self.pairs = Lanes(repeating: pairs)
    lines = memory
    lights = memory + 200
  }

  /// Adds what the words `data ^ planes` have.
  @inline(__always)
  mutating func count(_ data: UnsafePointer<UInt64>, _ planes: UnsafePointer<Lanes>, seesBlocks: Bool) {
    let size = 4 &* groups &+ 1
    for line in 0..<size { lines[line] = planes[line] ^ Lanes(repeating: data[line]) }
    // The quiet zone after the last line.
    for line in size..<size &+ 4 { lines[line] = .zero }
    countRuns()
    countFinders()
    if seesBlocks { countBlocks() }
  }

  /// Rules 1 to 3, and the dark modules.
  var result: (penalty: (Int, Int), dark: (Int, Int)) {
    // Both directions have 4 n places a column, and n groups that weigh two.
    let places = 2 * (4 * groups + 2 * groups) * valid[0].nonzeroBitCount
    let blocks = 4 * groups * pairs[0].nonzeroBitCount
    let changes = changes.sums(valid)
    let mixed = mixed.sums(pairs)
    let finders = finders.sums(valid)
    return (
      (
        places - changes.0 + 3 * (blocks - mixed.0) + 40 * finders.0,
        places - changes.1 + 3 * (blocks - mixed.1) + 40 * finders.1
      ), darkModules.sums(valid)
    )
  }

  // MARK: - Rule 1

  @inline(__always)
  private mutating func countRuns() {
    var walk = RunWalk(last: lines[0])
    var adder = changes
    var group = 0
    while group &+ 2 <= groups {
      let first = walk.step(lines + (4 &* group &+ 1), &adder)
      let second = walk.step(lines + (4 &* group &+ 5), &adder)
      adder.add(eights: first, second)
      group &+= 2
    }
    if group < groups { adder.add(eights: walk.step(lines + (4 &* group &+ 1), &adder), .zero) }
    changes = adder
  }

  private struct RunWalk {
    var last: Lanes
    /// A change in the last line, in any of two lines up to the last two, and in any of four up to the last. Before
    /// the first line everything changes.
    private var change = ~Lanes.zero
    private var change2 = (~Lanes.zero, ~Lanes.zero)
    private var change4 = ~Lanes.zero

    @inline(__always)
    init(last: Lanes) { self.last = last }

    /// Takes four lines, and returns what the adder carries out of the fours.
    @inline(__always)
    mutating func step(_ line: UnsafePointer<Lanes>, _ adder: inout Adder) -> Lanes {
      let (t0, t1, t2, t3) = (last ^ line[0], line[0] ^ line[1], line[1] ^ line[2], line[2] ^ line[3])
      let (e0, e1, e2, e3) = (t0 | change, t1 | t0, t2 | t1, t3 | t2)
      let (f0, f1, f2, f3) = (e0 | change2.0, e1 | change2.1, e2 | e0, e3 | e1)
      let starts = ~f0 & change4 | ~f1 & f0 | ~f2 & f1 | ~f3 & f2
      (last, change, change2, change4) = (line[3], t3, (e2, e3), f3)
      return adder.add(f0, f1, f2, f3, twos: ~starts)
    }
  }

  // MARK: - Rules 2 and 4

  @inline(__always)
  private mutating func countBlocks() {
    var walk = BlockWalk(last: lines[0])
    var (mixed, dark) = (mixed, darkModules)
    dark.add(ones: lines[0], .zero)
    var group = 0
    while group &+ 2 <= groups {
      let first = walk.step(lines + (4 &* group &+ 1), &mixed, &dark)
      let second = walk.step(lines + (4 &* group &+ 5), &mixed, &dark)
      mixed.add(fours: first.mixed, second.mixed)
      dark.add(fours: first.dark, second.dark)
      group &+= 2
    }
    if group < groups {
      let carries = walk.step(lines + (4 &* group &+ 1), &mixed, &dark)
      mixed.add(fours: carries.mixed, .zero)
      dark.add(fours: carries.dark, .zero)
    }
    (self.mixed, darkModules) = (mixed, dark)
  }

  private struct BlockWalk {
    var last: Lanes
    /// A change to the right in the last line.
    private var across: Lanes

    @inline(__always)
    init(last: Lanes) {
      self.last = last
      across = last ^ last &>> 1
    }

    @inline(__always)
    mutating func step(
      _ line: UnsafePointer<Lanes>, _ mixed: inout Adder, _ dark: inout Adder
    ) -> (mixed: Lanes, dark: Lanes) {
      let (w0, w1, w2, w3) = (line[0], line[1], line[2], line[3])
      let (h0, h1, h2, h3) = (w0 ^ w0 &>> 1, w1 ^ w1 &>> 1, w2 ^ w2 &>> 1, w3 ^ w3 &>> 1)
      let carry = mixed.add(
        last ^ w0 | across | h0, w0 ^ w1 | h0 | h1, w1 ^ w2 | h1 | h2, w2 ^ w3 | h2 | h3)
      (last, across) = (w3, h3)
      return (carry, dark.add(w0, w1, w2, w3))
    }
  }

  // MARK: - Rule 3

  @inline(__always)
  private mutating func countFinders() {
    // Twelve lines of quiet zone before the first line.
    for index in 0..<12 { lights[index] = .zero }
    lights[12] = lines[0]
    var walk = FinderWalk(last: lines[0])
    var adder = finders
    var group = 0
    // One group more, for the cores that end at the edge.
    while group < groups {
      let first = walk.step(lines + (4 &* group &+ 1), lights + (4 &* group &+ 1))
      let second = walk.step(lines + (4 &* group &+ 5), lights + (4 &* group &+ 5))
      adder.add(ones: first, second)
      group &+= 2
    }
    if group == groups {
      adder.add(ones: walk.step(lines + (4 &* group &+ 1), lights + (4 &* group &+ 1)), .zero)
    }
    finders = adder
  }

  private struct FinderWalk {
    private var last: Lanes
    private var change = Lanes.zero
    private var change2 = (~Lanes.zero, ~Lanes.zero)
    /// Changes in two lines one after the other, up to the last four lines.
    private var twice = (Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero)
    /// Cores whose last modules are in the last four lines.
    private var cores = (Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero)
    /// Dark in any of two lines, up to the last two lines.
    private var dark2: (Lanes, Lanes)

    @inline(__always)
    init(last: Lanes) {
      self.last = last
      dark2 = (.zero, last)
    }

    /// Takes four lines, and returns the cores that ended in the four before and have a light area beside them.
    ///
    /// - Parameter lights: `lights[12 + n]` is whether line n or one of the three before it is dark.
    @inline(__always)
    mutating func step(_ line: UnsafePointer<Lanes>, _ lights: UnsafeMutablePointer<Lanes>) -> Lanes {
      let (w0, w1, w2, w3) = (line[0], line[1], line[2], line[3])
      let (l0, l1, l2, l3) = (w0 | last, w1 | w0, w2 | w1, w3 | w2)
      let (m0, m1, m2, m3) = (l0 | dark2.0, l1 | dark2.1, l2 | l0, l3 | l1)
      let found =
        cores.0 & ~(m0 & lights[1]) | cores.1 & ~(m1 & lights[2]) | cores.2 & ~(m2 & lights[3])
        | cores.3 & ~(m3 & lights[4])
      (lights[12], lights[13], lights[14], lights[15]) = (m0, m1, m2, m3)
      let (t0, t1, t2, t3) = (last ^ w0, w0 ^ w1, w1 ^ w2, w2 ^ w3)
      let (e0, e1, e2, e3) = (t0 | change, t1 | t0, t2 | t1, t3 | t2)
      let (d0, d1, d2, d3) = (t0 & change, t1 & t0, t2 & t1, t3 & t2)
      cores = (
        ~change2.0 & d0 & twice.0 & w0, ~change2.1 & d1 & twice.1 & w1, ~e0 & d2 & twice.2 & w2,
        ~e1 & d3 & twice.3 & w3
      )
      (last, change, change2) = (w3, t3, (e2, e3))
      (twice, dark2) = ((d0, d1, d2, d3), (l2, l3))
      return found
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
    carry = Adder.half(&eights, carry)
    carry = Adder.half(&level4, carry)
    carry = Adder.half(&level5, carry)
    level6 ^= carry
  }

  @inline(__always)
  mutating func add(fours a: Lanes, _ b: Lanes) {
    var carry = Adder.full(&fours, a, b)
    carry = Adder.half(&eights, carry)
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
    // In fields of sixteen bits; the sums stay below 64 * 1024 / 4.
    var total = Adder.fields(level9 & mask)
    for level in [level8, level7, level6, level5, level4, eights, fours, twos, ones] {
      total = total &+ total &+ Adder.fields(level & mask)
    }
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
  @inline(__always)
  private static func full(_ sum: inout Lanes, _ a: Lanes, _ b: Lanes) -> Lanes {
    let half = sum ^ a
    let carry = sum & a | half & b
    sum = half ^ b
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
