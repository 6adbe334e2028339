import CMark

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Memory for libcmark's trees: each thread has an arena of its own, all of which is free again when a tree is done with.
///
/// A tree is thousands of small pieces, which the system's allocator hands out, takes back and merges one by one: a
/// third of the time of a parse. Here a piece is a step in a chunk, or one of its size that was given back.
struct CMarkMemory {
  /// Parses with `parse`, which gets the allocator to give to libcmark, and forgets all that was allocated.
  ///
  /// Nothing of libcmark's may be used after; none of it needs to be freed.
  static func withArena<Result>(_ parse: (UnsafeMutablePointer<cmark_mem>) -> Result) -> Result {
    let arena = current
    defer { arena.pointee.reset() }
    return parse(functions)
  }

  /// What libcmark calls. Unsafe only by its type: it is written once, here, and read since.
  nonisolated(unsafe) private static let functions: UnsafeMutablePointer<cmark_mem> = {
    let functions = UnsafeMutablePointer<cmark_mem>.allocate(capacity: 1)
    functions.initialize(
      to: cmark_mem(
        calloc: { count, size in CMarkMemory.current.pointee.allocate(count &* size, zeroed: true) },
        realloc: { block, size in CMarkMemory.current.pointee.reallocate(block, size) },
        free: { block in CMarkMemory.current.pointee.release(block) }))
    return functions
  }()

  private static let key: pthread_key_t = {
    var key = pthread_key_t()
    let status = pthread_key_create(&key) { value in
      #if canImport(Glibc)
      guard let value else { return }
      #endif
      let arena = value.assumingMemoryBound(to: CMarkMemory.self)
      arena.pointee.reset()
      free(arena.pointee.chunk)
      arena.deinitialize(count: 1)
      arena.deallocate()
    }
    precondition(status == 0, "a process has more than enough keys for one more")
    return key
  }()

  /// The arena of this thread, made when it is first asked for.
  private static var current: UnsafeMutablePointer<CMarkMemory> {
    if let arena = pthread_getspecific(key) { return arena.assumingMemoryBound(to: CMarkMemory.self) }
    let arena = UnsafeMutablePointer<CMarkMemory>.allocate(capacity: 1)
    arena.initialize(to: CMarkMemory())
    pthread_setspecific(key, arena)
    return arena
  }

  // A block has its capacity before it, in 16 bytes to keep the alignment. Up to `smallest * classes` bytes it comes from
  // a chunk, beyond from the system, linked to the other large ones so that they are found again.
  private static let header = 16
  private static let unit = 32
  private static let classes = 32
  private static let chunkSize = 256 * 1024

  /// The chunk that is in use, its first word the chunk before it.
  private var chunk: UnsafeMutableRawPointer?
  private var position = 0
  private var end = 0
  /// Blocks that were given back, by size, each with the next in its first word.
  private var spare = InlineArray<32, UnsafeMutableRawPointer?>(repeating: nil)
  /// The large blocks.
  private var large: UnsafeMutablePointer<Large>?

  private struct Large {
    var previous: UnsafeMutablePointer<Large>?
    var next: UnsafeMutablePointer<Large>?
  }

  private init() {}

  private mutating func allocate(_ size: Int, zeroed: Bool) -> UnsafeMutableRawPointer? {
    let index = (max(size, 1) &- 1) / Self.unit
    guard index < Self.classes else { return allocateLarge(size) }
    let capacity = (index &+ 1) &* Self.unit
    let block: UnsafeMutableRawPointer
    if let found = spare[index] {
      spare[index] = found.load(as: UnsafeMutableRawPointer?.self)
      block = found
    } else {
      if position &+ capacity &+ Self.header > end { addChunk() }
      guard let chunk else { return nil }
      block = chunk + position + Self.header
      (block - Self.header).storeBytes(of: capacity, as: Int.self)
      position &+= capacity &+ Self.header
    }
    if zeroed { memset(block, 0, size) }
    return block
  }

  private mutating func addChunk() {
    guard let new = malloc(Self.chunkSize) else { abort() }
    new.storeBytes(of: chunk, as: UnsafeMutableRawPointer?.self)
    chunk = new
    position = Self.header
    end = Self.chunkSize
  }

  private mutating func allocateLarge(_ size: Int) -> UnsafeMutableRawPointer {
    // As libcmark's own allocator does, for it checks no result.
    guard let memory = calloc(1, size + 2 * Self.header) else { abort() }
    let link = memory.assumingMemoryBound(to: Large.self)
    link.pointee.next = large
    large?.pointee.previous = link
    large = link
    memory.storeBytes(of: size, toByteOffset: Self.header, as: Int.self)
    return memory + 2 * Self.header
  }

  private mutating func reallocate(_ block: UnsafeMutableRawPointer?, _ size: Int) -> UnsafeMutableRawPointer? {
    guard let block else { return allocate(size, zeroed: false) }
    let capacity = (block - Self.header).load(as: Int.self)
    if size <= capacity { return block }
    let new = allocate(size, zeroed: false)
    if let new { memcpy(new, block, capacity) }
    release(block)
    return new
  }

  private mutating func release(_ block: UnsafeMutableRawPointer?) {
    guard let block else { return }
    let capacity = (block - Self.header).load(as: Int.self)
    let index = capacity / Self.unit &- 1
    guard capacity > Self.unit * Self.classes else {
      block.storeBytes(of: spare[index], as: UnsafeMutableRawPointer?.self)
      spare[index] = block
      return
    }
    let link = (block - 2 * Self.header).assumingMemoryBound(to: Large.self)
    link.pointee.next?.pointee.previous = link.pointee.previous
    if let previous = link.pointee.previous {
      previous.pointee.next = link.pointee.next
    } else {
      large = link.pointee.next
    }
    free(link)
  }

  /// Forgets all blocks; one chunk stays for the next tree.
  private mutating func reset() {
    while let link = large {
      large = link.pointee.next
      free(link)
    }
    while let here = chunk, let before = here.load(as: UnsafeMutableRawPointer?.self) {
      free(here)
      chunk = before
    }
    position = Self.header
    end = chunk == nil ? 0 : Self.chunkSize
    for index in spare.indices { spare[index] = nil }
  }
}
