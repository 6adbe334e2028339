// swift-tools-version: 6.3

import PackageDescription

/// Every target: Swift 6 mode, warnings are errors.
let strict: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
]

let package = Package(
  name: "guidegen",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "guidegen", targets: ["guidegen"]),
    .library(name: "Markdown", targets: ["Markdown"]),
    .library(name: "QRCode", targets: ["QRCode"]),
  ],
  // What a help centre alone does not need costs minutes to compile: `--disable-default-traits` leaves it out.
  traits: [
    .default(enabledTraits: ["Comments", "Enrollment", "Letters"]),
    .trait(name: "Comments", description: "guidegen comments, with the cryptography that it needs"),
    .trait(name: "Enrollment", description: "guidegen enroll, with the cryptography that it needs"),
    .trait(
      name: "Letters", description: "guidegen letters, with the libraries that set text on paper",
      enabledTraits: ["Enrollment"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
  ],
  targets: [
    // System libraries: a module map each, nothing else.
    .systemLibrary(name: "CMark", pkgConfig: "libcmark", providers: [.apt(["libcmark-dev"]), .brew(["cmark"])]),
    .systemLibrary(name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CLinux"),
    .systemLibrary(name: "CEvent", providers: [.apt(["libevent-dev"]), .brew(["libevent"])]),
    .systemLibrary(name: "CBrotli", providers: [.apt(["libbrotli-dev"]), .brew(["brotli"])]),
    .systemLibrary(name: "CDeflate", providers: [.apt(["libdeflate-dev"]), .brew(["libdeflate"])]),
    .systemLibrary(name: "CSQLite", providers: [.apt(["libsqlite3-dev"]), .brew(["sqlite"])]),
    // Loaded when it is needed, by what the module map's header declares.
    .systemLibrary(name: "CCurl"),
    .systemLibrary(name: "CPostgres"),
    .systemLibrary(name: "CExpat", providers: [.apt(["libexpat1-dev"]), .brew(["expat"])]),
    .systemLibrary(name: "CNettle", providers: [.apt(["nettle-dev"]), .brew(["nettle"])]),

    .systemLibrary(name: "CPango", pkgConfig: "pangoft2", providers: [.apt(["libpango1.0-dev"]), .brew(["pango"])]),
    .systemLibrary(
      name: "CHarfBuzz", pkgConfig: "harfbuzz-subset", providers: [.apt(["libharfbuzz-dev"]), .brew(["harfbuzz"])]),

    // What imports nothing of ours.
    .target(name: "Diagnostics", swiftSettings: strict),
    .target(name: "QRCode", dependencies: ["CZlib"], swiftSettings: strict),
    .target(name: "JSON", swiftSettings: strict),
    .target(name: "Threads", swiftSettings: strict),

    // Readers of what a person wrote, and the template engine.
    .target(name: "YAML", dependencies: ["CYAML", "Diagnostics"], swiftSettings: strict),
    .target(name: "Markdown", dependencies: ["CMark", "Diagnostics"], swiftSettings: strict),
    .target(name: "Templates", dependencies: ["Diagnostics"], swiftSettings: strict),

    // The default theme, inside the binary. What it says in each language is by itself: embedding takes only the names of
    // files, and the words of letters have the same.
    .target(
      name: "ThemeWords", path: "templates/words",
      resources: [
        .embedInCode("ar.yml"), .embedInCode("de.yml"), .embedInCode("en.yml"), .embedInCode("es.yml"),
        .embedInCode("fr.yml"),
      ],
      swiftSettings: strict),
    .target(
      // Scripts and style sheets are embedded as they are sent: see Tools/shorten-assets.
      name: "Theme", dependencies: ["ThemeWords"], path: "templates",
      exclude: [
        "words",
        "assets/a-z.js",
        "assets/browser.js",
        "assets/comment-proof.js",
        "assets/comments.css",
        "assets/comments.js",
        "assets/contact.js",
        "assets/enrollment.css",
        "assets/enrollment.js",
        "assets/feedback.css",
        "assets/feedback.js",
        "assets/languages.css",
        "assets/languages.js",
        "assets/lists.css",
        "assets/offline.css",
        "assets/search.js",
        "assets/style.css",
        "assets/unfound.js",
        "assets/variants.js",
      ],
      resources: [
        .embedInCode("assets/icon.svg"),
        .embedInCode("sent"), .embedInCode("letter"), .embedInCode("parts"), .embedInCode("starter/browsers.yml"),
        .embedInCode("starter/browsers.ar.yml"), .embedInCode("starter/browsers.de.yml"),
        .embedInCode("starter/browsers.es.yml"), .embedInCode("starter/browsers.fr.yml"),
        .embedInCode("access-pass.mustache"),
        .embedInCode("a-z.mustache"),
        .embedInCode("article.mustache"),
        .embedInCode("enrollment.mustache"),
        .embedInCode("enrollment-code.mustache"),
        .embedInCode("home.mustache"),
        .embedInCode("layout.mustache"),
        .embedInCode("not-found.mustache"),
        .embedInCode("private-mode.mustache"),
        .embedInCode("qr.mustache"),
        .embedInCode("redirect.mustache"),
        .embedInCode("section.mustache"),
        .embedInCode("start.mustache"),
        .embedInCode("tag.mustache"),
        .embedInCode("tags.mustache"),
        .embedInCode("variants.mustache"),
      ],
      swiftSettings: strict),

    // The help centre. What only some builds need goes into the binary, so that the others load no library for it.
    .target(
      name: "Guide",
      dependencies: [
        "CBrotli", "CDeflate", "CLinux", "CNettle", "Diagnostics", "JSON", "Markdown", "QRCode", "Templates", "Theme",
        "Threads",
        "YAML",
      ],
      swiftSettings: strict,
      linkerSettings: [
        .linkedLibrary(":libbrotlienc.a"), .linkedLibrary(":libbrotlicommon.a"), .linkedLibrary(":libdeflate.a"),
        .linkedLibrary(":libnettle.a"),
      ]),

    // Our server. libevent's archive goes into the binary, so that other commands load no library for it.
    .target(
      name: "HTTP", dependencies: ["CEvent", "Threads"], swiftSettings: strict,
      linkerSettings: [.linkedLibrary(":libevent_core.a")]),

    // The preview.
    .target(
      name: "Preview", dependencies: ["Diagnostics", "Guide", "HTTP"],
      resources: [.embedInCode("Pages/reload.js"), .embedInCode("Pages/overlay.css")],
      swiftSettings: strict),

    // Who gets which secret.
    .target(
      name: "Enrollment",
      dependencies: [
        "Diagnostics", "QRCode", "YAML",
        .product(name: "Crypto", package: "swift-crypto", condition: .when(traits: ["Enrollment"])),
        .product(name: "CryptoExtras", package: "swift-crypto", condition: .when(traits: ["Enrollment"])),
      ],
      swiftSettings: strict),

    // What readers write under articles, and what keeps spam out.
    .target(
      name: "Comments",
      dependencies: [
        "CExpat", "CPostgres", "CSQLite", "CZlib", "Diagnostics", "JSON", "Markdown",
        .product(name: "Crypto", package: "swift-crypto", condition: .when(traits: ["Comments"])),
        .product(name: "CryptoExtras", package: "swift-crypto", condition: .when(traits: ["Comments"])),
      ],
      swiftSettings: strict, linkerSettings: [.linkedLibrary(":libsqlite3.a"), .linkedLibrary(":libexpat.a")]),

    // Mail, and files from elsewhere.
    .target(name: "Transfers", dependencies: ["CCurl"], swiftSettings: strict),

    // HTTP over comments.
    .target(
      name: "CommentServer",
      dependencies: [
        "CDeflate", "Comments", "HTTP", "JSON", "Threads", "Transfers",
        .product(name: "Crypto", package: "swift-crypto", condition: .when(traits: ["Comments"])),
      ],
      resources: [.embedInCode("Admin/admin.css"), .embedInCode("Admin/admin.js")],
      swiftSettings: strict, linkerSettings: [.linkedLibrary(":libdeflate.a")]),

    // Text on paper: set with Pango, written as tagged PDF.
    .target(
      name: "Letters", dependencies: ["CDeflate", "CHarfBuzz", "CPango", "QRCode"], swiftSettings: strict,
      linkerSettings: [.linkedLibrary(":libdeflate.a")]),

    // The command line: one file a command.
    .executableTarget(
      name: "guidegen",
      dependencies: [
        "CLinux", "Diagnostics", "Guide", "HTTP", "JSON", "Preview", "QRCode", "YAML",
        .target(name: "CommentServer", condition: .when(traits: ["Comments"])),
        .target(name: "Comments", condition: .when(traits: ["Comments"])),
        .target(name: "Enrollment", condition: .when(traits: ["Enrollment"])),
        .target(name: "Letters", condition: .when(traits: ["Letters"])),
        .target(name: "Transfers", condition: .when(traits: ["Comments"])),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),

    // The official examples of CommonMark, GFM and Mustache, run through our writer and engine.
    .executableTarget(name: "Conformance", dependencies: ["Markdown", "Templates"], swiftSettings: strict),

    // What the tests kill: a process that writes a site.
    .executableTarget(
      name: "OutputProbe", dependencies: ["Diagnostics", "Guide"], path: "Tests/OutputProbe", swiftSettings: strict),

    // What the tests of comments and of their HTML in a browser have in common.
    .target(name: "CommentAttacks", path: "Tests/CommentAttacks", swiftSettings: strict),

    // What the tests of comments keep them in: each of the databases.
    .target(
      name: "CommentDatabases", dependencies: ["Comments"], path: "Tests/CommentDatabases", swiftSettings: strict),

    // What the tests kill: a server of comments.
    .executableTarget(
      name: "CommentProbe", dependencies: ["CommentServer", "Comments", "HTTP"], path: "Tests/CommentProbe",
      swiftSettings: strict),

    // What the tests of servers have in common: a client that sends just what it is told.
    .target(name: "RawHTTP", path: "Tests/RawHTTP", swiftSettings: strict),

    // What the tests of mail and of files from elsewhere have in common: servers of somebody else's.
    .target(
      name: "Peers", path: "Tests/Peers", exclude: ["mail-peer.py", "file-peer.py"], swiftSettings: strict),

    // What is measured.
    .executableTarget(
      name: "QRBench", dependencies: ["QRCode"], path: "Benchmarks/QRCode", swiftSettings: strict),
    .executableTarget(
      name: "TemplatesBenchmark", dependencies: ["Templates"], path: "Benchmarks/Templates", swiftSettings: strict),

    .executableTarget(
      name: "CommentWrites",
      dependencies: [
        "Comments", .product(name: "Crypto", package: "swift-crypto", condition: .when(traits: ["Comments"])),
      ],
      path: "Benchmarks/Comments", swiftSettings: strict),

    // Tests: a folder for each target.
    .testTarget(name: "DiagnosticsTests", dependencies: ["Diagnostics"], swiftSettings: strict),
    .testTarget(name: "YAMLTests", dependencies: ["YAML"], swiftSettings: strict),
    .testTarget(name: "MarkdownTests", dependencies: ["Markdown"], swiftSettings: strict),
    .testTarget(name: "TemplatesTests", dependencies: ["Templates"], swiftSettings: strict),
    .testTarget(
      name: "QRCodeTests", dependencies: ["QRCode"], exclude: ["Golden", "fuzz", "oracle"], swiftSettings: strict),
    .testTarget(
      name: "ReaderTests",
      dependencies: [
        "guidegen", "CommentAttacks", "CommentServer", "Comments", "Guide", "HTTP", "Preview",
        .product(name: "Crypto", package: "swift-crypto", condition: .when(traits: ["Comments"])),
      ],
      exclude: ["Browsers/tattle.js", "Readers.json", "clocked-server.py", "hosted-server.py", "strict-server.py"],
      swiftSettings: strict),
    .testTarget(name: "ThemeTests", dependencies: ["Theme"], swiftSettings: strict),
    .testTarget(name: "GuideTests", dependencies: ["Guide", "OutputProbe", "YAML"], swiftSettings: strict),
    .testTarget(name: "JSONTests", dependencies: ["JSON"], swiftSettings: strict),
    .testTarget(name: "HTTPTests", dependencies: ["HTTP", "RawHTTP", "Threads"], swiftSettings: strict),
    .testTarget(name: "PreviewTests", dependencies: ["Preview", "Threads", "YAML"], swiftSettings: strict),
    .testTarget(name: "EnrollmentTests", dependencies: ["Enrollment"], swiftSettings: strict),
    .testTarget(
      name: "CommentsTests",
      dependencies: [
        "CommentAttacks", "CommentDatabases", "Comments", "JSON",
        .product(name: "Crypto", package: "swift-crypto", condition: .when(traits: ["Comments"])),
        .product(name: "CryptoExtras", package: "swift-crypto", condition: .when(traits: ["Comments"])),
      ], exclude: ["Proof/altcha-peer.py"], swiftSettings: strict),
    .testTarget(
      name: "CommentServerTests",
      dependencies: [
        "CommentAttacks", "CommentDatabases", "CommentProbe", "CommentServer", "Comments", "HTTP", "JSON", "Peers",
        "RawHTTP", "Transfers",
        .product(name: "Crypto", package: "swift-crypto", condition: .when(traits: ["Comments"])),
        .product(name: "CryptoExtras", package: "swift-crypto", condition: .when(traits: ["Comments"])),
      ],
      exclude: ["schemathesis-hooks.py", "schemathesis.toml"], swiftSettings: strict),
    .testTarget(name: "TransfersTests", dependencies: ["Peers", "Transfers"], swiftSettings: strict),
    .testTarget(name: "LettersTests", dependencies: ["Letters"], swiftSettings: strict),
    .testTarget(
      name: "GuidegenTests", dependencies: ["guidegen", "Guide", "RawHTTP", "YAML"], exclude: ["readers"],
      swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
