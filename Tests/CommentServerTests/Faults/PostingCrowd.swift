import Comments
import Foundation
import RawHTTP
import Synchronization

/// Clients that post comments at once, each over a connection that it keeps, and send what nobody confirmed again, with
/// the same nonce, to whatever server is there then.
final class PostingCrowd: Sendable {
  /// What was confirmed, and what went wrong meanwhile.
  struct Log {
    /// By text: the identifiers that were confirmed for it.
    var confirmed: [String: Set<String>] = [:]
    /// How many answers held another text than was sent.
    var foreign = 0
    /// How many answers were neither that it is stored nor that it cannot be at the moment, by status.
    var refused: [Int: Int] = [:]
    /// How many answers said that the comments cannot be reached, and when to try again.
    var unavailable = 0
    /// How many said so without a time to try again.
    var unhelpful = 0
  }

  private let log = Mutex(Log())
  private let next = Atomic(0)
  private let total = Atomic(Int.max)
  private let ports: Mutex<[UInt16]>
  private let clients: Int
  private let threads = DispatchGroup()

  /// - Parameters:
  ///   - clients: how many there are.
  ///   - ports: of the servers: each client takes them in turn.
  init(_ clients: Int, to ports: [UInt16]) {
    self.clients = clients
    self.ports = Mutex(ports)
    for number in 0..<clients {
      threads.enter()
      Thread.detachNewThread { [self] in
        post(as: number)
        threads.leave()
      }
    }
  }

  /// How many comments were confirmed.
  var confirmed: Int { log.withLock { $0.confirmed.count } }

  /// How many answers said that the comments cannot be reached.
  var unavailable: Int { log.withLock { $0.unavailable } }

  /// Has clients turn to other servers.
  func turn(to ports: [UInt16]) { self.ports.withLock { $0 = ports } }

  /// Lets clients post `count` comments altogether, or what they have begun if that is more, and waits until all of it is
  /// confirmed.
  func finish(_ count: Int) -> Log {
    total.store(count, ordering: .relaxed)
    threads.wait()
    return log.withLock { $0 }
  }

  private func post(as number: Int) {
    var client: CommentClient?
    var turn = number
    while true {
      let comment = next.add(1, ordering: .relaxed).oldValue
      guard comment < total.load(ordering: .relaxed) else { return }
      let (text, nonce) = ("comment \(comment)", UUID().uuidString)
      while true {
        do {
          let known = ports.withLock { $0 }
          if client == nil, !known.isEmpty { client = try CommentClient(port: known[turn % known.count]) }
          if let answer = try client?.post(text, nonce: nonce, for: "10.0.\(number % 250).1") {
            if note(answer, for: text) { break }
          }
        } catch {
          // The server has gone, or was not there.
          client = nil
          turn += 1
        }
        usleep(2_000)
      }
    }
  }

  /// Returns whether `text` is settled.
  private func note(_ answer: RawClient.Answer, for text: String) -> Bool {
    log.withLock { log in
      switch answer.status {
      case 200, 201:
        log.confirmed[text, default: []].insert(answer.text("id"))
        if answer.text("html") != "<p>\(text)</p>\n" { log.foreign += 1 }
        return true
      case 503:
        log.unavailable += 1
        if answer.field("Retry-After") == nil { log.unhelpful += 1 }
        return false
      case let status:
        log.refused[status, default: 0] += 1
        return true
      }
    }
  }
}
