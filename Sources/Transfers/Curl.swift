import CCurl
import Glibc

/// libcurl, which is loaded when something is to be sent or fetched for the first time; the only place that touches its
/// pointers.
///
/// Unchecked: it holds addresses of functions alone, which nobody changes.
struct Curl: @unchecked Sendable {
  private var functions: guide_curl

  /// What Debian and most others call it.
  static let usualName = "libcurl.so.4"

  /// The usual one, loaded once.
  private static let usual = Result<Curl, TransferError> { () throws(TransferError) in try Curl(loading: usualName) }

  /// The library called `name`.
  static func library(_ name: String) throws(TransferError) -> Curl {
    name == usualName ? try usual.get() : try Curl(loading: name)
  }

  private init(loading name: String) throws(TransferError) {
    guard let library = dlopen(name, RTLD_NOW | RTLD_LOCAL) else {
      throw TransferError(
        .noLibrary, "\(name) is not on this machine: install libcurl (Debian and Ubuntu: apt-get install libcurl4)")
    }
    func function(_ symbol: String) throws(TransferError) -> UnsafeMutableRawPointer {
      guard let found = dlsym(library, symbol) else {
        throw TransferError(.noLibrary, "\(name) has no \(symbol): install libcurl 7.69 or later")
      }
      return found
    }
    functions = guide_curl(
      global_init: try function("curl_global_init"), easy_init: try function("curl_easy_init"),
      easy_setopt: try function("curl_easy_setopt"), easy_perform: try function("curl_easy_perform"),
      easy_getinfo: try function("curl_easy_getinfo"), easy_cleanup: try function("curl_easy_cleanup"),
      easy_strerror: try function("curl_easy_strerror"), slist_append: try function("curl_slist_append"),
      slist_free_all: try function("curl_slist_free_all"))
    guard guide_curl_global_init(&functions, Int(GUIDE_CURL_GLOBAL_ALL)) == GUIDE_CURL_OK else {
      throw TransferError(.noLibrary, "\(name) cannot be used: it does not start")
    }
  }

  /// One thing to be done.
  struct Job {
    var url: String
    /// Options by their numbers.
    var numbers: [(option: Int, value: Int)] = []
    var texts: [(option: Int, value: String)] = []
    var lists: [(option: Int, values: [String])] = []
    /// What is sent; nil where something is fetched.
    var upload: [UInt8]?
    /// How many bytes may come.
    var mostBytes = 65_536
    var isCancelled: @Sendable () -> Bool = { false }
  }

  /// What the other end has said.
  struct Answer {
    /// Its last number.
    var code: Int
    /// The lines of its head, for HTTP.
    var head: [UInt8]
    var body: [UInt8]
  }

  /// What went wrong.
  struct Failure: Error {
    /// libcurl's number for it.
    var result: Int
    /// The last number that the other end said; 0 where it said none.
    var code: Int
    /// libcurl's own words, on one line.
    var words: String
  }

  /// Does `job`, on this thread.
  func perform(_ job: Job) throws(Failure) -> Answer {
    var curl = functions
    guard let handle = guide_curl_easy_init(&curl) else {
      throw Failure(result: 2, code: 0, words: "there is no memory")
    }
    var lists: [UnsafeMutableRawPointer] = []
    defer {
      guide_curl_cleanup(&curl, handle)
      for list in lists { guide_curl_free_list(&curl, list) }
    }
    for (option, value) in job.numbers + [(Int(GUIDE_CURLOPT_NOSIGNAL), 1), (Int(GUIDE_CURLOPT_NOPROGRESS), 0)] {
      try check(guide_curl_set_number(&curl, handle, Int32(option), value))
    }
    for (option, value) in job.texts + [(Int(GUIDE_CURLOPT_URL), job.url)] {
      // It is copied.
      try check(value.withCString { guide_curl_set_pointer(&curl, handle, Int32(option), $0) })
    }
    for (option, values) in job.lists {
      var list: UnsafeMutableRawPointer?
      for value in values { list = value.withCString { guide_curl_append(&curl, list, $0) } ?? list }
      guard let list else { continue }
      lists.append(list)
      try check(guide_curl_set_pointer(&curl, handle, Int32(option), list))
    }
    let exchange = Exchange(job)
    let words = UnsafeMutablePointer<CChar>.allocate(capacity: Int(GUIDE_CURL_ERROR_SIZE))
    words.initialize(repeating: 0, count: Int(GUIDE_CURL_ERROR_SIZE))
    defer { words.deallocate() }
    try check(guide_curl_set_pointer(&curl, handle, Int32(GUIDE_CURLOPT_ERRORBUFFER), words))
    try connect(exchange, to: handle)
    let result = withExtendedLifetime(exchange) { guide_curl_perform(&curl, handle) }
    var code = 0
    _ = guide_curl_response_code(&curl, handle, &code)
    guard result == GUIDE_CURL_OK else {
      let said = String(cString: words)
      throw Failure(result: Int(result), code: code, words: said.isEmpty ? self.words(of: result) : said)
    }
    return Answer(code: code, head: exchange.head, body: exchange.body)
  }

