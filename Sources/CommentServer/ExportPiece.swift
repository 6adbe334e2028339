import Comments
import HTTP

/// A part of all public comments, as builds read them.
enum ExportPiece: Sendable {
  /// The client has all of it already.
  case unchanged(tag: String)
  /// - next: where the next part begins; nil where this is the last one.
  case lines([UInt8], tag: String, next: String?)

  /// How many bytes to read at a time: so no export holds up other readers for long, or takes much room.
  private static let size = 262_144

  /// Reads the part behind the page at `path`, or the first one; `matching` is the field `If-None-Match`.
  init(of site: String, in store: CommentStore, after path: String?, matching: String?) throws(SQLError) {
    guard path == nil else {
      let (lines, next) = try store.publicExport(of: site, after: path, atLeast: Self.size)
      self = .lines(lines, tag: "", next: next)
      return
    }
    // What changes after the state was read is sent already, and once more to who asks with this tag: never too little.
    let tag = "\"\(try store.state(of: site))\""
    guard !EntityTag.matches(tag, matching) else {
      self = .unchanged(tag: tag)
      return
    }
    let (lines, next) = try store.publicExport(of: site, after: nil, atLeast: Self.size)
    self = .lines(lines, tag: tag, next: next)
  }
}

extension CommentServer {
  /// All public comments, for builds.
  func export(_ request: HTTPRequest, _ ticket: HTTPTicket) -> HTTPReply {
    let settings = settings
    readExport(after: nil, matching: request.fields["if-none-match"]) { [unowned self] result in
      func answer(_ status: Int, _ tag: String, _ lines: [UInt8]) -> HTTPAnswer {
        var answer = HTTPAnswer(status: status, headers: [("ETag", tag), ("Cache-Control", "no-cache")], body: lines)
        if status == 200 { answer.headers.append(("Content-Type", "application/jsonl")) }
        return answer.readable(for: request, settings)
      }
      switch result {
      case .success(.unchanged(let tag)): server.answer(ticket, with: answer(304, tag, []))
      case .success(.lines(let lines, let tag, nil)): server.answer(ticket, with: answer(200, tag, lines))
      case .success(.lines(let lines, let tag, let next?)):
        server.stream(ticket, with: answer(200, tag, [])) { stream in
          goOn(with: stream, lines, after: next)
        }
      case .failure(let error): server.answer(ticket, with: error.answer(in: .english).readable(for: request, settings))
      }
    }
    return .later
  }

  /// Sends `lines`, and reads what comes behind the page at `next` when the client has taken them.
  private func goOn(with stream: HTTPStream, _ lines: [UInt8], after next: String?) {
    guard let next else {
      stream.send(lines)
      return stream.finish()
    }
    stream.onDrained = { [unowned self, unowned stream] in
      stream.onDrained = {}
      readExport(after: next, matching: nil) { [unowned self, weak stream] result in
        guard let stream else { return }
        guard case .success(.lines(let lines, _, let next)) = result else { return stream.abort() }
        goOn(with: stream, lines, after: next)
      }
    }
    stream.send(lines)
  }

  private func readExport(
    after path: String?, matching: String?, then answer: @escaping (Result<ExportPiece, SQLError>) -> Void
  ) {
    exports += 1
    exporting[exports] = answer
    reader.put(.export(number: exports, after: path, matching: matching))
  }
}
