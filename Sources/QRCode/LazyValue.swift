import Synchronization

/// A value that is made when it is first asked for, by whichever thread comes first, and kept until the process ends.
///
/// `AtomicLazyReference` does the same, but looks for the type's description at each call, which here takes a tenth of
/// the time of a small code.
final class LazyValue<Value: AnyObject & Sendable>: Sendable {
  /// The object's address, 0 before there is one.
  private let address = Atomic<UInt>(0)

  /// The value, made by `make` unless it is there; where two threads make one at the same time the first is kept.
  @inline(__always)
  func value(_ make: () -> Value) -> Value {
    if let made = LazyValue.object(address.load(ordering: .acquiring)) { return made }
    let fresh = Unmanaged.passRetained(make())
    let (_, earlier) = address.compareExchange(
      expected: 0, desired: UInt(bitPattern: fresh.toOpaque()), ordering: .acquiringAndReleasing)
    guard let kept = LazyValue.object(earlier) else { return fresh.takeUnretainedValue() }
    fresh.release()
    return kept
  }

  @inline(__always)
  private static func object(_ address: UInt) -> Value? {
    UnsafeRawPointer(bitPattern: address).map { Unmanaged<Value>.fromOpaque($0).takeUnretainedValue() }
  }
}
