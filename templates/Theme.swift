import ThemeWords

/// The default theme's files.
///
/// SwiftPM writes their bytes into `PackageResources`, under each file's name without its folder: two files must not
/// have the same name.
public enum Theme {
  /// By path below `templates/`: `article.mustache`, `assets/style.css`.
  public static let files: [String: [UInt8]] = [
    "access-pass.mustache": PackageResources.access_pass_mustache,
    "a-z.mustache": PackageResources.a_z_mustache,
    "article.mustache": PackageResources.article_mustache,
    "assets/a-z.js": PackageResources.a_z_js,
    "assets/browser.js": PackageResources.browser_js,
    "assets/comment-proof.js": PackageResources.comment_proof_js,
    "assets/comments.css": PackageResources.comments_css,
    "assets/comments.js": PackageResources.comments_js,
    "assets/contact.js": PackageResources.contact_js,
    "assets/enrollment.css": PackageResources.enrollment_css,
    "assets/enrollment.js": PackageResources.enrollment_js,
    "assets/feedback.css": PackageResources.feedback_css,
    "assets/feedback.js": PackageResources.feedback_js,
    "assets/icon.svg": PackageResources.icon_svg,
    "assets/languages.css": PackageResources.languages_css,
    "assets/languages.js": PackageResources.languages_js,
    "assets/search.js": PackageResources.search_js,
    "assets/lists.css": PackageResources.lists_css,
    "assets/offline.css": PackageResources.offline_css,
    "assets/style.css": PackageResources.style_css,
    "assets/unfound.js": PackageResources.unfound_js,
    "assets/variants.js": PackageResources.variants_js,
    "enrollment.mustache": PackageResources.enrollment_mustache,
    "enrollment-code.mustache": PackageResources.enrollment_code_mustache,
    "home.mustache": PackageResources.home_mustache,
    "layout.mustache": PackageResources.layout_mustache,
    "letter/code.mustache": PackageResources.code_mustache,
    "letter/pass.mustache": PackageResources.pass_mustache,
    "letter/letter.mustache": PackageResources.letter_mustache,
    "letter/print.css": PackageResources.print_css,
    "letter/words/ar.yml": PackageResources.ar_yml,
    "letter/words/de.yml": PackageResources.de_yml,
    "letter/words/en.yml": PackageResources.en_yml,
    "letter/words/es.yml": PackageResources.es_yml,
    "letter/words/fr.yml": PackageResources.fr_yml,
    "not-found.mustache": PackageResources.not_found_mustache,
    "parts/article-end.mustache": PackageResources.article_end_mustache,
    "parts/article-meta.mustache": PackageResources.article_meta_mustache,
    "parts/breadcrumbs.mustache": PackageResources.breadcrumbs_mustache,
    "parts/card.mustache": PackageResources.card_mustache,
    "parts/comment.mustache": PackageResources.comment_mustache,
    "parts/comments.mustache": PackageResources.comments_mustache,
    "parts/contents-item.mustache": PackageResources.contents_item_mustache,
    "parts/contents.mustache": PackageResources.contents_mustache,
    "parts/feedback.mustache": PackageResources.feedback_mustache,
    "parts/footer.mustache": PackageResources.footer_mustache,
    "parts/head.mustache": PackageResources.head_mustache,
    "parts/header.mustache": PackageResources.header_mustache,
    "parts/languages.mustache": PackageResources.languages_mustache,
    "parts/listing.mustache": PackageResources.listing_mustache,
    "parts/navigation-item.mustache": PackageResources.navigation_item_mustache,
    "parts/navigation.mustache": PackageResources.navigation_mustache,
    "parts/pagination.mustache": PackageResources.pagination_mustache,
    "parts/private-keys.mustache": PackageResources.private_keys_mustache,
    "parts/private-steps.mustache": PackageResources.private_steps_mustache,
    "parts/search.mustache": PackageResources.search_mustache,
    "parts/title.mustache": PackageResources.title_mustache,
    "parts/variant-choice.mustache": PackageResources.variant_choice_mustache,
    "private-mode.mustache": PackageResources.private_mode_mustache,
    "qr.mustache": PackageResources.qr_mustache,
    "redirect.mustache": PackageResources.redirect_mustache,
    "section.mustache": PackageResources.section_mustache,
    "start.mustache": PackageResources.start_mustache,
    "tag.mustache": PackageResources.tag_mustache,
    "tags.mustache": PackageResources.tags_mustache,
    "variants.mustache": PackageResources.variants_mustache,
    "words/ar.yml": ThemeWords.arabic,
    "words/de.yml": ThemeWords.german,
    "words/en.yml": ThemeWords.english,
    "words/es.yml": ThemeWords.spanish,
    "words/fr.yml": ThemeWords.french,
  ]

  /// The browser data that a new site starts with: that of the sample help centre.
  public static let browsers = PackageResources.browsers_yml

  /// By language tag: what is called otherwise in it.
  public static let browsersByLanguage: [String: [UInt8]] = [
    "ar": PackageResources.browsers_ar_yml,
    "de": PackageResources.browsers_de_yml,
    "es": PackageResources.browsers_es_yml,
    "fr": PackageResources.browsers_fr_yml,
  ]
}
