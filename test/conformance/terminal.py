"""flydeck in a terminal of 80 by 24, and the screen that a person would see."""
import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time

import pyte


class Terminal:
    def __init__(self, command, environment, columns=80, rows=24):
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            os.execvpe(command[0], command, environment)
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack('HHHH', rows, columns, 0, 0))

    @property
    def text(self):
        return '\n'.join(line.rstrip() for line in self.screen.display)

    def press(self, keys):
        os.write(self._fd, keys.encode())

    def wait_for(self, text, seconds=20):
        """Reads what comes until the screen shows the text."""
        end = time.monotonic() + seconds
        while text not in self.text:
            ready, _, _ = select.select([self._fd], [], [], max(0, end - time.monotonic()))
            assert ready, f'waited for {text!r}; the screen:\n{self.text}'
            self._stream.feed(os.read(self._fd, 65536))
        return self.text

    def close(self):
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGTERM)
        os.close(self._fd)
        os.waitpid(self.pid, 0)
