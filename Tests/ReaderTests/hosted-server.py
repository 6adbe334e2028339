"""Serves a site on 127.0.0.1 with the headers that its own file _headers gives every page."""

import functools
import http.server
import os
import pathlib
import sys
import threading
import time

site = pathlib.Path(sys.argv[1])


class Handler(http.server.SimpleHTTPRequestHandler):
    def end_headers(self):
        lines = (site / "_headers").read_text().split("\n\n")[0].splitlines()[1:]
        for line in lines:
            name, value = line.strip().split(": ", 1)
            self.send_header(name, value)
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, *_):
        pass


def end_with(parent):
    """Ends this process when the one that started it is gone, however that ended."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(0)


threading.Thread(target=end_with, args=(os.getppid(),), daemon=True).start()
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(site)))
print(f"Serving on port {server.server_port} ", flush=True)
server.serve_forever()
