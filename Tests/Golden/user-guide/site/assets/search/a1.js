guideSearch("a1","ys88",[
["writing/languages.html","","Languages","A help centre in one language or in several, from right to left too, and what guidegen check says of translations.","","","One language","one-language","Several languages","several-languages","Translating a file","translating-a-file","What is not translated","what-is-not-translated","What check says","what-check-says","The words of pages","the-words-of-pages","Good to know","good-to-know"],
["writing/qr.html","","QR codes","Draw QR codes in the terminal, as SVG, PNG or PDF.","","","What to encode","what-to-encode","The code","the-code","The picture","the-picture","Many codes","many-codes","Exit status","exit-status"],
["writing/search.html","","Search","What readers can find and how, what the search costs, and how to teach it your own words.","","","What readers can do","what-readers-can-do","What authors can do","what-authors-can-do","The files","the-files"]
])
