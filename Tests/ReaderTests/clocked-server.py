"""Serves a folder with the clock that a file says: seconds since 1970, or "none" for answers without a date."""

import functools
import http.server
import sys

folder, clock = sys.argv[1:]


class Handler(http.server.SimpleHTTPRequestHandler):
    def send_response(self, code, message=None):
        self.send_response_only(code, message)
        with open(clock) as file:
            time = file.read()
        if time != "none":
            self.send_header("Date", self.date_time_string(int(time)))

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=folder))
print(f"Serving on port {server.server_port} ", flush=True)
server.serve_forever()
