guideSearch("a0","scl9",[
["phones/index.html","","Phones","","",""],
["phones/new-phone.html","","A new phone","Move the app.","","","Get ready","get-ready","Microsoft Edge: InPrivate","private-mode-edge","Mozilla Firefox: Private Browsing","private-mode-firefox","Clear the browser","clear-the-browser","Microsoft Edge","browser-edge","Another browser","browser-other"]
])
