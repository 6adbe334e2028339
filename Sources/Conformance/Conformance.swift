import Markdown
import Templates

@main struct Conformance { static func main() {} }
