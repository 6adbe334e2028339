import Foundation
import Testing
import YAML

/// What `docs/content/publishing/hosting.md` says must work.
@Suite struct HostingGuideTests {
  /// The indented and the fenced blocks, without their indentation, in order.
  private static let blocks: [String] = {
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../docs/content/publishing/hosting.md").standardizedFileURL
    let text = (try? String(contentsOf: path, encoding: .utf8)) ?? ""
    var (blocks, block, isFenced): ([String], [String], Bool) = ([], [], false)
    func end() {
      let lines = block.joined(separator: "\n").trimmingCharacters(in: .newlines)
      if !lines.isEmpty { blocks.append(lines + "\n") }
      block = []
    }
    for line in text.components(separatedBy: "\n") {
      if line.hasPrefix("```") {
        end()
        isFenced.toggle()
      } else if isFenced || line.hasPrefix("    ") {
        block.append(isFenced ? line : String(line.dropFirst(4)))
      } else if line.isEmpty {
        block.append(line)
      } else {
        end()
      }
    }
    end()
    return blocks
  }()

  private static func block(beginning start: String) throws -> String {
    try #require(blocks.first { $0.hasPrefix(start) }, "hosting.md has no block that begins so: \(start)")
  }

  private static let rsyncCommands = blocks.filter { $0.hasPrefix("rsync ") }

  @Test func `there are commands for rsync`() {
    #expect(Self.rsyncCommands.count == 2)
  }

  @Test(arguments: rsyncCommands)
  func `rsync makes the host's folder the site, and sends no file a second time`(command: String) throws {
    _ = try tool("rsync", package: "rsync")
    let guide = try Self.guideWithoutSearch()
    let host = "help@help.example.com:/srv/help/site/"
    try #require(command.contains(host))
    let script = command.replacingOccurrences(of: host, with: "host/").replacingOccurrences(
      of: "rsync ", with: "rsync --itemize-changes ")
    try guide.write("of an earlier site", to: "host/gone.html")
    func send() throws -> [String] {
      try guidegen("build", "--precompress", in: guide)
      let outcome = try Command(["/bin/sh", "-ec", script], in: guide).run()
      #expect(outcome.status == 0, "\(outcome.errors)")
      var site = try guide.contents(of: "site")
      site[".guidegen"] = nil
      #expect(try guide.contents(of: "host") == site)
      return outcome.output.split(separator: "\n").filter { $0.hasPrefix("<f") || $0.hasPrefix(">f") }
        .compactMap { $0.split(separator: " ").last.map(String.init) }
    }
    #expect(try send().count > 20)
    #expect(try send() == [])
    try guide.write("---\ntitle: Mail\n---\n\nChanged.\n", to: "content/mail/mail.md")
    #expect(try send() == ["mail/mail.html", "mail/mail.html.br", "mail/mail.html.gz"])
  }

  /// The index of the words changes with each article.
  private static func guideWithoutSearch() throws -> TestFolder {
    let guide = try TestFolder.smallGuide()
    try guide.write(guide.read("content/guide.yml") + "search: false\n", to: "content/guide.yml")
    return guide
  }

  @Test func `the upload script sends what changed with its headers, pages last, and deletes what is gone`() throws {
    _ = try tool("jq", package: "jq")
    let guide = try Self.guideWithoutSearch()
    try guide.write(try Self.block(beginning: "#!/bin/sh"), to: "upload.sh")
    // Stands in for rclone: a folder is the store, and what it was told is kept.
    try guide.write(
      """
      #!/bin/sh
      set -eu
      echo "$@" >>told
      verb=$1
      shift
      if [ "$verb" = copy ]; then
        echo "$1 $2" | grep -qx "site store:help"
        shift 2
      else
        [ "$1" = store:help ] && shift
      fi
      [ "$1" = --files-from-raw ]
      if [ "$verb" = copy ]; then rsync --archive --files-from="$2" site/ store/; else (cd store && xargs rm) <"$2"; fi

      """, to: "bin/rclone")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: "\(guide.path)/bin/rclone")
    try guide.write("", to: "store/.keep")
    func send() throws -> [String] {
      try guidegen("build", "--manifest", in: guide)
      try guide.write("", to: "told")
      let environment = ["PATH": "\(guide.path)/bin:/usr/bin:/bin"]
      let outcome = try Command(["/bin/sh", "upload.sh", "store:help"], in: guide, environment: environment).run()
      #expect(outcome == Outcome(status: 0))
      var site = try guide.contents(of: "site")
      site[".guidegen"] = nil
      var store = try guide.contents(of: "store")
      store[".keep"] = nil
      #expect(store == site)
      return try guide.read("told").split(separator: "\n").map(String.init)
    }
    let first = try send()
    #expect(first.first?.contains("Cache-Control: public, max-age=31536000, immutable") == true)
    #expect(first.last?.contains("Cache-Control: no-cache") == true)
    #expect(first.contains { $0.contains("--header-upload Content-Type: text/html; charset=utf-8 ") })
    #expect(try send() == [])
    try guide.write("---\ntitle: Mail\n---\n\nChanged.\n", to: "content/mail/mail.md")
    try guide.remove("content/phones/leaflet.txt")
    let second = try send()
    #expect(second.map { $0.prefix { $0 != " " } } == ["copy", "delete"])
  }

  @Test func `the workflows are YAML that publishes what is built`() throws {
    for (start, words) in [
      ("name: Help centre\n", ["fetch-depth: 0", "guidegen build", "path: site", "actions/deploy-pages@"]),
      ("pages:\n", ["GIT_DEPTH: 0", "guidegen build --precompress --output public", "paths: [public]"]),
    ] {
      let text = try Self.block(beginning: start)
      let (node, diagnostics) = YAMLNode.parse(Array(text.utf8)[...], file: "workflow")
      #expect(node != nil && diagnostics.isEmpty, "\(diagnostics)")
      for word in words { #expect(text.contains(word), "\(word)") }
    }
  }

  @Test func `what Apache is told are the headers of all sites`() throws {
    let guide = try TestFolder.smallGuide()
    try guidegen("build", in: guide)
    let apache = try Self.block(beginning: "<Directory ")
    var count = 0
    for line in try guide.read("site/_headers").split(separator: "\n") where line.hasPrefix("  ") {
      let parts = line.dropFirst(2).split(separator: ":", maxSplits: 1)
      let header = "Header always set \(parts[0]) \"\(parts[1].dropFirst())\""
      #expect(apache.contains(header), "\(header)")
      count += 1
    }
    #expect(count == 9)
  }
}
