import Comments
import Foundation
import Testing

/// The databases that comments can be kept in.
package enum TestDatabase: String, CaseIterable, Sendable {
  case sqlite
  case postgres

  /// The one that the test that is running is to use.
  @TaskLocal package static var current = TestDatabase.sqlite

  /// The address of a database that belongs to `folder` alone: empty at first, the same whenever it is asked for.
  package func address(for folder: String) throws -> DatabaseAddress {
    switch self {
    case .sqlite: return .file(path: folder + "/comments.db")
    case .postgres:
      let server = try PostgresServer.shared()
      let schema = Self.schema(for: folder)
      try PostgresConnection(server.address().postgres).runScript("CREATE SCHEMA IF NOT EXISTS \(schema)")
      return try server.address(schema: schema)
    }
  }

  /// All that the database of `folder` holds, as it lies on the disk or as text.
  package func contents(for folder: String) throws -> Data {
    switch self {
    case .sqlite:
      let files = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasPrefix("comments.db") }
      return try files.reduce(into: Data()) { try $0.append(Data(contentsOf: URL(fileURLWithPath: "\(folder)/\($1)"))) }
    case .postgres:
      return try PostgresServer.shared().program("pg_dump", ["--schema=\(Self.schema(for: folder))", "postgres"])
    }
  }

  private static func schema(for folder: String) -> String {
    let name = folder.split(separator: "/").last ?? ""
    return String(name.lowercased().map { $0.isLetter || $0.isNumber ? $0 : "_" })
  }
}

/// Runs each test once for each database, which it finds in `TestDatabase.current`.
package struct EachDatabase: SuiteTrait, TestTrait, TestScoping {
  package let isRecursive = true

  package func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    for database in TestDatabase.allCases {
      let naming = IssueHandlingTrait.compactMapIssues { issue in
        var issue = issue
        issue.comments.append("on \(database.rawValue)")
        return issue
      }
      try await TestDatabase.$current.withValue(database) {
        try await naming.provideScope(for: test, testCase: testCase, performing: function)
      }
    }
  }
}

extension Trait where Self == EachDatabase {
  /// Each test is run once for each database.
  package static var eachDatabase: EachDatabase { EachDatabase() }
}
