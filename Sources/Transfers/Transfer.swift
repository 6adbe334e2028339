import CCurl

/// Sends mail and fetches files, on the thread that asks for it.
package struct Transfer: Sendable {
  private let library: String
  private let isCancelled: @Sendable () -> Bool

  /// - Parameters:
  ///   - isCancelled: asked about once a second; what is under way ends when it says so.
  ///   - library: what libcurl is called here; nil for its usual name.
  package init(isCancelled: @escaping @Sendable () -> Bool = { false }, library: String? = nil) {
    (self.isCancelled, self.library) = (isCancelled, library ?? Curl.usualName)
  }

  // MARK: Mail

  /// Gives `mail` to `server`, which has taken it when this returns. Recipients that it does not take are passed over as
  /// long as there is one that it does.
  package func send(_ mail: Mail, by server: MailServer) throws(TransferError) {
    guard !mail.recipients.isEmpty else { throw TransferError(.setting, "there is nobody to send mail to") }
    let curl = try Curl.library(library)
    // The name by which we greet is the sender's, not this machine's, which is nobody's business.
    var job = Curl.Job(url: "\(server.address)/\(mail.sender.domain)", upload: mail.bytes, isCancelled: isCancelled)
    job.numbers = [
      (Int(GUIDE_CURLOPT_UPLOAD), 1),
      (Int(GUIDE_CURLOPT_PROTOCOLS), Int(GUIDE_CURLPROTO_SMTP) | Int(GUIDE_CURLPROTO_SMTPS)),
      (
        Int(GUIDE_CURLOPT_USE_SSL),
        server.requiresEncryption ? Int(GUIDE_CURLUSESSL_ALL) : Int(GUIDE_CURLUSESSL_NONE)
      ),
      (Int(GUIDE_CURLOPT_MAIL_RCPT_ALLLOWFAILS), 1),
      (Int(GUIDE_CURLOPT_TIMEOUT_MS), max(1, server.patience) * 1000),
      (Int(GUIDE_CURLOPT_CONNECTTIMEOUT_MS), max(1, server.patience) * 500),
    ]
    job.texts = [(Int(GUIDE_CURLOPT_MAIL_FROM), "<\(mail.sender.address)>")]
    job.lists = [(Int(GUIDE_CURLOPT_MAIL_RCPT), mail.recipients.map { "<\($0.address)>" })]
    if let authorities = server.authorities { job.texts.append((Int(GUIDE_CURLOPT_CAINFO), authorities)) }
    if let login = server.login {
      guard server.requiresEncryption || server.address.scheme == "smtps" || server.address.isLoopback else {
        throw TransferError(.setting, "a password is sent to \(server.address) over an encrypted line alone")
      }
      guard login.user.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
        throw TransferError(.setting, "the mail server's user has characters that no name has")
      }
      job.texts.append((Int(GUIDE_CURLOPT_USERNAME), login.user))
      job.texts.append((Int(GUIDE_CURLOPT_PASSWORD), try login.password.read()))
    }
    do throws(Curl.Failure) {
      _ = try curl.perform(job)
    } catch {
      throw TransferError(error, at: server.address, patience: server.patience)
    }
  }

  // MARK: Files

  /// What a server has at an address.
  package enum Download: Sendable, Equatable {
    /// What was fetched before is still so.
    case unchanged
    /// - Parameter tag: names this state of it; nil where the server gives it no name.
    case changed([UInt8], tag: String?)
  }

  /// What a download may take.
  package struct Limits: Sendable {
    package var bytes: Int
    package var seconds: Int

    package init(bytes: Int = 256 << 20, seconds: Int = 120) {
      (self.bytes, self.seconds) = (bytes, seconds)
    }
  }

  /// Fetches what is at `address`, by https; by http from this machine alone. It goes nowhere else, whatever the server says.
  ///
  /// - Parameters:
  ///   - tag: of what was fetched before.
  ///   - authorities: a file of certificates (PEM) to believe instead of the system's.
  package func get(
    _ address: String, ifNoneMatch tag: String? = nil, limits: Limits = Limits(), authorities: String? = nil
  ) throws(TransferError) -> Download {
    guard let parsed = RemoteAddress(address, schemes: ["https", "http"]),
      parsed.scheme == "https" || parsed.isLoopback
    else {
      throw TransferError(.setting, "\"\(address)\" is no address to fetch from: write https://comments.example.com/…")
    }
    let curl = try Curl.library(library)
    var job = Curl.Job(url: "\(parsed)\(parsed.rest)", mostBytes: limits.bytes, isCancelled: isCancelled)
    job.numbers = [
      (Int(GUIDE_CURLOPT_FOLLOWLOCATION), 0),
      (Int(GUIDE_CURLOPT_PROTOCOLS), Int(GUIDE_CURLPROTO_HTTP) | Int(GUIDE_CURLPROTO_HTTPS)),
      (Int(GUIDE_CURLOPT_TIMEOUT_MS), max(1, limits.seconds) * 1000),
      (Int(GUIDE_CURLOPT_CONNECTTIMEOUT_MS), max(1, limits.seconds) * 500),
    ]
    job.texts = [(Int(GUIDE_CURLOPT_USERAGENT), "guidegen")]
    if let authorities { job.texts.append((Int(GUIDE_CURLOPT_CAINFO), authorities)) }
    if let tag, tag.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) {
      job.lists = [(Int(GUIDE_CURLOPT_HTTPHEADER), ["If-None-Match: \(tag)"])]
    }
    let answer: Curl.Answer
    do throws(Curl.Failure) {
      answer = try curl.perform(job)
    } catch {
      throw TransferError(error, at: parsed, patience: limits.seconds, bytes: limits.bytes)
    }
    switch answer.code {
    case 200: return .changed(answer.body, tag: Self.tag(in: answer.head))
    case 304 where tag != nil: return .unchanged
    case 300..<400:
      throw TransferError(.refused, "\(parsed) sends us elsewhere (\(answer.code)): give the address that it leads to")
    default: throw TransferError(.refused, "\(parsed) answers \(answer.code)")
    }
  }

  /// The value of the field `ETag`.
  private static func tag(in head: [UInt8]) -> String? {
    for line in head.split(separator: 0x0A) {
      let text = String(decoding: line, as: UTF8.self)
      guard let colon = text.firstIndex(of: ":"), text[..<colon].lowercased() == "etag" else { continue }
      let value = text[text.index(after: colon)...].filter { $0 != " " && $0 != "\r" && $0 != "\r\n" }
      return value.isEmpty ? nil : value
    }
    return nil
  }
}

