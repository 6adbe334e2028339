/// What the default theme's pages say of themselves: the files of this folder.
public enum ThemeWords {
  /// Every key, and what it is for.
  public static let english = PackageResources.en_yml
  /// In Arabic.
  public static let arabic = PackageResources.ar_yml
  /// In German.
  public static let german = PackageResources.de_yml
  /// In Spanish.
  public static let spanish = PackageResources.es_yml
  /// In French.
  public static let french = PackageResources.fr_yml
}
