import Foundation
import Testing

/// A built site, and how real servers serve it by the snippets that it brings.
struct HostedSite {
  enum Server: String, CaseIterable {
    case nginx
    case caddy
  }

  /// A folder whose `root/`, or a folder in it, is the site.
  let folder: TestFolder
  /// Where the site is on its host: `/` or `/help/`.
  let top: String

  /// Builds it, compressed files and all.
  init(at top: String) throws {
    self.top = top
    folder = try TestFolder.smallGuide()
    try folder.write("title: Help\nbase-url: https://help.example.com\(top)\n", to: "content/guide.yml")
    try folder.write(String(repeating: "Keep it. ", count: 40), to: "content/phones/leaflet.txt")
    let phone = try folder.read("content/phones/new-phone.md")
    let aliases = phone.replacingOccurrences(of: "[old/phone]", with: "[old/phone, old/folder/]")
    try folder.write(aliases, to: "content/phones/new-phone.md")
    try #require(try guidegen("build", "--precompress", "--output", "root\(top)", in: folder).status == 0)
  }

  /// The bytes of the file at `path` in the site; a folder's are those of its index.
  func bytes(_ path: String) throws -> [UInt8] {
    let file = path.isEmpty || path.hasSuffix("/") ? path + "index.html" : path
    return Array(try Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/root\(top)\(file)")))
  }

  /// The path in the site of the one file with this name, less its fingerprint, and this extension.
  func fingerprinted(_ name: String, _ ending: String) throws -> String {
    let paths = try folder.contents(of: "root\(top)").keys
    let found = paths.filter { $0.split(separator: "/").last?.hasPrefix("\(name).") == true && $0.hasSuffix(ending) }
    try #require(found.count == 1, "\(found)")
    return try #require(found.first)
  }

  /// Starts `server` with the site's snippet.
  func start(_ server: Server) throws -> WebServer {
    try WebServer.start(in: folder) { port in
      try writeConfigurations(port: port)
      return try words(server)
    }
  }

  /// What starts `server` once its configuration is there.
  func words(_ server: Server) throws -> [String] {
    switch server {
    case .nginx: [try tool("nginx", package: "nginx-light"), "-p", folder.path, "-c", "nginx.conf"]
    case .caddy:
      [try tool("caddy", package: "caddy"), "run", "--config", "Caddyfile", "--adapter", "caddyfile"]
    }
  }

  /// Writes the rest of each server's configuration, as docs/content/publishing/hosting.md has it.
  func writeConfigurations(port: UInt16) throws {
    let root = "\(folder.path)/root"
    let module = "/usr/lib/nginx/modules/ngx_http_brotli_static_module.so"
    try #require(FileManager.default.fileExists(atPath: module), "apt-get install libnginx-mod-http-brotli-static")
    let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map { "\($0)_temp_path \(folder.path)/tmp;" }
    try folder.write(
      """
      load_module \(module);
      daemon off;
      master_process off;
      pid nginx.pid;
      error_log stderr;
      events { }
      http {
        include /etc/nginx/mime.types;
        default_type application/octet-stream;
        access_log off;
        \(temporary.joined(separator: " "))
        server {
          listen 127.0.0.1:\(port);
          root \(root);
          brotli_static on;
          include \(root)\(top)_server/nginx.conf;
        }
      }

      """, to: "nginx.conf")
    try folder.write(
      """
      {
      \tadmin off
      }

      http://127.0.0.1:\(port) {
      \troot * \(root)
      \timport \(root)\(top)_server/Caddyfile
      }

      """, to: "Caddyfile")
  }
}
