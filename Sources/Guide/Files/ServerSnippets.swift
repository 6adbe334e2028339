/// The headers of `SecurityPolicy` in the words of the usual hosts, so that each serves what the pages were made for.
enum ServerSnippets {
  /// `_headers`, which several hosts of static sites read from the site's top.
  static var headersFile: String {
    var text = "/*\n"
    for (name, value) in SecurityPolicy.headers { text += "  \(name): \(value)\n" }
    text += "  Cache-Control: \(SecurityPolicy.asking)\n\n"
    text += "/assets/*\n  Cache-Control: \(SecurityPolicy.forever)\n"
    return text
  }

  /// For the inside of nginx's `server { … }`.
  static var nginx: String {
    var text = "# Put this into server { … }; root and server_name are yours.\n"
    let headers = SecurityPolicy.headers.map { "add_header \($0.name) \"\($0.value)\" always;\n" }.joined()
    text += headers
    text += "add_header Cache-Control \"\(SecurityPolicy.asking)\" always;\n"
    text += "error_page 404 /404.html;\nindex index.html;\ncharset utf-8;\n\n"
    text += "# A location with headers of its own takes none from above, so all are here again.\n"
    text += "location /assets/ {\n"
    text += SecurityPolicy.headers.map { "  add_header \($0.name) \"\($0.value)\" always;\n" }.joined()
    text += "  add_header Cache-Control \"\(SecurityPolicy.forever)\" always;\n}\n\n"
    text += "# The list of files that guidegen wrote, and these snippets, are nobody's business.\n"
    text += "location ~ ^/(\\.|_server/|_headers$) {\n  return 404;\n}\n"
    return text
  }

  /// For the inside of a site block in a Caddyfile.
  static var caddy: String {
    var text = "# Put this into a site block; root is yours.\n"
    text += "@private path_regexp ^/(\\.|_server/|_headers$)\nerror @private 404\n"
    text += "header {\n"
    for (name, value) in SecurityPolicy.headers { text += "\t\(name) \"\(value)\"\n" }
    text += "\tCache-Control \"\(SecurityPolicy.asking)\"\n}\n"
    text += "header /assets/* Cache-Control \"\(SecurityPolicy.forever)\"\n"
    text += "handle_errors {\n\t@missing expression {err.status_code} == 404\n\trewrite @missing /404.html\n"
    text += "\tfile_server\n}\nfile_server\n"
    return text
  }
}
