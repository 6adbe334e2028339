import Glibc

extension ArraySlice<UInt8> {
  /// Whether it comes before `other` in the order of their bytes, which is that of `LC_ALL=C sort`.
  func precedesByBytes(_ other: ArraySlice<UInt8>) -> Bool {
    withUnsafeBufferPointer { left in
      other.withUnsafeBufferPointer { right in
        guard let leftStart = left.baseAddress, let rightStart = right.baseAddress else {
          return left.count < right.count
        }
        let order = memcmp(leftStart, rightStart, Swift.min(left.count, right.count))
        return order == 0 ? left.count < right.count : order < 0
      }
    }
  }
}

extension String {
  /// Whether it comes before `other` in the order of their bytes, which is that of `LC_ALL=C sort`.
  ///
  /// What `utf8.lexicographicallyPrecedes` says too, without a step for each byte: a walk through 10,000 files sorts
  /// their paths, which begin alike.
  func precedesByBytes(_ other: String) -> Bool {
    let precedes = utf8.withContiguousStorageIfAvailable { left in
      other.utf8.withContiguousStorageIfAvailable { right in
        guard let leftStart = left.baseAddress, let rightStart = right.baseAddress else {
          return left.count < right.count
        }
        let order = memcmp(leftStart, rightStart, min(left.count, right.count))
        return order == 0 ? left.count < right.count : order < 0
      }
    }
    return (precedes ?? nil) ?? utf8.lexicographicallyPrecedes(other.utf8)
  }
}
