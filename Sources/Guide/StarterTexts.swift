/// What a new help centre says in one language: the first articles, to be replaced.
struct StarterTexts: Sendable {
  /// The help centre's title, where nobody gave one.
  var title: String
  /// The text of the home page; `FIRST` is the link to the first article.
  var welcome: String
  /// The title of the first article.
  var firstSteps: String
  /// Its text; `DATA` is the file of the browser data.
  var steps: String

  /// By language tag.
  static let all: [String: StarterTexts] = [
    "en": StarterTexts(
      title: "Help Centre",
      welcome: "Welcome. Start with [your first article](FIRST), and change it to your own.\n",
      firstSteps: "First steps",
      steps: """
        Write what the reader does, one step a line, and what they will see.

        1. Open the sign-in page.
        2. If the browser is already signed in with another account, open a private window first:

        :::private-mode{on=computer}
        :::

        > [!TIP]
        > The block above is written from `DATA`. Correct a shortcut there, and every article has it.

        """),
    "de": StarterTexts(
      title: "Hilfe",
      welcome: "Willkommen. Beginnen Sie mit [Ihrem ersten Artikel](FIRST), und machen Sie Ihren eigenen daraus.\n",
      firstSteps: "Erste Schritte",
      steps: """
        Schreiben Sie, was zu tun ist, einen Schritt in jede Zeile, und was dann zu sehen ist.

        1. Öffnen Sie die Anmeldeseite.
        2. Wenn der Browser schon mit einem anderen Konto angemeldet ist, öffnen Sie zuerst ein privates Fenster:

        :::private-mode{on=computer}
        :::

        > [!TIP]
        > Was oben steht, kommt aus `DATA`. Was Sie dort berichtigen, ist in jedem Artikel richtig.

        """),
    "fr": StarterTexts(
      title: "Centre d'aide",
      welcome: "Bienvenue. Commencez par [votre premier article](FIRST), et faites-en le vôtre.\n",
      firstSteps: "Premiers pas",
      steps: """
        Écrivez ce qu'il faut faire, une étape par ligne, et ce que l'on verra alors.

        1. Ouvrez la page de connexion.
        2. Si le navigateur est déjà connecté avec un autre compte, ouvrez d'abord une fenêtre privée :

        :::private-mode{on=computer}
        :::

        > [!TIP]
        > Ce qui précède vient de `DATA`. Corrigez-y un raccourci, et tous les articles l'ont.

        """),
    "es": StarterTexts(
      title: "Centro de ayuda",
      welcome: "Bienvenido. Empiece por [su primer artículo](FIRST) y cámbielo a su gusto.\n",
      firstSteps: "Primeros pasos",
      steps: """
        Escriba lo que hay que hacer, un paso en cada línea, y lo que se verá entonces.

        1. Abra la página de inicio de sesión.
        2. Si el navegador ya tiene la sesión iniciada con otra cuenta, abra antes una ventana privada:

        :::private-mode{on=computer}
        :::

        > [!TIP]
        > Lo de arriba sale de `DATA`. Corrija allí un atajo, y lo tendrán todos los artículos.

        """),
    "ar": StarterTexts(
      title: "مركز المساعدة",
      welcome: "مرحبًا. ابدأ بـ[مقالتك الأولى](FIRST)، وغيّرها كما تشاء.\n",
      firstSteps: "الخطوات الأولى",
      steps: """
        اكتب ما يفعله القارئ، خطوة في كل سطر، وما سيراه.

        1. افتح صفحة تسجيل الدخول.
        2. إذا كان المتصفح مسجّل الدخول بحساب آخر، فافتح نافذة خاصة أولًا:

        :::private-mode{on=computer}
        :::

        > [!TIP]
        > ما سبق مأخوذ من `DATA`. صحّح اختصارًا هناك فيصحّ في كل المقالات.

        """),
  ]
}
