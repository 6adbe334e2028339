/// Turns rows of bits into columns.
enum BitTranspose {
  /// Exchanges rows and columns of 64 words: bit c of word r becomes bit r of word c.
  ///
  /// Squares of 32, 16, … 1 bits change places across the diagonal, all squares of one size at once.
  static func block(_ words: UnsafeMutableBufferPointer<UInt64>) {
    precondition(words.count >= 64)
    exchange(words, 32, 0x0000_0000_FFFF_FFFF)
    exchange(words, 16, 0x0000_FFFF_0000_FFFF)
    exchange(words, 8, 0x00FF_00FF_00FF_00FF)
    exchange(words, 4, 0x0F0F_0F0F_0F0F_0F0F)
    exchange(words, 2, 0x3333_3333_3333_3333)
    exchange(words, 1, 0x5555_5555_5555_5555)
  }

  @inline(__always)
  private static func exchange(_ words: UnsafeMutableBufferPointer<UInt64>, _ distance: Int, _ low: UInt64) {
    var start = 0
    while start < 64 {
      for index in start..<start &+ distance {
        let upper = words[index]
        let lower = words[index &+ distance]
        let difference = (upper &>> UInt64(distance) ^ lower) & low
        words[index] = upper ^ difference &<< UInt64(distance)
        words[index &+ distance] = lower ^ difference
      }
      start &+= 2 &* distance
    }
  }
}
