import CommentDatabases
import Comments
import Foundation
import RawHTTP
import Synchronization
import Testing

/// Many clients at once: each gets its own comment back, and the right to change that one alone.
///
/// `GUIDEGEN_PARALLEL_POSTS` comments: 100,000 for a large run.
@Suite(.serialized) struct ParallelPostTests {
  private let total = count("GUIDEGEN_PARALLEL_POSTS", usually: 2_000)

  @Test(arguments: TestDatabase.allCases)
  func `each answer holds the text that was sent, and a token for it and no other`(_ database: TestDatabase) throws {
    let scratch = try ScratchFolder(database)
    let address = try scratch.address()
    let server = try ProbeServer(scratch.text(of: address), in: scratch.path)
    let key = try scratch.store().key(for: .tokens, at: .now())
    let receipts = Mutex([Receipt]())
    let (port, threads) = (server.port, DispatchGroup())
    let clients = 32
    for client in 0..<clients {
      threads.enter()
      Thread.detachNewThread { [total] in
        defer { threads.leave() }
        let numbers = stride(from: client, to: total, by: clients)
        guard let connection = try? CommentClient(port: port) else { return }
        for number in numbers {
          let text = "text \(number)"
          guard
            let answer = try? connection.post(text, nonce: "nonce-of-number-\(number)", for: "10.1.\(client).1"),
            answer.status == 201, let id = UUIDv7(answer.text("id"))
          else { return }
          let isOwn = answer.text("html") == "<p>\(text)</p>\n" && answer.text("author") == "Ada"
          receipts.withLock {
            $0.append(Receipt(id: id, text: text, token: answer.text("token"), isOwn: isOwn))
          }
        }
      }
    }
    threads.wait()
    let all = receipts.withLock { $0 }
    #expect(all.count == total)
    #expect(all.count { !$0.isOwn } == 0)
    #expect(Set(all.map(\.id)).count == total)
    let now = Timestamp.now()
    #expect(all.count { !Token.allows(.edit, of: $0.id, by: $0.token, at: now, key: key) } == 0)
    let foreign = zip(all, all.dropFirst()).count { Token.allows(.edit, of: $0.id, by: $1.token, at: now, key: key) }
    #expect(foreign == 0)
    let stored = try scratch.store().comments(of: "help.example.com", in: .pending, limit: .max)
    let texts = Dictionary(uniqueKeysWithValues: stored.map { ($0.id, $0.markdown) })
    #expect(all.count { texts[$0.id] != $0.text } == 0)
  }

  private struct Receipt {
    var id: UUIDv7
    var text: String
    var token: String
    var isOwn: Bool
  }
}
