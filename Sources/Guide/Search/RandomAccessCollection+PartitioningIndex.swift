extension RandomAccessCollection {
  /// The index of the first element for which `isThere` is true, the end where there is none: for elements of which those
  /// without come first.
  func partitioningIndex(where isThere: (Element) -> Bool) -> Index {
    var (start, count) = (startIndex, count)
    while count > 0 {
      let half = count / 2
      let middle = index(start, offsetBy: half)
      if isThere(self[middle]) {
        count = half
      } else {
        start = index(after: middle)
        count -= half + 1
      }
    }
    return start
  }
}
