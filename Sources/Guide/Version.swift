/// The version of guidegen, by semver.org.
public let guidegenVersion = "0.1.0"
