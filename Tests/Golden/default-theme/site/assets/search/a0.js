guideSearch("a0","gldh",[
["Phones","phones/index.html",""],
["A new phone","phones/new-phone.html","Move the app.","Get ready","get-ready","Microsoft Edge: InPrivate","private-mode-edge","Mozilla Firefox: Private Browsing","private-mode-firefox","Clear the browser","clear-the-browser","Microsoft Edge","browser-edge","Another browser","browser-other"]
])
