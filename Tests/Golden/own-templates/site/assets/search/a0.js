guideSearch("a0","s798",[
["First section","a/index.html","What comes first."],
["One \u0026 only","a/one.html","An article with links of every kind.","Links","links","Links","links-1","Own","own"],
["Two","a/two.html","","End","end"],
["Three","b/c/three.html",""],
["Own Templates","index.html","A site whose templates show every part once."]
])
