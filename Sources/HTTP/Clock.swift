import Glibc

/// The time by which a server measures how long things take.
enum Clock {
  /// Microseconds since the machine started; never goes back.
  static func now() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1_000_000 + time.tv_nsec / 1000
  }

  /// What `now` will be in so many milliseconds.
  static func after(milliseconds: Int) -> Int { now() + milliseconds * 1000 }
}
