import Comments
import Glibc

/// Metrics as Prometheus reads them. Source: Prometheus, exposition formats, text format 0.0.4.
struct MetricsText {
  static let type = "text/plain; version=0.0.4; charset=utf-8"

  private(set) var bytes: [UInt8] = []

  /// What is measured only when somebody asks.
  struct Gauges {
    var connections: Int
    var writing: Int
    var reading: Int
    var started: Timestamp
    var version: String
  }

  init(_ metrics: ServerMetrics, _ gauges: Gauges) {
    begin("guidegen_comments_http_requests_total", "counter", "Answers, by address, method and class of status.")
    for (request, count) in metrics.requests.sorted(by: { $0.key.sortKey < $1.key.sortKey }) {
      let labels = [
        ("route", request.route), ("method", request.method), ("status", "\(request.statusClass)xx"),
      ]
      sample("guidegen_comments_http_requests_total", labels, "\(count)")
    }
    begin("guidegen_comments_http_request_duration_seconds", "histogram", "From a request's end to its answer.")
    for (route, histogram) in metrics.durations.sorted(by: { $0.key < $1.key }) {
      add("guidegen_comments_http_request_duration_seconds", [("route", route)], histogram)
    }
    begin("guidegen_comments_taken_total", "counter", "Comments that were taken, by what became of them.")
    for kind in ServerMetrics.Taken.allCases {
      sample("guidegen_comments_taken_total", [("outcome", kind.rawValue)], "\(metrics.taken[kind] ?? 0)")
    }
    begin("guidegen_comments_refused_total", "counter", "Comments that were not taken, by the reason.")
    for (reason, count) in metrics.refused.sorted(by: { $0.key < $1.key }) {
      sample("guidegen_comments_refused_total", [("reason", reason)], "\(count)")
    }
    begin("guidegen_comments_feedback_total", "counter", "Answers to whether an article helped.")
    for answer in NewFeedback.Answer.allCases {
      sample("guidegen_comments_feedback_total", [("answer", answer.rawValue)], "\(metrics.feedback[answer] ?? 0)")
    }
    begin("guidegen_comments_unfound_searches_total", "counter", "Searches that found nothing.")
    sample("guidegen_comments_unfound_searches_total", [], "\(metrics.unfoundSearches)")
    begin("guidegen_comments_database_errors_total", "counter", "What the database refused, by kind.")
    for (kind, count) in metrics.databaseErrors.sorted(by: { $0.key < $1.key }) {
      sample("guidegen_comments_database_errors_total", [("kind", kind)], "\(count)")
    }
    begin("guidegen_comments_commit_changes", "histogram", "Changes in one commit.")
    add("guidegen_comments_commit_changes", [], metrics.commits)
    add(gauges)
  }

  private mutating func add(_ gauges: Gauges) {
    begin("guidegen_comments_queue_length", "gauge", "What waits for the database.")
    sample("guidegen_comments_queue_length", [("queue", "write")], "\(gauges.writing)")
    sample("guidegen_comments_queue_length", [("queue", "read")], "\(gauges.reading)")
    begin("guidegen_comments_connections", "gauge", "Open connections of clients.")
    sample("guidegen_comments_connections", [], "\(gauges.connections)")
    begin("guidegen_comments_build_info", "gauge", "Always 1; which guidegen this is.")
    sample("guidegen_comments_build_info", [("version", gauges.version)], "1")
    begin("process_start_time_seconds", "gauge", "When the server began, since 1970.")
    sample("process_start_time_seconds", [], "\(gauges.started.seconds)")
    if let memory = Self.residentMemory() {
      begin("process_resident_memory_bytes", "gauge", "Memory that the process has.")
      sample("process_resident_memory_bytes", [], "\(memory)")
    }
  }

  private mutating func add(_ name: StaticString, _ labels: [(String, String)], _ histogram: Histogram) {
    var total = 0
    let limits = histogram.limits.map { "\($0)" } + ["+Inf"]
    for (limit, count) in zip(limits, histogram.counts) {
      total += count
      sample(name, labels + [("le", limit)], "\(total)", suffix: "_bucket")
    }
    sample(name, labels, "\(histogram.sum)", suffix: "_sum")
    sample(name, labels, "\(total)", suffix: "_count")
  }

  private mutating func begin(_ name: StaticString, _ type: StaticString, _ help: StaticString) {
    bytes += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n".utf8
  }

  private mutating func sample(
    _ name: StaticString, _ labels: [(String, String)], _ value: String, suffix: StaticString = ""
  ) {
    bytes += "\(name)\(suffix)".utf8
    if !labels.isEmpty {
      bytes += "{\(labels.map { "\($0)=\"\(Self.escaped($1))\"" }.joined(separator: ","))}".utf8
    }
    bytes += " \(value)\n".utf8
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
  }

  /// Bytes; nil where the system does not say. Source: proc(5), /proc/self/statm.
  private static func residentMemory() -> Int? {
    guard let file = fopen("/proc/self/statm", "re") else { return nil }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 128)
    guard fgets(&line, Int32(line.count), file) != nil else { return nil }
    let text = String(decoding: line.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    let numbers = text.split(separator: " ")
    guard numbers.count > 1, let pages = Int(numbers[1]) else { return nil }
    return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
  }
}

extension ServerMetrics.Request {
  fileprivate var sortKey: String { "\(route) \(method) \(statusClass)" }
}