extension TransferError {
  /// What went wrong with the host at `address`.
  fileprivate init(_ failure: Curl.Failure, at address: RemoteAddress, patience: Int, bytes: Int = 0) {
    let words = failure.words.split(whereSeparator: \.isNewline).joined(separator: " ")
    switch failure.result {
    case Int(GUIDE_CURL_COULDNT_RESOLVE_HOST), Int(GUIDE_CURL_COULDNT_CONNECT):
      self.init(.unreachable, "\(address) cannot be reached: \(words)")
    case Int(GUIDE_CURL_OPERATION_TIMEDOUT):
      self.init(.late, "\(address) has not done what was asked of it within \(patience) seconds")
    case Int(GUIDE_CURL_SSL_CONNECT_ERROR), Int(GUIDE_CURL_PEER_FAILED_VERIFICATION):
      self.init(.unprotected, "\(address) cannot show that it is who it should be: \(words)")
    case Int(GUIDE_CURL_USE_SSL_FAILED):
      self.init(.unprotected, "\(address) does not encrypt, and without that nothing is sent: \(words)")
    case Int(GUIDE_CURL_LOGIN_DENIED):
      self.init(.login, "\(address) does not take the user and the password (\(failure.code))")
    case Int(GUIDE_CURL_SEND_ERROR) where failure.code >= 400:
      self.init(.refused, "\(address) says no: \(words)")
    case Int(GUIDE_CURL_WRITE_ERROR), Int(GUIDE_CURL_FILESIZE_EXCEEDED):
      self.init(.tooLarge, "\(address) has more to send than \(bytes) bytes")
    case Int(GUIDE_CURL_ABORTED_BY_CALLBACK): self.init(.cancelled, "the transfer was stopped")
    default: self.init(.other, "\(address): \(words)")
    }
  }
}