  private func connect(_ exchange: Exchange, to handle: UnsafeMutableRawPointer) throws(Failure) {
    var curl = functions
    let context = Unmanaged.passUnretained(exchange).toOpaque()
    let datas = [
      GUIDE_CURLOPT_READDATA, GUIDE_CURLOPT_WRITEDATA, GUIDE_CURLOPT_HEADERDATA, GUIDE_CURLOPT_XFERINFODATA,
    ]
    for option in datas { try check(guide_curl_set_pointer(&curl, handle, Int32(option), context)) }
    let read: guide_curl_transfer = { bytes, size, count, context in
      guard let bytes, let context else { return 0 }
      return Unmanaged<Exchange>.fromOpaque(context).takeUnretainedValue().give(bytes, size * count)
    }
    let write: guide_curl_transfer = { bytes, size, count, context in
      guard let bytes, let context else { return 0 }
      let taken = UnsafeRawBufferPointer(start: bytes, count: size * count)
      return Unmanaged<Exchange>.fromOpaque(context).takeUnretainedValue().take(taken)
    }
    let head: guide_curl_transfer = { bytes, size, count, context in
      guard let bytes, let context else { return 0 }
      let taken = UnsafeRawBufferPointer(start: bytes, count: size * count)
      return Unmanaged<Exchange>.fromOpaque(context).takeUnretainedValue().takeHead(taken)
    }
    let progress: guide_curl_progress = { context, _, _, _, _ in
      guard let context else { return 1 }
      return Unmanaged<Exchange>.fromOpaque(context).takeUnretainedValue().job.isCancelled() ? 1 : 0
    }
    try check(guide_curl_set_transfer(&curl, handle, Int32(GUIDE_CURLOPT_READFUNCTION), read))
    try check(guide_curl_set_transfer(&curl, handle, Int32(GUIDE_CURLOPT_WRITEFUNCTION), write))
    try check(guide_curl_set_transfer(&curl, handle, Int32(GUIDE_CURLOPT_HEADERFUNCTION), head))
    try check(guide_curl_set_progress(&curl, handle, Int32(GUIDE_CURLOPT_XFERINFOFUNCTION), progress))
  }

  private func check(_ result: Int32) throws(Failure) {
    guard result == GUIDE_CURL_OK else { throw Failure(result: Int(result), code: 0, words: words(of: result)) }
  }

  private func words(of result: Int32) -> String {
    var curl = functions
    return guide_curl_strerror(&curl, result).map { String(cString: $0) } ?? "error \(result)"
  }

  /// What is sent and what has come, while libcurl is at work.
  private final class Exchange {
    let job: Job
    private var sent = 0
    private(set) var head: [UInt8] = []
    private(set) var body: [UInt8] = []

    init(_ job: Job) { self.job = job }

    func give(_ bytes: UnsafeMutablePointer<CChar>, _ room: Int) -> Int {
      let upload = job.upload ?? []
      let count = min(room, upload.count - sent)
      upload[sent..<(sent + count)].withUnsafeBytes { UnsafeMutableRawPointer(bytes).copyMemory(from: $0) }
      sent += count
      return count
    }

    /// Returns less than came where that is too much: libcurl stops then.
    func take(_ bytes: UnsafeRawBufferPointer) -> Int {
      guard body.count + bytes.count <= job.mostBytes else { return 0 }
      body += bytes
      return bytes.count
    }

    func takeHead(_ bytes: UnsafeRawBufferPointer) -> Int {
      guard head.count + bytes.count <= 65_536 else { return 0 }
      head += bytes
      return bytes.count
    }
  }
}

extension UnsafeMutableRawPointer {
  fileprivate func copyMemory(from bytes: UnsafeRawBufferPointer) {
    guard let start = bytes.baseAddress else { return }
    copyMemory(from: start, byteCount: bytes.count)
  }
}
